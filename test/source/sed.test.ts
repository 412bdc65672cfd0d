import { describe, expect, it } from 'vitest';
import { sedEdit } from '../../src/source/edits/sed.ts';

const TEXT = `[runc.options]
  SystemdCgroup = false
[gpu.options]
  SystemdCgroup = false # a/b
disabled_plugins = ["cri"]
`;

/** Each `after` is what GNU sed 4.9 makes of the text. */
const cases: readonly (readonly [script: string, extended: boolean, after: string])[] = [
  ['s/SystemdCgroup = false/SystemdCgroup = true/', false, TEXT.replaceAll('= false', '= true')],
  ['0,/SystemdCgroup = false/s//SystemdCgroup = true/', false, TEXT.replace('= false', '= true')],
  ['2s/false/true/', false, TEXT.replace('= false', '= true')],
  ['/runc.options\\]/,/^\\[gpu/s/false/true/', false, TEXT.replace('= false', '= true')],
  ['/gpu/,$ s/false/true/', false, TEXT.replace('false #', 'true #')],
  [
    's/\\(Systemd\\)\\(Cgroup\\) = f.*$/\\2\\1=&/',
    false,
    TEXT.replace(/Systemd(Cgroup) = f(.*)/g, '$1Systemd=SystemdCgroup = f$2'),
  ],
  ['s/(Systemd)+Cgroup *= *(true|false)/x\\2/', true, TEXT.replace(/SystemdCgroup = false/g, 'xfalse')],
  ['s|a/b|c\\|d|', false, TEXT.replace('a/b', 'c|d')],
  ['s#\\["cri"\\]#[]#', false, TEXT.replace('["cri"]', '[]')],
  ['s/[[:space:]]*= [[]"cri"]/ = []/', false, TEXT.replace('["cri"]', '[]')],
  ['/gpu/d; /^ /!s/$/ #/', false, TEXT.replace('[gpu.options]\n', '').replace(/^(\S.*)$/gm, '$1 #')],
  ['/\\[runc/a \\  New = 1', false, TEXT.replace('options]\n', 'options]\n  New = 1\n')],
  ['/\\[runc/a\\\n  New = 1\\\n  More = 2', false, TEXT.replace('options]\n', 'options]\n  New = 1\n  More = 2\n')],
  ['/disabled/i imports = []', false, TEXT.replace('disabled', 'imports = []\ndisabled')],
  ['/disabled/c\\disabled_plugins = []', false, TEXT.replace('["cri"]', '[]')],
  ['/SystemdCgroup/{s/false/true/;s/ #.*//}', false, TEXT.replaceAll('false', 'true').replace(' # a/b', '')],
  ['s/systemdcgroup/X/I', false, TEXT.replaceAll('SystemdCgroup', 'X')],
  ['s/s/S/2', false, TEXT.replaceAll('false', 'falSe').replace('disabled_plugins', 'disabled_pluginS')],
  ['s/x*/-/g', false, TEXT.replace(/^(.*)$/gm, (line) => (line === '' ? '' : `-${[...line].join('-')}-`))],
];

describe('a sed script', () => {
  it.each(cases)('%s', (script, extended, after) => {
    const edited = sedEdit([script], extended, true)?.apply?.(TEXT.split('\n')) ?? null;
    expect(edited?.map(({ text }) => text).join('\n') ?? '').toBe(after);
  });

  it.each(['s/\\(a\\)\\1/x/', 's/a/b', 'y/abc/xyz/', 's/a/b/e', '{s/a/b/', '/a/{n;}'])(
    '%s is not followed',
    (script) => {
      expect(sedEdit([script], false, true)?.apply?.(['aa', '']) ?? null).toBeNull();
    },
  );

  it('stops at patterns that take for ever', () => {
    const script = 's/\\(a*\\)*\\(a*\\)*\\(a*\\)*b$/x/';
    expect(sedEdit([script], false, true)?.apply?.([`${'a'.repeat(300)}bc`, ''])).toBeNull();
  });
});
