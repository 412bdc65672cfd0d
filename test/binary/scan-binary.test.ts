import { describe, expect, test } from 'vitest';
import { bothWays } from './both-ways.ts';
import { inlineBuildInfo } from './elf-fixture.ts';

interface Section {
  readonly name: string;
  readonly content: Buffer;
  readonly type?: number;
  /** ALLOC and EXECINSTR. */
  readonly flags?: number;
}

const headSize = 8192;

/** An ELF file whose sections lie one after the other, with the section table at the end, as Go's linker has it. */
function elfWith(sections: readonly Section[], change: (file: Buffer) => void = () => {}): Buffer {
  const names = Buffer.from(`\0${sections.map(({ name }) => `${name}\0`).join('')}.shstrtab\0`);
  const bodies = [...sections, { name: '.shstrtab', content: names, type: 3, flags: 0 }];
  const head = Buffer.alloc(headSize);
  head.write('\x7fELF\x02\x01', 'latin1');
  const loaded = headSize + sections.reduce((sum, { content }) => sum + content.length, 0);
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64);
  head.writeUInt32LE(6, 68);
  head.writeBigUInt64LE(BigInt(loaded), 64 + 32);
  const table = Buffer.alloc(64 * (bodies.length + 1));
  let at = headSize;
  for (const [index, section] of bodies.entries()) {
    const entry = 64 * (index + 1);
    table.writeUInt32LE(names.indexOf(`\0${section.name}\0`) + 1, entry);
    table.writeUInt32LE(section.type ?? 1, entry + 4);
    table.writeBigUInt64LE(BigInt(section.flags ?? 2), entry + 8);
    table.writeBigUInt64LE(BigInt(at), entry + 24);
    table.writeBigUInt64LE(BigInt(section.content.length), entry + 32);
    at += section.content.length;
  }
  head.writeBigUInt64LE(BigInt(at), 40);
  head.writeUInt16LE(64, 58);
  head.writeUInt16LE(bodies.length + 1, 60);
  head.writeUInt16LE(bodies.length, 62);
  const file = Buffer.concat([head, ...bodies.map(({ content }) => content), table]);
  change(file);
  return file;
}

const info = inlineBuildInfo('go1.24.1', ['path\tk8s.io/kubernetes/cmd/kubelet', 'mod\tk8s.io/kubernetes\t(devel)']);
const text: Section = { name: '.text', content: Buffer.alloc(3_000_000, 0x90), flags: 6 };
const rodata = (content: string): Section => ({
  name: '.rodata',
  content: Buffer.concat([Buffer.alloc(500_000), Buffer.from(content), Buffer.alloc(700_000)]),
});
const buildInfo: Section = {
  name: '.go.buildinfo',
  content: Buffer.concat([Buffer.alloc(32), info, Buffer.alloc(32)]),
};
const tables: Section = { name: '.gopclntab', content: Buffer.alloc(2_000_000, 1) };

describe('a program of which any part can be read', () => {
  test('says the same as one that is read as a whole, from a fraction of it', async () => {
    const { whole, facts, read } = await bothWays(elfWith([text, rodata('\0v1.34.1\0'), tables, buildInfo]));
    expect(facts).toEqual(whole);
    expect(facts.versionStrings).toEqual(['v1.34.1']);
    expect(facts.goBuildInfo?.path).toBe('k8s.io/kubernetes/cmd/kubelet');
    expect(read).toBeLessThan(1_300_000);
  });

  test('at the edges of sections too', async () => {
    const edges: Section = { name: '.data', content: Buffer.from(`\0v1.33.0\0${'x'.repeat(600_000)}\0v1.32.0\0`) };
    const { whole, facts } = await bothWays(
      elfWith([text, edges, { ...text, name: '.fini' }, rodata('\0v1.31.0\0'), buildInfo]),
    );
    expect(facts).toEqual(whole);
    expect(facts.versionStrings).toEqual(['v1.33.0', 'v1.32.0', 'v1.31.0']);
  });

  test.each<readonly [string, Buffer]>([
    ['no build information', elfWith([text, rodata('\0v1.34.1\0')])],
    ['no section table', elfWith([text, rodata('\0v1.34.1\0'), buildInfo], (file) => file.writeUInt16LE(0, 60))],
    [
      'a table beyond the end',
      elfWith([text, rodata('\0v1.34.1\0'), buildInfo], (file) => file.writeBigUInt64LE(2n ** 60n, 40)),
    ],
    [
      'a section in the header',
      elfWith([text, rodata('\0v1.34.1\0'), buildInfo], (file) => file.writeBigUInt64LE(0n, file.length - 3 * 64 + 24)),
    ],
    [
      'sections that overlap',
      elfWith([text, rodata('\0v1.34.1\0'), buildInfo], (file) =>
        file.writeBigUInt64LE(3_100_000n, file.length - 2 * 64 + 24),
      ),
    ],
    ['bytes that are no ELF', Buffer.from('#!/bin/sh\nexit 0\n')],
    ['nothing', Buffer.alloc(0)],
  ])('is read as a whole where its sections cannot be told: %s', async (_name, file) => {
    const { whole, facts } = await bothWays(file);
    expect(facts).toEqual(whole);
  });
});
