import type { BootDoubtKind } from '../../observations.ts';
import type { Side } from '../decisive-files/decisive-files.ts';
import { type DecisivePath, decisiveAt } from '../decisive-files/decisive-paths.ts';
import { PLACING_PROGRAMS, type Placement, placementsOf } from '../made-files/placements.ts';
import { type CommandCore, coreOf, effectOf, SHELL } from './command-effect.ts';
import { actionOf, listedBy, onePerSide } from './listings.ts';
import { PACKAGE_MANAGERS, SYSTEM_PROGRAMS, sidesInstalled, upgradesAll } from './packages.ts';
import { SERVICE_PROGRAMS, sidesMounted, sidesRestarted } from './service-changes.ts';

/** What a command may do to the files that decide a driver without naming them. */
export interface OtherChange {
  readonly kind: BootDoubtKind;
  readonly sides: readonly Side[];
}

/** What a command may change. */
export interface OtherChanges {
  readonly open: readonly OtherChange[];
  /** Trees of the image that it puts where such files lie: what is in them is to be looked at. */
  readonly placements: readonly Placement[];
  /** Every package is brought up to date: which ones there are is to be looked at. */
  readonly upgrades: boolean;
}

/** Programs that put a file somewhere, and where systemd-sysext(8) and systemd-confext(8) take what they lay over others. */
const PUTTING = /^(?:cp|mv|ln|install|rsync|tar|unzip|curl|wget)$/;
const EXTENSION = /^\/(?:run|etc|var\/lib)\/(?:extensions|confexts)(?:\/|$)/;

const NOTHING: OtherChanges = { open: [], placements: [], upgrades: false };
/** Programs that are asked about; most commands are none of these. */
export const ASKED_PROGRAMS: ReadonlySet<string> = new Set([
  'find',
  'ln',
  'install',
  ...PACKAGE_MANAGERS,
  ...SYSTEM_PROGRAMS,
  ...PLACING_PROGRAMS,
  ...SERVICE_PROGRAMS,
]);

/**
 * @param path the file that the command stands in
 * @param cwd the folder that it runs in; null where that is not known
 * @param fed another program gives it more words than stand in it
 * @param others what decides in this image besides
 */
export function otherChangesOf(
  core: CommandCore,
  path: string,
  cwd: string | null,
  fed: boolean,
  others: readonly DecisivePath[],
): OtherChanges {
  if (!ASKED_PROGRAMS.has(core.program)) return NOTHING;
  const open: OtherChange[] = [
    { kind: 'boot-places-files', sides: sidesInstalled(core, fed) },
    { kind: 'boot-changes-service', sides: sidesRestarted(core, path) },
    { kind: 'boot-command-unclear', sides: [...sidesMounted(core), ...sidesFound(core, cwd)] },
  ];
  if (PUTTING.test(core.program) && core.words.some((word) => EXTENSION.test(word))) {
    open.push({ kind: 'boot-places-files', sides: ['containerd', 'kubelet'] });
  }
  const placements: Placement[] = [];
  for (const placement of placementsOf(core, cwd)) {
    const sides = decisiveAt(placement.into, others).map(({ side }) => side);
    if (sides.length === 0) continue;
    if (placement.from === null) open.push({ kind: 'boot-places-files', sides });
    else placements.push(placement);
  }
  return { open: open.filter(({ sides }) => sides.length > 0), placements, upgrades: upgradesAll(core) };
}

/** The sides whose files find(1) changes. */
function sidesFound(core: CommandCore, cwd: string | null): readonly Side[] {
  const action = actionOf(core);
  if (action === null) return [];
  const found = listedBy(core, cwd);
  if (found.length === 0) return [];
  return action.words === null ? found.map(({ side }) => side) : sidesGiven(action.words, onePerSide(found));
}

/** The sides whose files a command changes that is given them. */
export function sidesGiven(words: readonly string[], files: readonly string[]): readonly Side[] {
  const core = coreOf(words);
  const given = [...core.words.map((word) => word.replaceAll('{}', files[0] ?? '{}')), ...files];
  if (SHELL.test(core.program)) return files.flatMap((path) => decisiveAt(path).map(({ side }) => side));
  const { writes, names } = effectOf({ words: given, outputs: [], inputText: null });
  return [...writes, ...names];
}
