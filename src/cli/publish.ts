import type { RawOptions } from '../gate/read-options.ts';
/** placeholder until github lands */
export async function publish(_report: string, _raw: RawOptions): Promise<number> {
  return 2;
}
