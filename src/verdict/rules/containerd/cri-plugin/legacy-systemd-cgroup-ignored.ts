import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'legacy-systemd-cgroup-ignored',
  side: 'containerd',
  kinds: ['legacy-systemd-cgroup'],
  severity: 'warning',
  title: 'The old plugin-level systemd_cgroup has no effect',
  explanation:
    'Containerd 2.x does not know systemd_cgroup at the level of the plugin any more and passes over it. The ' +
    'setting that is meant is SystemdCgroup in the options of a handler.',
  help: 'Set SystemdCgroup = true in the options of each handler, and remove systemd_cgroup.',
  references: [{ title: 'The wrong key', url: 'https://github.com/containerd/containerd/issues/4203' }],
  example: null,
  when: (o) => o.detail.effect === 'ignored' && o.detail.value === 'true',
  message: () => 'systemd_cgroup = true has no effect in this version of containerd',
  label: 'no effect',
});
