import { basename } from 'node:path';
import { kindPorts } from '../../src/host/kind-ports.ts';
import { detectEngine } from '../../src/kind/cluster/engine.ts';
import { execInNode } from '../../src/kind/cluster/node-exec.ts';
import type { Cri, PodRequest } from '../../src/kind/cri/cri.ts';
import { criOverCrictl } from '../../src/kind/cri/crictl.ts';
import { criOverGrpc } from '../../src/kind/cri/grpc.ts';
import { collectNode } from '../../src/kind/evidence/collect.ts';
import { check, docker, kind, title } from './harness.ts';

const cluster = 'crictl-check';
const node = `${cluster}-control-plane`;

/**
 * Every question through crictl against the same one through the socket. The lab's own crictl is a stand-in, so genuine
 * ones come from outside: `CRICTL_MORE` lists programs, with commas between them. They build with Go from the sources at
 * github.com/kubernetes-sigs/cri-tools, which carry all that they need.
 */
export async function testCrictl(): Promise<void> {
  const genuine = (process.env.CRICTL_MORE ?? '').split(',').filter((path) => path !== '');
  kind('create', 'cluster', '--name', cluster, '--image', 'kindlab/node:good');
  try {
    title("the lab's stand-in crictl, reading only");
    await compare(false);
    for (const path of genuine) {
      title(`genuine ${basename(path)}`);
      docker('cp', '-q', path, `${node}:/usr/local/bin/crictl`);
      await compare(true);
    }
    if (genuine.length === 0) console.log('     no genuine crictl: CRICTL_MORE names none');
  } finally {
    kind('delete', 'cluster', '--name', cluster);
  }
}

async function compare(isGenuine: boolean): Promise<void> {
  const ports = kindPorts();
  const pid = docker('inspect', '--format', '{{.State.Pid}}', node).trim();
  const rpc = await ports.connectRpc(`/proc/${pid}/root/run/containerd/containerd.sock`);
  if (rpc === null) {
    check('the socket can be reached', false);
    return;
  }
  const socket = criOverGrpc(rpc);
  const crictl = criOverCrictl(execInNode(ports, { command: 'docker', environment: {} }, node, Date.now() + 120_000));
  const same = async (what: string, ask: (cri: Cri) => Promise<unknown>): Promise<void> => {
    const [direct, through] = [plain(await ask(socket)), plain(await ask(crictl))];
    check(`${what}: the same answer`, direct === through && direct.includes('"ok":true'), { direct, through });
  };
  try {
    await same('version', (cri) => cri.version());
    await same('status', async (cri) => {
      const status = await cri.status();
      return status.ok ? { ok: true, config: status.value.config } : status;
    });
    await same('pods', (cri) => cri.listPods());
    await same('containers', (cri) => cri.listContainers());
    await same('images', (cri) => cri.listImages());
    const [pods, containers] = [await socket.listPods(), await socket.listContainers()];
    const [pod, container] = [pods.ok ? pods.value[0] : undefined, containers.ok ? containers.value[0] : undefined];
    check('there is a pod with a container', pod !== undefined && container !== undefined, { pods, containers });
    await same("a pod's details", (cri) => cri.podDetails(pod?.id ?? ''));
    await same("a container's details", (cri) => cri.containerDetails(container?.id ?? ''));
    const config = await crictl.runtimeConfig();
    // crictl before 1.28 has no such command.
    const expected = config.ok
      ? config.value === 'systemd'
      : config.code === -1 && /runtime-config/.test(config.message);
    check('RuntimeConfig: the driver, or that it cannot be asked', expected, config);
    if (!isGenuine) return;
    const gone = await crictl.podDetails('0'.repeat(64));
    check(
      'what is not there is not found',
      !gone.ok && (gone.code === 5 || /not found|does not exist/.test(gone.message)),
      gone,
    );
    await probe(crictl, socket);
    await collectWithoutSocket();
  } finally {
    socket.close();
  }
}

/** What the probe does: a pod, a container in it, a look at both, and away with them. */
async function probe(crictl: Cri, socket: Cri): Promise<void> {
  const parent = '/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice';
  const uid = '11112222-3333-4444-5555-666677778888';
  const slice = `kubelet-kubepods-besteffort-pod${uid.replaceAll('-', '_')}.slice`;
  const pod: PodRequest = { name: 'crictl-check', namespace: 'default', uid, cgroupParent: `${parent}/${slice}` };
  const images = await crictl.listImages();
  const tags = images.ok ? images.value.flatMap((image) => image.tags) : [];
  const pause = tags.find((tag) => tag.includes('pause')) ?? '';
  for (const handler of ['runc', 'test-handler']) {
    const sandbox = await crictl.runPod(pod, handler);
    check(`a pod of ${handler} starts`, sandbox.ok, sandbox);
    if (!sandbox.ok) continue;
    const container = await crictl.runContainer(sandbox.value, pod, pause);
    check('a container in it too', container.ok, container);
    const details = await crictl.podDetails(sandbox.value);
    check(
      'its cgroup is the one that was asked for',
      details.ok && details.value.cgroupsPath?.startsWith(slice) === true,
      details,
    );
    check('it has a process', details.ok && details.value.pid !== null, details);
    const removed = await crictl.removePod(sandbox.value);
    const left = await socket.listPods();
    check('it can be removed', removed.ok && left.ok && !left.value.some(({ id }) => id === sandbox.value), [
      removed,
      left,
    ]);
  }
  const refused = await crictl.runPod({ ...pod, cgroupParent: '/kubelet/kubepods/besteffort/podx' }, 'runc');
  const says = refused.ok ? '' : refused.message;
  check("runc's refusal comes through", /expected cgroupsPath to be of format/.test(says), refused);
}

/** Everything that is gathered on a node, without the socket. */
async function collectWithoutSocket(): Promise<void> {
  const found = await detectEngine(kindPorts());
  check('there is an engine', found.ok, found);
  if (!found.ok) return;
  const findings = await collectNode(
    {
      ports: { ...kindPorts(), connectRpc: async () => null },
      engine: found.engine,
      facts: found.facts,
      signal: undefined,
      onProgress: () => {},
      watchMs: 2500,
      image: null,
      resolve: null,
      patchesContainerd: false,
    },
    node,
  );
  const running = plain(findings.running);
  const expected = plain(new Map(['kubelet', 'handler runc', 'handler test-handler'].map((name) => [name, 'systemd'])));
  check('the node is judged the same', running === expected, findings.report);
  const probes = findings.report.evidence.filter(({ subject }) => subject.startsWith('probe '));
  const seen = probes.filter(
    ({ says, detail }) => says === 'systemd' && /\/cri-containerd-[0-9a-f]+\.scope$/.test(detail),
  );
  check('both handlers were probed', probes.length === 2 && seen.length === 2, probes);
}

/** In one order of keys, and lists of things in the order of their ids: neither is promised. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (Array.isArray(inner)) return inner.every(hasId) ? inner.toSorted((a, b) => a.id.localeCompare(b.id)) : inner;
    if (typeof inner !== 'object' || inner === null) return inner;
    const entries = inner instanceof Map ? [...inner] : Object.entries(inner);
    return Object.fromEntries(entries.sort(([a], [b]) => String(a).localeCompare(String(b))));
  });
}

function hasId(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
