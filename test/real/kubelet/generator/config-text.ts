import fc from 'fast-check';
import { chance, linesOf, oneOf, sometimes } from '../../generate/weighted.ts';

const driver = oneOf({
  systemd: 40,
  cgroupfs: 25,
  '"systemd"': 6,
  "'systemd'": 4,
  '!!str systemd': 1,
  '>-\n  systemd': 1,
  '|\n  systemd': 1,
  '"system\\x64"': 1,
  '&d systemd': 1,
  'systemd # the one': 1,
  'systemd#': 0.5,
  Systemd: 2,
  SYSTEMD: 1,
  '"systemd "': 1,
  '"': 1,
  '""': 2.5,
  '~': 1,
  null: 2,
  '': 2,
  '5': 0.6,
  yes: 0.6,
  '[systemd]': 0.6,
  '{a: systemd}': 0.6,
  '2026-01-01': 0.5,
  '.nan': 0.4,
  '0x10': 0.4,
});

const driverKey = oneOf({
  cgroupDriver: 80,
  '"cgroupDriver"': 3,
  cgroupdriver: 4,
  CgroupDriver: 4,
  CGROUPDRIVER: 2,
  'cgroup-driver': 2,
  cgroup_driver: 1,
  '? cgroupDriver\n': 1,
  'cgroupDriver ': 1,
  cgroupDrivers: 1,
});

const driverLine = fc.tuple(driverKey, driver).map(([key, value]) => `${key}: ${value}`);

const gate = 'KubeletCgroupDriverFromCRI';
/** A gate that every kubelet from 1.20 to 1.36 has. */
const other = 'LocalStorageCapacityIsolationFSQuotaMonitoring';
const gates = fc
  .tuple(
    oneOf({ featureGates: 90, FeatureGates: 5, featuregates: 5 }),
    oneOf({
      [`{${gate}: true}`]: 25,
      [`{${gate}: false}`]: 30,
      [`\n  ${gate}: false\n  ${other}: true`]: 6,
      '{AllAlpha: true}': 5,
      '{AllBeta: false}': 8,
      [`{AllBeta: false, ${gate}: true}`]: 3,
      [`{${gate}: null}`]: 6,
      null: 4,
      '{}': 4,
      [`{${gate}: "true"}`]: 1,
      '{NodeSwap: true}': 1,
      '{NodeSwap: null}': 0.5,
      '{KubeletCrashLoopBackOffMax: true}': 1,
      '{GracefulNodeShutdown: false}': 1,
      '{CSIMigration: true}': 0.5,
      '{CPUManager: false}': 0.5,
      '[a]': 1,
      yes: 0.5,
    }),
  )
  .map(([key, value]) => `${key}: ${value}`);

const otherLine = oneOf({
  'maxPods: 200': 10,
  'clusterDNS: [10.96.0.10]': 6,
  'authentication:\n  anonymous:\n    enabled: false': 6,
  'failSwapOn: false': 8,
  'failSwapOn: no': 1,
  'cgroupRoot: /': 4,
  'syncFrequency: 1m0s': 5,
  'evictionHard: {memory.available: 200Mi}': 3,
  'notAField: 1': 2,
  'x: {cgroupDriver: systemd}': 2,
  'containerRuntimeEndpoint: unix:///run/other.sock': 2,
  '# cgroupDriver: systemd': 3,
  'maxPods: "200"': 0.7,
  'maxPods: 1.5': 0.4,
  'maxPods: ~': 0.7,
  'failSwapOn: "false"': 0.7,
  'syncFrequency: 60': 0.7,
  'syncFrequency: null': 0.5,
  'syncFrequency: 1 minute': 0.4,
  'clusterDNS: 10.96.0.10': 0.7,
  'clusterDomain: 5': 0.7,
  'evictionHard: [a]': 0.4,
  'authentication: true': 0.4,
  'evictionHard: {memory.available: 200}': 0.5,
});

