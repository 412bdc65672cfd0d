/** zstd frames made by hand (RFC 8878), for tests on a Node that can't compress. */

/** One frame of raw blocks of at most 1000 bytes; the window descriptor is for 1 KiB unless given. */
export function rawFrame(content: Buffer, checksum = false, window = 0): Buffer {
  const parts: Buffer[] = [Buffer.of(0x28, 0xb5, 0x2f, 0xfd, checksum ? 4 : 0, window)];
  const blocks = Math.max(1, Math.ceil(content.length / 1000));
  for (let index = 0; index < blocks; index++) {
    const block = content.subarray(index * 1000, index * 1000 + 1000);
    const header = (block.length << 3) | (index === blocks - 1 ? 1 : 0);
    parts.push(Buffer.of(header & 0xff, (header >> 8) & 0xff, header >> 16), block);
  }
  if (checksum) parts.push(low32(xxh64(content)));
  return Buffer.concat(parts);
}

export function skippable(size: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a53, 0);
  header.writeUInt32LE(size, 4);
  return Buffer.concat([header, Buffer.alloc(size, 0x28)]);
}

function low32(value: bigint): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(Number(value & 0xffffffffn));
  return bytes;
}

const p1 = 0x9e3779b185ebca87n;
const p2 = 0xc2b2ae3d27d4eb4fn;
const p3 = 0x165667b19e3779f9n;
const p4 = 0x85ebca77c2b2ae63n;
const p5 = 0x27d4eb2f165667c5n;
const wrap = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint) => wrap((value << by) | (wrap(value) >> (64n - by)));

/** XXH64 with seed 0 of less than 32 bytes, which is all that the tests need. */
function xxh64(bytes: Buffer): bigint {
  if (bytes.length >= 32) throw new Error('only for short contents');
  let hash = wrap(p5 + BigInt(bytes.length));
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    hash ^= wrap(rotate(wrap(bytes.readBigUInt64LE(at) * p2), 31n) * p1);
    hash = wrap(rotate(hash, 27n) * p1 + p4);
  }
  if (at + 4 <= bytes.length) {
    hash ^= wrap(BigInt(bytes.readUInt32LE(at)) * p1);
    hash = wrap(rotate(hash, 23n) * p2 + p3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash ^= wrap(BigInt(bytes[at]!) * p5);
    hash = wrap(rotate(hash, 11n) * p1);
  }
  hash ^= hash >> 33n;
  hash = wrap(hash * p2);
  hash ^= hash >> 29n;
  hash = wrap(hash * p3);
  return hash ^ (hash >> 32n);
}
