/** The tags of a repository in a registry. The message says what failed and what to do. */
export type ListTags = (
  repository: string,
) => Promise<
  { readonly ok: true; readonly tags: readonly string[] } | { readonly ok: false; readonly message: string }
>;

export type ExpandImagesResult =
  | { readonly ok: true; readonly images: readonly string[] }
  | { readonly ok: false; readonly message: string };

const PATTERN = /^docker:\/\/([^@*]+):([^/:@]*\*[^/:@]*)$/;
/** A pattern that takes more tags than this was not meant. */
const MOST = 100;

/**
 * Puts every tag that fits in place of a pattern such as `docker://kindest/node:v1.3*`, in which `*` stands for any
 * characters; other images stay as they are, and none is named twice. A pattern that no tag fits is an error: a watch that
 * looks at nothing would pass.
 */
export async function expandImages(images: readonly string[], listTags: ListTags): Promise<ExpandImagesResult> {
  const expanded: string[] = [];
  for (const image of images) {
    const [, repository, pattern] = PATTERN.exec(image) ?? [];
    if (repository === undefined || pattern === undefined) {
      expanded.push(image);
      continue;
    }
    const listed = await listTags(repository);
    if (!listed.ok) return { ok: false, message: `${image}: ${listed.message}` };
    const tags = listed.tags.filter((tag) => fits(tag, pattern)).toSorted(compareTags);
    if (tags.length === 0) return { ok: false, message: `${image}: none of the ${listed.tags.length} tags fits` };
    if (tags.length > MOST) {
      return { ok: false, message: `${image}: ${tags.length} tags fit, and ${MOST} is the most; say it more narrowly` };
    }
    expanded.push(...tags.map((tag) => `docker://${repository}:${tag}`));
  }
  return { ok: true, images: [...new Set(expanded)] };
}

/** Whether `image` is what was asked for, or one of the tags of the pattern that was asked for. */
export function matchesImage(asked: string, image: string): boolean {
  if (asked === image) return true;
  const [, repository, pattern] = PATTERN.exec(asked) ?? [];
  const prefix = `docker://${repository}:`;
  return pattern !== undefined && image.startsWith(prefix) && fits(image.slice(prefix.length), pattern);
}

/** Without backtracking: the parts between the stars are looked for one after the other. */
function fits(tag: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!tag.startsWith(first) || !tag.endsWith(last) || tag.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = tag.indexOf(part, at);
    if (found < 0 || found + part.length > tag.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** `v1.9` before `v1.10`. */
function compareTags(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    if (x === y) continue;
    return i % 2 === 1 && Number(x) !== Number(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return left.length - right.length;
}
