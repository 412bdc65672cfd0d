import type { FileTree } from '../image/file-tree.ts';
import type { Argument, UnitAnswer } from '../systemd/answer.ts';
import { resolveUnit } from '../systemd/resolve-unit.ts';
import { isWrittenLater } from '../systemd/written-later.ts';
import { isTemplatePiece } from '../text/placeholder.ts';
import type { KubeletAnswer } from './answer.ts';
import { type BaseConfig, resolveBase } from './base-config.ts';
import { checkCloudProvider } from './cloud-provider.ts';
import { type FlagUse, isTrue, lastUse, parseCommandLine } from './command-line.ts';
import { readConfigDirectory } from './config-directory.ts';
import { type FileGates, type FlagGate, gatesOfFlags, noGates, resolveGate } from './feature-gate.ts';
import { gateReleaseOf, type SetGates } from './gates/check-gates.ts';
import { flagLifetimes } from './known-flags.ts';
import { kubeadmFlagsPath } from './kubeadm.ts';
import { checkNodeLabels } from './node-labels.ts';
import { type Notes, newNotes, silent } from './notes.ts';
import { type Decision, decide } from './precedence.ts';
import { noteUnitDoubts, noteUnusedVariables, unsetWords } from './unit-evidence.ts';
import { checkValues } from './values/check-values.ts';
import { type FieldValues, noValues } from './values/field-values.ts';
import { flagValues } from './values/flag-values.ts';
import { minorOf, newestKnown, printedVersion } from './versions.ts';
import { noteFlagsWithoutUnit, noteUnreadConfigs } from './well-known-places.ts';

export interface KubeletOptions {
  /** Of the kubelet, in any spelling; null where it is not known. */
  readonly version: string | null;
  /** `kubelet.service` as systemd resolves it; worked out from the image where it is not given. */
  readonly unit?: UnitAnswer;
  /** A KubeletConfiguration or kubeadm file that the node will get in the place of whatever the image has. */
  readonly givenConfig?: { readonly path: string; readonly bytes: Uint8Array };
  /** Of kubeadm; the kubelet's where it is not said, null where it is not known. */
  readonly kubeadmVersion?: string | null;
}

/**
 * What the image's kubelet of one version is configured to do: flags beat drop-ins, which beat the file that `--config`
 * names, which beats the default `cgroupfs`. Source: Kubernetes cmd/kubelet/app/server.go `NewKubeletCommand`.
 */
export async function resolveKubelet(tree: FileTree, options: KubeletOptions): Promise<KubeletAnswer> {
  const notes = newNotes();
  const unit = options.unit ?? (await resolveUnit(tree, 'kubelet.service'));
  const command = await commandOf(tree, unit, options, notes);
  const template = command?.find(({ text }) => isTemplatePiece(text));
  if (template !== undefined) notes.doubt('config-templated', template.origins[0] ?? null, { value: template.text });
  const line = parseCommandLine(command ?? [], template === undefined ? notes : silent(notes));
  noteHelp(line.flags, notes);

  const config = lastUse(line.flags, 'config');
  const configPath = config === null || config.value === '' ? null : resolvePath(unit.workingDirectory, config.value);
  const started = command !== null && (line.refusal === null || template !== undefined);
  if (!started && options.givenConfig === undefined) {
    return answer(options, unit, notes, {
      configPath,
      decision: unknown,
      gates: noGates,
      endpoint: null,
      flags: line.flags,
      fields: null,
      hasFile: false,
      hasDropIns: false,
    });
  }

  const base = await resolveBase(tree, { ...options, unit, flags: line.flags, configPath, configFlag: config }, notes);
  const dropIns = await resolveDropIns(tree, unit, line.flags, options.version, base, notes);
  const flags = base.beforeKubeadm ? line.flags.filter((flag) => !isKubeadmFlag(flag)) : line.flags;
  noteVersions(flags, options.version, notes);
  const decision = decide(base, dropIns === 'refused' ? null : dropIns, flags, notes);
  if (base.beforeKubeadm) noteReplacedFlag(line.flags, decision, notes);
  if (decision.sourceKind === 'kubelet-default' && !base.configured) doubtDefault(unit, flags, notes);
  if (command !== null) await noteUnreadConfigs(tree, configPath, 'config-unread', notes);

  const merged = dropIns === 'refused' ? null : dropIns;
  const gates = { config: base.gates, merged: merged?.gates ?? base.gates };
  // what is refused before is not looked at any further
  const fields = dropIns === 'refused' || merged?.doubtful ? null : (merged?.fields ?? base.fields);
  const [hasFile, hasDropIns] = [base.configured, dropIns !== null];
  const endpoint = merged?.runtimeEndpoint == null ? base.runtimeEndpoint : merged.runtimeEndpoint.value || null;
  return answer(options, unit, notes, {
    configPath,
    decision,
    gates,
    endpoint,
    flags: line.flags,
    fields,
    hasFile,
    hasDropIns,
  });
}

