import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'other-runtime-setting-lost',
  side: 'other-runtime',
  kinds: ['setting-replaced', 'setting-in-wrong-table', 'unlikely-drop-in'],
  severity: 'warning',
  title: 'A cgroup driver set for CRI-O or dockerd has no effect, or an unexpected one',
  explanation:
    'CRI-O reads every regular file of crio.conf.d, whatever its name, in order, and the last one wins; the setting counts ' +
    'in [crio.runtime] only. Of two native.cgroupdriver options dockerd takes the first, since 28.0 the last.',
  help: 'Keep one place for the setting.',
  references: [
    { title: 'CRI-O: crio.conf.d', url: 'https://github.com/cri-o/cri-o/blob/v1.36.3/docs/crio.conf.d.5.md' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'setting-replaced'
      ? `${d.value} is overridden by ${d.winner}`
      : o.kind === 'setting-in-wrong-table'
        ? `cgroup_manager = ${d.value} is not read outside of [crio.runtime]`
        : `${d.path} looks like a backup, and is read`,
  label: 'look here',
});
