import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyJsonPatch } from '../../../src/kind/config/json-patch.ts';
import { mergePatch, type Value, valueFromPlain } from '../../../src/kind/config/value-tree.ts';

const from = (value: unknown): Value => valueFromPlain(value, () => null);

function plain(value: Value): unknown {
  if (value.type === 'scalar') return value.value;
  if (value.type === 'list') return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
}

/** Examples of RFC 6902, appendix A, and a few of their kind. */
describe('applyJsonPatch', () => {
  it.each([
    ['add to an object', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
    [
      'add to an array',
      { foo: ['bar', 'baz'] },
      [{ op: 'add', path: '/foo/1', value: 'qux' }],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    ['add at the end', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: 1 }], { foo: ['bar', 1] }],
    ['remove', { a: { b: 1, c: 2 } }, [{ op: 'remove', path: '/a/b' }], { a: { c: 2 } }],
    ['remove from an array', { foo: [1, 2, 3] }, [{ op: 'remove', path: '/foo/1' }], { foo: [1, 3] }],
    ['replace', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
    ['move', { a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }],
    ['copy', { a: 1 }, [{ op: 'copy', from: '/a', path: '/b' }], { a: 1, b: 1 }],
    ['test', { a: { x: 1, y: [2] } }, [{ op: 'test', path: '/a', value: { y: [2], x: 1 } }], { a: { x: 1, y: [2] } }],
    ['escapes', { 'a/b': { 'm~n': 1 } }, [{ op: 'replace', path: '/a~1b/m~0n', value: 2 }], { 'a/b': { 'm~n': 2 } }],
    ['the whole', { a: 1 }, [{ op: 'replace', path: '', value: [] }], []],
  ])('%s', (_, target, patch, expected) => {
    const result = applyJsonPatch(from(target), from(patch));
    expect(result.ok ? plain(result.value) : result.problem).toEqual(expected);
  });

  it.each([
    ['a missing parent', { a: 1 }, [{ op: 'add', path: '/b/c', value: 1 }]],
    ['a missing target', { a: 1 }, [{ op: 'replace', path: '/b', value: 1 }]],
    ['an index past the end', { a: [1] }, [{ op: 'add', path: '/a/3', value: 1 }]],
    ['a leading zero', { a: [1, 2] }, [{ op: 'remove', path: '/a/01' }]],
    ['no value', { a: 1 }, [{ op: 'add', path: '/a' }]],
    ['an unknown operation', { a: 1 }, [{ op: 'upsert', path: '/a', value: 1 }]],
    ['a failing test', { a: 1 }, [{ op: 'test', path: '/a', value: 2 }]],
    ['no list', { a: 1 }, { op: 'remove', path: '/a' }],
  ])('ends at %s', (_, target, patch) => {
    expect(applyJsonPatch(from(target), from(patch)).ok).toBe(false);
  });

  it('leaves the target as it was', () => {
    const target = from({ a: { b: 1 } });
    applyJsonPatch(target, from([{ op: 'remove', path: '/a/b' }]));
    expect(plain(target)).toEqual({ a: { b: 1 } });
  });
});

/** Examples of RFC 7396, appendix A. */
describe('mergePatch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ a: 'foo' }, 'bar', 'bar'],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j', (target, patch, expected) => {
    expect(plain(mergePatch(from(target), from(patch)))).toEqual(expected);
  });

  it('changes nothing the second time', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(from(target), from(patch));
        expect(plain(mergePatch(once, from(patch)))).toEqual(plain(once));
      }),
    );
  });
});
