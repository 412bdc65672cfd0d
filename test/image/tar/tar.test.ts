import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  directory,
  endMark,
  file,
  hardLink,
  header,
  type Member,
  member,
  pad,
  paxContent,
  symlink,
  tar,
  withChecksum,
} from '../make-tar.ts';
import { scanAll, walkAll } from './scan-all.ts';

const long = `${'d/'.repeat(80)}file.conf`;

function bigNumber(size: number): Buffer {
  const block = header({ name: 'big', content: '' });
  block.fill(0, 124, 136);
  block[124] = 0x80;
  block.writeUInt32BE(size, 132);
  return withChecksum(block);
}

function device(name: string, major: number, minor: number): Buffer {
  const block = header({ name, type: '3' });
  block.write(major.toString(8).padStart(7, '0'), 329);
  block.write(minor.toString(8).padStart(7, '0'), 337);
  return Buffer.concat([withChecksum(block), endMark]);
}

function star(name: string, prefix: string): Buffer {
  const block = header({ name, prefix });
  block.write('14700000000', 345 + prefix.length);
  block.write('tar\0', 508);
  return Buffer.concat([withChecksum(block), endMark]);
}

function globalHeader(records: Readonly<Record<string, string>>): Buffer {
  const content = paxContent(records);
  return Buffer.concat([header({ name: 'g', type: 'g', content }), pad(content)]);
}

