import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRpm } from '../../../src/versions/packages/rpm.ts';
import { readRpmHeader } from '../../../src/versions/packages/rpm-header.ts';
import { berkeleyRecords, ndbRecords, sqliteRecords } from '../../../src/versions/packages/rpm-records.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';

const fixture = (name: string) => gunzipSync(readFileSync(new URL(`fixtures/${name}.gz`, import.meta.url)));
const sqlite = fixture('rpmdb.sqlite');
const behind = fixture('rpmdb-behind-its-log.sqlite');
const log = fixture('rpmdb-behind-its-log.sqlite-wal');
const berkeley = fixture('Packages');
const header = fixture('header');
const all = () => true;

/** As rpm's ndb backend lays it out: one page of slots, then the records in blocks of 16 bytes. */
function ndb(blobs: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4096);
  slots.write('RpmP', 'latin1');
  slots.writeUInt32LE(1, 12);
  for (let at = 32; at < 4096; at += 16) slots.write('Slot', at, 'latin1');
  const parts = [slots];
  let block = 256;
  for (const [index, blob] of blobs.entries()) {
    const blocks = Math.ceil((16 + blob.length + 12) / 16);
    const part = Buffer.alloc(blocks * 16);
    part.write('BlbS', 'latin1');
    part.writeUInt32LE(index + 1, 4);
    part.writeUInt32LE(blob.length, 12);
    blob.copy(part, 16);
    const slot = 32 + index * 32;
    slots.writeUInt32LE(index + 1, slot + 4);
    slots.writeUInt32LE(block, slot + 8);
    slots.writeUInt32LE(blocks, slot + 12);
    parts.push(part);
    block += blocks;
  }
  return Buffer.concat(parts);
}

async function read(files: Record<string, MemoryFile>) {
  const { packages, unread } = await readRpm(memoryTree(files), (name) => /^(?:containerd|kubelet)$/.test(name));
  return { found: packages.map(({ name, version }) => `${name} ${version}`).sort(), packages, unread };
}

const both = ['containerd 1.7.27-3', 'kubelet 1.31.4-150500.1.1'];

describe('an rpm database', () => {
  it.each([
    ['SQLite', '/usr/lib/sysimage/rpm/rpmdb.sqlite', sqlite],
    ['SQLite where it was before', '/var/lib/rpm/rpmdb.sqlite', sqlite],
    ['Berkeley DB', '/var/lib/rpm/Packages', berkeley],
  ])('of %s', async (_, path, bytes) => {
    const { found, packages, unread } = await read({ [path]: bytes });
    expect(found).toEqual(both);
    expect(packages.map((item) => [item.database, item.path])).toEqual([
      ['rpm', path],
      ['rpm', path],
    ]);
    expect(await packages.find(({ name }) => name === 'containerd')?.files()).toEqual([
      '/etc/containerd/config.toml',
      '/usr/bin/containerd',
    ]);
    expect(unread).toEqual([]);
  });

  it('of ndb', async () => {
    const { packages, unread } = await read({ '/usr/lib/sysimage/rpm/Packages.db': ndb([Buffer.alloc(40), header]) });
    expect(packages).toHaveLength(1);
    expect(unread).toEqual([]);
  });

  it('whose log is ahead of it: what is committed counts, what is not does not', async () => {
    const path = '/var/lib/rpm/rpmdb.sqlite';
    expect((await read({ [path]: behind, [`${path}-wal`]: log })).found).toEqual(['containerd 1.7.27-3']);
    expect((await read({ [path]: behind, [`${path}-wal`]: '' })).found).toEqual([]);
  });

  it('whose log is of an earlier life is read without it', async () => {
    const stale = Buffer.from(log);
    stale.writeUInt32BE(stale.readUInt32BE(16) ^ 1, 16);
    const path = '/var/lib/rpm/rpmdb.sqlite';
    expect((await read({ [path]: sqlite, [`${path}-wal`]: stale })).found).toEqual(both);
  });

  it('is read once where one folder links to the other', async () => {
    const files = {
      '/usr/lib/sysimage/rpm/rpmdb.sqlite': sqlite,
      '/var/lib/rpm': { symlink: '../../usr/lib/sysimage/rpm' },
    };
    expect((await read(files)).found).toEqual(both);
  });

  it.each([
    ['no database', '/var/lib/rpm/rpmdb.sqlite', 'x', 'it is no SQLite database'],
    [
      'a table that is missing',
      '/var/lib/rpm/rpmdb.sqlite',
      sqlite.toString('latin1').replaceAll('Packages', 'Packagez'),
      'the SQLite database is damaged: it has no table Packages',
    ],
    ['cut off', '/var/lib/rpm/rpmdb.sqlite', sqlite.subarray(0, 4096), /^the SQLite database is damaged: /],
    ['no ndb', '/var/lib/rpm/Packages.db', 'x', 'it is no ndb database'],
    [
      'an ndb that is cut off',
      '/var/lib/rpm/Packages.db',
      ndb([header]).subarray(0, 4200),
      'the ndb database is damaged',
    ],
    ['no Berkeley DB', '/var/lib/rpm/Packages', 'x', 'it is no Berkeley DB hash'],
    [
      'a Berkeley DB that is cut off',
      '/var/lib/rpm/Packages',
      berkeley.subarray(0, 512 * 12),
      'the Berkeley DB hash is damaged',
    ],
  ])('that can’t be read is said to be: %s', async (_, path, bytes, reason) => {
    const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    const { found, unread } = await read({ [path]: content });
    expect(found).toEqual([]);
    expect(unread).toEqual([{ path, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) }]);
  });
});

describe('whatever the bytes are', () => {
  /** Some bytes of the original changed. */
  const damaged = (original: Buffer) =>
    fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }).map((changes) => {
      const copy = Buffer.from(original);
      for (const [at, value] of changes) copy[at] = value;
      return copy;
    });

  it.each([
    ['SQLite', sqlite, (bytes: Buffer) => sqliteRecords(bytes, null)],
    ['an SQLite log', log, (bytes: Buffer) => sqliteRecords(behind, bytes)],
    ['ndb', ndb([header, header]), ndbRecords],
    ['Berkeley DB', berkeley, berkeleyRecords],
  ])('%s ends, without more than twice the file', (_, original, records) => {
    fc.assert(
      fc.property(damaged(original), (bytes) => {
        const result = records(bytes);
        const total = result.ok ? result.records.reduce((sum, record) => sum + record.length, 0) : 0;
        expect(total).toBeLessThanOrEqual((original.length + behind.length) * 2 + 16 * 512);
      }),
      { numRuns: 60 },
    );
  });

  it('a header is read or is none', () => {
    fc.assert(
      fc.property(damaged(header), (bytes) => {
        const item = readRpmHeader(bytes, '/p', all);
        if (item !== null) expect(item.database).toBe('rpm');
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readRpmHeader(Buffer.from(bytes), '/p', all) === null));
  });
});
