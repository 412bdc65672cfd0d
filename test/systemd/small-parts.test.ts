import { describe, expect, test } from 'vitest';
import { expandGlob, partMatcher } from '../../src/systemd/glob.ts';
import { expandSpecifiers, type SpecifierScope } from '../../src/systemd/specifiers.ts';
import { sourceFile, type TracedText } from '../../src/systemd/traced-text.ts';
import { dropInNames, parseServiceName, unescapeName } from '../../src/systemd/unit-name.ts';
import { memoryTree } from '../support/memory-tree.ts';

function traced(text: string): TracedText {
  const file = sourceFile('/f', new TextEncoder().encode(text));
  return { text, marks: Array.from({ length: text.length }, (_, offset) => ({ file, offset })) };
}

describe('names of units', () => {
  test.each<[string, readonly string[]]>([
    ['a.service', ['a.service']],
    ['a-b-c.service', ['a-b-c.service', 'a-b-.service', 'a-.service']],
    ['a-.service', ['a-.service']],
    ['-a.service', ['-a.service']],
    ['a@x.service', ['a@x.service', 'a@.service']],
    ['a-b@x.service', ['a-b@x.service', 'a-b@.service', 'a-.service', 'a-@x.service', 'a-@.service']],
  ])('%s has the drop-ins of %j', (name, names) => {
    expect(dropInNames(parseServiceName(name)!)).toEqual(names);
  });

  test.each(['a', 'a.socket', '@x.service', 'a b.service', '.service', `${'a'.repeat(250)}.service`])(
    '%s is none',
    (name) => {
      expect(parseServiceName(name)).toBeNull();
    },
  );

  test('escapes', () => {
    expect(unescapeName('a-b\\x2dc')).toBe('a/b-c');
    expect(unescapeName('a\\b')).toBeNull();
  });
});

describe('specifiers', () => {
  const scope = (): SpecifierScope => ({
    name: parseServiceName('my-agent@blue.service')!,
    fragment: '/etc/systemd/system/my-agent@.service',
    osRelease: new Map([['ID', 'debian']]),
    budget: 1000,
  });

  test.each([
    ['%n %N %p %i %j', 'my-agent@blue.service my-agent@blue my-agent blue agent'],
    ['%P %J %f', 'my/agent agent /blue'],
    ['%t %S %E %T %h %u %U', '/run /var/lib /etc /tmp /root root 0'],
    ['%y %Y', '/etc/systemd/system/my-agent@.service /etc/systemd/system'],
    ['%o [%w]', 'debian []'],
    ['100% %- %% %', '100% %- % %'],
  ])('%s', (text, expected) => {
    const result = expandSpecifiers(traced(text), scope());
    expect(result).toMatchObject({ ok: true, unknown: [], text: { text: expected } });
    if (result.ok) expect(result.text.marks).toHaveLength(expected.length);
  });

  test('what only a running system knows stays, and is said', () => {
    expect(expandSpecifiers(traced('%H-%i'), scope())).toMatchObject({
      ok: true,
      unknown: ['%H'],
      text: { text: '%H-blue' },
    });
  });

  test('one that does not exist is refused, and so is too much', () => {
    expect(expandSpecifiers(traced('%k'), scope())).toEqual({ ok: false, specifier: '%k' });
    expect(expandSpecifiers(traced('%n'.repeat(100)), scope()).ok).toBe(false);
  });
});

describe('globs', () => {
  test.each([
    ['a.env', '*.env', true],
    ['.env', '*.env', false],
    ['.env', '.*', true],
    ['ab', 'a?', true],
    ['a1', 'a[0-9]', true],
    ['aa', 'a[!0-9]', true],
    ['a]', 'a[]]', true],
    ['a[', 'a[', true],
    ['a*', 'a\\*', true],
    ['ab', 'a\\*', false],
    ['aXbXc', 'a*b*c', true],
    ['aXbX', 'a*b*c', false],
  ])('%s and %s', (name, pattern, expected) => {
    expect(partMatcher(pattern)(name)).toBe(expected);
  });

  test('a hostile pattern takes no time', () => {
    expect(partMatcher(`${'*a'.repeat(2000)}b`)('a'.repeat(5000))).toBe(false);
    expect(partMatcher(`*${'[a'.repeat(50_000)}`)('[a'.repeat(5000))).toBe(false);
    expect(partMatcher(`*[${'ab'.repeat(500_000)}]c`)('a'.repeat(5000))).toBe(false);
  });

  test('a path', async () => {
    const tree = memoryTree({ '/e/b/x.env': '', '/e/a/x.env': '', '/e/a/y': '' });
    expect(await expandGlob(tree, '/e/*/x.env')).toEqual(['/e/a/x.env', '/e/b/x.env']);
    expect(await expandGlob(tree, '/none/*')).toEqual([]);
  });
});
