import { BUILD_INFO_MAGIC, MODULE_TEXT_START } from '../../src/binary/go-build-info.ts';

const MODULE_TEXT_END = Buffer.from('f932433186182072008242104116d8f2', 'hex');

export interface ElfPart {
  readonly writable?: boolean;
  readonly bytes: Buffer;
}

/** A 64-bit little-endian ELF file: headers, padding to 4096 bytes, the loaded parts, then what is not loaded. */
export function elfFile(parts: readonly ElfPart[], unloaded: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4096);
  head.write('\x7fELF\x02\x01\x01', 'latin1');
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(parts.length, 56);
  let offset = head.length;
  for (const [index, part] of parts.entries()) {
    const at = 64 + index * 56;
    head.writeUInt32LE(1, at);
    head.writeUInt32LE(part.writable === true ? 6 : 4, at + 4);
    head.writeBigUInt64LE(BigInt(offset), at + 8);
    head.writeBigUInt64LE(BigInt(part.bytes.length), at + 32);
    offset += part.bytes.length;
  }
  return Buffer.concat([head, ...parts.map((part) => part.bytes), unloaded]);
}

export function moduleText(lines: readonly string[]): Buffer {
  return Buffer.concat([MODULE_TEXT_START, Buffer.from(lines.map((line) => `${line}\n`).join('')), MODULE_TEXT_END]);
}

export function inlineBuildInfo(goVersion: string, lines: readonly string[]): Buffer {
  const head = Buffer.alloc(32);
  BUILD_INFO_MAGIC.copy(head);
  head[14] = 8;
  head[15] = 2;
  const text = lines.length > 0 ? moduleText(lines) : Buffer.alloc(0);
  return Buffer.concat([head, varint(goVersion.length), Buffer.from(goVersion), varint(text.length), text]);
}

export function pointerBuildInfo(): Buffer {
  const head = Buffer.alloc(32);
  BUILD_INFO_MAGIC.copy(head);
  head[14] = 8;
  return head;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
