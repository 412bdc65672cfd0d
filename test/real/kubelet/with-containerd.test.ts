import { describe, expect, it } from 'vitest';
import { resolveContainerd } from '../../../src/containerd/resolve.ts';
import { effectiveDriver } from '../../../src/resolve/effective-driver.ts';
import { ourAnswer, type Question } from '../../kubelet/observed/question.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { connectCri } from '../containerd/cri.ts';
import { makeRoot, startDaemon } from '../containerd/daemon.ts';
import { type RealContainerd, realContainerds } from '../containerd/daemons.ts';
import { type RealKubelet, realKubelets } from './kubelets.ts';
import { askKubelet, type RealAnswer } from './oracle.ts';

const configPath = '/etc/containerd/config.toml';
const kubelets = realKubelets().filter(({ minor }) => minor >= 27);
const containerds = kubelets.length === 0 ? [] : realContainerds().filter(({ api }) => api === 'v1');
const pairs = kubelets.flatMap((kubelet) => containerds.map((containerd) => ({ kubelet, containerd })));

/** Both sides are real: what the kubelet uses has to be what we make of the two configurations. */
describe.runIf(pairs.length > 0)('a kubelet beside a containerd', () => {
  describe.each(pairs)('$kubelet.version and $containerd.version', ({ kubelet, containerd }) => {
    it.each([
      ['systemd', true],
      ['systemd', false],
      ['cgroupfs', true],
      ['cgroupfs', false],
    ])('cgroupDriver: %s, SystemdCgroup = %s', async (driver, systemdCgroup) => {
      const question = kubeletQuestion(driver);
      const files = { [configPath]: containerdConfig(systemdCgroup) };
      const ours = effectiveDriver(
        await ourAnswer(kubelet.version, question),
        await resolveContainerd(memoryTree(files), { version: containerd.told, configPath, configGiven: false }),
        null,
        'systemd',
      );
      const real = await askBoth(kubelet, question, containerd, files);
      expect(real).toMatchObject({ state: 'starts', configured: driver, effective: ours.driver });
    });
  });
});

async function askBoth(
  kubelet: RealKubelet,
  question: Question,
  containerd: RealContainerd,
  files: Readonly<Record<string, string>>,
): Promise<RealAnswer> {
  const root = makeRoot(files, { systemd: true });
  const daemon = startDaemon(root, containerd.directory);
  try {
    if (!(await daemon.listening)) throw new Error(`containerd does not start: ${daemon.log()}`);
    await untilReady(daemon.socket, containerd);
    return await askKubelet(kubelet, question, daemon.socket);
  } finally {
    await daemon.stop();
    root.remove();
  }
}

async function untilReady(socket: string, { api }: RealContainerd): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = connectCri(socket, api);
    const { code, message } = await client.status();
    client.close();
    if (code === 0) return;
    if (Date.now() > deadline) throw new Error(`no answer from containerd: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function kubeletQuestion(driver: string): Question {
  const text = `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: ${driver}\n`;
  return { files: { '/etc/k.yaml': text }, arguments: ['--config=/etc/k.yaml'] };
}

function containerdConfig(systemdCgroup: boolean): string {
  const runc = 'plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc';
  return `version = 2\n[${runc}]\nruntime_type = "io.containerd.runc.v2"\n[${runc}.options]\nSystemdCgroup = ${systemdCgroup}\n`;
}
