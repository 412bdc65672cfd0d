import type { FileTree } from '../image/file-tree.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { startOfFile } from '../text/position.ts';
import { usualPaths } from '../versions/program.ts';
import type { KubeletSourceKind } from './answer.ts';
import type { Setting } from './config-file.ts';
import { findKubeadmInputs, findKubeadmPatches, type KubeadmPatch } from './find-kubeadm-inputs.ts';
import type { KindImage } from './kind-image.ts';
import { fieldsOfInput, type KubeadmInput } from './kubeadm-inputs.ts';
import type { Notes } from './notes.ts';
import type { FieldValues } from './values/field-values.ts';
import { kindDefault, kubeadmDefault, minorOf } from './versions.ts';

/** Where kubeadm writes the kubelet's configuration, and the flags. */
export const kubeadmConfigPath = '/var/lib/kubelet/config.yaml';
export const kubeadmFlagsPath = '/var/lib/kubelet/kubeadm-flags.env';

/** What kubeadm will have written by the time the kubelet runs. */
export interface KubeadmOutcome {
  /** The driver, or null where that cannot be said; the notes tell why. */
  readonly value: string | null;
  /** Whether it comes as a flag, which beats every file. */
  readonly asFlag: boolean;
  readonly sourceKind: KubeletSourceKind;
  readonly location: Setting['location'] | null;
  readonly gates: ReadonlyMap<string, Setting<boolean>>;
  readonly criSocket: string | null;
  /** What the kubelet's fields will be set to; null where that is not known. */
  readonly fields: FieldValues | null;
}

/**
 * Whether kubeadm configures this kubelet: its unit reads the file that kubeadm writes, and takes kubeadm's flags, has
 * kubeadm's drop-in, or the image has kubeadm itself.
 */
export async function isManagedByKubeadm(tree: FileTree, unit: UnitAnswer, configPath: string): Promise<boolean> {
  if (configPath !== kubeadmConfigPath) return false;
  if (unit.variablesUsed.includes('KUBELET_KUBEADM_ARGS')) return true;
  if (unit.dropIns.some((path) => /\/[^/]*kubeadm[^/]*\.conf$/.test(path))) return true;
  for (const program of usualPaths('kubeadm')) {
    if ((await tree.stat(program)).ok) return true;
  }
  return false;
}

/** Whether `kubeadm init` or `join` has run already: then what lies there is what counts. */
export async function hasJoined(tree: FileTree, kubeconfigPath: string): Promise<boolean> {
  return (await tree.stat(kubeconfigPath)).ok;
}

/** What `kind create cluster` makes of the node; it states the driver whatever the image says. */
export function kindOutcome(kind: KindImage, notes: Notes): KubeadmOutcome {
  const minor = minorOf(kind.version);
  const value = minor === null ? null : kindDefault(minor);
  if (value === null) {
    notes.doubt('version-unknown', kind.location, { needs: 'kind', why: `"${kind.version}" is no version` });
  }
  return {
    value,
    asFlag: false,
    sourceKind: value === null ? 'unknown' : 'kubeadm-input',
    location: kind.location,
    gates: new Map(),
    criSocket: null,
    fields: null,
  };
}

/** What kubeadm of a version makes of the configurations and patches in the image. */
export async function kubeadmOutcome(tree: FileTree, version: string | null, notes: Notes): Promise<KubeadmOutcome> {
  const inputs = await findKubeadmInputs(tree, notes);
  const patches = await findKubeadmPatches(tree, inputs, notes);
  notes.observe('join-takes-cluster-config', null);
  const rest = {
    gates: new Map(inputs.flatMap((input) => [...input.gates])),
    criSocket: inputs.find((input) => input.criSocket !== null)?.criSocket ?? null,
    // of several inputs one is used, and a patch may change anything
    fields: inputs.length === 1 && patches.length === 0 ? fieldsOfInput(inputs[0]!) : null,
  };
  for (const { unread } of inputs) {
    if (unread !== null) {
      notes.observe('kubeadm-input-unread', unread.location, { path: unread.location.path, value: unread.value });
    }
  }
  const patch = patches.findLast((one) => one.named) ?? null;
  const decided = decideByInputs(inputs, patch, notes);
  if (decided !== null) return { ...decided, ...rest };
  const byDefault = await defaultOutcome(tree, version, notes);
  noteStrayPatches(patches, byDefault.value, notes);
  return { ...byDefault, ...rest };
}

type Decision = Pick<KubeadmOutcome, 'value' | 'asFlag' | 'sourceKind' | 'location'>;

function decideByInputs(inputs: readonly KubeadmInput[], patch: KubeadmPatch | null, notes: Notes): Decision | null {
  const drivers = inputs.flatMap((input) => (input.driver === null ? [] : [{ ...input.driver, input }]));
  for (const input of inputs) {
    if (!input.templated) continue;
    const start = startOfFile(input.path);
    notes.doubt('config-templated', input.driver?.location ?? start, { value: input.driver?.value ?? null });
  }
  const [first, ...others] = drivers;
  if (first === undefined) {
    if (patch === null) return null;
    return { value: patch.value, asFlag: false, sourceKind: 'kubeadm-input', location: patch.location };
  }
  const patched = patch !== null && first.field === 'cgroupDriver' ? patch : null;
  const disagreeing = others.filter((other) => other.value !== first.value);
  if (disagreeing.length > 0) {
    const related = disagreeing.map((other) => ({ location: other.location, role: `says ${other.value}` }));
    notes.doubt('kubeadm-inputs-disagree', first.location, { value: first.value }, related);
    return { value: null, asFlag: false, sourceKind: 'unknown', location: first.location };
  }
  return {
    value: patched?.value ?? first.value,
    asFlag: first.field === 'kubeletExtraArgs',
    sourceKind: 'kubeadm-input',
    location: patched?.location ?? first.location,
  };
}

/** Patches in a directory that no configuration names: kubeadm only reads them if it is told to. */
function noteStrayPatches(patches: readonly KubeadmPatch[], value: string | null, notes: Notes): void {
  for (const patch of patches) {
    if (patch.named || patch.value === value) continue;
    notes.doubt('kubeadm-inputs-disagree', patch.location, { value: patch.value });
  }
}

async function defaultOutcome(tree: FileTree, version: string | null, notes: Notes): Promise<Decision> {
  const minor = minorOf(version);
  const unknown: Decision = { value: null, asFlag: false, sourceKind: 'unknown', location: null };
  if (minor === null) {
    notes.doubt('version-unknown', null, { needs: 'kubeadm', why: 'from 1.22 it writes systemd where nobody set it' });
    return unknown;
  }
  const value = kubeadmDefault(minor);
  if (value === 'init-only') {
    notes.doubt('version-unknown', null, {
      needs: 'cluster',
      why: 'kubeadm 1.21 writes systemd on init and not on join',
    });
    return unknown;
  }
  for (const program of value === 'cgroupfs' ? usualPaths('dockerd') : []) {
    if ((await tree.stat(program)).ok) notes.doubt('kubeadm-asks-docker', null, { kubeadmVersion: version });
  }
  return { value, asFlag: false, sourceKind: 'kubeadm-default', location: null };
}
