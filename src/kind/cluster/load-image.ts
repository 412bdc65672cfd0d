import { problemText } from '../../image/input-problem.ts';
import type { StoredImage } from '../../image/stored/stored-image.ts';
import { type ExecResult, type KindPorts, succeeded } from '../ports.ts';
import { dockerArchive } from './docker-archive.ts';
import type { Engine } from './engine.ts';
import { bootFailure } from './failure.ts';
import type { KindResult } from './kind-command.ts';
import type { OnProgress } from './steps.ts';

/** Where the node image comes from. */
export type NodeImageSource =
  /** The engine has it, or can pull it. */
  | { readonly form: 'reference'; readonly reference: string }
  /** It is handed to the engine from wherever it is stored. `name`: for messages. */
  | { readonly form: 'stored'; readonly name: string; readonly image: StoredImage };

export interface LoadSetup {
  readonly ports: KindPorts;
  readonly engine: Engine;
  /** The name that the image gets in the engine; whoever gives it removes it. */
  readonly ownName: string;
  readonly timeoutMs: number;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes the image known to the engine, under a name of this run's own and no other, and answers with what
 * `kind --image` is given.
 */
export async function loadNodeImage(source: NodeImageSource, setup: LoadSetup): Promise<KindResult<string>> {
  if (source.form === 'reference') return { ok: true, value: source.reference };
  const { ports, engine, ownName, signal, onProgress } = setup;
  const step = `Loading ${source.name}`;
  onProgress({ type: 'step', step, state: 'started' });
  const fail = (failure: ReturnType<typeof bootFailure>): KindResult<string> => {
    onProgress({ type: 'step', step, state: 'failed' });
    return { ok: false, failure };
  };
  const run = (args: readonly string[], more = {}): Promise<ExecResult> =>
    ports.exec({ file: engine.command, args, env: engine.environment, timeoutMs: 60_000, ...more });

  const problem: { text: string | null } = { text: null };
  // A cancellation ends the archive early, not the command: the engine then drops what it has got, and nothing of it can
  // turn up after the clean-up.
  const loaded = await run(['load'], {
    timeoutMs: setup.timeoutMs,
    input: untilBroken(dockerArchive(source.image, ownName, signal), problem),
  });
  if (signal?.aborted === true) return fail(bootFailure('cancelled'));
  if (problem.text !== null) return fail(bootFailure('image-not-loadable', `${source.name}: ${problem.text}`));
  if (loaded.end === 'timeout') return fail(bootFailure('timed-out', loaded.message, step));
  const said = (result: ExecResult): string => result.stderr.trim() || result.stdout.trim() || result.message;
  if (!succeeded(loaded)) {
    const full = /no space left on device/.test(said(loaded));
    return fail(bootFailure(full ? 'too-little-disk' : 'image-not-loadable', `${source.name}: ${said(loaded)}`));
  }
  const known = await run(['image', 'inspect', ownName]);
  if (!succeeded(known)) {
    return fail(bootFailure('image-not-loadable', `${source.name} was loaded, but not as ${ownName}: ${said(known)}`));
  }
  onProgress({ type: 'step', step, state: 'done' });
  return { ok: true, value: ownName };
}

/** The bytes, up to where they break off; why goes to `problem`. The engine sees an archive that was cut short. */
async function* untilBroken(
  bytes: AsyncIterable<Uint8Array>,
  problem: { text: string | null },
): AsyncIterable<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    problem.text = problemText(error);
  }
}
