import type { Repository, SourceFile } from '../repository.ts';
import { Targets } from '../targets.ts';
import { ansibleSteps } from './ansible-steps.ts';
import { codeSteps } from './code-steps.ts';
import { resourceSteps } from './resource-steps.ts';
import { shellSteps } from './shell-steps.ts';
import type { Step, StepOf } from './step.ts';
import { uploadSteps } from './upload-steps.ts';

/** Everything in a repository that brings or changes files, worked out once. */
export interface Steps {
  /** In the order of paths and lines. */
  readonly all: readonly Step[];
  readonly copies: readonly StepOf<'copy'>[];
  /** By the path of their file. */
  readonly blocks: ReadonlyMap<string, readonly StepOf<'block'>[]>;
  readonly targets: Targets;
}

const MOST = 20_000;
/** A file that none of it is in does nothing to a node's runtime or kubelet. */
const MATTERS = /containerd|kubelet|kubeadm|cgroup|crio|\/etc\/|rootfs|^\s*(?:COPY|ADD)\s/m;

export function collectSteps(repository: Repository): Steps {
  const all: Step[] = [];
  for (const file of repository.files.values()) {
    if (all.length >= MOST) break;
    if (isData(file) || !MATTERS.test(file.text)) continue;
    const own = [
      ...shellSteps(file),
      ...ansibleSteps(file),
      ...codeSteps(file),
      ...uploadSteps(file),
      ...resourceSteps(file),
    ];
    own.sort((a, b) => a.line - b.line);
    for (const step of own) all.push(step);
  }
  const blocks = new Map<string, StepOf<'block'>[]>();
  for (const step of all) {
    if (step.kind === 'block') blocks.set(step.file.path, [...(blocks.get(step.file.path) ?? []), step]);
  }
  return {
    all,
    copies: all.filter((step) => step.kind === 'copy'),
    blocks,
    targets: new Targets(repository.files),
  };
}

/** Configuration that is no program: nothing in it runs. */
function isData(file: SourceFile): boolean {
  return /\.(?:toml|conf|ini|service|socket|csv|xml|proto)$/i.test(file.path);
}
