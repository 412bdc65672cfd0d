import type { ContainerdAnswer, HandlerAnswer } from '../../../containerd/answer.ts';
import type { CgroupDriver, KubeletAnswer } from '../../../kubelet/answer.ts';
import type { OtherRuntime, PossibleNode } from '../../../resolve/possible-node.ts';
import type { RelatedLocation } from '../../../text/observation.ts';
import type { Location } from '../../../text/position.ts';
import { type Ground, groundsOfMismatch, isCertain, isUnread } from '../../certainty.ts';
import { judgedHandlers, nameHandler } from '../../judged-handlers.ts';
import type { Demands, Draft, Rule } from '../../rule.ts';
import {
  kubeletDriverEdit,
  kubeletDriverHelp,
  otherRuntimeEdit,
  systemdCgroupEdit,
  systemdCgroupHelp,
} from '../../setting-edit.ts';

/** The symptoms of both directions: kubernetes/kubernetes#110177 and #117293, containerd/containerd#4857 and #7276. */
const CONSEQUENCES: Readonly<Record<CgroupDriver, string>> = {
  systemd:
    'The node joins and pods start, but outside the slices that the kubelet made for them. Within minutes kube-proxy, ' +
    'kube-flannel and the rest restart for ever: SandboxChanged, then CrashLoopBackOff, and no log says why.',
  cgroupfs:
    'No pod starts on the node: runc refuses each one with \'expected cgroupsPath to be of format "slice:prefix:name" ' +
    "for systemd cgroups', which shows as FailedCreatePodSandBox, and a kubeadm init times out.",
};

/** The same where only those pods are concerned whose RuntimeClass names the handler. */
const CONSEQUENCES_OF_OTHERS: Readonly<Record<CgroupDriver, string>> = {
  systemd:
    'Pods whose RuntimeClass names this handler start, but outside the slices that the kubelet made for them. Within ' +
    'minutes they restart for ever: SandboxChanged, then CrashLoopBackOff, and no log says why.',
  cgroupfs:
    "No pod starts whose RuntimeClass names this handler: runc refuses each one with 'expected cgroupsPath to be of format " +
    '"slice:prefix:name" for systemd cgroups\', which shows as FailedCreatePodSandBox.',
};

export const rule: Rule = {
  code: 'cgroup-driver-mismatch',
  severity: 'error',
  undecided: false,
  title: 'The kubelet and a runtime handler use different cgroup drivers',
  explanation:
    'The kubelet names the cgroup in which a pod is to run, and the runtime creates it. With the systemd driver the name ' +
    'is a slice that systemd manages; with cgroupfs it is a folder. Containerd writes whichever name the kubelet sends ' +
    'into the container without comparing it with its own setting, so nothing reports a difference.\n\n' +
    'A kubelet on systemd with a handler on cgroupfs lets pods start in the wrong place: limits do not hold, and the ' +
    'kubelet takes the pods for dead and replaces them over and over. A kubelet on cgroupfs with a handler on systemd ' +
    'starts no pod at all.\n\n' +
    'Containerd uses cgroupfs for a handler unless SystemdCgroup = true stands in its options. The kubelet uses cgroupfs ' +
    'unless told otherwise, and kubeadm from 1.22 on tells it systemd. From Kubernetes 1.31 on the kubelet follows ' +
    "containerd 2 in the default handler's driver, so that there only another handler can differ.",
  help: "Set SystemdCgroup = true in the options of each runtime handler, and cgroupDriver: systemd in the kubelet's configuration.",
  references: [
    {
      title: 'kube-system pods restart with SandboxChanged',
      url: 'https://github.com/kubernetes/kubernetes/issues/110177',
    },
    { title: 'A restart loop after a fresh kubeadm', url: 'https://github.com/kubernetes/kubernetes/issues/117293' },
    { title: 'All pods of a node restart', url: 'https://github.com/containerd/containerd/issues/7276' },
    { title: 'Only pods of the nvidia handler die', url: 'https://github.com/k3s-io/k3s/issues/8470' },
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = false\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
  },
  find: (node, demands) => {
    const { containerd, kubelet, effective, otherRuntime } = node;
    if (kubelet === null || effective.driver === 'unknown') return [];
    const wanted = effective.driver;
    if (otherRuntime !== null && otherRuntime.driver !== 'unknown' && otherRuntime.driver !== wanted) {
      return [otherRuntimeDraft(node, demands, otherRuntime, otherRuntime.driver, kubelet, wanted)];
    }
    if (containerd === null || containerd.state !== 'ok' || isUnread(containerd)) return [];
    return judgedHandlers(containerd, demands).flatMap((handler) => {
      const { driver } = handler;
      if ((driver !== 'systemd' && driver !== 'cgroupfs') || driver === wanted) return [];
      const grounds = groundsOfMismatch(node, demands, driver);
      return [{ ...draft(node, containerd, kubelet, handler, wanted), grounds }];
    });
  },
};

