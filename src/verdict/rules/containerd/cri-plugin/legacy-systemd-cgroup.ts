import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'legacy-systemd-cgroup',
  side: 'containerd',
  kinds: ['legacy-systemd-cgroup'],
  severity: 'error',
  title: 'The old plugin-level systemd_cgroup takes the CRI plugin down',
  explanation:
    'systemd_cgroup = true at the level of the plugin belongs to the runtime type ' +
    'io.containerd.runtime.v1.linux, which is gone since 2.0. With any other type containerd 1.x refuses to ' +
    'load its CRI plugin. The setting that is meant is SystemdCgroup in the options of a handler. The usual ' +
    'cause is a sed on the wrong line of the default configuration.',
  help: 'Set systemd_cgroup = false, and SystemdCgroup = true in the options of each handler.',
  references: [
    { title: 'systemd_cgroup = true breaks CRI', url: 'https://github.com/containerd/containerd/issues/4574' },
    { title: 'sed on the default configuration', url: 'https://github.com/containerd/containerd/issues/4587' },
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri"]\n  systemd_cgroup = true\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
  },
  when: (o) => o.detail.effect === 'breaks-cri',
  message: () => 'the CRI plugin does not load: systemd_cgroup = true is for the old v1 runtime only',
  consequence: () =>
    "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: 'the old key',
  edit: (o) =>
    o.location === null
      ? null
      : { kind: 'replace', title: 'set systemd_cgroup = false', location: o.location, text: 'false' },
});
