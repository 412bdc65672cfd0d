import type { RpcConnection } from '../ports.ts';
import {
  type Cri,
  type CriAnswer,
  type CriContainer,
  type CriDetails,
  type CriPod,
  type PodRequest,
  parseJson,
  probeLabel,
  readDetails,
} from './cri.ts';
import {
  bigintField,
  decodeMessage,
  encodeMessage,
  mapField,
  messageField,
  messagesField,
  numberField,
  type ProtoMessage,
  stringField,
  stringsField,
} from './protobuf.ts';

const runtime = 'runtime.v1.RuntimeService';
const quickMs = 15_000;
/** Starting a container can take long on a busy machine. */
const slowMs = 120_000;
/** `NamespaceMode` NODE and CONTAINER of api.proto. */
const namespaces = encodeMessage([
  [1, 2],
  [2, 1],
]);

/** CRI over gRPC. Field numbers are those of k8s.io/cri-api v0.34, runtime/v1/api.proto; they never change. */
export function criOverGrpc(rpc: RpcConnection): Cri {
  async function call<T>(
    method: string,
    request: Uint8Array,
    read: (reply: ProtoMessage) => T,
    timeoutMs = quickMs,
  ): Promise<CriAnswer<T>> {
    const result = await rpc.call(method, request, timeoutMs);
    if (!result.ok) return result;
    const reply = decodeMessage(result.bytes);
    if (reply === null) return { ok: false, code: -1, message: 'the runtime answered with bytes that are no message' };
    return { ok: true, value: read(reply) };
  }
  const none = new Uint8Array();

  return {
    by: 'CRI socket',
    version: () =>
      call(`${runtime}/Version`, encodeMessage([[1, 'v1']]), (reply) => ({
        runtime: stringField(reply, 2),
        version: stringField(reply, 3),
      })),
    status: () =>
      call(`${runtime}/Status`, encodeMessage([[1, true]]), (reply) => ({
        conditions: messagesField(messageField(reply, 1), 1).map((condition) => ({
          type: stringField(condition, 1),
          status: numberField(condition, 2) === 1,
          message: stringField(condition, 4),
        })),
        config: parseJson(mapField(reply, 2).get('config') ?? '') ?? null,
      })),
    runtimeConfig: () =>
      call(`${runtime}/RuntimeConfig`, none, (reply) => {
        if (!reply.has(1)) return null;
        const driver = numberField(messageField(reply, 1), 1);
        return driver === 0 ? 'systemd' : driver === 1 ? 'cgroupfs' : null;
      }),
    listPods: () => call(`${runtime}/ListPodSandbox`, none, (reply) => messagesField(reply, 1).map(readPod)),
    listContainers: () =>
      call(`${runtime}/ListContainers`, none, (reply) => messagesField(reply, 1).map(readContainer)),
    listImages: () =>
      call('runtime.v1.ImageService/ListImages', none, (reply) =>
        messagesField(reply, 1).map((image) => ({
          id: stringField(image, 1),
          tags: stringsField(image, 2),
          digests: stringsField(image, 3),
          size: numberField(image, 4),
        })),
      ),
    podDetails: (id) => call(`${runtime}/PodSandboxStatus`, verbose(id), readInfo),
    containerDetails: (id) => call(`${runtime}/ContainerStatus`, verbose(id), readInfo),
    runPod: (pod, handler) =>
      call(
        `${runtime}/RunPodSandbox`,
        encodeMessage([
          [1, podConfig(pod)],
          [2, handler],
        ]),
        (reply) => stringField(reply, 1),
        slowMs,
      ),
    runContainer: async (sandbox, pod, image) => {
      const created = await call(
        `${runtime}/CreateContainer`,
        encodeMessage([
          [1, sandbox],
          [2, containerConfig(image)],
          [3, podConfig(pod)],
        ]),
        (reply) => stringField(reply, 1),
        slowMs,
      );
      if (!created.ok) return created;
      const started = await call(`${runtime}/StartContainer`, encodeMessage([[1, created.value]]), () => null, slowMs);
      return started.ok ? created : started;
    },
    removePod: async (id) => {
      const request = encodeMessage([[1, id]]);
      const stopped = await call(`${runtime}/StopPodSandbox`, request, () => null, slowMs);
      const removed = await call(`${runtime}/RemovePodSandbox`, request, () => null, slowMs);
      return removed.ok ? stopped : removed;
    },
    close: () => rpc.close(),
  };
}

function verbose(id: string): Uint8Array {
  return encodeMessage([
    [1, id],
    [2, true],
  ]);
}

function readInfo(reply: ProtoMessage): CriDetails {
  return readDetails(parseJson(mapField(reply, 2).get('info') ?? ''));
}

function readPod(pod: ProtoMessage): CriPod {
  const metadata = messageField(pod, 2);
  return {
    id: stringField(pod, 1),
    name: stringField(metadata, 1),
    uid: stringField(metadata, 2),
    namespace: stringField(metadata, 3),
    attempt: numberField(metadata, 4),
    ready: numberField(pod, 3) === 0,
    createdAt: bigintField(pod, 4),
    labels: mapField(pod, 5),
    handler: stringField(pod, 7),
  };
}

function readContainer(container: ProtoMessage): CriContainer {
  const metadata = messageField(container, 3);
  return {
    id: stringField(container, 1),
    podId: stringField(container, 2),
    name: stringField(metadata, 1),
    attempt: numberField(metadata, 2),
    running: numberField(container, 6) === 1,
    createdAt: bigintField(container, 7),
  };
}

function podConfig(pod: PodRequest): Uint8Array {
  const metadata = encodeMessage([
    [1, pod.name],
    [2, pod.uid],
    [3, pod.namespace],
  ]);
  const linux = encodeMessage([
    [1, pod.cgroupParent],
    [2, encodeMessage([[1, namespaces]])],
  ]);
  return encodeMessage([
    [1, metadata],
    [6, new Map([[probeLabel, 'true']])],
    [8, linux],
  ]);
}

function containerConfig(image: string): Uint8Array {
  return encodeMessage([
    [1, encodeMessage([[1, 'probe']])],
    [2, encodeMessage([[1, image]])],
    [9, new Map([[probeLabel, 'true']])],
    [15, encodeMessage([[2, encodeMessage([[3, namespaces]])]])],
  ]);
}