/** Values that the kubelet checks, alone or beside others. */
const checkedLine = fc.constantFrom(
  'maxPods: -1',
  'MaxPods: -1',
  'port: 0',
  'nodeLeaseDurationSeconds: 0',
  'hairpinMode: null',
  'topologyManagerPolicy: ""',
  'topologyManagerPolicy: best-effort',
  'imageGCHighThresholdPercent: 75',
  'imageGCLowThresholdPercent: 76',
  'imageGCLowThresholdPercent: 0',
  'imageGCHighThresholdPercent: null',
  'enforceNodeAllocatable: []',
  'enforceNodeAllocatable: null',
  'enforceNodeAllocatable: [none]',
  'enforceNodeAllocatable: [pods, kube-reserved]',
  'kubeReservedCgroup: /k',
  'kubeReservedCgroup: ""',
  'cgroupsPerQOS: false',
  'cgroupsPerQOS: null',
  'serializeImagePulls: true',
  'serializeImagePulls: false',
  'maxParallelImagePulls: 5',
  'maxParallelImagePulls: null',
  'shutdownGracePeriod: 30s',
  'shutdownGracePeriodCriticalPods: 40s',
  'memorySwap: {swapBehavior: LimitedSwap}',
  'memorySwap: {}',
  'crashLoopBackOff: {maxContainerRestartPeriod: 10s}',
  'crashLoopBackOff: {}',
  'systemReserved: {cpu: 100m}',
  'systemReserved: {gpu: "1"}',
  'systemReserved: {gpu: null}',
  'containerLogMaxFiles: 1',
  'podLogsDir: ""',
  'runOnce: true',
  'imagePullCredentialsVerificationPolicy: NeverVerify',
  'authentication: {anonymous: {enabled: "false"}}',
  'logging: {format: text}',
  'registerWithTaints: [{key: a, effect: NoSchedule}]',
  'cpuManagerPolicy: static',
  'cpuManagerPolicy: none',
  'cpuManagerPolicy: ""',
  'cpuManagerPolicyOptions: {full-pcpus-only: "true"}',
  'cpuManagerPolicyOptions: {}',
  'kubeReserved: {cpu: 100m, memory: 100Mi}',
  'kubeReserved: {cpu: null}',
  'reservedSystemCPUs: "0"',
  'memoryManagerPolicy: Static',
  'memoryManagerPolicy: None',
  'reservedMemory: [{numaNode: 0, limits: {memory: 100Mi}}]',
  'reservedMemory: [{numaNode: 0, limits: {memory: 200Mi}}]',
  'evictionHard: {nodefs.available: 5%}',
  'evictionHard: {memory.available: 100Mi}',
  'evictionSoft: {memory.available: 10%}',
  'evictionSoft: {memory.available: null}',
  'evictionSoftGracePeriod: {memory.available: 1m}',
  'evictionSoftGracePeriod: {}',
  'evictionMinimumReclaim: {memory.available: 0%}',
  'topologyManagerPolicyOptions: {prefer-closest-numa-nodes: "true"}',
  'topologyManagerPolicyOptions: {}',
  'allowedUnsafeSysctls: [net.*]',
  'allowedUnsafeSysctls: [vm.swappiness]',
  'containerLogMaxSize: 1Mi',
  'containerLogMaxSize: some',
  'syncFrequency: 0s',
  'syncFrequency: -1s',
  'tracing: {endpoint: "http://a"}',
  'tracing: {endpoint: "a:4317"}',
  'tracing: {endpoint: null}',
  'logging: {flushFrequency: -5}',
  'logging: {flushFrequency: 5}',
  'iptablesDropBit: 14',
  'makeIPTablesUtilChains: false',
  'seccompDefault: true',
);

const apiVersion = oneOf({
  'kubelet.config.k8s.io/v1beta1': 97,
  'kubelet.config.k8s.io/v1': 0.7,
  'kubelet.config.k8s.io/v1alpha1': 0.4,
  v1: 0.4,
  '"kubelet.config.k8s.io/v1beta1"': 1,
  '': 0.4,
});
const kind = oneOf({ KubeletConfiguration: 97, kubeletConfiguration: 0.7, KubeletConfig: 0.7, '': 0.5, '5': 0.3 });

