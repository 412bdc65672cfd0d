import { inlineBuildInfo } from './elf-fixture.ts';

export interface GoProgram {
  /** Texts of the source; a variable holds each. */
  readonly literals?: readonly string[];
  /** What `-ldflags -X` set; a variable holds each. */
  readonly stamps?: readonly string[];
  /** What stands before each stamp, as a constant that the linker put there may. */
  readonly before?: string;
  /** What the linker stamps by itself. */
  readonly goVersion?: string | null;
  readonly buildInfo?: Buffer;
  /** The section with the module data, null for none at all. */
  readonly module?: '.noptrdata' | '.go.module' | null;
  /** Bytes from the first stamp to where the module data says that the constants begin. */
  readonly constantsAt?: number;
  /** Words between those of .data and those of the collector: 5 since Go 1.20, with the counters of coverage 7. */
  readonly wordsBetween?: number;
  /** Addresses are filled in when the program starts. */
  readonly relocated?: boolean;
  /** What the file has at an address differs from where the section table puts it. */
  readonly shifted?: boolean;
}

interface Section {
  readonly name: string;
  readonly bytes: Buffer;
  readonly flags: number;
}

const READ = 2;
const WRITE = 3;
const CODE = 6;
const headSize = 4096;
const base = 0x400000;
const lead = 300_000;
const gap = 100_000;

/** A program as Go's linker lays it out, for a 64-bit little-endian machine: code, constants, a table, variables. */
export function goProgram(program: GoProgram): Buffer {
  const { before = '\x3f', goVersion = 'go1.24.1', module = '.noptrdata', wordsBetween = 7 } = program;
  const literals = [...(program.literals ?? [])].sort((a, b) => a.length - b.length);
  const stamps = [...(goVersion === null ? [] : [goVersion]), ...(program.stamps ?? [])];
  const source = literals.join('');
  const constants = stamps.map((stamp) => `${before}${stamp}\0`).join('');
  const rodata = Buffer.concat([
    Buffer.alloc(lead, 7),
    Buffer.from(source, 'latin1'),
    Buffer.alloc(gap, 0x55),
    Buffer.from(constants, 'latin1'),
    Buffer.alloc(gap, 0x66),
  ]);
  const sizes: readonly (readonly [string, number, number])[] = [
    ['.text', 200_000, CODE],
    ['.rodata', rodata.length, READ],
    ['.gopclntab', 150_000, READ],
    ['.go.buildinfo', 4096, WRITE],
    ...(module === '.go.module' ? ([['.go.module', 512, WRITE]] as const) : []),
    ['.noptrdata', 60_000, WRITE],
    ['.data', 16 * (literals.length + stamps.length) + 64, WRITE],
  ];
  const starts = new Map<string, number>();
  let size = headSize;
  for (const [name, length] of sizes) {
    starts.set(name, size);
    size += Math.ceil(length / 64) * 64;
  }
  const addressOf = (name: string, at = 0) => base + starts.get(name)! + at;
  const sections = sizes.map(([name, length, flags]): Section => ({ name, bytes: Buffer.alloc(length), flags }));
  const bytesOf = (name: string) => sections.find((section) => section.name === name)!.bytes;
  bytesOf('.text').fill(0x90);
  bytesOf('.gopclntab').fill('1.2.3');
  rodata.copy(bytesOf('.rodata'));
  (program.buildInfo ?? inlineBuildInfo('go1.24.1', ['path\tk8s.io/kubernetes/cmd/kubelet'])).copy(
    bytesOf('.go.buildinfo'),
    16,
  );
  if (program.relocated !== true) {
    const data = bytesOf('.data');
    let at = 24;
    const variable = (address: number, length: number) => {
      data.writeBigUInt64LE(BigInt(address), at);
      data.writeBigUInt64LE(BigInt(length), at + 8);
      at += 16;
    };
    let offset = lead;
    for (const literal of literals) {
      variable(addressOf('.rodata', offset), literal.length);
      offset += literal.length;
    }
    offset += gap;
    for (const stamp of stamps) {
      variable(addressOf('.rodata', offset + before.length), stamp.length);
      offset += before.length + stamp.length + 1;
    }
  }
  if (module !== null) {
    const at = module === '.go.module' ? 0 : 30_000;
    const start = addressOf('.rodata', lead + source.length + gap + (program.constantsAt ?? 0));
    const between = Array.from({ length: wordsBetween }, () => base + size);
    const ends = (name: string) => [addressOf(name), addressOf(name, bytesOf(name).length)];
    const words = [
      ...[addressOf('.gopclntab'), ...Array.from({ length: 21 }, () => 12)],
      ...[...ends('.noptrdata'), ...ends('.data'), ...between, start + 8, start, addressOf('.rodata')],
    ];
    for (const [index, word] of words.entries()) bytesOf(module).writeBigUInt64LE(BigInt(word), at + index * 8);
    // One pointer leads elsewhere.
    bytesOf('.noptrdata').writeBigUInt64LE(BigInt(addressOf('.noptrdata', 40_000)), 2400);
    bytesOf('.noptrdata').writeBigUInt64LE(BigInt(addressOf(module, at)), 2408);
  }
  return assemble(sections, starts, size, program.shifted === true ? 64 : 0);
}

function assemble(sections: readonly Section[], starts: ReadonlyMap<string, number>, size: number, shift: number) {
  const names = Buffer.from(`\0${sections.map(({ name }) => `${name}\0`).join('')}.shstrtab\0`);
  const file = Buffer.alloc(size + names.length + 64 * (sections.length + 2));
  file.write('\x7fELF\x02\x01\x01', 'latin1');
  const rodata = starts.get('.rodata')!;
  const writable = starts.get('.go.buildinfo')!;
  const loads = [
    [5, 0, rodata],
    [4, rodata, writable],
    [6, writable, size],
  ] as const;
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(loads.length, 56);
  for (const [index, [flags, start, end]] of loads.entries()) {
    const at = 64 + index * 56;
    file.writeUInt32LE(1, at);
    file.writeUInt32LE(flags, at + 4);
    file.writeBigUInt64LE(BigInt(start), at + 8);
    file.writeBigUInt64LE(BigInt(base + start + shift), at + 16);
    file.writeBigUInt64LE(BigInt(end - start), at + 32);
  }
  names.copy(file, size);
  const table = size + names.length;
  file.writeBigUInt64LE(BigInt(table), 40);
  file.writeUInt16LE(64, 58);
  file.writeUInt16LE(sections.length + 2, 60);
  file.writeUInt16LE(sections.length + 1, 62);
  const rows = [
    ...sections.map(({ name, bytes, flags }) => ({
      name,
      type: 1,
      flags,
      start: starts.get(name)!,
      length: bytes.length,
    })),
    { name: '.shstrtab', type: 3, flags: 0, start: size, length: names.length },
  ];
  for (const [index, { name, type, flags, start, length }] of rows.entries()) {
    const at = table + 64 * (index + 1);
    file.writeUInt32LE(names.indexOf(`\0${name}\0`) + 1, at);
    file.writeUInt32LE(type, at + 4);
    file.writeBigUInt64LE(BigInt(flags), at + 8);
    file.writeBigUInt64LE(BigInt(base + start), at + 16);
    file.writeBigUInt64LE(BigInt(start), at + 24);
    file.writeBigUInt64LE(BigInt(length), at + 32);
  }
  for (const { name, bytes } of sections) bytes.copy(file, starts.get(name)!);
  return file;
}
