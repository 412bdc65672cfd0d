import type { Finding, ImageReport, Report, Severity } from '../verdict/report.ts';
import { clip } from './escape/visible.ts';
import { annotationText, singleLine } from './escape/workflow-command.ts';
import { placePhrase } from './facts.ts';
import { plural } from './tally.ts';

/** An annotation of a workflow run, in the words of the runner; safe to print after its own encoding. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** At most 4096 characters. */
  readonly message: string;
  readonly title: string;
  /** Relative to the checkout; without it the annotation belongs to no file. */
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** Only where the annotation is about a part of one line, since the runner drops others. */
  readonly startColumn?: number;
  readonly endColumn?: number;
}

/**
 * The runner takes ten of each level a step, and the message by which the step fails is an error of its own
 * (actions/runner, src/Runner.Worker/ExecutionContext.cs).
 */
const MOST: Readonly<Record<Severity, number>> = { error: 9, warning: 10, note: 10 };
const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;
const LONGEST_MESSAGE = 4096;
const LONGEST_TITLE = 255;
const MOST_IMAGES = 5;

/**
 * One annotation a finding, errors first; the same finding in several images counts once. Skipped findings have none.
 * @param taken how many warnings the step has shown already, for other reasons
 */
export function annotations(report: Report, taken = 0): readonly Annotation[] {
  const found = distinct(report.images);
  return (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const all = found.filter(({ finding }) => finding.severity === severity);
    const most = severity === 'warning' ? Math.max(1, MOST.warning - taken) : MOST[severity];
    if (all.length <= most) return all.map(annotation);
    const shown = all.slice(0, most - 1);
    const more = plural(all.length - shown.length, `more ${severity}`);
    return [
      ...shown.map(annotation),
      { level: LEVELS[severity], title: 'Cgroup Gate', message: `and ${more}: see the job summary or the log` },
    ];
  });
}

interface Found {
  readonly finding: Finding;
  readonly images: string[];
}

function distinct(images: readonly ImageReport[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const image of images) {
    for (const finding of image.findings.filter((entry) => entry.skipped === null)) {
      const { rule, severity, message, location, repo } = finding;
      const key = JSON.stringify([rule, severity, message, location, repo]);
      const earlier = found.get(key);
      if (earlier === undefined) found.set(key, { finding, images: [image.image] });
      else earlier.images.push(image.image);
    }
  }
  return [...found.values()];
}

function annotation({ finding, images }: Found): Annotation {
  const { repo, location } = finding;
  const shown = images.slice(0, MOST_IMAGES).map((image) => clip(image, 200));
  if (images.length > shown.length) shown.push(`${images.length - shown.length} more`);
  const where = location === null ? '' : `\n${placePhrase(location)}`;
  const parts = [`${finding.message}${where}\nin ${shown.join(', ')}`, finding.consequence, finding.help];
  const text = parts.filter((part) => part !== '').join('\n\n');
  const oneLine = repo !== null && repo.startLine === repo.endLine && repo.endColumn > repo.startColumn;
  return {
    level: LEVELS[finding.severity],
    message: clip(annotationText(clip(text, LONGEST_MESSAGE)), LONGEST_MESSAGE),
    title: clip(singleLine(`Cgroup Gate: ${finding.rule}`), LONGEST_TITLE),
    ...(repo === null ? {} : { file: singleLine(repo.path), startLine: repo.startLine, endLine: repo.endLine }),
    ...(oneLine ? { startColumn: repo.startColumn, endColumn: repo.endColumn } : {}),
  };
}
