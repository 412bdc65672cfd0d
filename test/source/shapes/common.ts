import { dump14, dump17, dump20, dump22, handwritten, packaged } from '../dumps.ts';
import type { Expected, Shape } from '../shape.ts';

export { dump14, dump17, dump20, dump22, handwritten, packaged };
export const CONFIG = '/etc/containerd/config.toml';
export const FLAG = 'SystemdCgroup = «false»';
export const GENERATE = `mkdir -p /etc/containerd\ncontainerd config default > ${CONFIG}\n`;
export const RUNC = '.containerd.runtimes.runc.options';
/** A line with backslashes as it is written. */
export const raw = String.raw;

/** A script after a dump was generated, and the line of it that is looked for. */
export function script(
  name: string,
  text: string,
  file: string,
  expect: Expected,
  more: Partial<Shape> & { readonly path_?: string; readonly others?: Shape['repo'] } = {},
): Shape {
  const { path_ = 'node.sh', others, ...rest } = more;
  const at = file === dump20 ? `${RUNC}]` : FLAG;
  return { name, repo: { [path_]: text, ...others }, file, at, expect, ...rest };
}

/** Files of a repository, one of which holds the line. */
export function files(
  name: string,
  repo: Shape['repo'],
  line: string,
  more: Partial<Shape> & { readonly note?: RegExp | null; readonly kind?: 'line' | 'template' | 'edit' | 'step' } = {},
): Shape {
  const { note, kind, ...rest } = more;
  const expect = { line, ...(note === undefined ? {} : { note }), ...(kind === undefined ? {} : { kind }) };
  return { name, repo, file: handwritten, at: FLAG, expect, ...rest };
}

export function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
