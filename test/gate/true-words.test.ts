import { describe, expect, it } from 'vitest';
import { judgeImage } from '../../src/gate/judge-image.ts';
import { driverPhrase, driverRows, factRows } from '../../src/report/facts.ts';
import type { ImageReport } from '../../src/verdict/report.ts';
import {
  type Files,
  handler,
  kubeletConfiguration,
  MUTE,
  version2,
  version3,
  withContainerd,
  withKubeadm,
  withKubelet,
} from '../support/node-image.ts';
import { judgeOptions, openedImage } from '../support/opened-image.ts';

const CONFIG = '/etc/containerd/config.toml';
const KUBELET_CONFIG = '/var/lib/kubelet/config.yaml';
const K130 = withKubeadm('v1.30.2');
const V17 = withContainerd('1.7.20', version2('true'));
const V2 = 'plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc';

function report(files: Files): Promise<ImageReport> {
  const told = { containerdVersion: null, kubeletVersion: null, kubeletConfig: null, kindConfig: null };
  return judgeImage(openedImage(files), judgeOptions, told, null);
}

async function words(rule: string, files: Files) {
  const { findings } = await report(files);
  return findings.filter((one) => one.rule === rule).map(({ message, help }) => ({ message, help }));
}

const facts = async (files: Files) => Object.fromEntries(factRows(await report(files)));
const drivers = async (files: Files) =>
  driverRows(await report(files)).map((row) => `${row.who}: ${driverPhrase(row)}`);

describe('the facts of a report', () => {
  it.each<[string, Files, string]>([
    ['no file', withContainerd('1.7.20', null), 'no file: built-in defaults'],
    ['one that is read', V17, `${CONFIG}, version 2`],
    [
      'one that does not parse',
      withContainerd('1.7.20', 'version = 2\n[plugins\n'),
      `${CONFIG}, which could not be loaded`,
    ],
    [
      'one with a table twice',
      withContainerd('1.7.20', `${version2('true')}[${V2}]\n`),
      `${CONFIG}, which could not be loaded`,
    ],
    [
      'one that cannot be read',
      withContainerd('1.7.20', { unreadable: 'denied' }),
      `${CONFIG}, which could not be loaded`,
    ],
    [
      'one that is named and not there',
      {
        ...withContainerd('1.7.20', null),
        '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/bin/containerd -c /etc/other.toml\n',
      },
      '/etc/other.toml, which could not be loaded',
    ],
  ])('name the configuration: %s', async (_, files, phrase) => {
    expect((await facts({ ...files, ...K130 })).config).toBe(phrase);
  });

  it('do not take what could not be read for its default', async () => {
    const files = { ...withContainerd('1.7.20', { unreadable: 'denied' }), ...K130 };
    expect(await drivers(files)).toEqual(['kubelet: systemd', 'runc (default): unknown']);
    expect((await report(files)).containerd).toMatchObject({ certain: false, config: CONFIG, files: [] });
  });

  it('mark a driver that a doubt leaves open', async () => {
    const files = { ...V17, ...K130, [KUBELET_CONFIG]: kubeletConfiguration('cgroupfs') };
    expect(await drivers(files)).toEqual(['kubelet: systemd?', 'runc (default): systemd']);
    expect(await drivers({ ...V17, ...K130 })).toEqual(['kubelet: systemd', 'runc (default): systemd']);
  });

  it('say only once that the kubelet follows', async () => {
    const why = async (runtime: string, own: string | null) => {
      const files = {
        ...withContainerd('2.1.4', version3(runtime)),
        ...withKubelet('v1.34.1', kubeletConfiguration(own)),
      };
      return driverRows(await report(files))[0]?.why;
    };
    expect(await why('false', 'systemd')).toBe("its own is systemd, and it takes the runtime's answer: cgroupfs");
    // Nobody told it that.
    expect(await why('true', null)).toBe("its own is cgroupfs, and it takes the runtime's answer: systemd");
  });
});

describe('a host that runs', () => {
  const K3S: Files = {
    '/usr/local/bin/k3s': MUTE,
    '/etc/systemd/system/k3s.service': '[Service]\nExecStart=/usr/local/bin/k3s server\n',
  };
  const told = { containerdVersion: null, kubeletVersion: null, kubeletConfig: null, kindConfig: null };
  const host = async (files: Files) =>
    (await judgeImage({ ...openedImage(files), reference: 'rootfs:/' }, judgeOptions, told, null)).findings;

  it('is a node where a distribution brings both, and says where to ask', async () => {
    const [only, ...others] = await host(K3S);
    expect(only).toMatchObject({ rule: 'boot-generated', help: expect.stringContaining('crictl info') });
    expect(others).toEqual([]);
  });

  it('is none where there is neither, whatever its scripts write', async () => {
    const script = { '/etc/rc.local': { content: '#!/bin/sh\necho x > /etc/containerd/config.toml\n', mode: 0o755 } };
    expect((await host(script)).map(({ rule }) => rule)).toEqual(['not-a-node-image']);
  });
});

