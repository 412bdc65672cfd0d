import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'systemd-not-init',
  severity: 'error',
  undecided: false,
  title: 'The systemd driver is set, and systemd is not the init',
  explanation:
    'The systemd driver asks systemd over D-Bus to create slices and scopes. On a node whose init is another program ' +
    "there is nobody to ask: every pod fails with 'systemd not running on this host, cannot use systemd cgroups manager'. " +
    'Such a node (Alpine with OpenRC, Talos, a container without systemd) has to use cgroupfs on both sides, and is ' +
    'accepted with --require match.',
  help: 'Use an image whose init is systemd, or cgroupfs on both sides with --require match.',
  references: [
    {
      title: 'Kubernetes: cgroup drivers',
      url: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#systemd-cgroup-driver',
    },
  ],
  example: null,
  find: ({ image, containerd, otherRuntime, effective }) => {
    const byRuntime =
      containerd?.handlers.some(({ driver }) => driver === 'systemd') === true || otherRuntime?.driver === 'systemd';
    if (image.initSystem !== 'other' || !(byRuntime || effective.driver === 'systemd')) return [];
    return [
      {
        message: 'the systemd driver is set, but the init of this image is not systemd',
        consequence: "Every pod fails: 'systemd not running on this host, cannot use systemd cgroups manager'.",
        help: rule.help,
        location: null,
        label: '',
        related: [],
        edit: null,
        subject: '',
        grounds: [byRuntime ? 'runtime' : 'kubelet-driver'],
      },
    ];
  },
};
