import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'cgroup-writable',
  side: 'containerd',
  kinds: ['cgroup-writable-needs-v2'],
  severity: 'warning',
  title: 'cgroup_writable needs a host with cgroup v2',
  explanation: 'On a host with cgroup v1 the CRI plugin refuses to load with cgroup_writable = true.',
  help: 'Remove it, or run the image on hosts with cgroup v2 only.',
  references: [
    {
      title: 'The check, in containerd 2.1',
      url: 'https://github.com/containerd/containerd/blob/v2.1.0/internal/cri/config/config.go',
    },
    { title: 'Where the setting came from', url: 'https://github.com/containerd/containerd/pull/11131' },
  ],
  example: null,
  message: (d) => `on a host with cgroup v1 the CRI plugin does not load: ${d.handler} has cgroup_writable = true`,
  label: 'needs cgroup v2',
});
