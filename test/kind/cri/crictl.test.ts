import { describe, expect, it } from 'vitest';
import type { NodeExec } from '../../../src/kind/cluster/node-exec.ts';
import { criOverCrictl } from '../../../src/kind/cri/crictl.ts';
import type { ExecResult } from '../../../src/kind/ports.ts';
import { exited } from '../support/fake-ports.ts';

function node(
  answer: (command: string, input: string | undefined) => ExecResult,
): NodeExec & { readonly ran: string[] } {
  const ran: string[] = [];
  const exec: NodeExec = async (command, options) => {
    const line = command.join(' ').replace(' --runtime-endpoint unix:///run/containerd/containerd.sock', '');
    ran.push(line);
    return answer(line, typeof options.input === 'string' ? options.input : undefined);
  };
  return Object.assign(exec, { ran });
}

const sandbox = 'a'.repeat(64);
const container = 'b'.repeat(64);

describe('criOverCrictl', () => {
  it('runs a pod with what it writes into the node', async () => {
    const written: string[] = [];
    const exec = node((line, input) => {
      if (input !== undefined) written.push(input);
      if (line.startsWith('crictl runp')) return exited(`${sandbox}\n`);
      if (line.startsWith('crictl create')) return exited(`${container}\n`);
      return exited('');
    });
    const cri = criOverCrictl(exec);
    const pod = { name: 'probe', namespace: 'default', uid: 'u', cgroupParent: '/kubelet.slice' };
    expect(await cri.runPod(pod, 'test-handler')).toEqual({ ok: true, value: sandbox });
    expect(await cri.runContainer(sandbox, pod, 'registry.k8s.io/pause:3.10')).toEqual({ ok: true, value: container });
    expect(await cri.removePod(sandbox)).toEqual({ ok: true, value: null });
    expect(exec.ran).toContain('crictl runp --runtime test-handler /run/cgroup-gate-pod.json');
    expect(exec.ran).toContain(`crictl start ${container}`);
    expect(exec.ran.at(-1)).toBe('rm -f /run/cgroup-gate-pod.json /run/cgroup-gate-container.json');
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ linux: { cgroup_parent: '/kubelet.slice' } });
    expect(JSON.parse(written[2] ?? '')).toMatchObject({ image: { image: 'registry.k8s.io/pause:3.10' } });
  });

  it('reads lists', async () => {
    const cri = criOverCrictl(
      node((line) => {
        if (line.startsWith('crictl pods')) {
          const item = {
            id: 'p',
            metadata: { name: 'n', uid: 'u', namespace: 'ns', attempt: 1 },
            state: 'SANDBOX_READY',
            createdAt: '17',
            labels: { a: 'b' },
            runtimeHandler: '',
          };
          return exited(JSON.stringify({ items: [item] }));
        }
        const item = {
          id: 'c',
          podSandboxId: 'p',
          metadata: { name: 'm' },
          state: 'CONTAINER_EXITED',
          createdAt: '18',
        };
        return exited(JSON.stringify({ containers: [item] }));
      }),
    );
    expect(await cri.listPods()).toMatchObject({
      ok: true,
      value: [{ id: 'p', attempt: 1, ready: true, createdAt: 17n }],
    });
    expect(await cri.listContainers()).toMatchObject({
      ok: true,
      value: [{ id: 'c', podId: 'p', attempt: 0, running: false }],
    });
  });

  it.each([
    ['cgroup driver:   SYSTEMD\n', 'systemd'],
    ['{"linux":{"cgroupDriver":"CGROUPFS"}}', 'cgroupfs'],
    ['', null],
  ])('runtime-config: %j', async (stdout, value) => {
    expect(await criOverCrictl(node(() => exited(stdout))).runtimeConfig()).toEqual({ ok: true, value });
  });

  it('says what a crictl before 1.28 says to runtime-config', async () => {
    const old = exited('', 3, "No help topic for 'runtime-config'\n");
    expect(await criOverCrictl(node(() => old)).runtimeConfig()).toEqual({
      ok: false,
      code: -1,
      message: "No help topic for 'runtime-config'",
    });
  });

  it('reads the gRPC code from what Go prints', async () => {
    const stderr =
      'FATA[0000] getting status: rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService\n';
    expect(await criOverCrictl(node(() => exited('', 1, stderr))).status()).toEqual({
      ok: false,
      code: 12,
      message: 'unknown service runtime.v1.RuntimeService',
    });
  });

  it.each([
    ['no crictl in the node', exited('', 127, 'exec: "crictl": executable file not found in $PATH'), -1],
    ['something else than JSON', exited('oops'), -1],
  ])('%s', async (_, result, code) => {
    expect(await criOverCrictl(node(() => result)).listPods()).toMatchObject({ ok: false, code });
  });

  it('does not take any word for an id', async () => {
    const pod = { name: 'probe', namespace: 'default', uid: 'u', cgroupParent: '/a' };
    expect(await criOverCrictl(node(() => exited('done\n'))).runPod(pod, '')).toMatchObject({ ok: false });
  });
});
