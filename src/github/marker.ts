import { htmlComment } from '../report/escape/html-comment.ts';

const STATE = 'cgroup-gate-state';
export const DEFAULT_KEY = 'cgroup-gate';

/** The hidden line at the start of everything that we write, by which we find it again. */
export function marker(key: string, detail = ''): string {
  return `<!-- cgroup-gate:v1 key=${spell(key === '' ? DEFAULT_KEY : key)}${detail === '' ? '' : ` ${detail}`} -->`;
}

/** Whether a text begins with this marker. One that stands further down is content. */
export function startsWith(body: string, mark: string): boolean {
  return body.trimStart().startsWith(mark);
}

/** The fingerprint of a suggestion of ours, whatever its key; null where the text is none. */
export function suggestionOf(body: string): { readonly key: string; readonly fingerprint: string } | null {
  const found = /^\s*<!-- cgroup-gate:v1 key=(\S+) suggestion=([0-9a-f]{16,64}) -->/.exec(body);
  return found === null ? null : { key: found[1] as string, fingerprint: found[2] as string };
}

/** The key as it stands in a marker: one word, which cannot end the comment. */
export function spell(key: string): string {
  return key.replace(/[^\w.:/@-]/g, (character) => `%${character.codePointAt(0)?.toString(16)};`);
}

/** A hidden block that remembers a value from one run to the next. */
export function stateBlock(value: unknown): string {
  return htmlComment(STATE, value);
}

/** The value of the last state block of a text of ours; undefined where there is none that can be read. */
export function readState(body: string): unknown {
  const start = body.lastIndexOf(`<!-- ${STATE} `);
  const end = body.indexOf(' -->', start);
  if (start < 0 || end < 0) return undefined;
  try {
    return JSON.parse(body.slice(start + STATE.length + 6, end));
  } catch {
    return undefined;
  }
}
