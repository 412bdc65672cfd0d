import { askAll } from '../../image/ask-all.ts';
import type { FileTree } from '../../image/file-tree.ts';
import type { BootGenerator, GeneratedSettings } from '../boot-generator.ts';
import { readKubeletTemplate } from '../kubelet-template.ts';
import { readTemplate } from '../template.ts';
import { readText } from '../tree-text.ts';
import { type Effect, effectOf, touches } from './effects.ts';
import { readTmpfiles, type TmpfilesLine } from './lines.ts';
import { ALWAYS_WATCHED, type Watched } from './watched.ts';

/** Lines about watched places that are looked into; an honest image has a few. */
const MOST_LINES = 500;

/**
 * Lines of tmpfiles.d that write, link, copy or remove what decides a driver: they are carried out at every boot before
 * containerd and the kubelet start, so that the file in the image is not the one that counts. A line that would change
 * nothing is passed over.
 * @param more what else this image's own command lines name
 */
export async function recogniseTmpfiles(tree: FileTree, more: readonly Watched[]): Promise<readonly BootGenerator[]> {
  const watched = [...ALWAYS_WATCHED, ...more];
  const near = (await readTmpfiles(tree)).filter((line) => watched.some(({ path }) => touches(line.path, path)));
  const found = await askAll(near.slice(0, MOST_LINES), (line) => generatorsFor(tree, line, watched));
  const left = near[MOST_LINES];
  if (left === undefined) return found.flat();
  const note = 'there are more lines of tmpfiles.d about these files than are looked at';
  return [...found.flat(), generatorOf(left, note, 'both', null)];
}

/** What a line does to what is watched. */
async function generatorsFor(
  tree: FileTree,
  line: TmpfilesLine,
  watched: readonly Watched[],
): Promise<readonly BootGenerator[]> {
  const effects = new Map<Watched['of'], Effect>();
  for (const place of watched.filter(({ path }) => touches(line.path, path))) {
    const effect = effects.has(place.of) ? null : await effectOf(tree, line, place);
    if (effect !== null) effects.set(place.of, effect);
  }
  const found: BootGenerator[] = [];
  const both = effects.has('containerd') && effects.has('kubelet');
  for (const [of, effect] of effects) {
    const generator = await generatorFor(tree, line, effect);
    if (!both || of === 'cri-o' || of === 'docker') found.push(generator);
    else if (of === 'containerd') found.push({ ...generator, writes: 'both' });
  }
  return found;
}

async function generatorFor(tree: FileTree, line: TmpfilesLine, effect: Effect): Promise<BootGenerator> {
  const { of } = effect.watched;
  const note = `a line of ${line.location.path} ${effect.what} when the node boots, before the services start`;
  const template = await textOf(tree, effect);
  const wouldDo = template === null ? null : settingsOf(of, template.text, template.path);
  const generator = generatorOf(line, note, of === 'kubelet' ? 'kubelet' : 'containerd', wouldDo);
  return of === 'cri-o' || of === 'docker' ? { ...generator, of } : generator;
}

function generatorOf(
  line: TmpfilesLine,
  note: string,
  writes: BootGenerator['writes'],
  wouldDo: GeneratedSettings | null,
): BootGenerator {
  return {
    name: 'tmpfiles',
    title: 'systemd-tmpfiles',
    writes,
    evidence: line.location,
    template: null,
    wouldDo,
    note,
  };
}

async function textOf(
  tree: FileTree,
  { source, path }: Effect,
): Promise<{ readonly text: string; readonly path: string } | null> {
  if (source === null) return null;
  return 'text' in source ? { text: source.text, path } : readText(tree, source.path);
}

function settingsOf(of: Watched['of'], text: string, path: string): GeneratedSettings | null {
  if (of === 'kubelet') {
    const { driver, conditions } = readKubeletTemplate(text, path);
    return { handlers: [], kubelet: driver, conditions };
  }
  if (of !== 'containerd') return null;
  const { handlers, conditions } = readTemplate(text, path);
  return { handlers, kubelet: null, conditions };
}
