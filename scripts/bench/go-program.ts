/** A program as Go's linker lays one out, made of filler: for a base without Debian's packages. */
import { noise, prose } from './filler.ts';

const PROGBITS = 1;
const ALLOC = 2;
const EXECUTABLE = 4;
const headSize = 4096;

/** `version` is stamped into it, as `-ldflags -X` does; `path` is its main package. */
export function goProgram(path: string, version: string, megabytes: number): Buffer {
  const size = Math.floor((megabytes * 2 ** 20) / 10);
  const constants = prose(path, 2 * size);
  Buffer.from(`\0${version}\0`).copy(constants, size);
  const sections = [
    { name: '.text', content: noise(path, 4 * size), flags: ALLOC | EXECUTABLE },
    { name: '.rodata', content: constants, flags: ALLOC },
    { name: '.gopclntab', content: noise(`${path} tables`, 4 * size), flags: ALLOC },
    { name: '.go.buildinfo', content: buildInfo(path), flags: ALLOC },
  ];
  const names = Buffer.from(`\0${sections.map(({ name }) => `${name}\0`).join('')}.shstrtab\0`);
  const bodies = [
    ...sections.map((section) => ({ ...section, type: PROGBITS })),
    { name: '.shstrtab', content: names, flags: 0, type: 3 },
  ];
  const head = Buffer.alloc(headSize);
  const table = Buffer.alloc(64 * (bodies.length + 1));
  let at = headSize;
  for (const [index, { name, content, flags, type }] of bodies.entries()) {
    const entry = 64 * (index + 1);
    table.writeUInt32LE(names.indexOf(`\0${name}\0`) + 1, entry);
    table.writeUInt32LE(type, entry + 4);
    table.writeBigUInt64LE(BigInt(flags), entry + 8);
    table.writeBigUInt64LE(BigInt(at), entry + 24);
    table.writeBigUInt64LE(BigInt(content.length), entry + 32);
    at += content.length;
  }
  head.write('\x7fELF\x02\x01\x01', 'latin1');
  // One loaded part, readable and writable.
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64);
  head.writeUInt32LE(6, 68);
  head.writeBigUInt64LE(BigInt(at - names.length), 96);
  head.writeBigUInt64LE(BigInt(at), 40);
  head.writeUInt16LE(64, 58);
  head.writeUInt16LE(bodies.length + 1, 60);
  head.writeUInt16LE(bodies.length, 62);
  return Buffer.concat([head, ...bodies.map(({ content }) => content), table]);
}

/** With room behind it, for another program's. */
function buildInfo(path: string): Buffer {
  const section = Buffer.alloc(1024);
  section.write('\xff Go buildinf:\x08\x02', 0, 'latin1');
  const text = Buffer.concat([
    Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex'),
    Buffer.from(`path\t${path}\n`),
    Buffer.from('f932433186182072008242104116d8f2', 'hex'),
  ]);
  const goVersion = Buffer.from('go1.23.4');
  Buffer.concat([Buffer.of(goVersion.length), goVersion, Buffer.of(text.length), text]).copy(section, 32);
  return section;
}
