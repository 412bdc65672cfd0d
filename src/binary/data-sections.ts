import { ELF_HEAD_SIZE, isElf } from './elf-parts.ts';
import { copyOf, type ReadableFile } from './readable-file.ts';

/** A part of a file that is loaded and isn't code. */
export interface Section {
  /** In the file. */
  readonly start: number;
  readonly length: number;
  /** In memory. */
  readonly address: number;
}

/** The sections of a Go program. */
export interface DataSections {
  /** The first bytes of the file. */
  readonly head: Buffer;
  /** Constants, variables and build information, in the order of the file; none overlap. */
  readonly data: readonly Section[];
  readonly named: ReadonlyMap<string, Section>;
}

const SHT_PROGBITS = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;
const MOST_SECTIONS = 512;

/** Tables that the linker makes of code and types, never of what a program says of itself. */
const TABLES =
  /^(?:\.data\.rel\.ro)?\.(?:gopclntab|gosymtab|typelink|itablink)$|^\.(?:go\.type|go\.func|eh_frame|eh_frame_hdr|interp)$/;

/** Finds a Go program's data by the section table (ELF specification). Null for anything else: then only reading it all tells. */
export async function findDataSections(file: ReadableFile): Promise<DataSections | null> {
  const { size } = file;
  const head = await copyOf(file, 0, ELF_HEAD_SIZE);
  if (head.length < 64 || !isElf(head) || head[4] !== 2 || head[5] !== 1) return null;
  const tableAt = Number(head.readBigUInt64LE(40));
  const entrySize = head.readUInt16LE(58);
  const count = head.readUInt16LE(60);
  const namesIndex = head.readUInt16LE(62);
  if (entrySize !== 64 || count === 0 || count > MOST_SECTIONS || namesIndex >= count) return null;
  if (!(tableAt > 0) || tableAt + count * entrySize > size) return null;
  const inHead = tableAt + count * entrySize <= head.length;
  const table = inHead ? head.subarray(tableAt) : await copyOf(file, tableAt, count * entrySize);
  if (table.length < count * entrySize) return null;
  const sectionAt = (index: number) => {
    const at = index * entrySize;
    return {
      nameAt: table.readUInt32LE(at),
      type: table.readUInt32LE(at + 4),
      flags: Number(table.readBigUInt64LE(at + 8)),
      address: Number(table.readBigUInt64LE(at + 16)),
      start: Number(table.readBigUInt64LE(at + 24)),
      length: Number(table.readBigUInt64LE(at + 32)),
    };
  };
  const { start, length } = sectionAt(namesIndex);
  if (length > 1 << 16 || start + length > size) return null;
  const names = await copyOf(file, start, length);
  const data: Section[] = [];
  const named = new Map<string, Section>();
  for (let index = 0; index < count; index++) {
    const { nameAt, type, flags, address, start, length } = sectionAt(index);
    const end = names.indexOf(0, nameAt);
    const name = names.toString('latin1', nameAt, end < 0 ? names.length : end);
    if (type !== SHT_PROGBITS || length === 0 || TABLES.test(name)) continue;
    if ((flags & SHF_ALLOC) === 0 || (flags & SHF_EXECINSTR) !== 0) continue;
    if (start < 64 || start + length > size) return null;
    const section = { start, length, address };
    named.set(name, section);
    data.push(section);
  }
  if (!named.has('.go.buildinfo') || !named.has('.rodata')) return null;
  data.sort((a, b) => a.start - b.start);
  const apart = data.every(
    ({ start }, index) => index === 0 || start >= data[index - 1]!.start + data[index - 1]!.length,
  );
  return apart ? { head, data, named } : null;
}
