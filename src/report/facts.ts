import type { Location } from '../text/position.ts';
import type { HandlerReport, ImageReport, ReadingReport } from '../verdict/report.ts';
import { plural } from './tally.ts';

/** One side of the comparison: who, which driver, and what decided it. Plain text, not yet escaped. */
export interface DriverRow {
  readonly who: string;
  readonly driver: string;
  /** False where a doubt leaves it open. */
  readonly certain: boolean;
  /** The line that decided; null where a default did, or nothing is known. */
  readonly source: Location | null;
  readonly why: string;
  /** False for a runtime handler that this run does not judge. */
  readonly judged: boolean;
  readonly side: 'kubelet' | 'runtime';
}

/** The kubelet first, then what runs its containers: every runtime handler, or the other runtime. */
export function driverRows(image: ImageReport): readonly DriverRow[] {
  const rows: DriverRow[] = [];
  if (image.kubelet !== null) {
    const { effective, source } = image.kubelet;
    rows.push({
      who: 'kubelet',
      driver: effective,
      certain: image.kubelet.certain !== false,
      source,
      why: kubeletWhy(image.kubelet),
      judged: true,
      side: 'kubelet',
    });
  }
  for (const handler of image.containerd?.handlers ?? []) {
    rows.push({
      who: handlerName(handler, image),
      driver: handler.driver,
      certain: image.containerd?.certain !== false || handler.driver === 'none',
      source: handler.source,
      why: handler.why,
      judged: handler.judged,
      side: 'runtime',
    });
  }
  if (image.otherRuntime !== null) {
    const { name, driver, source, why } = image.otherRuntime;
    rows.push({
      who: runtimeName(name),
      driver,
      certain: image.otherRuntime.certain !== false,
      source,
      why,
      judged: true,
      side: 'runtime',
    });
  }
  return rows;
}

/** Its own driver is one that it is told, or its default. */
function kubeletWhy({ configured, effective, why }: NonNullable<ImageReport['kubelet']>): string {
  if (configured === effective || configured === 'unknown') return why;
  return effective === 'unknown'
    ? `its own is ${configured}, and whether it takes the runtime's answer instead is not known`
    : `its own is ${configured}, and it takes the runtime's answer: ${effective}`;
}

/** What there is to say about how the image was looked at, as label and phrase. Plain text, not yet escaped. */
export function factRows(image: ImageReport): readonly (readonly [label: string, phrase: string])[] {
  const rows: [string, string][] = [];
  const { containerd, kubelet, otherRuntime, reading } = image;
  if (kubelet !== null)
    rows.push(['kubelet', joinPhrases(versionPhrase(kubelet.version, kubelet.versionSource), followsPhrase(kubelet))]);
  if (containerd !== null) {
    const version = versionPhrase(containerd.version, containerd.versionSource);
    rows.push(['containerd', joinPhrases(version, statePhrase(containerd))]);
    // Of a cluster that was booted the files may not have been read, and none is not known then.
    if (containerd.config !== null || image.live === null) rows.push(['config', configPhrase(containerd)]);
  }
  if (otherRuntime !== null) {
    rows.push([runtimeName(otherRuntime.name).toLowerCase(), versionPhrase(otherRuntime.version, null)]);
  }
  if (image.digest !== null) rows.push(['digest', image.digest]);
  if (reading !== null || image.platform !== null) {
    rows.push([reading === null ? 'platform' : 'read', readingPhrase(reading, image.platform)]);
  }
  for (const remark of reading?.remarks ?? []) rows.push(['', remark]);
  return rows;
}

function followsPhrase(kubelet: NonNullable<ImageReport['kubelet']>): string {
  if (kubelet.followsRuntime === null) return "whether it takes the runtime's answer is not known";
  return kubelet.followsRuntime ? "takes the runtime's answer" : 'keeps to its own setting';
}

function answerPhrase(answer: NonNullable<ImageReport['containerd']>['runtimeConfig']): string {
  if (answer === 'systemd' || answer === 'cgroupfs') return `answers ${answer} to the kubelet`;
  return answer === 'unimplemented' ? 'has no answer for the kubelet' : '';
}

