import { ELF_HEAD_SIZE, isElf } from './elf-parts.ts';
import type { ReadableFile } from './scan-binary.ts';

/** A stretch of a file. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

const SHT_PROGBITS = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;
const MOST_SECTIONS = 512;

/** Tables that the linker makes of code and types, never of what a program says of itself. */
const TABLES = new Set(['.gopclntab', '.gosymtab', '.typelink', '.itablink', '.eh_frame', '.eh_frame_hdr', '.interp']);

/**
 * Where a Go program's constants, variables and build information lie, in the order of the file, by the section table
 * (ELF specification). Null for anything else: then only reading it all tells.
 */
export async function findDataSections(file: ReadableFile): Promise<readonly Stretch[] | null> {
  const { size } = file;
  const head = await copyOf(file, 0, ELF_HEAD_SIZE);
  if (head.length < 64 || !isElf(head) || head[4] !== 2 || head[5] !== 1) return null;
  const tableAt = Number(head.readBigUInt64LE(40));
  const entrySize = head.readUInt16LE(58);
  const count = head.readUInt16LE(60);
  const namesIndex = head.readUInt16LE(62);
  if (entrySize !== 64 || count === 0 || count > MOST_SECTIONS || namesIndex >= count) return null;
  if (!(tableAt > 0) || tableAt + count * entrySize > size) return null;
  const table = await copyOf(file, tableAt, count * entrySize);
  if (table.length < count * entrySize) return null;
  const sectionAt = (index: number) => {
    const at = index * entrySize;
    return {
      nameAt: table.readUInt32LE(at),
      type: table.readUInt32LE(at + 4),
      flags: Number(table.readBigUInt64LE(at + 8)),
      start: Number(table.readBigUInt64LE(at + 24)),
      length: Number(table.readBigUInt64LE(at + 32)),
    };
  };
  const { start, length } = sectionAt(namesIndex);
  if (length > 1 << 16 || start + length > size) return null;
  const names = await copyOf(file, start, length);
  const found: Stretch[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < count; index++) {
    const section = sectionAt(index);
    const end = names.indexOf(0, section.nameAt);
    const name = names.toString('latin1', section.nameAt, end < 0 ? names.length : end);
    if (section.type !== SHT_PROGBITS || section.length === 0 || TABLES.has(name)) continue;
    if ((section.flags & SHF_ALLOC) === 0 || (section.flags & SHF_EXECINSTR) !== 0) continue;
    if (section.start < 64 || section.start + section.length > size) return null;
    seen.add(name);
    found.push({ start: section.start, length: section.length });
  }
  if (!seen.has('.go.buildinfo') || !seen.has('.rodata')) return null;
  found.sort((a, b) => a.start - b.start);
  return found.every((one, index) => index === 0 || one.start >= end(found[index - 1]!)) ? found : null;
}

function end({ start, length }: Stretch): number {
  return start + length;
}

async function copyOf(file: ReadableFile, offset: number, length: number): Promise<Buffer> {
  const found = file.read(offset, length);
  return Buffer.from(found instanceof Promise ? await found : found);
}
