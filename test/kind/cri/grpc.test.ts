import { describe, expect, it } from 'vitest';
import { criOverGrpc } from '../../../src/kind/cri/grpc.ts';
import {
  decodeMessage,
  encodeMessage,
  mapField,
  messageField,
  numberField,
  type ProtoMessage,
  stringField,
} from '../../../src/kind/cri/protobuf.ts';
import type { RpcConnection, RpcResult } from '../../../src/kind/ports.ts';

interface Call {
  readonly method: string;
  readonly request: ProtoMessage;
}

function connection(answers: Readonly<Record<string, RpcResult>>): RpcConnection & { readonly calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    call: async (method, request) => {
      calls.push({ method, request: decodeMessage(request) ?? new Map() });
      return answers[method.split('/')[1] ?? ''] ?? { ok: true, bytes: new Uint8Array() };
    },
    close: () => {},
  };
}

const ok = (fields: Parameters<typeof encodeMessage>[0]): RpcResult => ({ ok: true, bytes: encodeMessage(fields) });

describe('criOverGrpc', () => {
  it.each([
    ['systemd, which is the absent zero', ok([[1, new Uint8Array()]]), 'systemd'],
    ['cgroupfs', ok([[1, encodeMessage([[1, 1]])]]), 'cgroupfs'],
    ['a value that is none', ok([[1, encodeMessage([[1, 7]])]]), null],
    ['no linux at all', ok([]), null],
  ])('RuntimeConfig: %s', async (_, answer, driver) => {
    expect(await criOverGrpc(connection({ RuntimeConfig: answer })).runtimeConfig()).toEqual({
      ok: true,
      value: driver,
    });
  });

  it('hands errors on', async () => {
    const answer: RpcResult = { ok: false, code: 12, message: 'unknown method RuntimeConfig' };
    expect(await criOverGrpc(connection({ RuntimeConfig: answer })).runtimeConfig()).toEqual(answer);
    const broken = await criOverGrpc(connection({ Version: { ok: true, bytes: Uint8Array.from([0xff]) } })).version();
    expect(broken).toMatchObject({ ok: false, code: -1 });
  });

  it('reads pods and containers', async () => {
    const pod = encodeMessage([
      [1, 'p1'],
      [
        2,
        encodeMessage([
          [1, 'dns'],
          [2, 'uid'],
          [3, 'kube-system'],
          [4, 2],
        ]),
      ],
      [3, 1],
      [4, 1_700_000_000_000_000_000n],
      [5, new Map([['a', 'b']])],
      [7, 'nvidia'],
    ]);
    const container = encodeMessage([
      [1, 'c1'],
      [2, 'p1'],
      [
        3,
        encodeMessage([
          [1, 'main'],
          [2, 3],
        ]),
      ],
      [6, 1],
    ]);
    const cri = criOverGrpc(connection({ ListPodSandbox: ok([[1, pod]]), ListContainers: ok([[1, container]]) }));
    expect(await cri.listPods()).toEqual({
      ok: true,
      value: [
        {
          id: 'p1',
          name: 'dns',
          uid: 'uid',
          namespace: 'kube-system',
          attempt: 2,
          ready: false,
          createdAt: 1_700_000_000_000_000_000n,
          labels: new Map([['a', 'b']]),
          handler: 'nvidia',
        },
      ],
    });
    expect(await cri.listContainers()).toEqual({
      ok: true,
      value: [{ id: 'c1', podId: 'p1', name: 'main', attempt: 3, running: true, createdAt: 0n }],
    });
  });

  it('reads the configuration and the process from the verbose half', async () => {
    const info = JSON.stringify({ pid: 42, runtimeSpec: { linux: { cgroupsPath: 'a.slice:cri-containerd:x' } } });
    const cri = criOverGrpc(
      connection({
        Status: ok([[2, new Map([['config', '{"containerd":{}}']])]]),
        ContainerStatus: ok([[2, new Map([['info', info]])]]),
        PodSandboxStatus: ok([[2, new Map([['info', 'no JSON']])]]),
      }),
    );
    expect(await cri.status()).toEqual({ ok: true, value: { conditions: [], config: { containerd: {} } } });
    expect(await cri.containerDetails('x')).toEqual({
      ok: true,
      value: { pid: 42, cgroupsPath: 'a.slice:cri-containerd:x' },
    });
    expect(await cri.podDetails('x')).toEqual({ ok: true, value: { pid: null, cgroupsPath: null } });
  });

  it('asks for a pod with the parent and the handler', async () => {
    const rpc = connection({ RunPodSandbox: ok([[1, 'sandbox']]) });
    const pod = { name: 'probe', namespace: 'default', uid: 'u', cgroupParent: '/kubelet.slice' };
    expect(await criOverGrpc(rpc).runPod(pod, 'nvidia')).toEqual({ ok: true, value: 'sandbox' });
    const request = rpc.calls[0]?.request ?? new Map();
    const config = messageField(request, 1);
    const linux = messageField(config, 8);
    expect(stringField(request, 2)).toBe('nvidia');
    expect(stringField(linux, 1)).toBe('/kubelet.slice');
    expect(numberField(messageField(messageField(linux, 2), 1), 1)).toBe(2);
    expect(mapField(config, 6)).toEqual(new Map([['cgroup-gate.probe', 'true']]));
  });
});
