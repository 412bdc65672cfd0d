import type { BaselineReport, ImageReport, Verdict } from '../../verdict/report.ts';
import { terminal } from '../escape/terminal.ts';
import { clip } from '../escape/visible.ts';
import { type DriverRow, driverPhrase, driverRows, factRows, isWrong, placePhrase, sharedDriver } from '../facts.ts';
import { renderFinding } from './finding.ts';
import { renderLive } from './live.ts';
import type { Paint, Tone } from './paint.ts';
import { displayWidth, pad } from './width.ts';
import { wrapAfter } from './wrap.ts';

interface Options {
  readonly paint: Paint;
  readonly width: number;
  /** Among many images, one that passes with nothing to remark is told in a few lines. */
  readonly brief: boolean;
}

const VERDICTS: Readonly<Record<Verdict, readonly [word: string, tone: Tone]>> = {
  pass: ['PASS', 'good'],
  fail: ['FAIL', 'bad'],
  undetermined: ['UNDETERMINED', 'warn'],
};
const MOST_ROWS = 20;
const LONGEST = 400;

/** Everything about one image: verdict, drivers, how they are known, findings. */
export function renderImage(image: ImageReport, options: Options): string[] {
  const [word, tone] = VERDICTS[image.verdict];
  const out = [`${options.paint(tone, word)}  ${options.paint('strong', clip(terminal(image.image), LONGEST))}`];
  out.push(...statement(image, options));
  const calm = image.verdict === 'pass' && image.findings.length === 0;
  if (options.brief && calm && image.live === null && image.baseline === null) {
    return [
      ...out,
      ...drivers(image, options, false),
      ...facts(image, options, ['config', 'digest', 'platform', 'read']),
    ];
  }
  out.push('', ...drivers(image, options, true), '', ...facts(image, options), ...byVersion(image, options));
  if (image.live !== null) out.push(...renderLive(image.live, options));
  if (image.baseline !== null) out.push(...baseline(image.baseline, options));
  for (const finding of image.findings) out.push('', ...renderFinding(finding, options));
  return out;
}

/** One or two sentences that say what the verdict means for this image. */
function statement(image: ImageReport, options: Options): string[] {
  return wrapAfter('  ', sentence(image), options.width);
}

function sentence(image: ImageReport): string {
  if (image.verdict === 'undetermined') {
    const open = driverRows(image)
      .filter((row) => row.judged && (row.driver === 'unknown' || !row.certain))
      .map((row) => (row.side === 'kubelet' ? 'the kubelet' : terminal(row.who)));
    const subject = open.length === 0 ? 'The image as a whole' : `The driver of ${list(open)}`;
    return `${subject} could not be decided. This is not a pass: see below what is missing.`;
  }
  const shared = sharedDriver(image);
  const runtimes = driverRows(image).filter((row) => row.judged && row.side === 'runtime' && row.driver !== 'none');
  if (image.verdict === 'pass' && shared !== null && image.kubelet !== null && runtimes.length > 0) {
    const number = runtimes.length === 2 ? 'both' : `all ${runtimes.length}`;
    const what = runtimes.length === 1 ? terminal(runtimes[0]!.who) : `${number} judged runtime handlers`;
    return `The kubelet and ${what} will use ${shared}.`;
  }
  if (image.verdict === 'pass' && image.findings.length > 0)
    return 'Nothing here fails the run; see the remarks below.';
  return '';
}

function drivers(image: ImageReport, options: Options, reasons: boolean): string[] {
  const rows = driverRows(image);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST_ROWS);
  const names = shown.map((row) => clip(terminal(row.who), 30) + (row.judged ? '' : ' (not judged)'));
  const nameWidth = Math.max(8, ...names.map(displayWidth));
  const out = shown.flatMap((row, index) => {
    const told = reasons || row.source === null ? row : { ...row, why: '' };
    return driverLines(told, pad(names[index]!, nameWidth), image, options);
  });
  if (rows.length > shown.length) out.push(`  and ${rows.length - shown.length} more runtime handlers`);
  return out;
}

function driverLines(row: DriverRow, name: string, image: ImageReport, options: Options): string[] {
  const first = `  ${name}  ${pad(driverPhrase(row), 9)} `;
  const indent = ' '.repeat(first.length);
  const why = row.why === '' ? [] : wrapAfter(indent, clip(terminal(row.why), LONGEST), options.width);
  const head = `  ${name}  ${options.paint(driverTone(row, image), pad(driverPhrase(row), 9))} `;
  if (row.source === null) {
    const [line = `${indent}by default`, ...rest] = why;
    return [head + line.slice(indent.length), ...rest];
  }
  return [head + clip(terminal(placePhrase(row.source)), LONGEST), ...why.map((line) => options.paint('faint', line))];
}

function driverTone(row: DriverRow, image: ImageReport): Tone {
  if (row.driver === 'unknown' || !row.certain) return 'warn';
  if (!row.judged || row.driver === 'none') return 'faint';
  return isWrong(row, image) ? 'bad' : 'good';
}

function facts(image: ImageReport, options: Options, without: readonly string[] = []): string[] {
  const rows = factRows(image).filter(([label]) => !without.includes(label));
  const width = Math.max(...rows.map(([label]) => label.length), 0);
  return rows.flatMap(([label, phrase]) =>
    wrapAfter(`  ${pad(label, width)}  `, clip(terminal(phrase), LONGEST), options.width),
  );
}

function byVersion(image: ImageReport, options: Options): string[] {
  const answers = image.containerd?.byVersion ?? [];
  if (answers.length === 0) return [];
  const versions = answers.map((answer) => clip(terminal(answer.versions), 40));
  const width = Math.max(...versions.map((entry) => entry.length));
  return [
    '',
    '  The containerd version is not known, and the answer depends on it:',
    ...answers.flatMap((answer) =>
      wrapAfter(
        `    ${pad(terminal(answer.versions), width)}  `,
        clip(terminal(answer.answer), LONGEST),
        options.width,
      ),
    ),
  ];
}

function baseline(report: BaselineReport, options: Options): string[] {
  const counts = `${report.new} new, ${report.persisting} persisting, ${report.fixed.length} fixed`;
  const out = ['', `  since the baseline: ${counts}`];
  if (report.previousDigest !== null) {
    out.push(...wrapAfter('  the tag has moved: ', `it was ${terminal(report.previousDigest)}`, options.width));
  }
  for (const fixed of report.fixed.slice(0, MOST_ROWS)) {
    const text = `[${terminal(fixed.rule)}] ${clip(terminal(fixed.message), LONGEST)}`;
    const lines = wrapAfter('    fixed: ', text, options.width);
    out.push(...lines.map((line) => line.replace('fixed:', options.paint('good', 'fixed:'))));
  }
  return out;
}

function list(items: readonly string[]): string {
  const shown = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
