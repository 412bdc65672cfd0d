import type { Location } from '../text/position.ts';
import type { TemplatedDriver } from './boot-generator.ts';
import { type Branch, locateLine, readTemplateLines, type TemplateLine, type TemplateText } from './template-lines.ts';
import { type Definition, gatherTables } from './template-tables.ts';
import { driverOf, isWithin, settledValue, type TemplateSetting } from './template-value.ts';

export interface TemplateHandler {
  /** As written: it may hold an expression. */
  readonly name: string;
  readonly driver: TemplatedDriver;
  /** The runtime type; null where it is not written out, or nowhere. */
  readonly type: string | null;
  /**
   * True where it stands in the CRI table of containerd 1 and others stand in that of containerd 2: containerd 2 takes
   * those, and drops this one.
   */
  readonly dropped: boolean;
  /** The setting's line, else the table's header. */
  readonly location: Location;
}

export interface ContainerdTemplate {
  /** The file's `version`, null where it is not written out. */
  readonly configVersion: number | null;
  readonly handlers: readonly TemplateHandler[];
  /** The handlers that may become the default one, more than one where it depends on what the template is given. */
  readonly defaults: readonly string[];
  /** What comes out for the default handler, whichever it is. */
  readonly driver: TemplatedDriver;
  /** What the values that are not written out depend on, as written. */
  readonly conditions: readonly string[];
  /** The deciding line: that of a default handler, else the first line. */
  readonly location: Location;
}

const CRI_V2 = 'io.containerd.cri.v1.runtime';
const DEFAULT_HANDLER = 'runc';
/** The runtimes whose options hold the setting, or to which containerd 1's older setting applies. */
const RUNC = /^io\.containerd\.(?:runc\.v[12]|runtime\.v1\.linux)$/;

/** What a template of containerd's configuration would write, as far as its text tells. Total. */
export function readTemplate(text: string, path: string): ContainerdTemplate {
  const template = readTemplateLines(text);
  const found = gatherTables(template);
  const second = found.definitions.some(({ plugin }) => plugin === CRI_V2);
  const handlers: TemplateHandler[] = [];
  const conditions = new Set<string>();
  for (const definition of found.definitions) {
    const { name, plugin, headers, cgroup } = definition;
    const type = typeOf(definition, template);
    if ((name === 'default' || name === 'untrusted') && definition.type.length > 0 && type === '') continue;
    const driver = driverOfHandler(definition, type, template);
    if (driver === 'templated') for (const setting of cgroup) noteConditions(conditions, setting, headers);
    const line = cgroup.at(-1)?.line ?? headers[0]!;
    handlers.push({
      name,
      driver,
      type: type === 'templated' || type === 'absent' ? null : type,
      dropped: second && plugin !== CRI_V2,
      location: locateLine(path, line),
    });
  }
  if (handlers.length === 0 && !found.anyTable && template.hasDirectives) {
    const location = locateLine(path, template.lines[0]!);
    handlers.push({ name: DEFAULT_HANDLER, driver: 'templated', type: null, dropped: false, location });
  }
  const defaults = defaultsOf(found.defaults, handlers, template);
  const chosen = defaults.map((name) => handlers.find((handler) => handler.name === name && !handler.dropped) ?? null);
  const location = chosen.find((handler) => handler !== null)?.location ?? locateLine(path, template.lines[0]!);
  const driver = template.includes ? 'templated' : common(chosen.map((handler) => handler?.driver ?? 'absent'));
  return { configVersion: found.version, handlers, defaults, driver, conditions: [...conditions], location };
}

/** The branches that the handler's tables stand in, the widest of them. */
function placesOf({ headers }: Definition): readonly (readonly Branch[])[] {
  const places = headers.map(({ branches }) => branches);
  return places.filter(
    (place, index) =>
      !places.some((other, at) => at !== index && isWithin(place, other) && (!isWithin(other, place) || at < index)),
  );
}

function typeOf(definition: Definition, { blocks }: TemplateText): string {
  const types = placesOf(definition).map((place) => settledValue(definition.type, place, blocks));
  return types.every((type) => type === types[0]) ? (types[0] ?? 'absent') : 'templated';
}

function driverOfHandler(definition: Definition, type: string, { blocks }: TemplateText): TemplatedDriver {
  if (type !== 'absent' && type !== 'templated' && !RUNC.test(type)) return 'opaque';
  return common(placesOf(definition).map((place) => driverOf(settledValue(definition.cgroup, place, blocks))));
}

function noteConditions(
  conditions: Set<string>,
  setting: TemplateSetting<boolean>,
  headers: readonly TemplateLine[],
): void {
  if (setting.expression !== null) conditions.add(setting.expression);
  for (const branch of setting.line.branches) {
    if (!headers.some(({ branches }) => isWithin(branches, [branch]))) conditions.add(branch.condition);
  }
}

function defaultsOf(
  settings: readonly TemplateSetting<string>[],
  handlers: readonly TemplateHandler[],
  { blocks }: TemplateText,
): readonly string[] {
  if (handlers.some(({ name, type }) => name === 'default' && type !== null)) return ['default'];
  const settled = settledValue(settings, [], blocks);
  if (settled !== 'absent' && settled !== 'templated') return [settled];
  const names = new Set(settings.map(({ value }) => value));
  const always = coveredByAll(settings, blocks);
  if (settings.length === 0 || !always) names.add(DEFAULT_HANDLER);
  return [...names];
}

function coveredByAll(settings: readonly TemplateSetting<string>[], blocks: TemplateText['blocks']): boolean {
  return (
    settledValue(
      settings.map((setting) => ({ ...setting, value: true })),
      [],
      blocks,
    ) === true
  );
}

function common(drivers: readonly TemplatedDriver[]): TemplatedDriver {
  return drivers.every((driver) => driver === drivers[0]) ? (drivers[0] ?? 'absent') : 'templated';
}
