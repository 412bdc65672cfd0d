import { InputProblem } from './input-problem.ts';
import { limits } from './limits.ts';

export interface Resolvable {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** As written, of a symlink. */
  readonly target: string | null;
}

export type Resolution<Entry> =
  | { readonly ok: true; readonly path: string; readonly entry: Entry }
  | { readonly ok: false; readonly reason: 'absent' | 'loop'; readonly path: string; readonly detail: string };

/**
 * Follows a path through the symlinks of a tree the way Linux does below a root directory: absolute links start at that
 * root, `..` stops there, more than 40 links are a loop. `look` gives what is at a path without a leading slash whose
 * parents are no symlinks. The resulting path has no leading slash either. Rejects for a way through more parts than any
 * image in use has, where Linux would go on.
 */
export async function resolvePath<Entry extends Resolvable>(
  path: string,
  followLast: boolean,
  look: (path: string) => Promise<Entry | null>,
): Promise<Resolution<Entry>> {
  const pending = path.split('/').reverse();
  const walked: { part: string; entry: Entry }[] = [];
  const at = () => walked.map((step) => step.part).join('/');
  let budget: number = limits.symlinks;
  let steps = 0;
  while (pending.length > 0) {
    const part = pending.pop()!;
    if (++steps > limits.steps) {
      throw new InputProblem(`the symlinks on the way to ${path.slice(0, 200)} have more than ${limits.steps} parts`);
    }
    if (part === '' || part === '.') continue;
    const parent = walked.at(-1);
    if (parent && parent.entry.kind !== 'directory') return absent(path, `/${at()} is no directory`);
    if (part === '..') {
      walked.pop();
      continue;
    }
    const next = parent ? `${at()}/${part}` : part;
    const entry = await look(next);
    if (entry === null) return absent(path, `there is no /${next}`);
    const last = pending.every((rest) => rest === '' || rest === '.');
    if (entry.kind !== 'symlink' || (last && !followLast)) {
      walked.push({ part, entry });
      continue;
    }
    if (--budget < 0) return { ok: false, reason: 'loop', path, detail: `more than ${limits.symlinks} symlinks` };
    const target = entry.target ?? '';
    if (target === '') return absent(path, `/${next} is a symlink to nothing`);
    if (target.startsWith('/')) walked.length = 0;
    pending.push(...target.split('/').reverse());
  }
  const found = walked.at(-1);
  if (found) return { ok: true, path: at(), entry: found.entry };
  const root = await look('');
  return root === null ? absent(path, 'there is no root') : { ok: true, path: '', entry: root };
}

function absent(path: string, detail: string): Resolution<never> {
  return { ok: false, reason: 'absent', path, detail };
}
