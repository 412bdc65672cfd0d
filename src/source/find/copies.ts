import type { SourceFile } from '../repository.ts';
import type { StepOf } from '../steps/step.ts';
import { endsWithParts, type Fit, fitOf, type Targets } from '../targets.ts';

const TEMPLATE_SUFFIX = /\.(?:j2|jinja2?|tmpl|tpl|template|tftpl|erb|hbs|in|envsubst|gotmpl)$/i;

/** A name without the suffix of a template. */
export function untemplated(path: string): string {
  return path.replace(TEMPLATE_SUFFIX, '');
}

/** How a file of the repository, taken by a copying step, becomes a file of the image. */
export function copyFit(step: StepOf<'copy'>, repoPath: string, imagePath: string, targets: Targets): Fit {
  const target = targets.resolve(step.target ?? '', step.file);
  const source = targets.resolve(step.source, step.file);
  const fit = sourceFit(source, target, repoPath, imagePath, folderOf(step.file.path));
  const { own, beside } = meantBy(source, step.file.path, targets);
  if (own.length > 0) return own.includes(repoPath) ? fit : 'no';
  return fit === 'yes' && beside !== null && beside !== repoPath && repoPath !== source ? 'maybe' : fit;
}

/** Which files a relative source means: those of the step's own role of Ansible, or one beside the step's file. */
function meantBy(
  source: string,
  stepPath: string,
  targets: Targets,
): { readonly own: readonly string[]; readonly beside: string | null } {
  const relative = source.replaceAll('\u0000', '').replace(/^(?:\.?\/)+/, '');
  if (relative === '') return { own: [], beside: null };
  const role = /^(?:.*\/)?roles\/[^/]+\//.exec(stepPath)?.[0];
  const own = role === undefined ? [] : [`${role}files/${relative}`, `${role}templates/${relative}`];
  const folder = folderOf(stepPath);
  const beside = folder === '' ? relative : `${folder}/${relative}`;
  return { own: own.filter((path) => targets.has(path)), beside: targets.has(beside) ? beside : null };
}

/** The same for the sources and the target of a `COPY`, relative to a folder that is not known. */
export function sourceFit(source: string, target: string, repoPath: string, imagePath: string, folder = ''): Fit {
  const parts = source
    .replaceAll('\u0000', '')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/\.$/, '/');
  const bare = parts.replace(/\/+$/, '');
  if (matchesFile(repoPath, bare)) {
    const name = bare.slice(bare.lastIndexOf('/') + 1);
    const own = name.includes('*') ? repoPath.slice(repoPath.lastIndexOf('/') + 1) : name;
    return better(target.endsWith('/') ? 'no' : fitOf(target, imagePath), fitOf(joined(target, own), imagePath));
  }
  let best: Fit = 'no';
  for (const rest of restsBelow(repoPath, bare === '.' ? '' : bare, folder)) {
    best = better(best, fitOf(joined(target, untemplated(rest)), imagePath));
  }
  return best;
}

/** Whether a source names this file, from whatever folder. */
function matchesFile(repoPath: string, source: string): boolean {
  if (source === '' || source === '.') return false;
  if (!source.includes('*')) return endsWithParts(repoPath, source) || endsWithParts(`/${source}`, repoPath);
  const [before = '', after = ''] = source.slice(source.lastIndexOf('/') + 1).split('*', 2);
  const name = repoPath.slice(repoPath.lastIndexOf('/') + 1);
  const folder = source.includes('/') ? source.slice(0, source.lastIndexOf('/')) : '';
  const at = repoPath.includes('/') ? repoPath.slice(0, repoPath.lastIndexOf('/')) : '';
  return name.startsWith(before) && name.endsWith(after) && (folder === '' || endsWithParts(at, folder));
}

/** What of a path is below a folder of this name; the build's context may be any folder above. */
function restsBelow(repoPath: string, source: string, folder: string): readonly string[] {
  if (source === '') {
    const own = folder !== '' && repoPath.startsWith(`${folder}/`) ? [repoPath.slice(folder.length + 1)] : [];
    return [...own, repoPath];
  }
  const rests: string[] = [];
  for (let at = repoPath.indexOf(`${source}/`); at >= 0; at = repoPath.indexOf(`${source}/`, at + 1)) {
    if (at === 0 || repoPath[at - 1] === '/') rests.push(repoPath.slice(at + source.length + 1));
  }
  return rests;
}

function joined(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function better(a: Fit, b: Fit): Fit {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no';
}

/**
 * How a whole file of the repository fits a file of the image: by the steps that copy it; else by its own path
 * (`rootfs/etc/containerd/config.toml`), or its name.
 */
export function fileFit(
  file: SourceFile,
  imagePath: string,
  copies: readonly StepOf<'copy'>[],
  targets: Targets,
): { readonly fit: Fit; readonly copied: boolean } {
  let fit: Fit = 'no';
  let named = false;
  for (const step of copies) {
    const own = copyFit(step, file.path, imagePath, targets);
    if (own === 'yes') return { fit: 'yes', copied: true };
    fit = better(fit, own);
    const source = targets.resolve(step.source, step.file).replace(/^(?:\.?\/)+/, '');
    named ||= source.includes('/') && endsWithParts(file.path, source);
    named ||= meantBy(source, step.file.path, targets).own.includes(file.path);
  }
  if (fit === 'maybe') return { fit, copied: true };
  const path = untemplated(file.path);
  if (endsWithParts(path, imagePath.slice(1))) return { fit: 'yes', copied: false };
  // Copied to somewhere else only.
  if (named && !copies.some((step) => isPassing(step, file, targets))) return { fit: 'no', copied: true };
  return { fit: 'maybe', copied: false };
}

/** Copied to a place from which a later command may take it, such as /tmp. */
function isPassing(step: StepOf<'copy'>, file: SourceFile, targets: Targets): boolean {
  const source = targets.resolve(step.source, step.file).replace(/^(?:\.?\/)+/, '');
  const target = targets.resolve(step.target ?? '', step.file);
  return endsWithParts(file.path, source) && !/^\/(?:etc|usr\/lib|lib|var\/lib)\//.test(target);
}
