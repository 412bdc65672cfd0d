import type { NodeExec } from '../cluster/node-exec.ts';
import { type ExecResult, succeeded } from '../ports.ts';
import {
  type Cri,
  type CriAnswer,
  type CriContainer,
  type CriPod,
  isRecord,
  type PodRequest,
  parseJson,
  probeLabel,
  readDetails,
} from './cri.ts';

const endpoint = 'unix:///run/containerd/containerd.sock';
const podFile = '/run/cgroup-gate-pod.json';
const containerFile = '/run/cgroup-gate-container.json';

/**
 * CRI through the `crictl` that every kind node carries (images/base of kubernetes-sigs/kind), where its socket cannot be
 * reached from here: without root, with an engine on another machine, or on a desktop engine's virtual machine.
 */
export function criOverCrictl(node: NodeExec): Cri {
  const crictl = (args: readonly string[], timeoutMs = 30_000): Promise<ExecResult> =>
    node(['crictl', '--runtime-endpoint', endpoint, ...args], { timeoutMs });

  async function ask<T>(args: readonly string[], read: (json: Record<string, unknown>) => T): Promise<CriAnswer<T>> {
    const result = await crictl(args);
    if (!succeeded(result)) return failure(result);
    const json = parseJson(result.stdout);
    if (!isRecord(json)) return { ok: false, code: -1, message: `crictl ${args.join(' ')} printed no JSON object` };
    return { ok: true, value: read(json) };
  }

  async function put(path: string, value: unknown): Promise<ExecResult> {
    return node(['cp', '/dev/stdin', path], { input: JSON.stringify(value) });
  }

  return {
    by: 'crictl in the node',
    version: async () => {
      const result = await crictl(['version']);
      if (!succeeded(result)) return failure(result);
      const field = (name: string): string =>
        new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(result.stdout)?.[1]?.trim() ?? '';
      return { ok: true, value: { runtime: field('RuntimeName'), version: field('RuntimeVersion') } };
    },
    status: () =>
      ask(['info'], (json) => {
        const status = isRecord(json.status) ? json.status : {};
        return {
          conditions: records(status.conditions).map((condition) => ({
            type: text(condition.type),
            status: condition.status === true,
            message: text(condition.message),
          })),
          config: json.config ?? null,
        };
      }),
    runtimeConfig: async () => {
      const result = await crictl(['runtime-config']);
      if (!succeeded(result)) return failure(result);
      const word = /\b(SYSTEMD|CGROUPFS)\b/.exec(result.stdout)?.[1];
      return { ok: true, value: word === undefined ? null : word === 'SYSTEMD' ? 'systemd' : 'cgroupfs' };
    },
    listPods: () => ask(['pods', '-o', 'json'], (json) => records(json.items).map(readPod)),
    listContainers: () => ask(['ps', '-a', '-o', 'json'], (json) => records(json.containers).map(readContainer)),
    listImages: () =>
      ask(['images', '-o', 'json'], (json) =>
        records(json.images).map((image) => ({
          id: text(image.id),
          tags: strings(image.repoTags),
          digests: strings(image.repoDigests),
          size: Number(image.size) || 0,
        })),
      ),
    podDetails: (id) => ask(['inspectp', '-o', 'json', id], (json) => readDetails(json.info)),
    containerDetails: (id) => ask(['inspect', '-o', 'json', id], (json) => readDetails(json.info)),
    runPod: async (pod, handler) => {
      const put1 = await put(podFile, podJson(pod));
      if (!succeeded(put1)) return failure(put1);
      return idOf(await crictl(['runp', ...(handler === '' ? [] : ['--runtime', handler]), podFile], 120_000));
    },
    runContainer: async (sandbox, pod, image) => {
      for (const written of [await put(podFile, podJson(pod)), await put(containerFile, containerJson(image))]) {
        if (!succeeded(written)) return failure(written);
      }
      const created = idOf(await crictl(['create', sandbox, containerFile, podFile], 120_000));
      if (!created.ok) return created;
      const started = await crictl(['start', created.value], 120_000);
      return succeeded(started) ? created : failure(started);
    },
    removePod: async (id) => {
      await crictl(['stopp', id], 60_000);
      const removed = await crictl(['rmp', '-f', id], 60_000);
      await node(['rm', '-f', podFile, containerFile], {});
      return succeeded(removed) ? { ok: true, value: null } : failure(removed);
    },
    close: () => {},
  };
}

function podJson(pod: PodRequest): unknown {
  return {
    metadata: { name: pod.name, namespace: pod.namespace, uid: pod.uid, attempt: 0 },
    labels: { [probeLabel]: 'true' },
    linux: { cgroup_parent: pod.cgroupParent, security_context: { namespace_options: { network: 2, pid: 1 } } },
  };
}

function containerJson(image: string): unknown {
  return {
    metadata: { name: 'probe', attempt: 0 },
    image: { image },
    labels: { [probeLabel]: 'true' },
    linux: { security_context: { namespace_options: { network: 2, pid: 1 } } },
  };
}

function readPod(pod: Record<string, unknown>): CriPod {
  const metadata = isRecord(pod.metadata) ? pod.metadata : {};
  const labels = isRecord(pod.labels) ? pod.labels : {};
  return {
    id: text(pod.id),
    name: text(metadata.name),
    namespace: text(metadata.namespace),
    uid: text(metadata.uid),
    attempt: Number(metadata.attempt) || 0,
    ready: pod.state === 'SANDBOX_READY',
    createdAt: nanoseconds(pod.createdAt),
    handler: text(pod.runtimeHandler),
    labels: new Map(Object.entries(labels).map(([key, value]) => [key, text(value)])),
  };
}

function readContainer(container: Record<string, unknown>): CriContainer {
  const metadata = isRecord(container.metadata) ? container.metadata : {};
  return {
    id: text(container.id),
    podId: text(container.podSandboxId),
    name: text(metadata.name),
    attempt: Number(metadata.attempt) || 0,
    running: container.state === 'CONTAINER_RUNNING',
    createdAt: nanoseconds(container.createdAt),
  };
}

function idOf(result: ExecResult): CriAnswer<string> {
  if (!succeeded(result)) return failure(result);
  const id = result.stdout.trim().split('\n').at(-1)?.trim() ?? '';
  if (!/^[0-9a-f]{12,64}$/.test(id))
    return { ok: false, code: -1, message: `crictl printed no id: ${id.slice(0, 200)}` };
  return { ok: true, value: id };
}

/** gRPC's code from the text that Go prints: `rpc error: code = Unimplemented desc = …`. */
function failure(result: ExecResult): { ok: false; code: number; message: string } {
  const said = result.stderr.trim() || result.stdout.trim() || result.message;
  const found = /rpc error: code = (\w+) desc = ([\s\S]*)/.exec(said);
  const code = found === null ? -1 : (grpcCodes[found[1] ?? ''] ?? 2);
  return { ok: false, code, message: (found?.[2] ?? said).slice(0, 4000) };
}

const grpcCodes: Readonly<Record<string, number>> = {
  Unknown: 2,
  InvalidArgument: 3,
  DeadlineExceeded: 4,
  NotFound: 5,
  AlreadyExists: 6,
  FailedPrecondition: 9,
  Unimplemented: 12,
  Internal: 13,
  Unavailable: 14,
};

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function nanoseconds(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : 0n;
}