const head = linesOf([
  [98.5, apiVersion.map((version) => `apiVersion: ${version}`)],
  [98.5, kind.map((name) => `kind: ${name}`)],
]);

/** The lines of one document, mostly valid. */
function documentLines(setting: number): fc.Arbitrary<string[]> {
  return fc
    .record({
      head,
      body: linesOf([
        [setting, driverLine],
        [5, driverLine],
        [26, gates],
        [40, otherLine],
        [20, otherLine],
        [6, checkedLine],
        [3, checkedLine],
        [1, fc.constant('clusterDomain: &d systemd\ncgroupDriver: *d')],
        [1.5, fc.constant('x: &x {cgroupDriver: systemd}\n<<: *x')],
        [0.4, fc.constant('<<: {cgroupDriver: systemd}')],
        [0.4, fc.constant('\tcgroupDriver: systemd')],
        [0.4, fc.constant('a: [')],
        [0.4, fc.constant('cgroupDriver:\tsystemd')],
        [0.3, fc.constant('a: b: c')],
        [0.3, fc.constant('a: "unclosed')],
        [0.3, fc.constant('a: @b')],
        [0.3, fc.constant('a: %b')],
        [0.3, fc.constant('- a')],
        [0.3, fc.constant('a: *nowhere')],
        [0.3, fc.constant('\u0007: a')],
      ]),
      settingFirst: chance(8),
    })
    .map(({ head, body, settingFirst }) => (settingFirst ? [...body, ...head] : [...head, ...body]));
}

/** A KubeletConfiguration as text or bytes. `setting`: how often in a hundred it names the driver. */
export function configText(setting: number): fc.Arbitrary<string | Uint8Array> {
  return fc
    .record({
      lines: documentLines(setting),
      second: sometimes(6, documentLines(90)),
      before: oneOf({ '': 90, '---\n': 6, '# first\n---\n': 1, '%YAML 1.1\n---\n': 0.7, '\n\n': 1, '---\n---\n': 0.5 }),
      separator: oneOf({ '---\n': 90, '...\n': 5, '--- # next\n': 3, '... x\n': 2 }),
      shape: oneOf({
        plain: 85,
        json: 4,
        'json with a comma': 0.5,
        'json and more': 0.4,
        'json twice': 1,
        flow: 0.7,
        crlf: 2,
        bom: 0.6,
        utf16: 0.4,
        latin1: 0.4,
        indented: 1,
        'no line end': 1.5,
        empty: 0.7,
        blank: 0.4,
        comment: 0.5,
        scalar: 0.3,
      }),
    })
    .map(({ lines, second, before, separator, shape }) => {
      const text = `${before}${lines.map((line) => `${line}\n`).join('')}`;
      const whole = second === null ? text : `${text}${separator}${second.map((line) => `${line}\n`).join('')}`;
      return shaped(whole, lines, shape);
    });
}

function shaped(text: string, lines: readonly string[], shape: string): string | Uint8Array {
  const setting = lines.some((line) => /^cgroupDriver: .*systemd/.test(line)) ? '"systemd"' : '"cgroupfs"';
  const json = `{"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration",\n\t"cgroupDriver": ${setting}`;
  switch (shape) {
    case 'json':
      return ` ${json}}\n`;
    case 'json with a comma':
      return `${json},}\n`;
    case 'json and more':
      return `${json}}\n---\n{}\n`;
    case 'json twice':
      return `${json}, "cgroupDriver": "systemd"}`;
    case 'flow':
      return `{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, cgroupDriver: ${setting}}\n`;
    case 'crlf':
      return text.replaceAll('\n', '\r\n');
    case 'bom':
      return `\uFEFF${text}`;
    case 'utf16':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'latin1':
      return Buffer.from(`# \xe9\n${text}`, 'latin1');
    case 'indented':
      return text.replace(/^(?=.)/gm, '  ');
    case 'no line end':
      return text.trimEnd();
    case 'empty':
      return '';
    case 'blank':
      return ' \n\n';
    case 'comment':
      return '# nothing\n';
    case 'scalar':
      return 'nothing\n';
    default:
      return text;
  }
}
