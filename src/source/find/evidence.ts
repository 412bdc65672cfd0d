import { type BuildStep, readBuildStep } from '../build-step.ts';
import type { Repository } from '../repository.ts';
import type { Steps } from '../steps/collect.ts';
import type { Step } from '../steps/step.ts';
import { type Fit, fitOf } from '../targets.ts';
import type { Question } from './question.ts';

/** The question with what the repository and the image's history say about its file. */
export interface Evidence {
  readonly question: Question;
  readonly repository: Repository;
  readonly steps: Steps;
  readonly build: BuildStep;
  /** The image's file by lines, with the CR where one stands before the LF; null where there is no file. */
  readonly lines: readonly string[] | null;
  /** Steps that surely or perhaps concern the file, by how they fit. */
  readonly fitting: readonly { readonly step: Step; readonly fit: Fit }[];
  /** How whole files of the repository fit, once that was asked; by path. */
  readonly fits: Map<string, Fit>;
  /** How much of a source the image's file has, once that was asked; by lines and path. */
  readonly shares: Map<string, number | null>;
  /** Paths at which the file lies until a later step puts it in its place. */
  readonly aliases: readonly string[];
}

const MOST_ALIASES = 5;

export function gatherEvidence(question: Question, repository: Repository, steps: Steps): Evidence {
  const { path, bytes, provenance } = question;
  const aliases = aliasesOf(path, steps);
  const build = readBuildStep(provenance?.createdBy ?? null);
  const fitting: { step: Step; fit: Fit }[] = [];
  for (const step of steps.all) {
    if (step.kind === 'copy' || step.kind === 'install') continue;
    // A script of the tests or the documentation builds no image, unless the history shows its very command.
    if (step.file.aside && step.kind !== 'block' && !inHistory(step, build)) continue;
    const resolved = step.target === null ? null : steps.targets.resolve(step.target, step.file);
    const fits: readonly Fit[] =
      resolved === null
        ? ['maybe']
        : // Where the file came from may be cleared away afterwards.
          step.kind === 'remove'
          ? [removalFit(resolved, path)]
          : aliases.map((alias) => fitOf(resolved, alias));
    if (fits.includes('yes')) fitting.push({ step, fit: 'yes' });
    else if (fits.includes('maybe')) fitting.push({ step, fit: 'maybe' });
  }
  return {
    question,
    repository,
    steps,
    build,
    lines: bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n'),
    fitting,
    fits: new Map(),
    shares: new Map(),
    aliases,
  };
}

/** A removal may name a folder above, or a pattern of the shell. */
function removalFit(resolved: string, path: string): Fit {
  const bare = resolved.replace(/\/\*?$/, '');
  if (/^\/[\w.-]+\/[\w./-]*$/.test(bare) && path.startsWith(`${bare}/`)) return 'yes';
  const [before = '', after] = resolved.split('*');
  if (after === undefined || before.split('/').length < 3) return fitOf(resolved, path);
  return path.startsWith(before) && path.endsWith(after) ? 'yes' : 'no';
}

/** Whether the command is written in the build step that made the image's file. */
export function inHistory(step: Step, build: BuildStep): boolean {
  if (build.kind !== 'run') return false;
  const bare = step.command.replace(/^(?:RUN|&&|-|;|\\)\s+/, '').replace(/\s*(?:\\|&&|;)$/, '');
  return bare.length >= 12 && build.command.includes(bare);
}

/** k3s and RKE2 write containerd's configuration at each start from a template beside it. */
function templatesOf(path: string): readonly string[] {
  const folder = /^\/var\/lib\/rancher\/(?:k3s|rke2)\/agent\/etc\/containerd\//.exec(path)?.[0];
  return folder === undefined ? [] : [`${folder}config.toml.tmpl`, `${folder}config-v3.toml.tmpl`];
}

function aliasesOf(path: string, steps: Steps): readonly string[] {
  const aliases = [path, ...templatesOf(path)];
  for (const step of steps.copies) {
    const source = steps.targets.resolve(step.source, step.file);
    if (!source.startsWith('/') || aliases.includes(source) || aliases.length >= MOST_ALIASES) continue;
    const target = steps.targets.resolve(step.target ?? '', step.file);
    const name = source.slice(source.lastIndexOf('/') + 1);
    if (fitOf(target, path) === 'yes' || fitOf(`${target.replace(/\/$/, '')}/${name}`, path) === 'yes')
      aliases.push(source);
    else if (source.endsWith('/') && path.startsWith(`${target.replace(/\/$/, '')}/`) && target.endsWith('/'))
      aliases.push(`${source}${path.slice(target.length)}`);
  }
  return aliases;
}
