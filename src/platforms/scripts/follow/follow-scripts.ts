import { askAhead, askAll } from '../../../image/ask-all.ts';
import type { FileTree } from '../../../image/file-tree.ts';
import { detectInitSystem } from '../../../systemd/init-system.ts';
import { observe } from '../../../text/observation.ts';
import { sidesListed } from '../commands/listed-files.ts';
import { packagedSides } from '../commands/packaged-sides.ts';
import { bothOf, type Writes } from '../decisive-files/decisive-files.ts';
import { type OtherPath, type OtherPaths, otherPaths } from '../decisive-files/other-paths.ts';
import { kindsPlaced, sidesPlaced } from '../made-files/placed-trees.ts';
import { type BootText, locationIn } from './boot-text.ts';
import type { Found, Start } from './found.ts';
import { type ImageKnown, lookInto, MOST_COMMANDS } from './look-into.ts';
import { readScript } from './read-script.ts';
import { type LookInto, rememberLooks } from './remember-looks.ts';
import { type FilesAt, filesAt, localPrograms, MOST_MATCHES } from './script-files.ts';
import {
  type Followed,
  isNew,
  isOwnStart,
  noteFile,
  noteText,
  noteTooMuch,
  noteWrites,
  outcomeOf,
  type Trail,
  trailFrom,
} from './trail.ts';

const MOST_SCRIPTS = 1000;
const MOST_BYTES = 4 << 20;
const DEEPEST = 20;
/** Commands and scripts that are given at once; a node has some hundreds. */
export const MOST_TEXTS = 20_000;
const NO_FILES: FilesAt = { paths: [], unread: null, more: false };

/** What one text of a level has, and which it is. */
interface Step {
  readonly trail: Trail;
  readonly found: Found;
}

/** A file that was started or named and not looked at before. */
interface Request {
  readonly start: Start;
  readonly path: string;
}

/** What is asked of one image while its texts are followed. */
interface Asked {
  readonly look: LookInto;
  readonly upgraded: Upgraded;
  readonly others: OtherPaths;
}

/** Follows texts that run at boot. */
export type FollowScripts = (texts: readonly BootText[]) => Promise<readonly Followed[]>;

/**
 * Follows texts of one image, each script of which is looked into once, however many texts start it.
 * @param named the files that decide a driver in this image only
 */
export function scriptFollower(tree: FileTree, named: readonly OtherPath[]): FollowScripts {
  let image: Promise<ImageKnown> | null = null;
  let look: LookInto | null = null;
  let packaged: Promise<Writes | null> | null = null;
  const upgraded = (): Promise<Writes | null> => (packaged ??= packagedSides(tree));
  return async (texts) => {
    if (texts.length === 0) return [];
    image ??= knownOf(tree, named);
    const known = await image;
    look ??= rememberLooks((text, budget) => lookInto(text, known, budget));
    return followScripts(tree, texts, { look, upgraded, others: known.others });
  };
}

/**
 * Follows texts that run at boot into the scripts that they start, into what those start, and so on. The files that the
 * texts of one level start are asked for together, so that it takes as many rounds as scripts are nested, and not as there
 * are scripts. What is found stands in the order of the texts, whichever answer comes first. The bounds hold for all texts
 * together.
 * @returns what came of each text
 */
async function followScripts(
  tree: FileTree,
  texts: readonly BootText[],
  { look, upgraded, others }: Asked,
): Promise<readonly Followed[]> {
  const trails = texts.map(trailFrom);
  for (const [at, trail] of trails.slice(MOST_TEXTS).entries()) {
    trail.level = [];
    if (at === 0) noteTooMuch(trail, trail.first, trail.first.line, 'commands', MOST_TEXTS);
  }
  const budget = { commands: MOST_COMMANDS };
  const taken = { scripts: 0, bytes: 0 };
  for (let depth = 0; depth < DEEPEST && trails.some(({ level }) => level.length > 0); depth += 1) {
    const steps = trails.flatMap((trail) => {
      const looks = trail.level.map((text) => ({ text, ...look(text, budget) }));
      for (const { text, written } of looks) if (written !== null) noteWrites(trail, text.path, written);
      trail.level = [];
      return looks.flatMap(({ found }) => found.map((one): Step => ({ trail, found: one })));
    });
    await takeUpgrades(steps, upgraded);
    await takeLists(tree, steps);
    const placed = await takePlacements(tree, steps, others);
    await takeSteps(tree, [...steps, ...placed], taken);
  }
  for (const trail of trails) {
    const [left] = trail.level;
    if (left !== undefined) noteTooMuch(trail, left, 1, 'scripts in scripts', DEEPEST);
  }
  return trails.map(outcomeOf);
}

