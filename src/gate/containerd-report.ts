import type { ContainerdAnswer, HandlerAnswer } from '../containerd/answer.ts';
import type { ResolvedImage } from '../resolve/resolve-image.ts';
import { type Ground, isCertain, isUnread } from '../verdict/certainty.ts';
import { isJudged } from '../verdict/judged-handlers.ts';
import type { ContainerdReport, HandlerReport, VersionAnswer } from '../verdict/report.ts';
import type { Demands } from '../verdict/rule.ts';
import { describeVersions } from '../verdict/version-sets.ts';
import { releaseOf } from './release.ts';

const DRIVERS = {
  systemd: 'systemd',
  cgroupfs: 'cgroupfs',
  opaque: 'none',
  'no-runtime-type': 'unknown',
  'options-error': 'unknown',
} as const;

const WHY: Readonly<Record<HandlerAnswer['driver'], string>> = {
  systemd: '',
  cgroupfs: '',
  opaque: 'not a runc shim: containerd does not set its driver',
  'no-runtime-type': 'it has no runtime_type, so every pod fails',
  'options-error': 'its options do not decode, so every pod fails',
};

/** containerd's part of the report: what all possible versions agree on, and who says what where they differ. */
export function containerdReport(resolved: ResolvedImage, demands: Demands): ContainerdReport | null {
  const answers = distinctAnswers(resolved);
  const [first] = answers;
  if (first === undefined) return null;
  const state = agreed(answers, ({ state }) => state);
  const defaultHandler = agreed(answers, (answer) => answer.defaultHandler) ?? '';
  const runtimeConfig = agreed(answers, (answer) => answer.runtimeConfig.onSystemdHost);
  return {
    version: resolved.containerdVersion === null ? null : releaseOf(resolved.containerdVersion.version, ''),
    versionSource: resolved.containerdVersion?.source ?? null,
    config: configPath(first),
    configVersion: agreed(answers, (answer) => answer.configVersion),
    cri: state === 'ok',
    state: state ?? 'unknown',
    defaultHandler,
    certain: isForSure(resolved, 'runtime'),
    handlers: handlerReports(answers, defaultHandler, demands),
    runtimeConfig,
    files: first.files.map(({ resolvedPath }) => resolvedPath),
    byVersion: versionAnswers(answers),
  };
}

/** Whether what is drawn from that ground holds in every possible node. */
export function isForSure({ candidates }: ResolvedImage, ground: Ground): boolean {
  return candidates.every(({ node }) => isCertain(node, ground));
}

/** The main file. One that could not be loaded is named by the reason; null where there is none. */
function configPath({ files, stateReason, doubts }: ContainerdAnswer): string | null {
  const [main] = files;
  if (main !== undefined) return main.resolvedPath;
  const unread = doubts.find(({ kind }) => kind === 'file-unreadable') ?? stateReason;
  const { path } = unread?.detail ?? {};
  return unread?.location?.path ?? (typeof path === 'string' ? path : null);
}

/** One answer for each containerd version, in ascending order. */
function distinctAnswers(resolved: ResolvedImage): readonly ContainerdAnswer[] {
  const answers = new Map<string, ContainerdAnswer>();
  for (const { node, versions } of resolved.candidates) {
    if (node.containerd !== null) answers.set(versions.containerd, node.containerd);
  }
  return [...answers.values()];
}

function handlerReports(
  answers: readonly ContainerdAnswer[],
  defaultHandler: string,
  demands: Demands,
): readonly HandlerReport[] {
  const unread = answers.some(isUnread);
  const names = [...new Set(answers.flatMap(({ handlers }) => handlers.map(({ name }) => name)))];
  return names
    .toSorted((a, b) => Number(b === defaultHandler) - Number(a === defaultHandler) || (a < b ? -1 : 1))
    .map((name) => {
      const own = answers.map(({ handlers }) => handlers.find((handler) => handler.name === name));
      const [first] = own.filter((handler) => handler !== undefined);
      const driver = agreed(own, (handler) => (handler === undefined ? null : handler.driver));
      const sure = driver !== null && first !== undefined && !unread;
      return {
        name,
        type: first?.type ?? '',
        driver: sure ? DRIVERS[driver] : 'unknown',
        source: sure && first.origin.by === 'line' ? first.origin.location : null,
        judged: isJudged(name, defaultHandler, demands),
        why: sure
          ? whyHandler(first)
          : unread
            ? 'its configuration could not be read'
            : 'it depends on the version of containerd',
      };
    });
}

function whyHandler(handler: HandlerAnswer): string {
  if (WHY[handler.driver] !== '') return WHY[handler.driver];
  const { origin } = handler;
  if (origin.by === 'line') return 'set in its options';
  const where = origin.nearest === null ? '' : `; it belongs below ${origin.nearest.path}:${origin.nearest.startLine}`;
  return `no line sets SystemdCgroup, so containerd's default holds${where}`;
}

function versionAnswers(answers: readonly ContainerdAnswer[]): readonly VersionAnswer[] {
  const said = answers.map((answer) => ({ version: answer.containerdVersion, answer: inWords(answer) }));
  const all = said.map(({ version }) => ({ containerd: version, kubelet: '' }));
  const distinct = [...new Set(said.map(({ answer }) => answer))];
  if (distinct.length < 2) return [];
  return distinct.map((answer) => {
    const some = said
      .filter((entry) => entry.answer === answer)
      .map(({ version }) => ({ containerd: version, kubelet: '' }));
    return { versions: describeVersions(some, all).replace(/^containerd /, ''), answer };
  });
}

function inWords(answer: ContainerdAnswer): string {
  switch (answer.state) {
    case 'daemon-exit':
      return 'containerd does not start';
    case 'cri-disabled':
      return 'the CRI plugin is disabled';
    case 'cri-failed':
      return 'the CRI plugin does not load';
    case 'ok':
      return answer.handlers.map(({ name, driver }) => `${name}: ${driver.replaceAll('-', ' ')}`).join(', ');
  }
}

/** The value that all share, or null. */
function agreed<T, V extends string | number | null>(items: readonly T[], read: (item: T) => V): V | null {
  const values = new Set(items.map(read));
  const [only] = values;
  return values.size === 1 && only !== undefined ? only : null;
}
