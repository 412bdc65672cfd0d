import { readAssignment, readHeader, unquote } from './template-keys.ts';
import type { TemplateLine, TemplateText } from './template-lines.ts';
import { covers, excludes, isExpression, isWithin, type TemplateSetting } from './template-value.ts';

/** The tables in which containerd looks for its handlers (containerd 1.2's, 1.3 to 1.7's, 2's). */
const CRI_PLUGINS = new Set(['cri', 'io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime']);
const MOST_OPEN_TABLES = 16;
const MOST_DEFINITIONS = 256;
const MOST_SETTINGS = 64;

/** A handler, and the lines that say something of it. */
export interface Definition {
  readonly plugin: string;
  readonly name: string;
  readonly headers: TemplateLine[];
  readonly cgroup: TemplateSetting<boolean>[];
  readonly type: TemplateSetting<string>[];
}

/** A table header, and what stands behind it until the next one. */
interface OpenTable {
  readonly keys: readonly string[];
  readonly line: TemplateLine;
}

/** What the tables of a template say of containerd's handlers. */
export interface Gathered {
  readonly definitions: Definition[];
  readonly defaults: TemplateSetting<string>[];
  readonly version: number | null;
  readonly anyTable: boolean;
}

export function gatherTables(template: TemplateText): Gathered {
  const definitions = new Map<string, Definition>();
  const defaults: TemplateSetting<string>[] = [];
  let version: number | null = null;
  let anyTable = false;
  let tables: OpenTable[] = [];

  for (const line of template.lines) {
    if (line.text.trim() === '' || line.text.trim().startsWith('#')) continue;
    const header = readHeader(line.text);
    if (header !== null || line.text.trim().startsWith('[[')) {
      anyTable = true;
      tables = tables.filter((table) => !isWithin(table.line.branches, line.branches));
      tables = [...tables.slice(-MOST_OPEN_TABLES), { keys: header ?? [], line }];
      if (header !== null) addHeader(define(definitions, header), line);
      continue;
    }
    const assignment = readAssignment(line.text);
    if (assignment === null) {
      // `{{ toToml .options }}` may write the setting.
      for (const { keys } of tablesOf(line, tables, template)) {
        const templated: TemplateSetting<boolean> = { value: 'templated', line, expression: line.text.trim() };
        if (keys.at(-1) === 'options' && isExpression(line.text)) define(definitions, keys)?.cgroup.push(templated);
      }
      continue;
    }
    if (tables.length === 0 && assignment.keys[0] === 'version' && /^\d$/.test(assignment.value)) {
      version = Number(assignment.value);
    }
    for (const table of tablesOf(line, tables, template)) {
      record(definitions, defaults, [...table.keys, ...assignment.keys], assignment.value, line);
    }
  }
  return { definitions: [...definitions.values()], defaults, version, anyTable };
}

/**
 * The tables that a line may belong to: several behind a conditional whose branches end in different ones. `tables` are
 * those before the line, in order.
 */
function tablesOf(line: TemplateLine, tables: readonly OpenTable[], { blocks }: TemplateText): readonly OpenTable[] {
  const found: OpenTable[] = [];
  for (const table of tables.toReversed()) {
    if (excludes(table.line.branches, line.branches)) continue;
    found.push(table);
    if (isWithin(line.branches, table.line.branches) || covers(found, line.branches, blocks)) break;
  }
  return found;
}

function define(definitions: Map<string, Definition>, keys: readonly string[]): Definition | null {
  const [root, plugin = '', section, table, name] = keys;
  if (root !== 'plugins' || !CRI_PLUGINS.has(plugin) || section !== 'containerd') return null;
  const handler =
    table === 'runtimes'
      ? name
      : table === 'default_runtime'
        ? 'default'
        : table === 'untrusted_workload_runtime'
          ? 'untrusted'
          : undefined;
  if (handler === undefined) return null;
  const id = `${plugin}\n${table}\n${handler}`;
  if (!definitions.has(id) && definitions.size >= MOST_DEFINITIONS) return null;
  const definition = definitions.get(id) ?? { plugin, name: handler, headers: [], cgroup: [], type: [] };
  definitions.set(id, definition);
  return definition;
}

function addHeader(definition: Definition | null, line: TemplateLine): void {
  if (definition !== null && definition.headers.length < MOST_SETTINGS) definition.headers.push(line);
}

function record(
  definitions: Map<string, Definition>,
  defaults: TemplateSetting<string>[],
  keys: readonly string[],
  value: string,
  line: TemplateLine,
): void {
  const last = keys.at(-1) ?? '';
  const templated = line.inner.length > 0 || isExpression(value);
  const expression = line.inner.length > 0 ? [...new Set(line.inner)].join(', ') : templated ? value : null;
  const text: TemplateSetting<string> = {
    value: line.inner.length > 0 ? 'templated' : unquote(value),
    line,
    expression,
  };
  if (last === 'default_runtime_name' && keys[0] === 'plugins' && defaults.length < MOST_SETTINGS) defaults.push(text);
  const definition = define(definitions, keys);
  if (definition === null || keys.length < 5 || definition.cgroup.length + definition.type.length > MOST_SETTINGS)
    return;
  if (definition.headers.length === 0) definition.headers.push(line);
  if (last === 'runtime_type') definition.type.push(templated ? { ...text, value: 'templated' } : text);
  const inline = /^\{.*\bSystemdCgroup["']?\s*=\s*(true|false)\b/i.exec(value)?.[1];
  if (last.toLowerCase() === 'systemdcgroup' || (last === 'options' && inline !== undefined)) {
    const enabled = inline ?? value;
    const known = !templated && /^(?:true|false)$/.test(enabled);
    definition.cgroup.push({ value: known ? enabled === 'true' : 'templated', line, expression });
  } else if (isExpression(last) && keys.includes('options')) {
    definition.cgroup.push({ value: 'templated', line, expression: last });
  }
}
