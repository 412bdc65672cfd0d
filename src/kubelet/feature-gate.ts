import { isGoBoolean } from '../containerd/go/strconv.ts';
import type { Location } from '../text/position.ts';
import { type FlagUse, isTrue } from './command-line.ts';
import type { Setting } from './config-file.ts';
import { checkGates, gateReleaseOf } from './gates/check-gates.ts';
import type { Notes } from './notes.ts';
import { gateState } from './versions.ts';

const gateName = 'KubeletCgroupDriverFromCRI';

export interface GateAnswer {
  readonly gate: { readonly value: boolean; readonly location: Location | null } | null;
  readonly asksRuntime: boolean | null;
}

export type Gates = ReadonlyMap<string, Setting<boolean>>;

export const noGates: FileGates = { config: new Map(), merged: new Map() };

/** The gates of all `--feature-gates`, in order; the kubelet gives up on one that is no `name=boolean`. */
export function gatesOfFlags(flags: readonly FlagUse[], notes: Notes): Map<string, FlagGate> | 'refused' {
  const gates = new Map<string, FlagGate>();
  for (const { value, location } of flags.filter((flag) => flag.name === 'feature-gates')) {
    for (const pair of value.split(',').filter((one) => one !== '')) {
      const equals = pair.indexOf('=');
      const written = pair.slice(equals + 1).trim();
      if (equals === -1 || !isGoBoolean(written)) {
        notes.refuse('flag-value-invalid', location, { flag: '--feature-gates', value: pair });
        return 'refused';
      }
      gates.set(pair.slice(0, equals).trim(), { value: isTrue(written), location });
    }
  }
  return gates;
}

export interface FlagGate {
  readonly value: boolean;
  readonly location: Location | null;
}

/** The gates that files set: those of the config file alone, and what drop-ins make of them. */
export interface FileGates {
  readonly config: Gates;
  readonly merged: Gates;
}

/**
 * Whether the kubelet asks its runtime: by version, unless the gate itself or the group that it belongs to (`AllAlpha`,
 * `AllBeta`) is set. A gate of the command line beats one of a file.
 */
export function resolveGate(
  version: string | null,
  { config, merged: files }: FileGates,
  flags: ReadonlyMap<string, FlagGate>,
  notes: Notes,
): GateAnswer {
  const gate = setGate(gateName, files, flags);
  const release = gateReleaseOf(version);
  if (release === null) return { gate, asksRuntime: gate?.value === true ? true : null };
  // from 1.32 on defaults depend on gates: what is decoded is looked at, with the flags below it
  const decoded = release.minor < 32 ? [] : [config, files].map((some) => new Map([...flags, ...some]));
  checkGates(release, [flags, ...decoded, new Map([...files, ...flags])], notes);
  switch (gateState(release.minor)) {
    case 'missing':
      return { gate, asksRuntime: false };
    case 'off-by-default':
      return { gate, asksRuntime: gate?.value ?? setGate('AllAlpha', files, flags)?.value ?? false };
    case 'on-by-default':
      if (gate?.value === false) notes.observe('gate-off', gate.location);
      return { gate, asksRuntime: gate?.value ?? setGate('AllBeta', files, flags)?.value ?? true };
    case 'locked':
    case 'removed':
      return { gate, asksRuntime: true };
  }
}

function setGate(name: string, files: Gates, flags: ReadonlyMap<string, FlagGate>): FlagGate | null {
  const flag = flags.get(name);
  if (flag !== undefined) return flag;
  const setting = files.get(name);
  return setting ?? null;
}
