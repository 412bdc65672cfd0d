import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { startOfFile } from '../text/position.ts';
import { usualPaths } from '../versions/program.ts';
import type { BootGenerator, GeneratedSettings } from './boot-generator.ts';
import { readKubeletTemplate } from './kubelet-template.ts';
import type { FilePattern, Platform } from './platform.ts';
import { readTemplate } from './template.ts';
import { firstThere, readText } from './tree-text.ts';

/** The platform as a generator, with what its templates say; null where the image does not show it. */
export async function recognisePlatform(tree: FileTree, platform: Platform): Promise<BootGenerator | null> {
  const evidence = await findEvidence(tree, platform);
  if (evidence === null) return null;
  const [containerd, kubelet] = await Promise.all([
    readFirst(tree, platform.containerdTemplates ?? []),
    readFirst(tree, platform.kubeletTemplates ?? []),
  ]);
  const { name, title, writes, note } = platform;
  const location = startOfFile(evidence);
  if (containerd === null && kubelet === null)
    return { name, title, writes, evidence: location, template: null, wouldDo: null, note };
  const handlers = containerd === null ? null : readTemplate(containerd.text, containerd.path);
  const driver = kubelet === null ? null : readKubeletTemplate(kubelet.text, kubelet.path);
  const wouldDo: GeneratedSettings = {
    handlers: handlers?.handlers ?? [],
    kubelet: driver?.driver ?? null,
    conditions: [...new Set([...(handlers?.conditions ?? []), ...(driver?.conditions ?? [])])],
  };
  const read = (containerd ?? kubelet)!;
  const template = { path: read.path, location: handlers?.location ?? driver?.location ?? startOfFile(read.path) };
  return { name, title, writes, evidence: location, template, wouldDo, note };
}

async function findEvidence(tree: FileTree, platform: Platform): Promise<string | null> {
  const { evidence, evidencePatterns = [], osId, programs = [] } = platform;
  const [shown, named, release, program, kubelet] = await Promise.all([
    firstThere(tree, evidence),
    askAll(evidencePatterns, (pattern) => matching(tree, pattern)),
    osId === undefined ? null : osRelease(tree),
    firstThere(tree, programs),
    programs.length === 0 ? null : firstThere(tree, usualPaths('kubelet')),
  ]);
  if (shown !== null) return shown;
  const [first] = named.flat();
  if (first !== undefined) return first;
  if (release !== null && release.id === osId) return release.path;
  return kubelet === null ? program : null;
}

/** os-release(5): the first of the two files that exists. */
async function osRelease(tree: FileTree): Promise<{ readonly id: string; readonly path: string } | null> {
  const file = (await readText(tree, '/etc/os-release')) ?? (await readText(tree, '/usr/lib/os-release'));
  const id = /^ID=(['"]?)([\w.-]*)\1\s*$/m.exec(file?.text ?? '')?.[2];
  return file === null || id === undefined ? null : { id, path: file.path };
}

async function readFirst(
  tree: FileTree,
  candidates: readonly (string | FilePattern)[],
): Promise<{ readonly text: string; readonly path: string } | null> {
  const paths = await askAll(candidates, async (candidate) =>
    typeof candidate === 'string' ? [candidate] : matching(tree, candidate),
  );
  const files = await askAll(paths.flat(), (path) => readText(tree, path));
  return files.find((file) => file !== null) ?? null;
}

async function matching(tree: FileTree, { folder, name }: FilePattern): Promise<readonly string[]> {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((entry) => name.test(entry)).map((entry) => `${list.path}/${entry}`) : [];
}
