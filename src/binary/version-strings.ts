import { findDotsBetweenDigits, isDigit } from './dots.ts';

/** More than the longest text that is looked for and the byte behind it, in bytes. */
export const TEXT_REACH = 96;
/** The shortest text that is looked for, and the longest. */
export const TEXT_LENGTHS = { least: 5, most: TEXT_REACH - 1 } as const;
/** `X.Y.Z+unknown` is so long, at least and at most. */
export const UNSTAMPED_LENGTHS = { least: 13, most: 40 } as const;

const MOST_VERSIONS = 64;
const SUFFIX_LIMIT = 60;
const NAME_LIMIT = 8;
const GO_VERSION_LIMIT = 60;
const DOT = 0x2e;
const MINUS = 0x2d;
const UNKNOWN = Buffer.from('+unknown', 'latin1');

const VERSION = String.raw`v?\d{1,3}\.\d{1,3}\.\d{1,3}(?:[-+~][0-9A-Za-z.+~-]{1,60})?`;
const STAMPED = new RegExp(`^${VERSION}$`);
const STAMPED_AFTER_NUL = new RegExp(String.raw`\0(${VERSION})$`);
// The string before may end in digits: containerd's major version is one digit.
const UNSTAMPED_END = /[12]\.\d{1,3}\.\d{1,3}(?:-[a-z]{1,8}\.\d{1,3})?\+unknown$/;
const UNSTAMPED = new RegExp(`^${UNSTAMPED_END.source}`);
const GO_VERSION = /^(?:devel )?go1\.[\x20-\x7e]{1,60}$/;
/** Kubernetes' and containerd's own, with the versions of a commit without a tag (go.dev/ref/mod#pseudo-versions) left out. */
const RELEASE = /^v?[12]\.(?!.*[-.]\d{14}-[0-9a-f]{12}(?:\+|$))/;

/** A text of the file. */
export interface Text {
  /** Of its first byte in the file; for one whose beginning isn't known, of any byte of it. */
  readonly offset: number;
  readonly text: string;
  /** A NUL follows. Go's linker ends with one each string that `-ldflags -X` sets, and no other. */
  readonly ended: boolean;
}

/**
 * Calls `found` with the end of everything in `bytes` that may be a version, whatever stands before it, and whose first dot
 * lies in `from … to`: with a NUL behind it, or `+unknown` as its end.
 */
export function findVersionEnds(bytes: Buffer, from: number, to: number, found: (end: number) => void): void {
  findDotsBetweenDigits(bytes, from, to, (dot) => {
    if (isGoOne(bytes, dot)) {
      const end = endOfWords(bytes, dot + 1);
      if (end > 0) found(end);
    }
    const minor = afterDigits(bytes, dot + 1);
    if (minor < 0 || bytes[minor] !== DOT) return;
    const patch = afterDigits(bytes, minor + 1);
    if (patch < 0) return;
    const end = endOfSuffix(bytes, patch);
    if (end > 0) found(end);
    const unknown = endOfUnknown(bytes, patch);
    if (unknown > 0 && unknown !== end) found(unknown);
  });
}

/**
 * The versions among the texts that the variables of a program hold: those that `-ldflags -X` stamped, and
 * `2.1.9+unknown`, which is what containerd's source has where the build stamped nothing (containerd
 * version/version.go). Null unless Go's own version is among them, which its linker stamps into every program
 * (go/src/cmd/link/internal/ld/main.go, Go 1.19 and 1.27): then what variables hold can't be seen in the file.
 */
export function versionsOfVariables(texts: readonly Text[]): readonly string[] | null {
  if (!texts.some(({ text, ended }) => ended && GO_VERSION.test(text))) return null;
  const unstamped = texts.filter(({ text }) => UNSTAMPED.test(text));
  const stamped = texts.filter(({ text, ended }) => ended && STAMPED.test(text) && !UNSTAMPED.test(text));
  return chosen(stamped, unstamped);
}