function draft(
  node: PossibleNode,
  containerd: ContainerdAnswer,
  kubelet: KubeletAnswer,
  handler: HandlerAnswer,
  wanted: CgroupDriver,
): Draft {
  const runtimeIsWrong = wanted === 'systemd' || node.effective.followsRuntime === true;
  // A kubelet on cgroupfs that follows its runtime was told so by another handler, and that one is to be mended.
  const wrong = wanted === 'cgroupfs' && runtimeIsWrong ? (answering(containerd) ?? handler) : handler;
  const runtimeLocation = placeOf(wrong);
  const location = runtimeIsWrong ? runtimeLocation : kubelet.source;
  const related: RelatedLocation[] = [];
  if (runtimeIsWrong) {
    if (wrong.origin.by === 'line' && wrong.definition !== null) {
      related.push({ location: wrong.definition, role: 'the handler' });
    }
    const other = placeOf(handler);
    if (wrong !== handler && other !== null) {
      related.push({ location: other, role: `${handler.name} uses ${handler.driver}` });
    }
    if (kubelet.source !== null && node.effective.followsRuntime !== true) {
      related.push({ location: kubelet.source, role: 'what the kubelet is told' });
    }
  } else if (runtimeLocation !== null) {
    related.push({ location: runtimeLocation, role: `${handler.name} uses ${handler.driver}` });
  }
  const edit = runtimeIsWrong ? systemdCgroupEdit(wrong, containerd) : kubeletDriverEdit(kubelet);
  return {
    message: `kubelet ${uses(node, 'kubelet-driver')} ${wanted}, ${nameHandler(handler, containerd)} ${uses(node, 'runtime')} ${handler.driver}`,
    consequence: (handler.name === containerd.defaultHandler ? CONSEQUENCES : CONSEQUENCES_OF_OTHERS)[wanted],
    help: runtimeIsWrong ? systemdCgroupHelp(wrong, edit) : kubeletDriverHelp(kubelet),
    location,
    label: runtimeIsWrong ? (wrong.origin.by === 'default' ? 'SystemdCgroup is not set here' : wrong.driver) : wanted,
    related,
    edit,
    subject: handler.name,
  };
}

function placeOf({ origin }: HandlerAnswer): Location | null {
  return origin.by === 'line' ? origin.location : origin.nearest;
}

/** The handler whose driver RuntimeConfig answers. */
function answering({ runtimeConfig, handlers }: ContainerdAnswer): HandlerAnswer | null {
  return handlers.find(({ name }) => name === runtimeConfig.handler) ?? null;
}

function uses(node: PossibleNode, ground: Ground): string {
  return isCertain(node, ground) ? 'uses' : 'likely uses';
}

function otherRuntimeDraft(
  node: PossibleNode,
  demands: Demands,
  runtime: OtherRuntime,
  driver: CgroupDriver,
  kubelet: KubeletAnswer,
  wanted: CgroupDriver,
): Draft {
  const runtimeLocation = runtime.source ?? runtime.nearest;
  const [location, other] =
    wanted === 'systemd' ? [runtimeLocation, kubelet.source] : [kubelet.source, runtimeLocation];
  return {
    message: `kubelet ${uses(node, 'kubelet-driver')} ${wanted}, ${runtime.name} ${uses(node, 'runtime')} ${driver}`,
    consequence:
      runtime.name === 'cri-o' && wanted === 'systemd'
        ? 'CRI-O refuses each pod: it is configured with the cgroupfs manager and receives a systemd slice as parent.'
        : CONSEQUENCES[wanted],
    help: `Make the kubelet and ${runtime.name} both use systemd, then restart them.`,
    location,
    label: wanted === 'systemd' ? driver : wanted,
    related: other === null ? [] : [{ location: other, role: 'the other side' }],
    edit: wanted === 'systemd' ? otherRuntimeEdit(runtime) : kubeletDriverEdit(kubelet),
    subject: runtime.name,
    grounds: groundsOfMismatch(node, demands, driver),
  };
}
