import type { BootGenerator } from '../../../platforms/boot-generator.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'boot-generated',
  severity: 'error',
  undecided: true,
  title: 'A program writes the configuration when the node boots',
  explanation:
    'On some platforms the configuration in the image is not the one that runs: k3s, RKE2, Bottlerocket, EKS nodeadm, AKS, ' +
    'GKE, kOps, MicroK8s, Talos and minikube write or rewrite it at boot, from templates and from what the cloud says. ' +
    'What the image holds proves nothing then. The finding names the program, and what its template would do where that ' +
    'can be read.',
  help: 'Boot the image and judge what really runs: kind:IMAGE, or cgroup-gate check rootfs:/ on a booted node.',
  references: [
    {
      title: 'minikube bakes false and rewrites it at start',
      url: 'https://github.com/kubernetes/minikube/pull/22320',
    },
  ],
  example: null,
  find: ({ image, effective, runtime, kubelet }) =>
    image.generators
      .filter(({ writes }) => writes !== 'kubelet' || effective.followsRuntime !== true)
      .map(
        (generator): Draft => ({
          message: `${generator.title} writes the configuration of ${writtenBy(generator)} at boot`,
          consequence: [`${generator.note}.`, ...templateSays(generator)].join(' '),
          help: runtime === 'none' && kubelet === null ? ASK_THE_NODE : rule.help,
          ...placeOf(generator),
          edit: null,
          subject: generator.name,
        }),
      ),
};

/** Where containerd and the kubelet are inside of another program, neither kind nor the host's files tell. */
const ASK_THE_NODE =
  'Its containerd and kubelet are its own: boot it and ask them. `crictl info` shows SystemdCgroup of each handler, and ' +
  "`kubectl get --raw /api/v1/nodes/NAME/proxy/configz` the kubelet's cgroupDriver.";

function placeOf({ template, evidence, writesAt }: BootGenerator): Pick<Draft, 'location' | 'label' | 'related'> {
  if (template !== null) return { location: template.location, label: 'what the template says', related: [] };
  if (writesAt === undefined) return { location: evidence, label: 'how it is known', related: [] };
  const same = writesAt.path === evidence.path && writesAt.startLine === evidence.startLine;
  const related = same ? [] : [{ location: evidence, role: 'starts it' }];
  return { location: writesAt, label: 'writes it', related };
}

function writtenBy({ of, writes }: BootGenerator): string {
  if (of !== undefined) return of === 'docker' ? 'dockerd' : 'CRI-O';
  return WRITTEN[writes];
}

const WRITTEN = { containerd: 'containerd', kubelet: 'the kubelet', both: 'containerd and the kubelet' } as const;

/** What the template in the image would make of the drivers, where it can be read. */
function templateSays({ wouldDo }: BootGenerator): readonly string[] {
  if (wouldDo === null) return [];
  const drivers = wouldDo.handlers.map(({ name, driver }) => `${name}: ${driver}`);
  if (wouldDo.kubelet !== null) drivers.push(`kubelet: ${wouldDo.kubelet}`);
  return drivers.length === 0 ? [] : [`Its template says ${drivers.join(', ')}.`];
}
