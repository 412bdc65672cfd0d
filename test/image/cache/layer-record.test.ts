import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordKey, readRecord, recordName, writeRecord } from '../../../src/image/cache/layer-record.ts';
import type { LayerScan } from '../../../src/image/layer/scan-job.ts';
import { EntryListBuilder } from '../../../src/image/tar/entry-list.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const key: RecordKey = { diffId: digest('a'), stored: digest('b'), interests: ['kubelet'], release: '1.0.0' };

const name = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    // What names that are no UTF-8 become.
    fc.constantFrom('\udc80', 'a/\udcff/b', '\ud83d\ude00', '\u00ff'),
  )
  .map((text) => text.replaceAll('\0', ''));

const entry = fc.record({
  name,
  type: fc.constantFrom(
    'file' as const,
    'directory' as const,
    'symlink' as const,
    'hardlink' as const,
    'other' as const,
  ),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  link: name,
  offset: fc.integer({ min: 0, max: 2 ** 45 }),
  size: fc.integer({ min: 0, max: 2 ** 45 }),
  sparse: fc.boolean(),
});

const facts = fc.record({
  format: fc.constantFrom('elf' as const, 'other' as const),
  goBuildInfo: fc.constant(null),
  versionStrings: fc.array(fc.string()),
});

const scan: fc.Arbitrary<LayerScan> = fc
  .tuple(
    fc.array(entry),
    fc.array(fc.tuple(fc.nat(), fc.uint8Array())),
    fc.array(fc.tuple(fc.nat(), facts)),
    fc.boolean(),
    fc.nat(),
  )
  .map(([entries, contents, binaries, ended, bytes]) => {
    const list = new EntryListBuilder();
    for (const one of entries) list.add(one);
    return {
      compression: 'zstd',
      entries: list.build(),
      contents: new Map(contents),
      binaries: new Map(binaries),
      diffId: key.diffId,
      storedDigest: key.stored,
      bytes,
      ended,
    };
  });

const plain = ({ contents, ...rest }: LayerScan) => ({
  ...rest,
  contents: [...contents].map(([offset, bytes]) => [offset, [...bytes]]),
});

describe('what the cache writes down', () => {
  test('comes back the same', () => {
    fc.assert(
      fc.property(scan, (found) => {
        const back = readRecord(key, writeRecord(key, found));
        expect(back && plain(back)).toEqual(plain(found));
      }),
    );
  });

  test('any change or cut makes it worth nothing', () => {
    fc.assert(
      fc.property(scan, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (found, at, change, cut) => {
        const bytes = Buffer.from(writeRecord(key, found));
        const place = at % bytes.length;
        if (!cut) bytes[place]! ^= change;
        expect(readRecord(key, cut ? bytes.subarray(0, place) : bytes)).toBeNull();
      }),
    );
  });

  test.each([
    ['another diff ID', { diffId: digest('c') }],
    ['another blob', { stored: digest('c') }],
    ['other programs', { interests: ['crio', 'kubelet'] }],
    ['another release', { release: '1.0.1' }],
  ])('it says nothing about %s', (_name, other) => {
    const [found] = fc.sample(scan, 1);
    expect(readRecord({ ...key, ...other }, writeRecord(key, found!))).toBeNull();
    expect(recordName({ ...key, ...other })).not.toBe(recordName(key));
  });

  test('the order of the programs does not matter', () => {
    expect(recordName({ ...key, interests: ['a', 'b'] })).toBe(recordName({ ...key, interests: ['b', 'a'] }));
  });
});
