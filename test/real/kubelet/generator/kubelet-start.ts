import fc from 'fast-check';
import type { Question, RuntimeAnswer } from '../../../kubelet/observed/question.ts';
import type { MemoryFile } from '../../../support/memory-tree.ts';
import { chance, oneOf, sometimes } from '../../generate/weighted.ts';
import { configText } from './config-text.ts';

const gate = 'KubeletCgroupDriverFromCRI';
const other = 'LocalStorageCapacityIsolationFSQuotaMonitoring';

const driverFlag = oneOf({
  '--cgroup-driver=systemd': 40,
  '--cgroup-driver=cgroupfs': 30,
  '--cgroup-driver systemd': 8,
  '--cgroup_driver=systemd': 4,
  '--cgroup_driver cgroupfs': 2,
  '--cgroup-driver=': 2,
  '--cgroup-driver=Systemd': 2,
  '--cgroup-driver="systemd"': 1,
  '--cgroup-driver --v=5': 1,
  '--cgroup-driver': 0.7,
  '--cgroup-drive=systemd': 0.7,
  '-cgroup-driver=systemd': 0.7,
  '--Cgroup-Driver=systemd': 0.5,
});

const otherFlag = oneOf({
  '--node-ip=10.0.0.1': 12,
  '--node-ip 10.0.0.1': 4,
  '--max-pods=50': 6,
  '--fail-swap-on=false': 10,
  '--fail-swap-on': 3,
  '--fail-swap-on false': 0.7,
  '--fail_swap_on=0': 2,
  '--fail-swap-on=no': 0.7,
  '--v=5': 4,
  '--hostname-override=n': 4,
  '--register-node=false': 3,
  '--node-labels=a=b': 2,
  '--help': 0.5,
  '-h': 0.3,
  '--help=false': 0.7,
  '--version': 0.5,
  '--version=false': 0.7,
  '--version=raw': 0.3,
  '--version=maybe': 0.3,
  '--max-pods=many': 0.6,
  '--sync-frequency=1m': 2,
  '--sync-frequency=5': 0.5,
  '--max-pods 50 --v 5': 1,
  '--': 0.6,
  '-- --cgroup-driver=systemd': 0.6,
  word: 0.6,
  '@file': 0.3,
  '-': 0.3,
  '--logtostderr=true': 1,
  '--eviction-soft=memory.available<5%': 0.5,
  '--eviction-soft-grace-period=memory.available=1m': 1,
  '--cpu-manager-policy=static': 1,
  '--kube-reserved=cpu=100m': 1.5,
  '--node-ip=10.0.0.1,10.0.0.2': 0.5,
  '--register-with-taints=a=b:NoSchedule': 1,
  '--register-with-taints=a=b:Never': 0.3,
  '--cloud-provider=aws': 0.3,
  '--=x': 0.3,
  '---x': 0.3,
  '-=x': 0.2,
});

const gateFlag = oneOf({
  [`--feature-gates=${gate}=true`]: 25,
  [`--feature-gates=${gate}=false`]: 25,
  [`--feature-gates ${gate}=false`]: 4,
  [`--feature-gates=${gate}=false,`]: 2,
  '--feature-gates=AllBeta=false': 8,
  '--feature-gates=AllAlpha=true': 5,
  [`--feature-gates=AllBeta=false,${gate}=true`]: 4,
  [`--feature-gates=${other}=true`]: 8,
  '--feature-gates=': 3,
  [`--feature-gates=${gate}`]: 1,
  [`--feature-gates=${gate}=no`]: 1,
  [`--feature-gates=${gate}=1`]: 2,
  [`--feature-gates=${gate}=F`]: 2,
});

const dropInNames = {
  '10-a.conf': 60,
  '20-b.conf': 35,
  '9-c.conf': 25,
  '20/05-d.conf': 12,
  '.hidden.conf': 6,
  '.conf': 3,
  'B.CONF': 5,
  'e.conf.bak': 5,
  'f.yaml': 5,
};

const runtime = oneOf<RuntimeAnswer>({
  systemd: 45,
  cgroupfs: 40,
  unimplemented: 12,
  'no-linux': 2,
  'unknown-driver': 1,
});