describe('what an entry is', () => {
  const cases: readonly [string, Buffer, object][] = [
    ['a file', tar([file('etc/a', 'xyz')]), { name: 'etc/a', type: 'file', size: 3, offset: 512, mode: 0o644 }],
    ['a directory', tar([directory('etc/')]), { name: 'etc/', type: 'directory', size: 0 }],
    ['a V7 directory', tar([{ name: 'etc/', type: '\0', magic: '' }]), { type: 'directory' }],
    ['a V7 file', tar([{ name: 'etc', type: '\0', magic: '', content: 'x' }]), { type: 'file', size: 1 }],
    ['a contiguous file', tar([{ name: 'a', type: '7', content: 'x' }]), { type: 'file', size: 1 }],
    ['a symlink', tar([symlink('a', '../b')]), { type: 'symlink', link: '../b' }],
    ['a hard link', tar([hardLink('a', 'b')]), { type: 'hardlink', link: 'b' }],
    ['a device', device('dev/null', 1, 3), { type: 'other', size: 0 }],
    ['the device that overlayfs marks a whiteout with', device('a', 0, 0), { type: 'whiteout', size: 0 }],
    ['a block device of the same numbers', tar([{ name: 'a', type: '4' }]), { type: 'other' }],
    ["a file whose name ends with a slash, under POSIX' own flag", tar([file('a/', 'x')]), { type: 'file', size: 1 }],
    ['a symlink with a size', tar([{ name: 'a', type: '2', link: 'b', size: 700 }]), { type: 'symlink', size: 0 }],
    ['a POSIX prefix', tar([{ name: 'a', prefix: 'usr/lib' }]), { name: 'usr/lib/a' }],
    [
      'GNU times where POSIX has the prefix',
      tar([{ name: 'a', prefix: '14700000000', magic: 'ustar  \0' }]),
      { name: 'a' },
    ],
    [
      'a prefix under the GNU magic, as Go wrote it once',
      tar([{ name: 'a', prefix: 'usr/lib/modules', magic: 'ustar  \0' }]),
      { name: 'usr/lib/modules/a' },
    ],
    ["star's prefix, with a time behind it", star('a', 'x'.repeat(131)), { name: `${'x'.repeat(131)}/a` }],
    ['a PAX path', tar([{ name: 'short', pax: { path: long } }]), { name: long }],
    ['a PAX link', tar([{ name: 'a', type: '2', link: 'short', pax: { linkpath: long } }]), { link: long }],
    ['a PAX size', tar([{ name: 'a', content: 'abc', size: 0, pax: { size: '3' } }]), { size: 3, offset: 1536 }],
    ['a PAX path in UTF-8', tar([{ name: 'x', pax: { path: 'é/ü' } }]), { name: 'é/ü' }],
    ['an empty PAX path, which takes it back', tar([{ name: 'own', pax: { path: '' } }]), { name: 'own' }],
    [
      'a GNU long name',
      Buffer.concat([member({ name: '././@LongLink', type: 'L', content: `${long}\0` }), tar([file('short')])]),
      { name: long },
    ],
    [
      'a GNU long link',
      Buffer.concat([member({ name: '././@LongLink', type: 'K', content: `${long}\0` }), tar([symlink('a', 'b')])]),
      { link: long },
    ],
    [
      'PAX and a GNU long name that say the same',
      Buffer.concat([
        member({ name: '././@LongLink', type: 'L', content: 'same\0' }),
        tar([{ name: 'short', pax: { path: 'same' } }]),
      ]),
      { name: 'same' },
    ],
    ['a size in base 256', Buffer.concat([bigNumber(2), pad(Buffer.from('ab')), endMark]), { name: 'big', size: 2 }],
    ...[
      { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' },
      { 'GNU.sparse.map': '0,1' },
      { 'GNU.sparse.offset': '0' },
    ].map((version): [string, Buffer, object] => [
      `a PAX sparse file, told by ${Object.keys(version)[0]}`,
      tar([{ name: 'GNUSparseFile.0/a', content: 'x', pax: { ...version, 'GNU.sparse.name': 'a' } }]),
      { name: 'a', sparse: true },
    ]),
    [
      'a volume label, which is skipped',
      Buffer.concat([member({ name: 'label', type: 'V' }), tar([file('a')])]),
      { name: 'a' },
    ],
  ];
  test.each(cases)('%s', async (_name, bytes, expected) => {
    const scanned = scanAll(bytes);
    expect(scanned.entries).toHaveLength(1);
    expect(scanned.entries[0]).toMatchObject(expected);
    expect((await walkAll(bytes)).entries).toEqual(scanned.entries);
    expect((await walkAll(bytes, false)).entries).toEqual(scanned.entries);
  });

  test('an old GNU sparse file, with more maps than fit its header', async () => {
    const sparse = header({ name: 'holes', type: 'S', content: 'abc', magic: 'ustar  \0' });
    sparse[482] = 1;
    const first = Buffer.alloc(512);
    first[504] = 1;
    const bytes = Buffer.concat([
      withChecksum(sparse),
      first,
      Buffer.alloc(512, 1),
      pad(Buffer.from('abc')),
      tar([file('next', 'n')]),
    ]);
    // The second extra block has no mark of a third.
    bytes[1024 + 504] = 0;
    const { entries, contents } = scanAll(bytes);
    expect(entries).toMatchObject([
      { name: 'holes', sparse: true, size: 3, offset: 1536 },
      { name: 'next', sparse: false },
    ]);
    expect(contents[1]).toBe('n');
    expect((await walkAll(bytes)).entries).toEqual(entries);
  });

  test('a local PAX header holds for one entry, and a global one that names none for nothing', () => {
    const bytes = Buffer.concat([
      member({ name: 'one', pax: { path: 'local' } }),
      globalHeader({ comment: 'of a commit' }),
      member(file('two')),
      member({ name: 'three', pax: { path: 'again' } }),
      endMark,
    ]);
    expect(scanAll(bytes).entries.map((entry) => entry.name)).toEqual(['local', 'two', 'again']);
  });
});

describe('what is refused', () => {
  const whole = tar([file('etc/a', 'x'.repeat(600)), file('b')]);
  const changed = Buffer.from(whole);
  changed[3] = 0x58;
  const cases: readonly [string, Buffer, RegExp][] = [
    ['a wrong checksum', changed, /test\.tar, byte 0: no tar header there/],
    ['a cut header', whole.subarray(0, 100), /cut short/],
    ['a cut content', whole.subarray(0, 900), /cut short/],
    ['a lone zero block', Buffer.concat([Buffer.alloc(512), whole]), /lone zero block/],
    [
      'a broken PAX header',
      Buffer.concat([member({ name: 'x', type: 'x', content: '99 path=a\n' }), whole]),
      /PAX header is broken/,
    ],
    ['a NUL in a PAX path', Buffer.concat([member({ name: 'x', type: 'x', content: '12 path=a\0b\n' }), whole]), /NUL/],
    ['a PAX size that is none', tar([{ name: 'a', pax: { size: '-1' } }]), /no number/],
    [
      'a huge PAX header',
      Buffer.concat([header({ name: 'x', type: 'x', size: 2 ** 21 }), whole]),
      /too many|cut short/,
    ],
    ['a name longer than Linux allows', tar([{ name: 'a', pax: { path: 'x'.repeat(5000) } }]), /longer than 4096/],
    [
      'PAX and a GNU long name that disagree',
      Buffer.concat([
        member({ name: '././@LongLink', type: 'L', content: 'gnu\0' }),
        tar([{ name: 'short', pax: { path: 'pax' } }]),
      ]),
      /byte 2048: the entry has two names, "pax" and "gnu"/,
    ],
    [
      'PAX and a GNU long link that disagree',
      Buffer.concat([
        member({ name: '././@LongLink', type: 'K', content: 'gnu\0' }),
        tar([{ name: 'a', type: '2', pax: { linkpath: 'pax' } }]),
      ]),
      /two names/,
    ],
    ['a global PAX path', Buffer.concat([globalHeader({ path: 'b' }), whole]), /global PAX header sets path/],
    ['a global PAX size', Buffer.concat([globalHeader({ size: '1' }), whole]), /global PAX header sets size/],
    [
      'a global PAX header behind a local one',
      Buffer.concat([
        header({ name: 'x', type: 'x', content: paxContent({ path: 'b' }) }),
        pad(paxContent({ path: 'b' })),
        globalHeader({ comment: 'c' }),
        whole,
      ]),
      /comes between an entry and what describes it/,
    ],
    [
      "overlayfs' own attribute",
      tar([{ ...directory('etc'), pax: { 'SCHILY.xattr.trusted.overlay.opaque': 'y' } }]),
      /sets trusted\.overlay\.opaque/,
    ],
    [
      'a PAX sparse file of a version that Go does not know',
      tar([{ name: 'a', pax: { 'GNU.sparse.major': '2', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'b' } }]),
      /byte 1024: a sparse file of the unknown version "2\.0"/,
    ],
    ['bytes that are no tar', Buffer.alloc(2048, 'no tar '), /no tar header/],
  ];
  test.each(cases)('%s', async (_name, bytes, message) => {
    expect(() => scanAll(bytes)).toThrow(message);
    await expect(walkAll(bytes)).rejects.toThrow(message);
  });

  test('an archive may lack its end mark between two entries, and says so', async () => {
    const bytes = whole.subarray(0, whole.length - 1024);
    expect(scanAll(bytes).ended).toBe(false);
    expect((await walkAll(bytes)).ended).toBe(false);
    expect(scanAll(whole).ended).toBe(true);
    const unpadded = tar([file('a', 'x')]).subarray(0, 513);
    expect(scanAll(unpadded)).toMatchObject({ ended: false, entries: [{ name: 'a', size: 1 }] });
    expect(await walkAll(unpadded)).toMatchObject({ ended: false, entries: [{ name: 'a', size: 1 }] });
  });

  test('what follows the end mark is not looked at', async () => {
    const bytes = Buffer.concat([whole, Buffer.alloc(3000, 'junk')]);
    expect(scanAll(bytes).entries).toHaveLength(2);
    expect((await walkAll(bytes)).entries).toHaveLength(2);
  });
});

const members = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-z/.]{0,60}[a-z]$/),
    type: fc.constantFrom('0', '1', '2', '5', '7', 'V'),
    content: fc.uint8Array({ maxLength: 1400 }),
    long: fc.boolean(),
  }),
  { maxLength: 12 },
);

