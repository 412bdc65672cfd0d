import { type ExecResult, type KindPorts, succeeded } from '../ports.ts';
import type { Engine } from './engine.ts';
import { bootFailure } from './failure.ts';
import type { KindResult } from './kind-command.ts';
import { dockerArchiveFromOci } from './oci-to-docker-archive.ts';
import type { OnProgress } from './steps.ts';

/** Where the node image comes from. */
export type NodeImageSource =
  | { readonly form: 'reference'; readonly reference: string }
  /** What `docker save` writes, also compressed. `reference`: which image of several. */
  | { readonly form: 'docker-archive'; readonly path: string; readonly reference: string | null }
  /** An OCI layout as a folder; it is handed to the engine as a docker-archive. */
  | { readonly form: 'oci'; readonly path: string; readonly reference: string | null }
  /** A docker-archive that somebody else makes. */
  | { readonly form: 'stream'; readonly name: string; readonly archive: () => AsyncIterable<Uint8Array> };

export interface LoadedImage {
  /** What `kind --image` is given. */
  readonly reference: string;
  /** Names that were given to it here, to be removed afterwards. */
  readonly names: readonly string[];
}

/**
 * Makes the image known to the engine under a name of this run's own. Names in the archive that the engine did not know
 * are taken off again at once, and names that it knew for another image are given back to that one.
 */
export async function loadNodeImage(
  ports: KindPorts,
  engine: Engine,
  source: NodeImageSource,
  ownName: string,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<KindResult<LoadedImage>> {
  if (source.form === 'reference') return { ok: true, value: { reference: source.reference, names: [] } };
  const what = source.form === 'stream' ? source.name : source.path;
  onProgress({ type: 'step', step: `Loading ${what}`, state: 'started' });
  const fail = (message: string): KindResult<LoadedImage> => {
    onProgress({ type: 'step', step: `Loading ${what}`, state: 'failed' });
    return { ok: false, failure: bootFailure('image-not-loadable', message) };
  };

  const input = await archiveOf(ports, source);
  if (!input.ok) return fail(input.message);
  // Not to be cancelled between here and the end: names may be on the wrong image meanwhile.
  const run = (args: readonly string[], more = {}): Promise<ExecResult> =>
    ports.exec({ file: engine.command, args, env: engine.environment, timeoutMs: 60_000, ...more });
  const before = await imageNames(run);
  const loaded = await run(['load', ...input.args], {
    timeoutMs: 900_000,
    signal,
    ...(input.stream === null ? {} : { input: input.stream }),
  });
  if (loaded.end === 'cancelled') return { ok: false, failure: bootFailure('cancelled') };
  if (!succeeded(loaded)) return fail(`${what}: ${loaded.stderr.trim() || loaded.message}`);

  const names = loadedNames(loaded.stdout + loaded.stderr);
  const wanted = source.form === 'stream' ? null : source.reference;
  const chosen = chooseName(names, wanted);
  if (chosen === null) {
    await restoreNames(run, names, before);
    const list = names.join(', ') || 'nothing that it names';
    return fail(`${what} holds ${list}; say which one is meant, as ${source.form}:${what}:NAME`);
  }
  const tagged = await run(['tag', chosen, ownName]);
  await restoreNames(run, names, before);
  if (!succeeded(tagged)) return fail(`${what}: ${tagged.stderr.trim() || tagged.message}`);
  onProgress({ type: 'step', step: `Loading ${what}`, state: 'done' });
  return { ok: true, value: { reference: ownName, names: [ownName] } };
}

type Run = (args: readonly string[]) => Promise<ExecResult>;
type Archive =
  | { readonly ok: true; readonly args: readonly string[]; readonly stream: AsyncIterable<Uint8Array> | null }
  | { readonly ok: false; readonly message: string };

async function archiveOf(ports: KindPorts, source: Exclude<NodeImageSource, { form: 'reference' }>): Promise<Archive> {
  if (source.form === 'stream') return { ok: true, args: [], stream: source.archive() };
  if (source.form === 'oci') {
    const archive = await dockerArchiveFromOci(ports, source.path, source.reference);
    return archive.ok ? { ok: true, args: [], stream: archive.bytes } : archive;
  }
  if ((await ports.files.size(source.path)) === null) return { ok: false, message: `${source.path} cannot be read` };
  return { ok: true, args: ['-i', source.path], stream: null };
}

/** Every name the engine has for an image, with the image's id. */
async function imageNames(run: Run): Promise<Map<string, string>> {
  const result = await run(['images', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}']);
  const names = new Map<string, string>();
  for (const line of result.stdout.split('\n')) {
    const [name, id] = line.trim().split(' ');
    if (name !== undefined && id !== undefined && !name.includes('<none>')) names.set(name, id);
  }
  return names;
}

/** `Loaded image: NAME`, `Loaded image ID: sha256:…`, Podman's `Loaded image(s): A,B`. */
function loadedNames(output: string): string[] {
  return [...output.matchAll(/^Loaded image(?:\(s\))?(?: ID)?: (.+)$/gm)].flatMap((found) =>
    (found[1] ?? '').split(',').map((name) => name.trim()),
  );
}

function chooseName(names: readonly string[], wanted: string | null): string | null {
  if (wanted === null) return names.length === 1 ? (names[0] ?? null) : null;
  const full = /[:@][^/]*$/.test(wanted) ? wanted : `${wanted}:latest`;
  const same = names.find(
    (name) => name === full || name === `docker.io/${full}` || name === `docker.io/library/${full}`,
  );
  if (same !== undefined) return same;
  return names.length === 1 && names[0]?.startsWith('sha256:') === true ? names[0] : null;
}

async function restoreNames(run: Run, names: readonly string[], before: ReadonlyMap<string, string>): Promise<void> {
  const now = await imageNames(run);
  for (const name of names) {
    if (name.startsWith('sha256:')) continue;
    const id = before.get(name);
    if (id === undefined) await run(['rmi', name]);
    else if (now.get(name) !== id) await run(['tag', id, name]);
  }
}
