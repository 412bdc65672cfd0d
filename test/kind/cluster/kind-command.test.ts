import { describe, expect, it } from 'vitest';
import { createKind } from '../../../src/kind/cluster/kind-command.ts';
import type { KindProgress } from '../../../src/kind/cluster/steps.ts';
import type { ExecRequest, ExecResult } from '../../../src/kind/ports.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

async function kind(answer: (line: string, request: ExecRequest) => ExecResult | null) {
  const ports = fakePorts({
    run: (line, request) =>
      line === 'kind version' ? exited('kind v0.33.0 go1.27.2 linux/amd64') : answer(line, request),
  });
  const environment = { KUBECONFIG: '/private/kubeconfig' };
  const made = await createKind(ports, { path: 'kind', environment, signal: undefined });
  if (!made.ok) throw new Error(made.failure.message);
  return { kind: made.value, ports };
}

describe('createKind', () => {
  it.each([
    ['too old', exited('kind v0.11.1 go1.16.4 linux/amd64'), 'kind-unusable'],
    ['another program', exited('1.2'), 'kind-unusable'],
    ['not runnable', exited('', 126, 'exec format error'), 'kind-unusable'],
  ])('refuses a kind that is %s', async (_, answer, code) => {
    const ports = fakePorts({ run: () => answer });
    expect(await createKind(ports, { path: 'kind', environment: {}, signal: undefined })).toMatchObject({
      ok: false,
      failure: { code },
    });
  });

  it('creates a cluster with what it is given, and tells each step', async () => {
    const requests: ExecRequest[] = [];
    const { kind: made } = await kind((_, request) => {
      requests.push(request);
      for (const line of [' • Preparing nodes 📦   ...', ' ✓ Preparing nodes 📦 ']) request.onLine?.(line, 'stderr');
      return exited('');
    });
    const progress: KindProgress[] = [];
    const config = new TextEncoder().encode('kind: Cluster');
    const result = await made.createCluster({
      name: 'a',
      image: 'node:1',
      config,
      waitSeconds: 30,
      retain: true,
      timeoutMs: 5,
      onProgress: (one) => progress.push(one),
    });
    expect(result).toEqual({ ok: true, value: { ready: true, stderr: '' } });
    expect(requests[0]).toMatchObject({
      args: ['create', 'cluster', '--name', 'a', '--image', 'node:1', '--config', '-', '--wait', '30s', '--retain'],
      env: { KUBECONFIG: '/private/kubeconfig' },
      input: config,
      timeoutMs: 5,
    });
    expect(progress).toEqual([
      { type: 'step', step: 'Preparing nodes', state: 'started' },
      { type: 'step', step: 'Preparing nodes', state: 'done' },
    ]);
  });

  it('lists clusters and nodes, and none where there are none', async () => {
    const { kind: made } = await kind((line) =>
      exited(line === 'kind get clusters' ? 'a\nb\n' : '', 0, 'No kind nodes found for cluster "x".'),
    );
    expect(await made.getClusters()).toEqual({ ok: true, value: ['a', 'b'] });
    expect(await made.getNodes('x')).toEqual({ ok: true, value: [] });
  });

  it('loads images and archives', async () => {
    const { kind: made, ports } = await kind((line) =>
      line.includes('gone') ? exited('', 1, 'ERROR: image: "gone" not present locally') : exited(''),
    );
    expect(await made.loadImage('a', 'node:1')).toEqual({ ok: true, value: null });
    expect(await made.loadArchive('a', '/x.tar')).toEqual({ ok: true, value: null });
    expect(await made.loadImage('a', 'gone')).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('not present locally') },
    });
    expect(ports.ran).toContain('kind load image-archive --name a /x.tar');
  });

  it('takes the logs of a node without crictl, though kind exits 1', async () => {
    const { kind: made } = await kind(() => exited('', 1, 'ERROR: [command "docker exec a crictl images" failed]'));
    expect(await made.exportLogs('a', '/logs')).toEqual({ ok: true, value: '/logs' });
    const { kind: other } = await kind(() => exited('', 1, 'ERROR: unknown cluster "a"'));
    expect(await other.exportLogs('a', '/logs')).toMatchObject({ ok: false });
  });

  it('is not quiet: that would silence errors too', async () => {
    const { kind: made, ports } = await kind(() => exited(''));
    await made.deleteCluster('a', 1000);
    await made.getClusters();
    expect(ports.ran.some((line) => / (?:-q|--quiet)\b/.test(line))).toBe(false);
  });
});
