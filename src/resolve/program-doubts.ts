import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import type { Observation } from '../text/observation.ts';
import { observe } from './observe.ts';

/** Scripts are short; of a larger file it is asked first whether it is a program. */
const SMALL = 64 * 1024;
const LARGEST_SCRIPT = 2 << 20;

/**
 * What makes it doubtful that a unit's command line reaches the program that it names: a script of that name, which passes
 * on what it likes, or a program that is not there while another of its name is.
 * @param name what the program has to be called; a unit that starts something else is no affair of this
 * @param found the program of that name which the image has; null for none
 */
export async function programDoubts(
  tree: FileTree,
  unit: UnitAnswer | null,
  name: 'containerd' | 'kubelet',
  found: string | null,
): Promise<readonly Observation[]> {
  if (unit === null || unit.command === null) return [];
  const { program, location } = unit.command;
  if (program.split('/').at(-1) !== name) return [];
  let file = await tree.read(program, SMALL);
  if (!file.ok && file.reason === 'too-large') {
    const binary = await tree.binary(program);
    if (binary.ok && binary.facts.format === 'elf') return [];
    file = await tree.read(program, LARGEST_SCRIPT);
    if (!file.ok) return [observe('program-is-script', location, { program, name })];
  }
  if (file.ok && file.bytes[0] === 0x23 && file.bytes[1] === 0x21) {
    return handsOn(new TextDecoder().decode(file.bytes), name)
      ? [observe('program-is-script', location, { program, name })]
      : [];
  }
  if (file.ok || file.reason !== 'absent' || found === null) return [];
  return [observe('program-elsewhere', location, { program, found, unit: unit.name })];
}

/** Whether a script starts another program of the name, or one that only its variables tell. */
function handsOn(script: string, name: string): boolean {
  const another = new RegExp(`(?:^|[\\s"'=(])/[\\w./-]*/${name}(?:[._-][\\w.-]+)?(?=["'\\s;)]|$)`, 'm');
  const replaced = new RegExp(`\\bexec\\b[^\\n]*(?:\\$|\\b${name}\\b)`);
  return another.test(script) || replaced.test(script) || /(?:^|\s)"\$@"/m.test(script);
}