function build(list: readonly { name: string; type: string; content: Uint8Array; long: boolean }[]): Buffer {
  return tar(
    list.map(
      ({ name, type, content, long: isLong }): Member => ({
        name,
        type,
        ...(type === '0' || type === '7' || type === 'V' ? { content } : { link: name }),
        ...(isLong ? { pax: { path: `${name}${long}` } } : {}),
      }),
    ),
  );
}

describe('properties', () => {
  test('the pieces in which a tar comes change nothing, and walking gives the same entries', async () => {
    await fc.assert(
      fc.asyncProperty(
        members,
        fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 5 }),
        async (list, pieces) => {
          const bytes = build(list);
          const whole = scanAll(bytes);
          expect(scanAll(bytes, pieces)).toEqual(whole);
          expect((await walkAll(bytes)).entries).toEqual(whole.entries);
          for (const [index, entry] of whole.entries.entries()) {
            const stored = bytes.subarray(entry.offset, entry.offset + entry.size).toString('latin1');
            expect(whole.contents[index]).toBe(stored);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no cut goes unnoticed: an error, or no end mark', () => {
    fc.assert(
      fc.property(members, fc.double({ min: 0, max: 0.999, noNaN: true }), (list, part) => {
        const bytes = build(list);
        const cut = bytes.subarray(0, Math.floor((bytes.length - 512) * part));
        let ended = false;
        try {
          ended = scanAll(cut).ended;
        } catch {
          // Noticed.
        }
        expect(ended).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('a walk reads no content: one block for each large file', async () => {
    const bytes = tar(Array.from({ length: 50 }, (_, index) => file(`f${index}`, Buffer.alloc(100_000))));
    expect((await walkAll(bytes)).bytesRead).toBeLessThan(50 * 512 + 4096);
  });
});

test('the padding of the last entry may be missing, but nothing of its content', () => {
  const whole = member(file('a', 'content'));
  const bare = scanAll(whole.subarray(0, 512 + 7), [100]);
  expect(bare.entries.map(({ name }) => name)).toEqual(['a']);
  expect(bare).toMatchObject({ contents: ['content'], ended: false });
  expect(() => scanAll(whole.subarray(0, 512 + 6), [100])).toThrow(/cut short/);
});
