import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { doesNotStart, outcome, type Question } from '../../kubelet/observed/question.ts';
import { serveCri } from './fake-cri.ts';
import type { RealKubelet } from './kubelets.ts';
import { makeRoot, runKubelet } from './process.ts';

export type RealAnswer =
  | {
      readonly state: 'starts';
      /** The driver in its own configuration, as it stands there, before any runtime is asked. */
      readonly configured: string;
      /** The driver that it uses. */
      readonly effective: string;
      readonly asked: boolean;
    }
  /** It prints its help or its version. */
  | { readonly state: 'prints' }
  | { readonly state: 'refuses'; readonly reason: string };

const socket = '/run/cri.sock';

/**
 * Starts the kubelet without an API server and reads its log until it has settled on a driver and set itself up, or has given
 * up: much of its configuration it only looks at after the driver.
 * @param runtime the socket of a real runtime on the same file system, in the place of the one that the question describes
 */
export async function askKubelet(kubelet: RealKubelet, question: Question, runtime?: string): Promise<RealAnswer> {
  const root = makeRoot(question.files);
  const own = join(root.path, socket);
  if (runtime !== undefined) linkSync(runtime, own);
  const cri = runtime === undefined ? await serveCri(own, question.runtime ?? 'unimplemented') : null;
  try {
    const { exitCode, output } = await runKubelet(
      kubelet.program,
      root,
      [...preamble(kubelet), ...question.arguments],
      question.environment ?? {},
      (text) => containerManager(text) !== null && isSetUp(text),
    );
    const effective = containerManager(output);
    if (effective !== null && isSetUp(output)) {
      const configured = configuration(output);
      if (configured === null) throw new Error(`the kubelet does not say its configuration: ${output}`);
      return { state: 'starts', configured, effective, asked: / RuntimeConfig|CRI runtime/.test(output) };
    }
    if (exitCode === 0) return { state: 'prints' };
    return { state: 'refuses', reason: reasonOf(output) };
  } finally {
    await cri?.close();
    root.remove();
  }
}

/** The same in words that can be compared. */
export function realOutcome(real: RealAnswer): string {
  return real.state === 'starts' ? outcome(real.configured, real.effective) : doesNotStart;
}

/** Arguments that come before those of the question, so that every one of these still counts. */
function preamble({ minor }: RealKubelet): readonly string[] {
  const remote = minor < 24 ? ['--container-runtime=remote'] : [];
  const alone = ['--authentication-token-webhook=false', '--authorization-mode=AlwaysAllow'];
  return ['--v=5', ...alone, ...remote, `--container-runtime-endpoint=unix://${socket}`];
}

/** The fake runtime cannot answer the gRPC of 1.20, whose kubelet gets no further than there. */
function isSetUp(output: string): boolean {
  return /Started kubelet|[Rr]untime version failed/.test(output);
}

/** The driver that the kubelet hands to its container manager, once it has said so. Up to 1.26 or so nothing is quoted. */
function containerManager(output: string): string | null {
  const from = output.indexOf('Creating Container Manager object based on Node Config');
  if (from < 0) return null;
  const told = output.slice(from);
  const plain = /[{ ]CgroupDriver:([\s\S]*?) KubeletRootDir:/.exec(told)?.[1];
  return plain ?? quoted(/"CgroupDriver":("(?:[^"\\]|\\.)*")/.exec(told)?.[1]);
}

/** The driver of its whole configuration, which it prints before any runtime is asked. */
function configuration(output: string): string | null {
  const from = /KubeletConfiguration(?:"? configuration=|: config\.)/.exec(output)?.index;
  if (from === undefined) return null;
  return quoted(/[{, ]"?CgroupDriver"?: ?("(?:[^"\\]|\\.)*")/.exec(output.slice(from))?.[1]);
}

function quoted(text: string | undefined): string | null {
  return text === undefined ? null : (JSON.parse(text) as string);
}

/** The last line in which the kubelet says an error. */
function reasonOf(output: string): string {
  const lines = output.split('\n').filter((line) => line !== '');
  const told = lines.findLast((line) => /^[EF]\d{4} |^Error:|^panic/.test(line));
  return (told ?? lines.at(-1) ?? '').slice(0, 600);
}
