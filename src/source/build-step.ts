/**
 * What a step of an image's history did.
 * - `copy`: `COPY` or `ADD` out of the build's context; `to` as written
 * - `other-stage`: `COPY --from`, whose sources are no files of the checkout
 * - `digest`: the classic builder's `COPY file:HASH in /path`, which names no source
 * - `run`: a command, blanks made single
 */
export type BuildStep =
  | { readonly kind: 'copy'; readonly from: readonly string[]; readonly to: string }
  | { readonly kind: 'other-stage' | 'digest' | 'unknown' }
  | { readonly kind: 'run'; readonly command: string };

const LONGEST = 65_536;

/** Reads `created_by` as BuildKit, the classic builder, Buildah and Kaniko record it. */
export function readBuildStep(createdBy: string | null): BuildStep {
  if (createdBy === null) return { kind: 'unknown' };
  const text = createdBy
    .slice(0, LONGEST)
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/\s*# buildkit\s*$/, '')
    .trim();
  const copy = /^(?:COPY|ADD)\s+([\s\S]*)$/i.exec(text)?.[1];
  if (copy !== undefined) return readCopy(copy.trim());
  const run = text
    .replace(/^RUN\s+/i, '')
    .replace(/^\|\d+\s+(?:\w+=\S*\s+)*/, '')
    .replace(/^\/bin\/(?:ba|da)?sh\s+(?:-\w+\s+)*/, '');
  return run === '' ? { kind: 'unknown' } : { kind: 'run', command: squeeze(run) };
}

/** The arguments of a `COPY` or `ADD`. */
export function readCopy(text: string): BuildStep {
  if (/^(?:file|dir|multi):[0-9a-f]{16,}\b/.test(text)) return { kind: 'digest' };
  let rest = text;
  for (let flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest); flag !== null; flag = /^--(\w+)(?:=(\S+))?\s+/.exec(rest)) {
    if (flag[1] === 'from') return { kind: 'other-stage' };
    rest = rest.slice(flag[0].length);
  }
  const words = readWords(rest);
  const to = words.pop();
  if (to === undefined || words.length === 0 || words.some((word) => word.startsWith('<<'))) return { kind: 'unknown' };
  return { kind: 'copy', from: words.filter((word) => !/^(?:https?|git):|^git@/.test(word)), to };
}

function readWords(text: string): string[] {
  if (text.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (Array.isArray(parsed) && parsed.every((word) => typeof word === 'string')) return parsed;
    } catch {
      // It is no list after all.
    }
  }
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

/** With single blanks, so that line breaks and continuations do not count. */
export function squeeze(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