/** What containerd does with its configuration, and what it answers the kubelet; may be empty. */
export function statePhrase({ state, runtimeConfig, certain }: NonNullable<ImageReport['containerd']>): string {
  const phrase = STATES[state] ?? answerPhrase(runtimeConfig);
  const isOpen = certain === false && state !== 'unknown' && runtimeConfig !== 'unimplemented';
  return phrase === '' || !isOpen ? phrase : `${phrase}, as far as can be told`;
}

function joinPhrases(first: string, second: string): string {
  return second === '' ? first : `${first}; ${second}`;
}

const STATES: Readonly<Record<string, string>> = {
  'daemon-exit': 'does not start with this configuration',
  'cri-disabled': 'serves no kubelet: its CRI plugin is disabled',
  'cri-failed': 'serves no kubelet: its CRI plugin fails to load',
  unknown: 'whether it starts is not known',
};

/** `runc (default)`. */
function handlerName(handler: HandlerReport, image: ImageReport): string {
  return handler.name === image.containerd?.defaultHandler ? `${handler.name} (default)` : handler.name;
}

/** `CRI-O`, `Docker`. */
export function runtimeName(name: 'cri-o' | 'docker'): string {
  return name === 'cri-o' ? 'CRI-O' : 'Docker';
}

/** `path:24:21`, not yet escaped. */
export function placePhrase(location: Location): string {
  return `${location.path}:${location.startLine}:${location.startColumn}`;
}

/** `systemd`, or `systemd?` where a doubt leaves it open. */
export function driverPhrase({ driver, certain }: DriverRow): string {
  return certain || driver === 'unknown' ? driver : `${driver}?`;
}

/** Whether a side has the wrong driver: one that is not the other's, or cgroupfs where systemd is required. */
export function isWrong({ judged, driver }: DriverRow, image: ImageReport): boolean {
  const isRefused = image.findings.some(
    ({ rule, skipped }) => rule === 'cgroup-driver-not-systemd' && skipped === null,
  );
  return judged && driver === 'cgroupfs' && (sharedDriver(image) === null || isRefused);
}

/** The driver that all judged sides share, or null. */
export function sharedDriver(image: ImageReport): string | null {
  const drivers = new Set(
    driverRows(image)
      .filter((row) => row.judged && row.driver !== 'none')
      .map((row) => row.driver),
  );
  const [driver] = drivers;
  return drivers.size === 1 && driver !== undefined && driver !== 'unknown' ? driver : null;
}

/** `41.2 MB`, in powers of ten. */
function bytesPhrase(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

function versionPhrase(version: string | null, source: string | null): string {
  if (version === null) return 'version not known';
  return source === null ? version : `${version}, from ${source}`;
}

function configPhrase(containerd: NonNullable<ImageReport['containerd']>): string {
  if (containerd.config === null) {
    return containerd.state === 'daemon-exit' ? 'none was loaded' : 'no file: built-in defaults';
  }
  const version = containerd.configVersion === null ? '' : `, version ${containerd.configVersion}`;
  const wasNotLoaded = containerd.state === 'daemon-exit' || containerd.certain === false;
  if (wasNotLoaded && !containerd.files.includes(containerd.config))
    return `${containerd.config}, which could not be loaded`;
  const others = containerd.files.filter((file) => file !== containerd.config);
  const imports =
    others.length === 0 ? '' : `, and ${others.length > 4 ? plural(others.length, 'import') : others.join(', ')}`;
  return `${containerd.config}${version}${imports}`;
}

function readingPhrase(reading: ReadingReport | null, platform: string | null): string {
  const parts: string[] = [];
  if (reading !== null) {
    parts.push(reading.form);
    if (reading.layers !== null) {
      parts.push(
        reading.layersRead === null || reading.layersRead === reading.layers
          ? plural(reading.layers, 'layer')
          : `${reading.layersRead} of ${plural(reading.layers, 'layer')}`,
      );
    }
    if (reading.bytesRead !== null) {
      const total =
        reading.totalBytes === null || reading.totalBytes <= reading.bytesRead
          ? ''
          : ` of ${bytesPhrase(reading.totalBytes)}`;
      parts.push(`${bytesPhrase(reading.bytesRead)}${total}`);
    }
  }
  if (platform !== null) parts.push(platform);
  return parts.join(', ');
}