/** The same where it isn't known which texts the variables hold: what stands between two NULs counts as stamped. */
export function versionsBetweenNuls(ends: readonly Text[]): readonly string[] {
  const stamped: Text[] = [];
  const unstamped: Text[] = [];
  for (const { offset, text, ended } of ends) {
    const between = ended ? STAMPED_AFTER_NUL.exec(text)?.[1] : undefined;
    const source = UNSTAMPED_END.exec(text)?.[0];
    if (source !== undefined) unstamped.push({ offset, text: source, ended });
    else if (between !== undefined) stamped.push({ offset, text: between, ended });
  }
  return chosen(stamped, unstamped);
}

/** A build stamped its version: what the source says doesn't count. */
export function isStamped(versions: readonly string[]): boolean {
  return versions.some((version) => RELEASE.test(version) && !version.endsWith('+unknown'));
}

function chosen(stamped: readonly Text[], unstamped: readonly Text[]): readonly string[] {
  const versions = inOrder(stamped);
  const all = isStamped(versions) ? versions : [...versions, ...inOrder(unstamped)];
  return all.slice(0, MOST_VERSIONS);
}

function inOrder(texts: readonly Text[]): readonly string[] {
  return [...new Set([...texts].sort((a, b) => a.offset - b.offset).map(({ text }) => text))];
}

/** Behind `-`, `+` or `~` and what follows up to a NUL; behind nothing where the NUL stands at once; else -1. */
function endOfSuffix(bytes: Buffer, start: number): number {
  if (bytes[start] === 0) return start;
  if (!isSuffixMark(bytes[start])) return -1;
  for (let at = start + 1; at <= start + 1 + SUFFIX_LIMIT; at++) {
    if (bytes[at] === 0) return at > start + 1 ? at : -1;
    if (!isSuffixByte(bytes[at])) return -1;
  }
  return -1;
}

/** Behind `+unknown` or the like of `-beta.0+unknown`, else -1. */
function endOfUnknown(bytes: Buffer, start: number): number {
  let plus = start;
  if (bytes[plus] === MINUS) {
    plus += 1;
    while (plus - start <= NAME_LIMIT && isLower(bytes[plus])) plus += 1;
    if (bytes[plus] !== DOT) return -1;
    plus = afterDigits(bytes, plus + 1);
    if (plus < 0) return -1;
  }
  if (bytes[plus] !== UNKNOWN[0]) return -1;
  const end = plus + UNKNOWN.length;
  return end <= bytes.length && bytes.compare(UNKNOWN, 0, UNKNOWN.length, plus, end) === 0 ? end : -1;
}

/** `go1` stands before the dot. */
function isGoOne(bytes: Buffer, dot: number): boolean {
  return bytes[dot - 1] === 0x31 && bytes[dot - 2] === 0x6f && bytes[dot - 3] === 0x67;
}

function endOfWords(bytes: Buffer, start: number): number {
  for (let at = start; at <= start + GO_VERSION_LIMIT; at++) {
    const byte = bytes[at];
    if (byte === 0) return at > start ? at : -1;
    if (byte === undefined || byte < 0x20 || byte > 0x7e) return -1;
  }
  return -1;
}

function afterDigits(bytes: Buffer, at: number): number {
  let end = at;
  while (end - at < 3 && isDigit(bytes[end])) end += 1;
  return end > at ? end : -1;
}

function isLower(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7a;
}

/** `-`, `+`, `~` */
function isSuffixMark(byte: number | undefined): boolean {
  return byte === MINUS || byte === 0x2b || byte === 0x7e;
}

function isSuffixByte(byte: number | undefined): boolean {
  return (
    isDigit(byte) ||
    byte === DOT ||
    isSuffixMark(byte) ||
    isLower(byte) ||
    (byte !== undefined && byte >= 0x41 && byte <= 0x5a)
  );
}
