import type { KubeletAnswer } from '../kubelet/answer.ts';
import type { Argument, UnitAnswer } from '../systemd/answer.ts';

/** Where kubeadm writes the kubelet's configuration, and its own packages' unit looks for it. */
const KUBEADM_CONFIG = '/var/lib/kubelet/config.yaml';

/**
 * The unit that a kubelet without one will most likely get: that of kubeadm's packages, reading the configuration file
 * and the flag that lie in the image where installers put them. What follows from it is a likely answer and no fact.
 * @param found the kubelet's answer without a unit, which has seen those files
 */
export function assumedKubeletUnit(none: UnitAnswer, found: KubeletAnswer): UnitAnswer {
  const configs = found.observations.filter(({ kind }) => kind === 'config-without-unit');
  const [config] = configs;
  const [flag] = found.observations.filter(({ kind }) => kind === 'flag-without-unit');
  const path = configs.length === 1 ? String(config?.detail.path) : KUBEADM_CONFIG;
  const words: Argument[] = [{ text: `--config=${path}`, origins: [] }];
  if (flag?.location) words.push({ text: `--cgroup-driver=${flag.detail.driver}`, origins: [flag.location] });
  const nowhere = {
    path: '/usr/lib/systemd/system/kubelet.service',
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
  };
  return {
    ...none,
    state: 'loaded',
    reason: null,
    command: { program: '/usr/bin/kubelet', arguments: words, location: nowhere },
    variablesUsed: config === undefined ? ['KUBELET_KUBEADM_ARGS'] : [],
  };
}

/**
 * Whether an image without a kubelet unit has something of a kubelet all the same: a configuration, a flag, or a kubeadm
 * configuration that kubeadm would make one of.
 * @param found the answer without a unit
 * @param assumed the answer with the assumed one
 */
export function hasKubeletTraces(found: KubeletAnswer, assumed: KubeletAnswer): boolean {
  return (
    assumed.sourceKind === 'kubeadm-input' ||
    found.observations.some(({ kind }) => kind === 'config-without-unit' || kind === 'flag-without-unit')
  );
}