describe('why the kubelet has its driver', () => {
  const why = async (files: Files) => driverRows(await report(files))[0]?.why;

  it('tells a configuration that is not known from one that it does not start with', async () => {
    const broken = { ...V17, ...withKubelet('v1.30.2', `${kubeletConfiguration('systemd')}\tx: y\n`) };
    expect(await why(broken)).toBe('it does not start with what it is given');
    expect((await words('kubelet-undecided', broken)).map(({ help }) => help)).toEqual([
      'Mend first what keeps the kubelet from starting.',
    ]);
  });

  it('tells a file that sets the driver from one that does not', async () => {
    const told = (driver: string | null) => ({ ...V17, ...withKubelet('v1.30.2', kubeletConfiguration(driver)) });
    expect(await why(told('cgroupfs'))).toBe('the file that --config names');
    expect(await why(told(null))).toBe("the file that --config names sets none, so the kubelet's default holds");
  });

  it('says what its own is where the versions decide whether that counts', async () => {
    const files = {
      ...withContainerd(null, version2('false')),
      ...withKubelet(null, kubeletConfiguration('systemd')),
    };
    expect(await why(files)).toBe("its own is systemd, and whether it takes the runtime's answer instead is not known");
  });
});

describe('a finding', () => {
  it('of a file that may not be read says who may', async () => {
    const [open] = await words('runtime-undecided', {
      ...withContainerd('1.7.20', { unreadable: 'permission denied' }),
      ...K130,
    });
    expect(open?.help).toBe('Run it as a user who may read every file of the image: root.');
  });

  it('tells what happens to the pods of its handler only, unless that is the default one', async () => {
    const consequences = async (config: string, driver: string) => {
      const files = { ...withContainerd('1.7.20', config), ...withKubelet('v1.30.2', kubeletConfiguration(driver)) };
      return (await report(files)).findings
        .filter(({ rule }) => rule === 'cgroup-driver-mismatch')
        .map(({ consequence }) => consequence.slice(0, 30));
    };
    const two = (runc: string, crun: string) => `${version2(runc)}${handler('crun', `SystemdCgroup = ${crun}`)}`;
    expect(await consequences(two('true', 'false'), 'systemd')).toEqual(['Pods whose RuntimeClass names ']);
    expect(await consequences(two('false', 'true'), 'systemd')).toEqual(['The node joins and pods start,']);
    expect(await consequences(two('false', 'true'), 'cgroupfs')).toEqual(['No pod starts whose RuntimeCla']);
    expect(await consequences(two('true', 'false'), 'cgroupfs')).toEqual(['No pod starts on the node: run']);
  });

  it.each([
    ['true', 'Take the # away.'],
    ['false', 'Write SystemdCgroup = true in its place.'],
  ])('of a comment that says %s', async (value, help) => {
    const commented = version2(value).replace('SystemdCgroup', '# SystemdCgroup');
    const found = await words('commented-out-setting', { ...withContainerd('1.7.20', commented), ...K130 });
    expect(found.map((one) => one.help)).toEqual([help]);
  });

  it('of a type has its article', async () => {
    const [type] = await words('options-error', { ...withContainerd('1.7.20', version2('"true"')), ...K130 });
    expect(type?.message).toContain('SystemdCgroup is a string, not a boolean');
  });

  it('does not ask for cgroupfs in a baked file, whatever kubeadm writes', async () => {
    const files = { ...V17, ...withKubeadm('v1.20.4'), [KUBELET_CONFIG]: kubeletConfiguration('systemd') };
    const [open] = await words('kubelet-undecided', files);
    expect(open?.help).toMatch(/^Say what the node will get/);
  });

  it('of a cluster that decides is not said of a kubelet that follows its runtime whatever it is told', async () => {
    const following = { ...withContainerd('2.1.4', version3('true')), ...withKubeadm('v1.34.1') };
    const codes = async (files: Files) =>
      (await report({ ...files, [KUBELET_CONFIG]: kubeletConfiguration('systemd') })).findings.map(({ rule }) => rule);
    expect(await codes(following)).toEqual([]);
    expect(await codes({ ...V17, ...K130 })).toEqual(['kubeadm-writes-config', 'joins-with-cluster-config']);
  });

  it('of a cluster that decides says what it can do to a kubelet that follows unless told otherwise', async () => {
    const following = { ...withContainerd('2.1.4', version3('true')), ...withKubeadm('v1.32.1') };
    const [note] = await words('joins-with-cluster-config', following);
    expect(note?.message).toContain('may turn off that this kubelet follows its runtime');
    expect(note?.help).toContain('leave the feature gate KubeletCgroupDriverFromCRI on');
    const [own] = await words('joins-with-cluster-config', { ...V17, ...K130 });
    expect(own?.message).toBe("on kubeadm join the cluster's kubelet-config decides, not this image");
  });

  it('of a file without a driver says what that means', async () => {
    const files = { ...V17, ...K130, [KUBELET_CONFIG]: kubeletConfiguration(null) };
    const [open] = await words('kubelet-undecided', files);
    expect(open?.message).toContain('the file sets none, which means cgroupfs, and kubeadm will write systemd');
    expect(open?.help).toContain('Make the file say systemd');
  });

  it('of a later release does not say that a version line is missing which is there', async () => {
    const config = version2('true')
      .replace('version = 2', 'version = 1')
      .replaceAll('"io.containerd.grpc.v1.cri"', 'cri');
    const [hazard] = await words('upgrade-hazard', { ...withContainerd('1.7.20', config), ...K130 });
    expect(hazard?.message).toMatch(
      /^containerd 2\.0 to 2\.2 will not read this: they drop the tables of .* version 1/,
    );
  });

  it('of a version that is refused does not say which of its tables would be read', async () => {
    const files = { ...withContainerd('1.7.20', version3('true')), ...K130 };
    expect(await words('config-version-unsupported', files)).toHaveLength(1);
    expect(await words('table-not-read', files)).toEqual([]);
  });

  it('of a disabled plugin names the one that the kubelet talks to', async () => {
    const disabled = (id: string) => withContainerd('2.1.4', `version = 3\ndisabled_plugins = ["${id}"]\n`);
    const [cri] = await words('cri-disabled', { ...withContainerd('1.7.20', 'disabled_plugins = ["cri"]\n'), ...K130 });
    expect(cri?.message).toBe("containerd's CRI plugin is disabled");
    const [part] = await words('cri-disabled', { ...disabled('io.containerd.cri.v1.images'), ...K130 });
    expect(part?.message).toBe(
      "io.containerd.cri.v1.images is disabled, and containerd's CRI plugin does not load without it",
    );
  });

  it('writes a table as the file has it', async () => {
    const outside = `version = 2\n[${V2}]\n  runtime_type = "io.containerd.runc.v2"\n  SystemdCgroup = true\n`;
    const [stray] = await words('flag-outside-options', { ...withContainerd('1.7.20', outside), ...K130 });
    expect(stray?.message).toBe(`SystemdCgroup has no effect in [${V2}]`);
    const misspelt = version2('true').replace('.options]', '.option]');
    const [key] = await words('misspelt-key', { ...withContainerd('1.7.20', misspelt), ...K130 });
    expect(key).toEqual({
      message: `option has no effect in [${V2}]; options is meant`,
      help: 'Write options in the place of option.',
    });
  });

  it.each<[string, Files, RegExp]>([
    ['names the file that is missing', withContainerd('1.7.20', null), /^Write \/etc\/containerd\/config\.toml from/],
    ['or is empty', withContainerd('1.7.20', ''), /^Write \/etc\/containerd\/config\.toml from/],
    ['or lacks the line', withContainerd('1.7.20', 'version = 2\n'), /^Add SystemdCgroup = true in the options/],
    ['or has the wrong one', withContainerd('1.7.20', version2('false')), /^Set SystemdCgroup = true in the options/],
    [
      "or kubeadm's own",
      { ...V17, '/etc/kubernetes/kubeadm.yaml': kubeletConfiguration('cgroupfs') },
      /^Set cgroupDriver: systemd for the kubelet in \/etc\/kubernetes\/kubeadm\.yaml, before/,
    ],
    [
      'or the flag that beats the file',
      { ...V17, '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n' },
      /^Set --cgroup-driver=systemd in \/etc\/default\/kubelet/,
    ],
  ])('%s', async (_, files, help) => {
    const [wrong] = await words('cgroup-driver-mismatch', { ...files, ...K130 });
    expect(wrong?.help).toMatch(help);
  });

  it('does not ask for a kubelet on cgroupfs', async () => {
    const files = {
      ...withContainerd('2.1.4', version3('false')),
      ...withKubelet('v1.34.1', kubeletConfiguration('systemd')),
    };
    const [ignored] = await words('kubelet-setting-ignored', files);
    expect(ignored?.help).toBe('Mend the runtime: its answer is what counts.');
  });
});