async function knownOf(tree: FileTree, named: readonly OtherPath[]): Promise<ImageKnown> {
  const [programs, init] = await Promise.all([localPrograms(tree), detectInitSystem(tree)]);
  return { programs, others: otherPaths(named), systemd: init === 'systemd' };
}

/** Asks what an upgrade of all packages may replace, once for the image. */
type Upgraded = () => Promise<Writes | null>;

async function takeUpgrades(steps: readonly Step[], upgraded: Upgraded): Promise<void> {
  for (const { trail, found } of steps) {
    if (found.kind !== 'upgrade') continue;
    const writes = await upgraded();
    if (writes === null) return;
    trail.doubts.push(observe('boot-places-files', found.at, { program: found.program, writes }));
  }
}

/** Looks whether files that names are taken from hold one that decides a driver, or may. */
async function takeLists(tree: FileTree, steps: readonly Step[]): Promise<void> {
  const lists = steps.flatMap(({ trail, found }) => (found.kind === 'list' ? [{ trail, ...found }] : []));
  const paths = [...new Set(lists.map(({ path }) => path))];
  const sides = await askAll(paths, async (path) => bothOf(new Set(await sidesListed(tree, path))));
  const known = new Map(paths.map((path, at) => [path, sides[at]!]));
  for (const { trail, path, doubt } of lists) {
    const writes = known.get(path) ?? null;
    if (writes !== null) trail.doubts.push({ ...doubt, detail: { ...doubt.detail, writes } });
  }
}

/**
 * Looks whether the trees that are put somewhere hold files that decide a driver.
 * @returns the files in them that something runs or reads by itself
 */
async function takePlacements(tree: FileTree, steps: readonly Step[], others: OtherPaths): Promise<readonly Step[]> {
  const placed = steps.flatMap(({ trail, found }) => (found.kind === 'placement' ? [{ trail, ...found }] : []));
  const [outcomes, kinds] = await Promise.all([
    askAll(placed, ({ placement }) => sidesPlaced(tree, placement, others.paths)),
    askAll(placed, ({ placement }) => kindsPlaced(tree, placement)),
  ]);
  for (const [at, { trail, doubt, from, line }] of placed.entries()) {
    const sides = outcomes[at]!;
    if (sides === null) trail.doubts.push(doubt);
    else {
      const writes = bothOf(new Set(sides));
      if (writes !== null) noteWrites(trail, from.path, { writes, at: locationIn(from, line) });
    }
  }
  return placed.flatMap(({ trail, from, line }, at) =>
    kinds[at]!.map(({ path, kind }): Step => {
      const how = { run: true, given: 'shell', fileKind: kind, cwd: '/', sourced: false } as const;
      return { trail, found: { kind: 'start', start: { ...how, path, from, line } } };
    }),
  );
}

/** Reads the files that the texts of a level start, and makes the next level. */
async function takeSteps(
  tree: FileTree,
  steps: readonly Step[],
  taken: { scripts: number; bytes: number },
): Promise<void> {
  const files = await askAll(steps, async ({ found }) =>
    found.kind === 'start' ? filesAt(tree, found.start.path) : NO_FILES,
  );
  const requests = steps.map(({ trail, found }, at): readonly Request[] => {
    if (found.kind !== 'start') return [];
    const { start } = found;
    return files[at]!.paths.filter((path) => isNew(trail, path, start)).map((path) => ({ start, path }));
  });
  const scripts = askAhead(requests.flat(), ({ start, path }) =>
    readScript(tree, path, { run: start.run, given: start.given, own: isOwnStart(path, start) }),
  );
  for (const [at, { trail, found }] of steps.entries()) {
    if (found.kind === 'doubt') trail.doubts.push(found.doubt);
    if (found.kind === 'text') noteText(trail, found.text);
    const { unread, more } = files[at]!;
    if (more && found.kind === 'start' && found.start.run) {
      noteTooMuch(trail, found.start.from, found.start.line, 'scripts of one folder', MOST_MATCHES);
    }
    if (unread !== null && found.kind === 'start') {
      const { path, reason, detail: problem } = unread;
      noteFile(trail, path, found.start, { kind: 'unread', reason, problem });
    }
    for (const { start, path } of requests[at]!) {
      if (taken.scripts >= MOST_SCRIPTS || taken.bytes >= MOST_BYTES) {
        if (!start.run) continue;
        if (taken.scripts >= MOST_SCRIPTS) noteTooMuch(trail, start.from, start.line, 'scripts', MOST_SCRIPTS);
        else noteTooMuch(trail, start.from, start.line, 'bytes of scripts', MOST_BYTES);
        continue;
      }
      const script = (await scripts.next()).value!;
      if (script.kind === 'script') {
        taken.scripts += 1;
        taken.bytes += script.text.length;
      }
      noteFile(trail, path, start, script);
    }
  }
}
