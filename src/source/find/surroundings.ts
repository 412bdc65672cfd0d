import { type YamlBlock, yamlBlockAround } from '../lines/yaml-target.ts';
import type { SourceFile } from '../repository.ts';
import type { StepOf } from '../steps/step.ts';
import type { Fit } from '../targets.ts';
import { better } from './copies.ts';
import type { Evidence } from './evidence.ts';

/** The text around a line that something writes as a whole. */
export interface Surroundings {
  readonly fit: Fit;
  readonly step: StepOf<'block'> | null;
  /** From 1, both included. */
  readonly from: number;
  readonly to: number;
}

/** The text that a command or task writes around a line, and whether it goes into the image's file. */
export function blockAround(evidence: Evidence, file: SourceFile, line: number): Surroundings | null {
  const inner = (evidence.steps.blocks.get(file.path) ?? [])
    .filter((step) => step.from <= line && step.to >= line)
    .reduce<StepOf<'block'> | null>((a, b) => (a === null || b.from >= a.from ? b : a), null);
  if (inner !== null) {
    const own = evidence.fitting.find(({ step }) => step === inner);
    const within = own?.fit === 'yes' ? null : yamlBlockAround(file, line, true);
    // A document for a program or for first boot that holds the file's text in turn.
    if (within === null || within.from <= inner.from) {
      return { fit: own?.fit ?? 'no', step: inner, from: inner.from, to: inner.to };
    }
    return yamlBlock(evidence, file, within);
  }
  const yaml = yamlBlockAround(file, line);
  return yaml === null ? null : yamlBlock(evidence, file, yaml);
}

function yamlBlock(evidence: Evidence, file: SourceFile, yaml: YamlBlock): Surroundings {
  const { from, to } = yaml;
  if (yaml.target === null) return { fit: 'maybe', step: null, from, to };
  const fit = evidence.aliases
    .map((alias) => evidence.steps.targets.fit(yaml.target, file, alias))
    .reduce((a, b) => better(a, b), 'no');
  return { fit, step: null, from, to };
}
