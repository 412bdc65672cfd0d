import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const KUBELET: Files = {
  '/etc/systemd/system/kubelet.service':
    '[Service]\nEnvironmentFile=-/etc/k8s/node.env\nEnvironmentFile=/etc/environment\nExecStart=/usr/bin/kubelet $ARGS\n',
  '/usr/lib/systemd/system/kubelet.service.d/10.conf':
    '[Service]\nExecStart=/usr/bin/kubelet --config-dir=/srv/k8s/conf.d $ARGS\n',
  '/etc/k8s/node.env': 'ARGS=--config=/srv/k8s/node.yaml\n',
};
const CONTAINERD: Files = {
  '/usr/lib/systemd/system/containerd.service':
    '[Service]\nExecStartPre=/bin/sh -c /opt/none\nExecStart=/usr/bin/containerd --config /srv/cd/main.toml\n',
  '/srv/cd/main.toml': 'version = 2\nimports = [\n  "/srv/parts/*.toml",\n  "more/a.toml",\n]\n',
};

/** What is said of a script that a unit starts. */
async function said(text: string, files: Files): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(
    memoryTree({
      '/etc/systemd/system/prepare.service': '[Service]\nExecStart=/opt/x\n',
      '/opt/x': { content: `#!/bin/bash\n${text}\n`, mode: 0o755 },
      ...files,
    }),
  );
  return [
    ...generators.map(({ writes }) => `writes ${writes}`),
    ...doubts.map(({ kind, detail }) => `${kind} ${detail.writes}`),
  ];
}

describe('files that decide a driver in one image only', () => {
  it.each([
    ['sed -i s/systemd/cgroupfs/ /srv/k8s/node.yaml'],
    ['cd /srv/k8s && rm node.yaml'],
    ['echo ARGS=--cgroup-driver=cgroupfs > /etc/k8s/node.env'],
    ['F=/etc/k8s/node.env; cat /opt/env > "$F"'],
    ['cp /opt/a.conf /srv/k8s/conf.d/'],
    ['rm -r /srv/k8s/conf.d'],
    ['cp /opt/node.yaml /srv/k8s/'],
    ['python3 -c \'open("/srv/k8s/node.yaml", "w")\''],
    ['cat > /opt/y <<EOF\ncp a /srv/k8s/node.yaml\nEOF\nsh /opt/y'],
  ])("the kubelet's: %s", async (text) => {
    expect(await said(text, KUBELET)).toEqual(['writes kubelet']);
    expect(await said(text, {})).toEqual([]);
  });

  it.each([
    ['sed -i s/true/false/ /srv/cd/main.toml'],
    ['cd /srv/cd; rm main.toml'],
    ['cp /opt/x.toml /srv/parts/'],
    ['tee /srv/parts/9.toml < /opt/x.toml'],
    ['rm /srv/cd/more/a.toml'],
  ])("containerd's: %s", async (text) => {
    expect(await said(text, CONTAINERD)).toEqual(['writes containerd']);
    expect(await said(text, {})).toEqual([]);
  });

  it('trees that are put where they lie', async () => {
    expect(await said('tar -C /srv/k8s -xf /opt/a.tar', KUBELET)).toEqual(['boot-places-files kubelet']);
    expect(await said('cp -a /opt/srv /', { ...KUBELET, '/opt/srv/k8s/node.yaml': 'x' })).toEqual(['writes kubelet']);
    expect(await said('cp -a /opt/srv /', { ...KUBELET, '/opt/srv/a': 'x' })).toEqual([]);
  });

  it.each([
    ['cat /srv/k8s/node.yaml'],
    ['rm /srv/k8s/node.yaml.bak /srv/k8s/node.yaml-old'],
    ['cp /opt/ca.pem /srv/k8s/'],
    ['echo http_proxy=a >> /etc/environment'],
    ['sh /opt/none'],
    ['mkdir -p /srv/k8s /srv/parts'],
    ['rm /srv/parts/x/a.toml'],
  ])('nothing is said of %s', async (text) => {
    expect(await said(text, { ...KUBELET, ...CONTAINERD })).toEqual([]);
  });
});
