import { createHash } from 'node:crypto';
import type { Checkout, CheckoutFile } from './checkout.ts';

/** A text file of the checkout. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Without line ends. */
  readonly lines: readonly string[];
  /** Whether it shows or tries something out, instead of being built into an image: tests, examples, documentation. */
  readonly aside: boolean;
}

/** What is known of a checkout. */
export interface Repository {
  /** By path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Every path there is, in bytewise order. */
  readonly paths: readonly string[];
  /** Paths of the files whose content is these bytes, CR before LF apart; in bytewise order. */
  sameContent(bytes: Uint8Array): readonly string[];
}

const LARGEST = 1024 * 1024;
const LARGEST_TOTAL = 64 * 1024 * 1024;
const MOST_FILES = 20_000;
const AT_ONCE = 32;

/** Texts for people, and what programs write for themselves: nothing of it goes into an image. */
const NO_SOURCE =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|html?|svg|ipynb|lock|sum|map|sarif|min\.js|min\.css|po|pot|log)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|CHANGELOG[^/]*|LICENSE[^/]*)$/i;
/** How a report of this tool begins, as JSON or JUnit: it quotes the lines that are looked for, and made none of them. */
const OWN_REPORT = /"tool": ?\{\s*"name": ?"cgroup-gate"|<testsuites name="cgroup-gate"/;
const BINARY =
  /\.(?:png|jpe?g|gif|ico|webp|pdf|zip|gz|tgz|xz|zst|bz2|tar|jar|so|a|o|exe|dll|wasm|woff2?|ttf|eot|mp4|qcow2|iso|deb|rpm)$/i;
const ASIDE =
  /(?:^|\/)(?:docs?|documentation|examples?|samples?|tests?|testdata|fixtures|golden|e2e|__tests__)\/|[._](?:test|spec)\.[a-z]+$/i;

/** Reads what could have baked a file of an image: texts of at most 1 MiB, 64 MiB in all. Time grows with their size. */
export async function readRepository(checkout: Checkout): Promise<Repository> {
  const all = (await checkout.files())
    .filter(({ path }) => isPlainPath(path))
    .sort((a, b) => compare(a.path, b.path))
    .slice(0, MOST_FILES);
  const wanted: CheckoutFile[] = [];
  let total = 0;
  for (const file of all) {
    if (file.size > LARGEST || NO_SOURCE.test(file.path) || BINARY.test(file.path)) continue;
    total += file.size;
    if (total > LARGEST_TOTAL) break;
    wanted.push(file);
  }
  const files = new Map<string, SourceFile>();
  const byLength = new Map<string, string[]>();
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((file) => checkout.read(file.path)));
    for (const [index, bytes] of read.entries()) {
      const { path } = some[index] as CheckoutFile;
      if (bytes === null || bytes.length > LARGEST || bytes.subarray(0, 8192).includes(0)) continue;
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      if (OWN_REPORT.test(text.slice(0, 300))) continue;
      files.set(path, new Text(path, text));
      note(byLength, String(text.length - carriageReturns(text)), path);
    }
  }
  const unread = new Map<string, string[]>();
  for (const { path, blobId } of all) {
    if (blobId !== null && !files.has(path) && !NO_SOURCE.test(path)) note(unread, blobId.toLowerCase(), path);
  }
  return {
    files,
    paths: all.map(({ path }) => path),
    sameContent: (bytes) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      const ids = unread.size === 0 ? [] : [blobIdOf(bytes, 'sha1'), blobIdOf(bytes, 'sha256')];
      const plain = text.replaceAll('\r\n', '\n');
      const equal = (byLength.get(String(plain.length)) ?? []).filter(
        (path) => files.get(path)?.text.replaceAll('\r\n', '\n') === plain,
      );
      const found = [...equal, ...ids.flatMap((id) => unread.get(id) ?? [])];
      return found.sort(compare);
    },
  };
}

/** Reports and annotations name only such paths. */
function isPlainPath(path: string): boolean {
  return (
    path.length <= 1000 &&
    !/^\/|^[a-z]:|\\|[\p{Cc}\p{Cf}\ud800-\udfff]/iu.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** Git's id of a file's content (git's Documentation/gitformat-pack: the hash of `blob SIZE`, a NUL and the bytes). */
export function blobIdOf(bytes: Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

class Text implements SourceFile {
  readonly path: string;
  readonly text: string;
  readonly aside: boolean;
  #lines: readonly string[] | null = null;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.aside = ASIDE.test(path);
  }

  get lines(): readonly string[] {
    this.#lines ??= this.text.split(/\r\n|\n/);
    return this.#lines;
  }
}

/** How many CR stand before an LF. */
function carriageReturns(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) count += 1;
  return count;
}

function note(map: Map<string, string[]>, key: string, path: string): void {
  const paths = map.get(key);
  if (paths === undefined) map.set(key, [path]);
  else paths.push(path);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
