const DOT = 0x2e;
const DOTS = 0x2e2e2e2e;
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;

/**
 * Calls `found` for each dot in `from … to` that stands between two digits. Looks at four bytes at a time: programs have
 * hundreds of thousands of other dots, and a search by the platform costs a call for each.
 */
export function findDotsBetweenDigits(bytes: Buffer, from: number, to: number, found: (dot: number) => void): void {
  const first = Math.min(to, from + (-(bytes.byteOffset + from) & 3));
  const count = (to - first) >> 2;
  const last = first + count * 4;
  lookAtEach(bytes, from, first, found);
  if (count > 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, count);
    for (let index = 0; index < count; index++) {
      const rest = words[index]! ^ DOTS;
      // Not zero where a byte of `rest` is zero, and for hardly anything else.
      if (((rest - ONES) & ~rest & HIGH_BITS) !== 0) {
        const at = first + index * 4;
        lookAtEach(bytes, at, at + 4, found);
      }
    }
  }
  lookAtEach(bytes, last, to, found);
}

function lookAtEach(bytes: Buffer, from: number, to: number, found: (dot: number) => void): void {
  for (let at = from; at < to; at++) {
    if (bytes[at] === DOT && isDigit(bytes[at - 1]) && isDigit(bytes[at + 1])) found(at);
  }
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
