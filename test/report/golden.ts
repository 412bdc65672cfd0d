import { expectGoldenIn } from '../support/golden.ts';

/** Compares with `golden/<name>` beside this file; `GOLDEN=update` in the environment writes it instead. */
export function expectGolden(name: string, text: string): void {
  expectGoldenIn(import.meta.dirname, name, text);
}
