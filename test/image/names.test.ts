import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName, encodeName, normalisePath, sortBytewise } from '../../src/image/names.ts';

describe('names', () => {
  test('any bytes come back as they were, so different names stay different', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...encodeName(decodeName(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  test('text is read as UTF-8, what is none byte by byte', () => {
    expect(decodeName(Buffer.from('kühl.conf'))).toBe('kühl.conf');
    expect(decodeName(Buffer.of(0x61, 0xff, 0x62))).toBe('a\udcffb');
    expect(decodeName(Buffer.of(0xe2, 0x82))).toBe('\udce2\udc82');
  });

  test('sorting goes by bytes, not by UTF-16 units', () => {
    expect(sortBytewise(['\u{1f600}', '\uff5e', 'b', 'B', 'a'])).toEqual(['B', 'a', 'b', '\uff5e', '\u{1f600}']);
  });

  test.each([
    ['./etc/a', 'etc/a'],
    ['/etc/a', 'etc/a'],
    ['etc//a/', 'etc/a'],
    ['etc/./a', 'etc/a'],
    ['../../etc/a', 'etc/a'],
    ['etc/../../usr/a', 'usr/a'],
    ['.', ''],
    ['./', ''],
    ['/', ''],
    ['', ''],
    ['etc/.hidden', 'etc/.hidden'],
    ['etc/..data', 'etc/..data'],
    ['etc/a.', 'etc/a.'],
  ])('%s is %s', (written, path) => {
    expect(normalisePath(written)).toBe(path);
  });
});
