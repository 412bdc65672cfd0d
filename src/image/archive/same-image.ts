import { sha256 } from '../image-config.ts';
import type { ImageFiles, ImagePlan } from '../image-files.ts';
import { problemText } from '../input-problem.ts';
import { planLayout } from '../oci/plan-layout.ts';
import type { Platform } from '../opened-image.ts';
import { planDockerArchive } from './docker-manifest.ts';

/**
 * What an archive says that is a Docker archive and an OCI layout at once, as `docker save` writes it since 25. Null if
 * its `manifest.json` and its `index.json` lead to one image, else what the latter does instead.
 *
 * Which of the two counts depends on who loads it: `docker load` goes by `manifest.json` (seen with 28.5; image/tarexport
 * of moby); containerd 1.6 to 2.1 by `index.json` wherever there is an `oci-layout` (`ctr images import`, and so kind and
 * docker with containerd's store), and so does podman, which tries its OCI loader first; skopeo does as it is told.
 */
export async function howTheyPart(
  files: ImageFiles,
  docker: ImagePlan,
  reference: string | null,
  platform: Platform,
): Promise<string | null> {
  if (!(await files.has('index.json'))) return null;
  const own = platformOf(docker.platform) ?? platform;
  // A number counts what stands in manifest.json; the other list may be a longer one.
  const counted = reference?.startsWith('@') === true;
  let problem = '';
  // The archive may hold another platform than was asked for.
  for (const wanted of counted ? [] : [platform, own]) {
    const found = await tryLayout(files, reference, wanted);
    if (found.config === configOf(docker)) return null;
    if (found.config !== null) return 'names another image';
    problem ||= ` (${found.problem})`;
  }
  // The layout may call the image by another name.
  for (let at = 0; reference !== null && at < MOST_TRIED; at++) {
    if ((await tryLayout(files, `@${at}`, own)).config === configOf(docker)) return null;
  }
  return `does not lead to that image${problem}`;
}

const MOST_TRIED = 100;

/** The other way round: of an image that was chosen by `index.json`. */
export async function howManifestParts(
  files: ImageFiles,
  layout: ImagePlan,
  reference: string | null,
): Promise<string | null> {
  if (!(await files.has('manifest.json'))) return null;
  try {
    const docker = await planDockerArchive(files, reference);
    return configOf(docker) === configOf(layout) ? null : 'names another image';
  } catch {
    return null;
  }
}

async function tryLayout(files: ImageFiles, reference: string | null, platform: Platform) {
  try {
    return { config: configOf(await planLayout(files, reference, platform)), problem: '' };
  } catch (error) {
    return { config: null, problem: problemText(error) };
  }
}

const configOf = (plan: ImagePlan): string | null => plan.config && sha256(plan.config);

function platformOf(text: string | null): Platform | null {
  const [os, architecture, variant] = text?.split('/') ?? [];
  return os && architecture ? { os, architecture, ...(variant ? { variant } : {}) } : null;
}
