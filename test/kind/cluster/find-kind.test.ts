import { describe, expect, it } from 'vitest';
import { findKind } from '../../../src/kind/cluster/find-kind.ts';
import { pinnedKind } from '../../../src/kind/cluster/pinned-kind.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

const quiet = (): void => {};
const path = `/cache/kind-${pinnedKind.version}-linux-amd64`;

describe('findKind', () => {
  it('takes the one on the PATH', async () => {
    const ports = fakePorts({ run: (line) => (line === 'kind version' ? exited('kind v0.30.0 go1.24') : null) });
    expect(await findKind(ports, quiet, undefined)).toEqual({ ok: true, value: 'kind' });
  });

  it('does not install over one that is broken', async () => {
    const ports = fakePorts({ run: () => exited('', 1, 'exec format error') });
    expect(await findKind(ports, quiet, undefined)).toMatchObject({ ok: false, failure: { code: 'kind-unusable' } });
  });

  it('throws a download away whose checksum is another', async () => {
    const urls: string[] = [];
    const ports = fakePorts({
      download: (url) => {
        urls.push(url);
        return { ok: true, status: 200, bytes: new TextEncoder().encode('not kind'), message: '' };
      },
    });
    const result = await findKind(ports, quiet, undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: 'kind-checksum-mismatch' } });
    expect(urls).toEqual([
      `https://github.com/kubernetes-sigs/kind/releases/download/${pinnedKind.version}/kind-linux-amd64`,
    ]);
    expect([...ports.stored]).toEqual([]);
  });

  it.each([
    [0, 'kind-unavailable'],
    [404, 'kind-download-failed'],
  ])('says so when the server answers %i', async (status, code) => {
    const ports = fakePorts({ download: () => ({ ok: false, status, bytes: new Uint8Array(), message: 'no' }) });
    expect(await findKind(ports, quiet, undefined)).toMatchObject({ ok: false, failure: { code } });
  });

  it('has nothing for a platform that is not pinned', async () => {
    const ports = fakePorts({ platform: 'win32' });
    expect(await findKind(ports, quiet, undefined)).toMatchObject({
      ok: false,
      failure: { code: 'kind-unsupported-platform' },
    });
  });

  it('looks at a kept file again before it trusts it', async () => {
    const ports = fakePorts({ files: { [path]: 'changed since' } });
    expect(await findKind(ports, quiet, undefined)).toMatchObject({ ok: false, failure: { code: 'kind-unavailable' } });
  });

  it('needs Node 22', async () => {
    const result = {
      end: 'unsupported-node',
      exitCode: null,
      stdout: '',
      stderr: '',
      message: 'kind mode needs Node 22 or newer',
    } as const;
    const ports = fakePorts({ run: () => result });
    expect(await findKind(ports, quiet, undefined)).toMatchObject({ ok: false, failure: { code: 'node-too-old' } });
  });
});

describe('pinnedKind', () => {
  it('has a checksum for each platform', () => {
    expect(Object.keys(pinnedKind.sha256).sort()).toEqual([
      'darwin-amd64',
      'darwin-arm64',
      'linux-amd64',
      'linux-arm64',
    ]);
    for (const sum of Object.values(pinnedKind.sha256)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });
});