const unknown: Decision = { configured: 'unknown', sourceKind: 'unknown', source: null, written: null };

interface Parts {
  readonly configPath: string | null;
  readonly decision: Decision;
  readonly gates: FileGates;
  readonly endpoint: string | null;
  readonly flags: readonly FlagUse[];
  /** What files set; null where that is not known. */
  readonly fields: FieldValues | null;
  readonly hasFile: boolean;
  readonly hasDropIns: boolean;
}

/** The gates that count each time that a configuration is decoded; without any file none do. */
function decodings({ gates, hasFile, hasDropIns }: Parts, flags: ReadonlyMap<string, FlagGate>): readonly SetGates[] {
  const first: SetGates = hasFile ? new Map([...flags, ...gates.config]) : new Map();
  return hasDropIns ? [first, new Map([...flags, ...gates.merged])] : [first];
}

function answer(options: KubeletOptions, unit: UnitAnswer, notes: Notes, parts: Parts): KubeletAnswer {
  const minor = minorOf(options.version);
  const flagGates = gatesOfFlags(parts.flags, notes);
  const flagsRead = flagGates === 'refused' ? new Map() : flagGates;
  const { gate, asksRuntime } = resolveGate(options.version, parts.gates, flagsRead, notes);
  checkNodeLabels(parts.flags, options.version, notes);
  const gates = new Map([...parts.gates.merged, ...flagsRead]);
  checkCloudProvider(parts.flags, gates, options.version, notes);
  if (minor !== null) {
    const own = flagValues(parts.flags);
    const settings = {
      minor,
      gates,
      fields: new Map([...(parts.fields ?? noValues), ...own]),
      gatesWhenDecoded: decodings(parts, flagsRead),
      hasDropIns: parts.hasDropIns,
      isOpenShift: gateReleaseOf(options.version)?.build === 'openshift',
    };
    checkValues(settings, (field) => parts.fields !== null || own.has(field), notes);
  }
  if (asksRuntime === true) notes.observe('runtime-answer-wins', parts.decision.source);
  if (minor !== null && minor > newestKnown) {
    notes.observe('newer-than-checked', null, { version: options.version, checked: `1.${newestKnown}` });
  }
  if (options.version !== null && minor === null) {
    notes.doubt('version-unknown', null, { needs: 'kubelet', why: `"${options.version}" is no version` });
  }
  return {
    kubeletVersion: printedVersion(options.version),
    ...parts.decision,
    asksRuntime,
    gate,
    refusesToStart: notes.refusal(),
    runtimeEndpoint: lastUse(parts.flags, 'container-runtime-endpoint')?.value || parts.endpoint,
    unit,
    configPath: parts.configPath,
    observations: notes.observations,
    doubts: notes.doubts,
  };
}

/** The kubelet's own arguments, or null where the unit does not tell them; the notes say why. */
async function commandOf(
  tree: FileTree,
  unit: UnitAnswer,
  options: KubeletOptions,
  notes: Notes,
): Promise<readonly Argument[] | null> {
  noteUnitDoubts(unit, notes);
  noteUnusedVariables(unit, notes);
  if (unit.state === 'not-found') {
    if (options.givenConfig === undefined) notes.doubt('no-unit', null);
    await noteUnreadConfigs(tree, null, 'config-without-unit', notes);
    await noteFlagsWithoutUnit(tree, notes);
    return null;
  }
  if (unit.command === null) {
    const { kind = '', location = null, related = [], detail = {} } = unit.reason ?? {};
    if (isWrittenLater(unit)) notes.doubt('unit-needs-file', location, { ...detail, unit: unit.name }, related);
    else notes.refuse('unit', location, { ...detail, reason: kind }, related);
    return null;
  }
  const { program, arguments: words, location } = unit.command;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (/^kubelet([-_.]?v?\d[\w.+-]*)?$/.test(name)) return words;
  if (name === 'hyperkube' && words[0]?.text === 'kubelet') return words.slice(1);
  notes.doubt('program-is-not-kubelet', location, { program });
  return null;
}

