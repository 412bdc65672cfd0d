import { isCertain, isUnread } from '../../certainty.ts';
import { judgedHandlers, nameHandler } from '../../judged-handlers.ts';
import type { Draft, Rule } from '../../rule.ts';
import {
  kubeletDriverEdit,
  kubeletDriverHelp,
  otherRuntimeEdit,
  systemdCgroupEdit,
  systemdCgroupHelp,
} from '../../setting-edit.ts';

export const rule: Rule = {
  code: 'cgroup-driver-not-systemd',
  severity: 'error',
  undecided: false,
  title: 'One side uses cgroupfs where systemd is required',
  explanation:
    'On a node whose init is systemd, systemd manages the cgroup tree, and a second writer beside it leaves two owners of ' +
    'the same resources: nodes become unstable under load, and on cgroup v2 controllers vanish from pods. This finding ' +
    'stands where the kubelet and the runtime agree on cgroupfs, or where one of them is on cgroupfs and the other is not ' +
    'known.\n\n' +
    'With --require match an image whose two sides agree on cgroupfs is accepted.',
  help: 'Use the systemd driver on both sides, or pass --require match if cgroupfs is meant.',
  references: [
    {
      title: 'Kubernetes: cgroup drivers',
      url: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#cgroup-drivers',
    },
  ],
  example: null,
  find: (node, demands) => {
    if (demands.require !== 'systemd') return [];
    const drafts: Draft[] = [];
    const { containerd, kubelet, effective, otherRuntime } = node;
    const runtimeUses = isCertain(node, 'runtime') ? 'uses' : 'likely uses';
    const consequence =
      'Systemd and the cgroupfs writer both manage the same cgroup tree; under load the node becomes unstable, and on ' +
      'cgroup v2 the kubelet may take pods for dead and restart them.';
    const read = containerd?.state === 'ok' && !isUnread(containerd) ? containerd : null;
    if (read !== null && effective.driver !== 'systemd') {
      for (const handler of judgedHandlers(read, demands)) {
        if (handler.driver !== 'cgroupfs') continue;
        const { origin } = handler;
        const edit = systemdCgroupEdit(handler, read);
        drafts.push({
          message: `${nameHandler(handler, read)} ${runtimeUses} cgroupfs, and systemd is required`,
          consequence,
          help: systemdCgroupHelp(handler, edit),
          location: origin.by === 'line' ? origin.location : origin.nearest,
          label: origin.by === 'line' ? 'cgroupfs' : 'SystemdCgroup is not set here',
          related: [],
          edit,
          subject: handler.name,
          grounds: ['runtime'],
        });
      }
    }
    if (otherRuntime !== null && otherRuntime.driver === 'cgroupfs' && effective.driver !== 'systemd') {
      drafts.push({
        message: `${otherRuntime.name} ${runtimeUses} cgroupfs, and systemd is required`,
        consequence,
        help: `Make ${otherRuntime.name} use the systemd cgroup driver.`,
        location: otherRuntime.source ?? otherRuntime.nearest,
        label: 'cgroupfs',
        related: [],
        edit: otherRuntimeEdit(otherRuntime),
        subject: otherRuntime.name,
        grounds: ['runtime'],
      });
    }
    const runtimeIsSystemd =
      containerd?.state === 'ok' && judgedHandlers(containerd, demands).some((handler) => handler.driver === 'systemd');
    if (kubelet !== null && effective.driver === 'cgroupfs' && effective.followsRuntime !== true && !runtimeIsSystemd) {
      drafts.push({
        message: `kubelet ${isCertain(node, 'kubelet-driver') ? 'uses' : 'likely uses'} cgroupfs, and systemd is required`,
        consequence,
        help: kubeletDriverHelp(kubelet),
        location: kubelet.source,
        label: 'cgroupfs',
        related: [],
        edit: kubeletDriverEdit(kubelet),
        subject: 'kubelet',
        grounds: ['kubelet-driver'],
      });
    }
    return drafts;
  },
};
