import { checkedDigest, readImageConfig, requireDigest, sha256 } from '../image-config.ts';
import { type ImageFiles, type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { asGoRecord, asList, asText, parseJson } from '../json.ts';
import { normalisePath } from '../names.ts';
import { someOf } from '../some-of.ts';
import { sameDockerName } from './docker-name.ts';

interface ManifestItem {
  readonly config: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

/**
 * Chooses an image of a `docker save` archive by its `manifest.json` (Docker 1.10 and later; image/tarexport of moby).
 * `reference` is a name, `@INDEX` counting from 0, or null if there is only one.
 */
export async function planDockerArchive(files: ImageFiles, reference: string | null): Promise<ImagePlan> {
  const item = chooseItem(await readItems(files), reference, files.where);
  const where = `${item.config} in ${files.where}`;
  const bytes = await files.small(item.config);
  if (!bytes)
    throw new InputProblem(
      `${files.where} has no ${item.config}, which its manifest.json names as the config; save the image again`,
    );
  const named = /([0-9a-f]{64})(?:\.json)?$/.exec(item.config)?.[1];
  if (named) requireDigest(bytes, `sha256:${named}`, where);
  const config = readImageConfig(bytes, where);
  if (config.diffIds.length !== item.layers.length) {
    throw new InputProblem(
      `${files.where}: manifest.json names ${item.layers.length} layers, but the config ${config.diffIds.length}`,
    );
  }
  return {
    digest: sha256(bytes),
    platform: config.platform,
    labels: config.labels,
    config: bytes,
    layers: item.layers.map((name, index) => ({
      name,
      diffId: config.diffIds[index]!,
      digest: /^blobs\/sha256\/[0-9a-f]{64}$/.test(name) ? checkedDigest(`sha256:${name.slice(-64)}`, name) : null,
      size: null,
      annotations: {},
      createdBy: config.createdBy[index] ?? null,
    })),
  };
}

async function readItems(files: ImageFiles): Promise<ManifestItem[]> {
  const where = `manifest.json in ${files.where}`;
  const bytes = await files.small('manifest.json');
  if (!bytes) {
    const hint = (await files.has('index.json'))
      ? 'it is an OCI layout, to be written as oci-archive:'
      : 'is it really the output of docker save?';
    throw new InputProblem(`${files.where} has no manifest.json; ${hint}`);
  }
  return asList(parseJson(bytes, where), where).map((value) => {
    const item = asGoRecord(value, where);
    return {
      config: normalisePath(asText(item.Config, `Config of ${where}`)),
      tags: asList(item.RepoTags, `RepoTags of ${where}`).map((tag) => asText(tag, `RepoTags of ${where}`)),
      layers: asList(item.Layers, `Layers of ${where}`).map((name) =>
        normalisePath(asText(name, `Layers of ${where}`)),
      ),
    };
  });
}

function isSame(a: ManifestItem, b: ManifestItem): boolean {
  return a.config === b.config && a.layers.join() === b.layers.join();
}

function chooseItem(items: readonly ManifestItem[], reference: string | null, where: string): ManifestItem {
  const names = () => someOf(items.flatMap((item, index) => (item.tags.length > 0 ? item.tags : [`@${index}`])));
  const [first] = items;
  if (!first) throw new InputProblem(`${where} holds no image: its manifest.json is empty`);
  if (reference === null) {
    if (items.every((item) => isSame(item, first))) return first;
    throw new UsageProblem(`${where} holds several images; write docker-archive:PATH:REF with one of: ${names()}`);
  }
  const index = /^@([0-9]{1,6})$/.exec(reference)?.[1];
  const named = items.filter((item) => item.tags.some((tag) => sameDockerName(tag, reference)));
  const item = index ? items[Number(index)] : named[0];
  if (!index && item && !named.every((other) => isSame(other, item))) {
    throw new UsageProblem(
      `${where} has several images ${JSON.stringify(reference)}; write docker-archive:PATH:@N, N counted from 0`,
    );
  }
  if (item) return item;
  throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${names()}`);
}
