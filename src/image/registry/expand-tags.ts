import { UsageProblem } from '../image-files.ts';
import { InputProblem, problemText } from '../input-problem.ts';
import { askInOrder } from './connect.ts';
import type { RegistryPorts } from './ports.ts';
import { parseRegistryName } from './registry-name.ts';

/** A pattern that stands for more images than this is taken for a mistake. */
const mostImages = 100;

export type ExpandResult =
  | { readonly ok: true; readonly references: readonly string[] }
  | { readonly ok: false; readonly kind: 'usage' | 'unreadable'; readonly message: string };

/** True for a `docker://` reference whose tag holds `*` or `?`. */
export function isTagPattern(reference: string): boolean {
  return /^docker:\/\/[^@]*:[^/@]*[*?][^/@]*$/.test(reference);
}

/**
 * The images that a pattern such as `docker://kindest/node:v1.3*` stands for, by their tags in the order of their
 * versions. Never rejects.
 */
export async function expandTags(reference: string, ports: RegistryPorts, signal?: AbortSignal): Promise<ExpandResult> {
  try {
    const text = reference.slice('docker://'.length);
    const name = parseRegistryName(text, true);
    const pattern = name.tag ?? '';
    const tags = await askInOrder(ports, name, signal, (client) => client.tags());
    const matching = sortVersions(tags.filter((tag) => matches(pattern, tag)));
    if (matching.length === 0) {
      throw new UsageProblem(
        `${reference}: none of the ${tags.length} tags of ${name.registry}/${name.repository} fits`,
      );
    }
    if (matching.length > mostImages) {
      throw new UsageProblem(
        `${reference}: ${matching.length} tags fit, and at most ${mostImages} are judged in one run; narrow it down`,
      );
    }
    const base = text.slice(0, text.length - pattern.length);
    return { ok: true, references: matching.map((tag) => `docker://${base}${tag}`) };
  } catch (error) {
    const kind = error instanceof UsageProblem ? 'usage' : 'unreadable';
    if (kind === 'unreadable' && !(error instanceof InputProblem)) throw error;
    return { ok: false, kind, message: problemText(error) };
  }
}

/** `*` stands for any characters, `?` for one. */
function matches(pattern: string, tag: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < tag.length) {
    if (pattern[from] === '*') {
      star = from++;
      resume = at;
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === tag[at])) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}

/** By the numbers in them, a pre-release (`v1.34.0-rc.1`) before its release. */
function sortVersions(tags: readonly string[]): string[] {
  const keyed = [...new Set(tags)].map((tag) => {
    const [, core = '', rest = ''] = /^(\D*\d+(?:\.\d+)*)?(.*)$/.exec(tag) ?? [];
    return { tag, core: partsOf(core), rest: partsOf(rest), isRelease: rest === '' };
  });
  keyed.sort(
    (a, b) =>
      compareParts(a.core, b.core) ||
      Number(a.isRelease) - Number(b.isRelease) ||
      compareParts(a.rest, b.rest) ||
      (a.tag < b.tag ? -1 : 1),
  );
  return keyed.map(({ tag }) => tag);
}

function partsOf(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const x = a[index] ?? '';
    const y = b[index] ?? '';
    if (x === y) continue;
    const numeric = /^\d/.test(x) && /^\d/.test(y);
    if (numeric && Number(x) !== Number(y)) return Number(x) - Number(y);
    if (!numeric) return x < y ? -1 : 1;
  }
  return 0;
}
