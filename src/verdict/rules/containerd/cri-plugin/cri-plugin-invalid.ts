import type { Observation } from '../../../../text/observation.ts';
import { observationRule } from '../../../observation-rule.ts';

const CAUSES: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'cri-failed-runtime-engine': (d) => `${d.key} of "${d.handler}" is for the old v1 runtime only`,
  'cri-failed-untrusted-conflict': () => 'untrusted_workload_runtime and a handler "untrusted" say different things',
  'cri-failed-registry': () => 'registry mirrors cannot stand beside config_path',
  'cri-failed-duration': (d) => `${d.key} = ${d.value} is no duration`,
  'cri-failed-io-type': (d) => `io_type of "${d.handler}" is "${d.value}", and only fifo and streaming exist`,
  'cri-failed-cni-dirs': () => 'bin_dir and bin_dirs of the CNI table exclude each other',
  'cri-failed-base-runtime-spec': (d) =>
    `base_runtime_spec of "${d.handler}", ${d.path}, is ${d.why === 'missing' ? 'missing' : 'no JSON'}`,
  'cri-failed-setting': (d) => `${d.key}: ${d.why}`,
};

export const rule = observationRule({
  code: 'cri-plugin-invalid',
  side: 'containerd',
  kinds: [
    'cri-failed-runtime-engine',
    'cri-failed-untrusted-conflict',
    'cri-failed-registry',
    'cri-failed-duration',
    'cri-failed-io-type',
    'cri-failed-cni-dirs',
    'cri-failed-base-runtime-spec',
    'cri-failed-setting',
  ],
  severity: 'error',
  title: 'The CRI plugin refuses its configuration',
  explanation:
    'The CRI plugin checks its configuration when it loads. Registry mirrors beside config_path, ' +
    'runtime_engine without the old runtime type, a base_runtime_spec that is missing or no JSON, bin_dir ' +
    'beside bin_dirs, an unknown io_type or a duration that is none make it fail, and the daemon goes on ' +
    'without it.',
  help: 'Mend the line that is shown.',
  references: [
    {
      title: 'Mirrors beside a config_path from the defaults of 2.2',
      url: 'https://github.com/containerd/containerd/issues/12612',
    },
    {
      title: 'The kubelet exits after config_path was set',
      url: 'https://github.com/containerd/containerd/issues/7844',
    },
  ],
  example: null,
  message: (d, o) => `the CRI plugin does not load: ${CAUSES[o.kind]?.(d) ?? o.kind}`,
  consequence: () =>
    "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: 'the cause',
});
