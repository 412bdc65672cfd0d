import type { ImageReport, Verdict } from '../../verdict/report.ts';
import { markdownCell, markdownCodeCell } from '../escape/markdown.ts';
import { clip } from '../escape/visible.ts';
import { type DriverRow, driverRows, isWrong, runtimeName, statePhrase } from '../facts.ts';

const MOST_ROWS = 60;
const MOST_NAMES = 4;

export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { pass: '✅', fail: '❌', undetermined: '❓' };

/** One row an image: verdict, name, and for each side its version and driver. Empty for a single image. */
export function imagesTable(images: readonly ImageReport[]): string {
  if (images.length < 2) return '';
  const rows = worstFirst(images)
    .slice(0, MOST_ROWS)
    .map((image) => {
      const cells = [VERDICT_MARKS[image.verdict], code(image.image, 120), kubeletCell(image), runtimeCell(image)];
      return `| ${cells.join(' | ')} |`;
    });
  const more = images.length > MOST_ROWS ? [`| | and ${images.length - MOST_ROWS} more | | |`] : [];
  return ['| | Image | kubelet | Container runtime |', '|---|---|---|---|', ...rows, ...more].join('\n');
}

/** The same images, those that fail first and those that pass last, otherwise in their order. */
export function worstFirst(images: readonly ImageReport[]): readonly ImageReport[] {
  const order: readonly Verdict[] = ['fail', 'undetermined', 'pass'];
  return [...images].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** One row a side of one image: who, which driver, what decided it, and how in words. */
export function driversTable(image: ImageReport, reasons: boolean): string {
  const all = driverRows(image);
  if (all.length === 0 && image.containerd === null) return '';
  const rows = all.slice(0, MOST_ROWS).map((row) => {
    const who = `${name(row, image)}${row.judged ? '' : ' (not judged)'}`;
    const where = row.source === null ? '' : code(`${row.source.path}:${row.source.startLine}`, 160);
    const why = row.why === '' ? (where === '' ? 'by default' : '') : markdownCell(clip(row.why, 300));
    const cells = [
      who,
      driverCell(row, image),
      [where, reasons || where === '' ? why : ''].filter(Boolean).join('<br>'),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const { containerd } = image;
  if (containerd !== null && containerd.handlers.length === 0) {
    rows.push(`| ${withVersion('containerd', containerd.version)} | – | ${markdownCell(statePhrase(containerd))} |`);
  }
  const more = all.length > MOST_ROWS ? [`| and ${all.length - MOST_ROWS} more | | |`] : [];
  return ['| | cgroup driver | Decided by |', '|---|---|---|', ...rows, ...more].join('\n');
}

function name(row: DriverRow, image: ImageReport): string {
  if (row.side === 'kubelet') return withVersion('kubelet', image.kubelet?.version ?? null);
  if (image.otherRuntime !== null && row.who === runtimeName(image.otherRuntime.name)) {
    return withVersion(row.who, image.otherRuntime.version);
  }
  const isDefault = row.who.endsWith(' (default)');
  const containerd = withVersion('containerd', image.containerd?.version ?? null);
  return `${containerd}, ${code(isDefault ? row.who.slice(0, -' (default)'.length) : row.who, 60)}${isDefault ? ' (default)' : ''}`;
}

function driverCell(row: DriverRow, image: ImageReport): string {
  if (row.driver === 'unknown') return '_unknown_';
  const doubt = row.certain ? '' : ' (not certain)';
  return isWrong(row, image) ? `**\`${row.driver}\`** ❌${doubt}` : `\`${row.driver}\`${doubt}`;
}

function kubeletCell(image: ImageReport): string {
  if (image.kubelet === null) return '–';
  return `${driverWord(image.kubelet.effective, image.kubelet)} ${version(image.kubelet.version)}`.trimEnd();
}

function runtimeCell(image: ImageReport): string {
  const { containerd, otherRuntime } = image;
  const parts: string[] = [];
  if (containerd !== null) {
    const byDriver = new Map<string, string[]>();
    for (const handler of containerd.handlers.filter((entry) => entry.judged)) {
      const isDefault = handler.name === containerd.defaultHandler ? ' (default)' : '';
      const names = byDriver.get(handler.driver) ?? [];
      byDriver.set(handler.driver, [...names, `${code(handler.name, 40)}${isDefault}`]);
    }
    parts.push(`containerd ${version(containerd.version)}`.trimEnd());
    if (containerd.handlers.length === 0) parts.push(markdownCell(statePhrase(containerd)));
    for (const [driver, names] of byDriver)
      parts.push(`${driverWord(driver, driver === 'none' ? {} : containerd)} ${few(names)}`);
  }
  if (otherRuntime !== null) {
    const { driver, name: runtime } = otherRuntime;
    parts.push(`${runtimeName(runtime)} ${version(otherRuntime.version)}`.trimEnd(), driverWord(driver, otherRuntime));
  }
  return parts.length === 0 ? '–' : parts.join('<br>');
}

function driverWord(driver: string, { certain }: { readonly certain?: boolean }): string {
  return driver === 'unknown' ? '_unknown_' : `**${driver}**${certain === false ? ' (not certain)' : ''}`;
}

function version(text: string | null): string {
  return text === null ? '(version not known)' : markdownCell(clip(text, 60));
}

function withVersion(who: string, text: string | null): string {
  return text === null ? who : `${who} ${markdownCell(clip(text, 60))}`;
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

function code(text: string, limit: number): string {
  return markdownCodeCell(clip(text, limit));
}