/** Command lines with their files, mostly valid. `dropIns`: whether `--config-dir` is among the flags at all. */
export function kubeletStart({ dropIns: withDropIns }: { readonly dropIns: boolean }): fc.Arbitrary<Question> {
  return fc
    .record({
      config: sometimes(97, configText(70)),
      configFlag: oneOf({
        '--config=/etc/k.yaml': 75,
        '--config /etc/k.yaml': 10,
        '--config=etc/k.yaml': 3,
        '--config=': 2,
        none: 10,
      }),
      configPlace: oneOf({ there: 95, link: 3, directory: 1 }),
      directoryFlag: withDropIns
        ? oneOf({ '--config-dir=/d': 50, '--config-dir /d': 8, '--config-dir=/d/': 4, '--config-dir=': 2, none: 36 })
        : fc.constant('none'),
      directoryPlace: oneOf({ there: 93, link: 3, missing: 1.5, file: 1, 'conf file': 1.5 }),
      dropIns: fc.record(
        Object.fromEntries(
          Object.entries(dropInNames).map(([name, percent]) => [name, sometimes(percent, configText(55))]),
        ),
      ),
      strange: sometimes(5, oneOf({ 'link to a file': 4, 'link to a folder': 1, 'link to nowhere': 1, folder: 2 })),
      driverFlag: sometimes(25, driverFlag),
      driverFlagAgain: sometimes(4, driverFlag),
      gateFlag: sometimes(18, gateFlag),
      gateFlagAgain: sometimes(3, gateFlag),
      otherFlags: fc.array(otherFlag, { maxLength: 2, size: 'max' }),
      flagsFirst: chance(30),
      variable: chance(92),
      runtime,
    })
    .map((parts) => {
      const files: Record<string, MemoryFile> = { '/etc/issue': 'x' };
      if (parts.config !== null) {
        if (parts.configPlace === 'directory') files['/etc/k.yaml/x'] = '';
        else if (parts.configPlace === 'there') files['/etc/k.yaml'] = parts.config;
        else {
          files['/etc/k.yaml'] = { symlink: '../opt/k' };
          files['/opt/k'] = parts.config;
        }
      }
      const directory = parts.directoryPlace === 'link' ? '/opt/d' : '/d';
      let directoryFlag: string = parts.directoryFlag;
      if (parts.directoryPlace === 'file') files['/d'] = 'x';
      else if (parts.directoryPlace === 'conf file') {
        directoryFlag = directoryFlag.replace(/\/d\/?$/, '/d.conf');
        files['/d.conf'] = parts.dropIns['10-a.conf'] ?? '';
      } else if (parts.directoryPlace !== 'missing') {
        files[`${directory}/README`] = 'x';
        for (const [name, content] of Object.entries(parts.dropIns)) {
          if (content !== null) files[`${directory}/${name}`] = content;
        }
        const target = { 'link to a file': '/opt/linked', 'link to a folder': '/opt', 'link to nowhere': '/nowhere' };
        if (parts.strange === 'folder') files[`${directory}/30.conf/a.conf`] = parts.dropIns['20-b.conf'] ?? '';
        else if (parts.strange !== null) files[`${directory}/30.conf`] = { symlink: target[parts.strange] };
        files['/opt/linked'] = parts.dropIns['9-c.conf'] ?? 'kind: Any\n';
      }
      if (parts.directoryPlace === 'link') files['/d'] = { symlink: 'opt/d' };
      const flags = [parts.configFlag, directoryFlag].filter((flag) => flag !== 'none');
      const others = [
        parts.driverFlag,
        parts.gateFlag,
        ...parts.otherFlags,
        parts.driverFlagAgain,
        parts.gateFlagAgain,
      ];
      const more = others.filter((flag) => flag !== null);
      const words = (parts.flagsFirst ? [...more, ...flags] : [...flags, ...more]).flatMap((flag) => flag.split(' '));
      const environment: Record<string, string> = parts.variable ? { KUBELET_CONFIG_DROPIN_DIR_ALPHA: '' } : {};
      return { files, arguments: words, environment, runtime: parts.runtime };
    });
}

/** The question as text, for a message; `ask.ts` takes the last line. */
export function showStart(question: Question): string {
  const shown = Object.entries(question.files).map(([path, file]) => {
    const text = file instanceof Uint8Array ? Buffer.from(file).toString('latin1') : file;
    return `--- ${path}\n${typeof text === 'string' ? text : JSON.stringify(text)}`;
  });
  const { environment, runtime } = question;
  return [`kubelet ${question.arguments.join(' ')}`, JSON.stringify({ environment, runtime }), ...shown].join('\n');
}
