import { goInteger } from '../../containerd/go/strconv.ts';
import { type FlagUse, isTrue } from '../command-line.ts';
import { type FieldValue, type FieldValues, isMap, type Plain } from './field-values.ts';

/** `mode` is the one part of a map that a check looks at. */
type Form = 'mode' | 'integer' | 'text' | 'boolean' | 'texts' | 'pairs' | 'thresholds' | 'perNode';

/** Flags that no field stands for, and that a check looks at beside fields. */
export const ignoresEviction = '--experimental-allocatable-ignore-eviction';
export const kubeconfig = '--kubeconfig';

/** The flags that set a field which a check looks at. Source: Kubernetes cmd/kubelet/app/options `AddKubeletConfigFlags`. */
const fieldOfFlag: Readonly<Record<string, readonly [field: string, form: Form]>> = {
  'allowed-unsafe-sysctls': ['allowedUnsafeSysctls', 'texts'],
  'authorization-mode': ['authorization', 'mode'],
  'cgroup-root': ['cgroupRoot', 'text'],
  'cgroups-per-qos': ['cgroupsPerQOS', 'boolean'],
  'cloud-provider': ['--cloud-provider', 'text'],
  'container-log-max-files': ['containerLogMaxFiles', 'integer'],
  'container-log-max-size': ['containerLogMaxSize', 'text'],
  'container-runtime': ['--container-runtime', 'text'],
  'container-runtime-endpoint': ['containerRuntimeEndpoint', 'text'],
  'cpu-cfs-quota-period': ['cpuCFSQuotaPeriod', 'text'],
  'cpu-manager-policy': ['cpuManagerPolicy', 'text'],
  'enforce-node-allocatable': ['enforceNodeAllocatable', 'texts'],
  'event-burst': ['eventBurst', 'integer'],
  'event-qps': ['eventRecordQPS', 'integer'],
  'eviction-hard': ['evictionHard', 'thresholds'],
  'eviction-minimum-reclaim': ['evictionMinimumReclaim', 'pairs'],
  'eviction-soft': ['evictionSoft', 'thresholds'],
  'eviction-soft-grace-period': ['evictionSoftGracePeriod', 'pairs'],
  'exit-on-lock-contention': ['--exit-on-lock-contention', 'boolean'],
  'experimental-allocatable-ignore-eviction': [ignoresEviction, 'boolean'],
  'hairpin-mode': ['hairpinMode', 'text'],
  'healthz-port': ['healthzPort', 'integer'],
  'log-flush-frequency': ['--log-flush-frequency', 'text'],
  'log-json-split-stream': ['--log-json-split-stream', 'boolean'],
  'log-text-split-stream': ['--log-text-split-stream', 'boolean'],
  'logging-format': ['--logging-format', 'text'],
  'image-credential-provider-bin-dir': ['--image-credential-provider-bin-dir', 'text'],
  'image-credential-provider-config': ['--image-credential-provider-config', 'text'],
  'image-gc-high-threshold': ['imageGCHighThresholdPercent', 'integer'],
  'image-gc-low-threshold': ['imageGCLowThresholdPercent', 'integer'],
  'image-service-endpoint': ['imageServiceEndpoint', 'text'],
  'iptables-drop-bit': ['iptablesDropBit', 'integer'],
  'iptables-masquerade-bit': ['iptablesMasqueradeBit', 'integer'],
  'kube-api-burst': ['kubeAPIBurst', 'integer'],
  'kube-api-qps': ['kubeAPIQPS', 'integer'],
  'kube-reserved': ['kubeReserved', 'pairs'],
  'kube-reserved-cgroup': ['kubeReservedCgroup', 'text'],
  kubeconfig: [kubeconfig, 'text'],
  'lock-file': ['--lock-file', 'text'],
  'make-iptables-util-chains': ['makeIPTablesUtilChains', 'boolean'],
  'max-open-files': ['maxOpenFiles', 'integer'],
  'max-pods': ['maxPods', 'integer'],
  'memory-manager-policy': ['memoryManagerPolicy', 'text'],
  'minimum-image-ttl-duration': ['imageMinimumGCAge', 'text'],
  'node-ip': ['--node-ip', 'text'],
  'node-status-max-images': ['nodeStatusMaxImages', 'integer'],
  'oom-score-adj': ['oomScoreAdj', 'integer'],
  'pods-per-core': ['podsPerCore', 'integer'],
  port: ['port', 'integer'],
  'qos-reserved': ['qosReserved', 'pairs'],
  'read-only-port': ['readOnlyPort', 'integer'],
  'register-with-taints': ['--register-with-taints', 'text'],
  'registry-burst': ['registryBurst', 'integer'],
  'registry-qps': ['registryPullQPS', 'integer'],
  'reserved-cpus': ['reservedSystemCPUs', 'text'],
  'reserved-memory': ['reservedMemory', 'perNode'],
  'rotate-server-certificates': ['serverTLSBootstrap', 'boolean'],
  runonce: ['runOnce', 'boolean'],
  'runtime-request-timeout': ['runtimeRequestTimeout', 'text'],
  'seccomp-default': ['seccompDefault', 'boolean'],
  'serialize-image-pulls': ['serializeImagePulls', 'boolean'],
  'show-hidden-metrics-for-version': ['showHiddenMetricsForVersion', 'text'],
  'sync-frequency': ['syncFrequency', 'text'],
  'system-cgroups': ['systemCgroups', 'text'],
  'system-reserved': ['systemReserved', 'pairs'],
  'system-reserved-cgroup': ['systemReservedCgroup', 'text'],
  'tls-cipher-suites': ['tlsCipherSuites', 'texts'],
  'tls-min-version': ['tlsMinVersion', 'text'],
  'cpu-manager-policy-options': ['cpuManagerPolicyOptions', 'pairs'],
  'topology-manager-policy-options': ['topologyManagerPolicyOptions', 'pairs'],
  'topology-manager-policy': ['topologyManagerPolicy', 'text'],
  'topology-manager-scope': ['topologyManagerScope', 'text'],
  v: ['--v', 'text'],
  vmodule: ['--vmodule', 'text'],
};

