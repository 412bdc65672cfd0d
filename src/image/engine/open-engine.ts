import { randomUUID } from 'node:crypto';
import { createTree } from '../create-tree.ts';
import type { FileTree } from '../file-tree.ts';
import { checkedDigest, platformText } from '../image-config.ts';
import { type ImagePlan, UsageProblem } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { asList, asRecord, asText, type JsonRecord, optionalText, textMap } from '../json.ts';
import type { Session } from '../session.ts';
import { containerFiles } from './containers.ts';
import { EngineClient } from './engine-client.ts';
import { engineStore } from './engine-store.ts';

/** Two answers at a time keep an engine and us busy; a third would wait for either. */
const containersAtOnce = 2;

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/;

/** True if the engine can be reached and has the image; whatever is wrong with it counts as no. */
export async function engineHasImage(session: Session, name: string): Promise<boolean> {
  if (!nameForm.test(name)) return false;
  try {
    const { ports, signal } = session.options;
    return (await new EngineClient(await ports.engine(signal)).inspectImage(name)) !== null;
  } catch {
    return false;
  }
}

/**
 * Opens an image of the local engine. Containers are created from it, labelled, never started, and removed when the
 * session closes, also after a failure; files are fetched one by one, which is far less than `docker save` sends.
 */
export async function openEngineImage(session: Session, name: string): Promise<{ plan: ImagePlan; tree: FileTree }> {
  if (!nameForm.test(name)) throw new UsageProblem(`${JSON.stringify(name)} is no image name`);
  const { ports, signal } = session.options;
  const client = new EngineClient(await ports.engine(signal));
  const image = await client.inspectImage(name);
  if (!image)
    throw new InputProblem(`the container engine at ${client.address} has no image ${name}; pull or build it first`);
  const where = `what ${client.address} says of ${name}`;
  const id = asText(image.Id, where);
  const [containers, history] = await Promise.allSettled([
    createContainers(session, client, id),
    client.imageHistory(id),
  ]);
  if (containers.status === 'rejected') throw containers.reason;
  if (history.status === 'rejected') throw history.reason;
  const plan = readPlan(image, history.value, where);
  session.expect(null);
  session.remark(
    `read through the container engine at ${client.address}: layers can't be told apart, and /etc/hosts, /etc/hostname, /etc/resolv.conf and /.dockerenv are the engine's own`,
  );
  return {
    plan,
    tree: createTree(engineStore(session, containerFiles(client, containers.value), session.options.likely)),
  };
}

/** Rejects only when all have been made or refused, so that none comes into being after they were removed. */
async function createContainers(session: Session, client: EngineClient, image: string): Promise<readonly string[]> {
  const names = Array.from({ length: containersAtOnce }, () => `cgroup-gate-${randomUUID()}`);
  session.onClose(() => allOf(names.map((name) => client.removeContainer(name))));
  const settings = {
    Image: image,
    Entrypoint: ['/never-started'],
    Cmd: [],
    Labels: { 'cgroup-gate': 'made to read the files of an image, never started, safe to remove' },
    NetworkDisabled: true,
    HostConfig: { NetworkMode: 'none' },
  };
  await allOf(names.map((name) => client.createContainer(name, settings)));
  return names;
}

/** Waits for every one, also after one has failed. */
async function allOf(actions: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(actions)) if (outcome.status === 'rejected') throw outcome.reason;
}

function readPlan(image: JsonRecord, history: readonly JsonRecord[], where: string): ImagePlan {
  const id = asText(image.Id, where);
  const rootfs = asRecord(image.RootFS ?? {}, where);
  const diffIds = asList(rootfs.Layers, where).map((layer) => checkedDigest(layer, where));
  // Without the config's own marks, a step that added no bytes is taken to have added no layer.
  const steps = history.filter((step) => Number(step.Size) > 0).reverse();
  return {
    digest: checkedDigest(id.startsWith('sha256:') ? id : `sha256:${id}`, where),
    platform: platformText({ os: image.Os, architecture: image.Architecture, variant: image.Variant }),
    labels: textMap(asRecord(image.Config ?? {}, where).Labels),
    config: null,
    layers: diffIds.map((diffId, index) => ({
      name: diffId,
      diffId,
      digest: null,
      size: null,
      annotations: {},
      createdBy: steps.length === diffIds.length ? optionalText(steps[index]!.CreatedBy) : null,
    })),
  };
}
