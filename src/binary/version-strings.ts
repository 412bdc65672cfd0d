/** The longest version string that is looked for, with the NUL on either side, in bytes. */
export const VERSION_STRING_REACH = 96;

const SUFFIX_LIMIT = 60;
const DOT = 0x2e;
const LOWER_V = 0x76;
const UNSTAMPED = Buffer.from('+unknown', 'latin1');

/**
 * Calls `found` for the versions in `bytes` whose first dot lies in `from … to`:
 * - `v1.34.1`, `1.7.24~ds1-6+deb13u1` and the like between two NUL bytes: Go's linker ends with one each string that
 *   `-ldflags -X` sets, and no other;
 * - `2.1.9+unknown`: what containerd's source has where the build set nothing (containerd version/version.go). It
 *   stands among other strings without a NUL.
 */
export function findVersionStrings(bytes: Buffer, from: number, to: number, found: (version: string) => void): void {
  for (let dot = bytes.indexOf(DOT, from); dot >= 0 && dot < to; dot = bytes.indexOf(DOT, dot + 1)) {
    if (!isDigit(bytes[dot - 1])) continue;
    const start = startBefore(bytes, dot);
    if (start < 0) continue;
    const end = endAfter(bytes, dot);
    if (end > 0) found(bytes.toString('latin1', start, end));
  }
}

/** The same for versions that were not stamped, whose `+` lies in `from … to`. */
export function findUnstampedVersions(bytes: Buffer, from: number, to: number, found: (version: string) => void): void {
  for (let plus = bytes.indexOf(UNSTAMPED, from); plus >= 0 && plus < to; plus = bytes.indexOf(UNSTAMPED, plus + 1)) {
    const before = bytes.toString('latin1', Math.max(0, plus - 32), plus);
    // The string before may end in digits: containerd's major version is one digit.
    const match = /[12]\.\d{1,3}\.\d{1,3}(?:-[a-z]+\.\d{1,3})?$/.exec(before);
    if (match !== null) found(`${match[0]}+unknown`);
  }
}

function startBefore(bytes: Buffer, dot: number): number {
  let start = dot - 1;
  while (dot - start < 3 && isDigit(bytes[start - 1])) start -= 1;
  if (bytes[start - 1] === LOWER_V) start -= 1;
  return start >= 1 && bytes[start - 1] === 0 ? start : -1;
}

function endAfter(bytes: Buffer, dot: number): number {
  const minor = afterDigits(bytes, dot + 1, 3);
  if (minor < 0 || bytes[minor] !== DOT) return -1;
  const patch = afterDigits(bytes, minor + 1, 3);
  if (patch < 0) return -1;
  if (bytes[patch] === 0) return patch;
  if (!isSuffixMark(bytes[patch])) return -1;
  for (let at = patch + 1; at <= patch + 1 + SUFFIX_LIMIT; at++) {
    if (bytes[at] === 0) return at > patch + 1 ? at : -1;
    if (!isSuffixByte(bytes[at])) return -1;
  }
  return -1;
}

function afterDigits(bytes: Buffer, at: number, most: number): number {
  let end = at;
  while (end - at < most && isDigit(bytes[end])) end += 1;
  return end > at ? end : -1;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** `-`, `+`, `~` */
function isSuffixMark(byte: number | undefined): boolean {
  return byte === 0x2d || byte === 0x2b || byte === 0x7e;
}

function isSuffixByte(byte: number | undefined): boolean {
  return (
    isDigit(byte) ||
    byte === DOT ||
    isSuffixMark(byte) ||
    (byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)))
  );
}
