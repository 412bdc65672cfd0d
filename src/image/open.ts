import { openArchive } from './archive/open-archive.ts';
import { createTree } from './create-tree.ts';
import { detectForm } from './detect-form.ts';
import { openDiskImage } from './disk/open-disk.ts';
import { engineHasImage, openEngineImage } from './engine/open-engine.ts';
import type { FileTree } from './file-tree.ts';
import { folderStore } from './folder/folder-store.ts';
import { platformText } from './image-config.ts';
import { type ImageFiles, type ImagePlan, UsageProblem } from './image-files.ts';
import { InputProblem, problemText } from './input-problem.ts';
import { createLayers, createSourceLayer } from './layer/create-layers.ts';
import { layoutFiles } from './oci/layout-files.ts';
import { planLayout } from './oci/plan-layout.ts';
import type { ImageError, ImageForm, OpenedImage, OpenImage } from './opened-image.ts';
import { overlayStore } from './overlay/overlay-store.ts';
import { splitPath, splitReference } from './reference.ts';
import { openRegistryImage, type RegistryImage } from './registry/open-registry.ts';
import { rootedTree } from './rooted-tree.ts';
import { Session } from './session.ts';
import { someOf } from './some-of.ts';
import type { CompressedArchive } from './stored/compressed-entries.ts';
import { type StoredImage, storedImage } from './stored/stored-image.ts';

/** What the forms have in common once they are open. */
interface Contents {
  readonly form: ImageForm;
  readonly tree: FileTree;
  readonly plan: Pick<ImagePlan, 'digest' | 'platform' | 'labels' | 'layers'> | null;
  readonly stored?: StoredImage | null;
}

/** Opens a node image in any form but `kind`. Whatever was opened is closed again if it fails. */
export const openImage: OpenImage = async (reference, options) => {
  const session = new Session(options);
  try {
    if (options.signal?.aborted) throw new InputProblem('reading the image was cancelled');
    const contents = await openContents(reference, session);
    const layers = contents.plan?.layers ?? [];
    options.progress?.({ kind: 'opened', form: contents.form, layers: layers.length });
    return { ok: true, image: openedImage(reference, session, contents) };
  } catch (error) {
    await session.close();
    return { ok: false, error: imageError(reference, error) };
  }
};

function openedImage(reference: string, session: Session, { form, tree, plan, stored }: Contents): OpenedImage {
  const layers = (plan?.layers ?? []).map(({ diffId, createdBy }, index) => ({ number: index + 1, diffId, createdBy }));
  return {
    reference,
    form,
    digest: plan?.digest ?? null,
    platform: plan?.platform ?? null,
    labels: plan?.labels ?? {},
    tree,
    layers,
    stored: stored ?? null,
    get problems() {
      return session.problems;
    },
    settle: () => session.settle(),
    reading: () => session.reading(layers.length),
    close: () => session.close(),
  };
}

function imageError(reference: string, error: unknown): ImageError {
  const text = problemText(error);
  const message = text.includes(splitReference(reference).rest.split(':')[0] ?? reference)
    ? text
    : `${reference}: ${text}`;
  return { kind: error instanceof UsageProblem ? 'usage' : 'unreadable', message };
}

async function openContents(reference: string, session: Session): Promise<Contents> {
  const { ports } = session.options;
  const written = splitReference(reference);
  if (written.rest === '')
    throw new UsageProblem(`${JSON.stringify(reference)} names no image; write FORM:PATH, or a path`);
  const { form, rest } =
    written.form === null
      ? await detectForm(written.rest, ports, (name) => engineHasImage(session, name))
      : { ...written, form: written.form };
  const locate = () => splitPath(rest, (path) => exists(session, path));
  switch (form) {
    case 'rootfs':
      return openRootfs(session, rest);
    case 'tarball':
      return openTarball(session, rest);
    case 'oci': {
      const { path, reference: name } = await locate();
      const { kind } = await session.options.ports.files.stat(path);
      if (kind !== 'directory') throw new InputProblem(`${path} is no folder; a tar is written as oci-archive:PATH`);
      const files = layoutFiles(session, path, path);
      return openLayers(session, 'oci', files, await planLayout(files, name, session.options.platform));
    }
    case 'docker-archive':
    case 'oci-archive':
    case 'archive': {
      const { path, reference: name } = await locate();
      const file = await openFile(session, path);
      const archive = await openArchive(session, file, path, form === 'archive' ? null : form, name);
      return openLayers(session, archive.form, archive.files, archive.plan, archive.compressed);
    }
    case 'docker-daemon':
      return { form, ...(await openEngineImage(session, rest)) };
    case 'docker': {
      const { files, plan } = await (written.form === null
        ? openNamed(session, rest)
        : openRegistryImage(session, rest));
      return openLayers(session, form, files, plan);
    }
    case 'disk':
      return { form, tree: await openDiskImage(session, rest), plan: null };
    default:
      throw new UsageProblem(`${reference}: the form ${form} is not supported here`);
  }
}

/** What is no file here, and unknown to the engine: a mistyped path is as likely as an image in a registry. */
async function openNamed(session: Session, name: string): Promise<RegistryImage> {
  if (/^https?:/i.test(name)) {
    throw new UsageProblem(`${name}: it is not fetched from the web; download it, or write docker://HOST/NAME:TAG`);
  }
  const nowhere = `${name}: there is no such file or folder, and no container engine here has an image of that name`;
  if (session.options.ports.registry === null) throw new InputProblem(nowhere);
  try {
    return await openRegistryImage(session, name);
  } catch (error) {
    if (session.options.signal?.aborted) throw error;
    const text = `${nowhere}; as an image in a registry: ${problemText(error)}`;
    throw error instanceof UsageProblem ? new UsageProblem(text) : new InputProblem(text);
  }
}

async function openLayers(
  session: Session,
  form: ImageForm,
  files: Pick<ImageFiles, 'where' | 'layer'>,
  plan: ImagePlan,
  compressed: CompressedArchive | null = null,
): Promise<Contents> {
  const { beside = [] } = plan;
  if (beside.length > 0) {
    const asked = platformText({ ...session.options.platform });
    session.remark(`the image for ${asked} was judged, and not the one for ${someOf(beside)}: see --platform`);
  }
  const layers = await createLayers(session, files, plan);
  const stored = storedImage(files, plan, compressed);
  return { form, plan, tree: createTree(overlayStore(layers)), stored };
}

async function openRootfs(session: Session, folder: string): Promise<Contents> {
  const { files } = session.options.ports;
  const { kind } = await files.stat(folder);
  if (kind !== 'directory') throw new InputProblem(`${folder} is no folder; a tar is written as tarball:PATH`);
  const tree = await rootedTree(session, folderStore(files, folder, session.advance), folder);
  return { form: 'rootfs', tree, plan: null };
}

async function openTarball(session: Session, path: string): Promise<Contents> {
  const file = await openFile(session, path);
  session.expect(file.size);
  const { layer } = await createSourceLayer(session, file, path, { diffId: null, stored: null }, null);
  await layer.index();
  const tree = await rootedTree(session, overlayStore([layer]), path);
  return { form: 'tarball', tree, plan: null };
}

async function openFile(session: Session, path: string) {
  const file = await session.options.ports.files.open(path);
  session.onClose(() => file.close());
  return file;
}

async function exists(session: Session, path: string): Promise<boolean> {
  try {
    await session.options.ports.files.stat(path);
    return true;
  } catch (error) {
    return error instanceof InputProblem && error.code === 'EACCES';
  }
}