/** What the command line sets fields to: nothing is a default there. */
export function flagValues(flags: readonly FlagUse[]): FieldValues {
  const values = new Map<string, FieldValue>();
  for (const { name, value, location } of flags) {
    const [field, form] = fieldOfFlag[name] ?? [];
    if (field === undefined || form === undefined) continue;
    const read = isUnfilled(value, form) ? unfilled : readValue(value, form, values.get(field)?.value);
    values.set(field, { value: read, location, zero: 'itself' });
  }
  return values;
}

/** Stands for what may be filled in at boot; no check looks at a value that looks like this. */
const unfilled = '<nothing yet>';

/** Whether a part of the value is missing, as where a variable of the unit is not set. */
function isUnfilled(written: string, form: Form): boolean {
  if (form === 'texts') return false;
  if (form === 'perNode') return /[:=](,|;|$)/.test(written) || written === '';
  return form === 'pairs' || form === 'thresholds' ? /[=<](,|$)/.test(written) : written === '';
}

/** `before`: what an earlier use of the flag says, to which lists and maps add. */
function readValue(written: string, form: Form, before: Plain | undefined): Plain {
  switch (form) {
    case 'integer':
      return goInteger(written);
    case 'boolean':
      return isTrue(written);
    case 'text':
      return written;
    case 'mode':
      return { mode: written };
    case 'texts': {
      const more = written === '' ? [] : written.split(',');
      return Array.isArray(before) ? [...before, ...more] : more;
    }
    case 'perNode':
      return [...(Array.isArray(before) ? before : []), ...written.split(';').map(readNode)];
    case 'pairs':
    case 'thresholds': {
      const pairs: Record<string, Plain> = Object.assign(Object.create(null), isMap(before) ? before : {});
      for (const pair of written.split(',').filter((one) => one !== '')) {
        const [key = '', ...rest] = pair.split(form === 'pairs' ? '=' : '<');
        pairs[key.trim()] = rest.join(form === 'pairs' ? '=' : '<').trim();
      }
      return pairs;
    }
  }
}

/** `0:memory=1Gi,hugepages-1Gi=2Gi`, as one item of `reservedMemory`. */
function readNode(written: string): Plain {
  const [node = '', limits = ''] = written.split(':');
  return { numaNode: Number(node), limits: readValue(limits, 'pairs', undefined) };
}