async function resolveDropIns(
  tree: FileTree,
  unit: UnitAnswer,
  flags: readonly FlagUse[],
  version: string | null,
  base: BaseConfig,
  notes: Notes,
): Promise<Awaited<ReturnType<typeof readConfigDirectory>> | null> {
  const flag = lastUse(flags, 'config-dir');
  if (flag === null || flag.value === '') return null;
  const minor = minorOf(version);
  const enabled = unit.environment.some((variable) => variable.name === 'KUBELET_CONFIG_DROPIN_DIR_ALPHA');
  if ((minor === 28 || minor === 29) && !enabled) {
    notes.refuse('drop-in-directory-needs-env', flag.flagLocation, { path: flag.value });
    return 'refused';
  }
  if (minor === null) {
    const why =
      'each of 1.28, 1.29 and 1.32 merges the files below --config-dir in a way of its own, older ones not at all';
    notes.doubt('version-unknown', flag.flagLocation, { needs: 'kubelet', why });
  }
  const path = resolvePath(unit.workingDirectory, flag.value);
  const settings = { driver: base.driver?.value ?? null, gates: base.gates, fields: base.fields ?? noValues };
  return await readConfigDirectory(tree, path, flag.location, minor, settings, notes);
}

function isKubeadmFlag(flag: FlagUse): boolean {
  return flag.location?.path === kubeadmFlagsPath;
}

/** kubeadm writes its flags anew: a driver among those that are baked is gone by the time the kubelet runs. */
function noteReplacedFlag(flags: readonly FlagUse[], decision: Decision, notes: Notes): void {
  const replaced = flags.findLast((flag) => flag.name === 'cgroup-driver' && isKubeadmFlag(flag));
  if (replaced === undefined) return;
  const { value, location } = replaced;
  const becomes = decision.configured === 'unknown' ? null : decision.configured;
  notes.observe('kubeadm-will-replace', location, { path: kubeadmFlagsPath, value, becomes });
  if (value !== becomes) notes.doubt('baked-config-disagrees', location, { value, becomes });
}

/** The default only counts for sure where no program adds arguments or files at boot. */
function doubtDefault(unit: UnitAnswer, flags: readonly FlagUse[], notes: Notes): void {
  if (unit.command === null || flags.some((flag) => flag.name === 'config')) return;
  for (const name of unsetWords(unit)) notes.doubt('command-written-at-boot', unit.command.location, { name });
}

function noteVersions(flags: readonly FlagUse[], version: string | null, notes: Notes): void {
  const minor = minorOf(version);
  for (const flag of flags) {
    const life = flagLifetimes[flag.name];
    if (life === undefined || minor === null) continue;
    const { since, until } = life;
    if ((since !== null && minor < since) || (until !== null && minor > until)) {
      const release = (number: number | null): string | null => (number === null ? null : `1.${number}`);
      const detail = { flag: `--${flag.name}`, since: release(since), until: release(until) };
      notes.refuse('flag-not-in-version', flag.flagLocation, detail);
    }
  }
}

/**
 * `--version=v1.2.3` only changes what is printed elsewhere. With a file the command line is read a second time, where
 * pflag takes any `--help` for one that asks for help.
 */
function noteHelp(flags: readonly FlagUse[], notes: Notes): void {
  const readsFiles = ['config', 'config-dir'].some((name) => lastUse(flags, name)?.value);
  for (const name of ['help', 'version']) {
    const flag = lastUse(flags, name);
    if (flag === null) continue;
    const prints = isTrue(flag.value) || (name === 'version' ? flag.value === 'raw' : readsFiles);
    if (prints) notes.refuse('help-or-version', flag.flagLocation, { flag: `--${name}` });
  }
}

/** An absolute path as it is; a relative one from the unit's working directory. Keeps a slash at the end. */
function resolvePath(workingDirectory: string | null, path: string): string {
  const absolute = path.startsWith('/') ? path : `${workingDirectory ?? ''}/${path}`;
  const parts: string[] = [];
  for (const part of absolute.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}
