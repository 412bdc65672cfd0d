import type { KubeletAnswer } from '../../src/kubelet/answer.ts';
import { type KubeletOptions, resolveKubelet } from '../../src/kubelet/resolve-kubelet.ts';
import type { Observation } from '../../src/text/observation.ts';
import type { Location } from '../../src/text/position.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

export type Files = Readonly<Record<string, MemoryFile>>;

export const unitPath = '/usr/lib/systemd/system/kubelet.service';
export const dropInPath = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
export const configPath = '/etc/kubelet.yaml';

/** A unit that starts the kubelet with these arguments. */
export function unit(arguments_: string): Files {
  return { [unitPath]: `[Service]\nExecStart=/usr/bin/kubelet ${arguments_}\n`, '/usr/bin/kubelet': 'program' };
}

/** A KubeletConfiguration with these further lines; they begin at line 3. */
export function config(lines = ''): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${lines}`;
}

/** The packaged unit with kubeadm's drop-in, as the community's packages have it in essence. */
export const kubeadmUnit: Files = {
  [unitPath]: '[Service]\nExecStart=/usr/bin/kubelet\n',
  [dropInPath]: [
    '[Service]',
    'Environment="KUBELET_KUBECONFIG_ARGS=--kubeconfig=/etc/kubernetes/kubelet.conf"',
    'Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"',
    'EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env',
    'EnvironmentFile=-/etc/default/kubelet',
    'ExecStart=',
    'ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS',
    '',
  ].join('\n'),
};

export async function resolve(files: Files, options: Partial<KubeletOptions> = {}): Promise<KubeletAnswer> {
  return await resolveKubelet(memoryTree(files), { version: 'v1.30.4', ...options });
}

export function at(path: string, line: number, from: number, to: number): Location {
  return { path, startLine: line, startColumn: from, endLine: line, endColumn: to };
}

export function find(observations: readonly Observation[], kind: string): Observation | undefined {
  return observations.find((one) => one.kind === kind);
}

export function kinds(observations: readonly Observation[]): readonly string[] {
  return observations.map((one) => one.kind);
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
