import { editDistance } from '../../text/edit-distance.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import { countsAs, isSpellingOf } from '../decoding/spellings.ts';
import { criIds, criStructs, optionStructs } from '../fields/cri-fields.ts';
import { serverStructs } from '../fields/server-fields.ts';
import {
  booleanOf,
  type ConfigEntry,
  type ConfigTable,
  type ConfigValue,
  tableAt,
  textOf,
  valueAt,
  walk,
  writtenValue,
} from '../files/config-tree.ts';
import { note, relatedTo } from '../notes.ts';
import type { CriTable, NoticeContext } from './context.ts';
import { driverLines, type FlagLine, flagLines } from './flags.ts';

/** Keys that do nothing, or not what they seem to. */
export function noticeKeys(context: NoticeContext, tables: readonly CriTable[]): void {
  for (const { root, config } of context.documents) {
    for (const line of flagLines(root)) noticeFlag(line, root, context);
    noticeUnknown(root, 'Config', 'the top level', context);
    noticeStrangeIds(config.tables, context);
  }
  for (const { entry, id, read } of tables) {
    if (read && entry.value.kind === 'table') noticeLevels(entry.value, id, context);
  }
  noticeLegacyFlag(context, tables);
  noticeUnmatchedIds(context);
}

/** A setting of the driver, or what looks like one, where it has no effect. */
function noticeFlag({ path, entry, handler, likeness }: FlagLine, root: ConfigTable, { notes }: NoticeContext): void {
  const [plugins, id = ''] = path;
  const inCri = plugins?.toLowerCase() === 'plugins' && isCriId(id);
  const table = path.join('.').slice(0, 200);
  const key = entry.key.slice(0, 80);
  if (handler !== null) {
    if (likeness !== 'field') {
      notes.observations.push(
        note('unknown-key-near-miss', entry.keyLocation, { key, wanted: flagField, table, isFlag: true }),
      );
    }
    return;
  }
  const isLegacy = inCri && path.length === 2 && entry.key === 'systemd_cgroup';
  if (isLegacy || (likeness === 'near' && !inCri)) return;
  const options = [...walk(root)].find(
    ({ path: at, entry: { key: name } }) => name === 'options' && at.at(-2) === 'runtimes',
  );
  const related = relatedTo(options?.entry.value.location, 'the options of a runtime');
  const detail = { key, table, value: writtenValue(entry.value) };
  notes.observations.push(note('flag-outside-options', entry.keyLocation, detail, related));
}

function isCriId(id: string): boolean {
  return id === criIds.short || id === criIds.grpc || id === criIds.runtime;
}

/** Runtimes below an id that is no plugin's: `"io.containerd.grpc.v1.cri "`, or an id without its quotes. */
function noticeStrangeIds(roots: readonly ConfigTable[], { notes, family, config }: NoticeContext): void {
  const wanted = family.generation === 2 && config.version >= 3 ? criIds.runtime : criIds.grpc;
  for (const [, plugins] of roots.flatMap((root) => [...root.entries])) {
    if (!isSpellingOf(plugins.key, 'plugins') || plugins.value.kind !== 'table') continue;
    for (const entry of plugins.value.entries.values()) {
      if (entry.value.kind !== 'table' || isCriId(entry.key)) continue;
      const sets = driverLines(entry.value).length > 0;
      const near = editDistance(entry.key, criIds.grpc) <= 2 || editDistance(entry.key, criIds.runtime) <= 2;
      if (!sets && !near) continue;
      const detail = { key: entry.key.slice(0, 80), wanted, table: 'plugins', isFlag: sets };
      notes.observations.push(note('unknown-key-near-miss', entry.keyLocation, detail));
    }
  }
}

/** The plugin's own keys, those of `containerd`, of every handler, and of every handler's options. */
function noticeLevels(table: ConfigTable, id: string, context: NoticeContext): void {
  const { family } = context;
  noticeUnknown(
    table,
    family.generation === 1 || id !== criIds.runtime ? 'PluginConfig' : 'RuntimeConfig',
    id,
    context,
  );
  noticeRemoved(table, id, ['systemd_cgroup'], context);
  const containerd = tableAt(table, 'containerd');
  if (containerd === null) return;
  const path = `${id}.containerd`;
  noticeUnknown(containerd, 'ContainerdConfig', path, context);
  noticeRemoved(containerd, path, [], context);
  for (const [name, { value }] of tableAt(containerd, 'runtimes')?.entries ?? []) {
    if (value.kind !== 'table') continue;
    const handler = `${path}.runtimes.${name}`.slice(0, 200);
    noticeUnknown(value, 'Runtime', handler, context);
    noticeRemoved(value, handler, [], context);
    const options = tableAt(value, 'options');
    if (options !== null) noticeUnknown(options, 'RuncOptions', `${handler}.options`, context);
  }
}

/** Keys of one table that are looked at; what comes after is of no help to anybody. */
const mostKeys = 2000;

/** Keys that are none of the struct's, in any release, but look like one. */
function noticeUnknown(table: ConfigTable, struct: string, path: string, { notes, family }: NoticeContext): void {
  const fields = (criStructs[struct] ?? serverStructs[struct] ?? optionStructs[struct] ?? []).map(([name]) => name);
  for (const entry of [...table.entries.values()].slice(0, mostKeys)) {
    if (fields.includes(entry.key)) continue;
    const otherCase = fields.find((field) => isSpellingOf(entry.key, field));
    const key = entry.key.slice(0, 80);
    if (otherCase !== undefined) {
      if (countsAs(entry.key, otherCase, family.decoder)) continue;
      const detail = { key, field: otherCase, counts: false, isFlag: otherCase === flagField };
      notes.observations.push(note('odd-key-case', entry.keyLocation, detail));
      continue;
    }
    const wanted = fields.find((field) => field !== flagField && isSlipOf(entry.key, field));
    if (wanted === undefined) continue;
    notes.observations.push(
      note('unknown-key-near-miss', entry.keyLocation, { key, wanted, table: path, isFlag: false }),
    );
  }
}

function isSlipOf(key: string, field: string): boolean {
  const allowed = field.length < 6 ? 0 : field.length < 10 ? 1 : 2;
  const plain = key.toLowerCase().trim();
  if (allowed === 0 || Math.abs(plain.length - field.length) > allowed) return false;
  return editDistance(plain, field.toLowerCase()) <= allowed;
}

const removedKeys = [
  'default_runtime',
  'untrusted_workload_runtime',
  'no_pivot',
  'disable_cgroup',
  'runtime_engine',
  'runtime_root',
];

/** What 1.x knew and 2.x passes over. */
function noticeRemoved(
  table: ConfigTable,
  path: string,
  except: readonly string[],
  { notes, family }: NoticeContext,
): void {
  if (family.generation === 1) return;
  for (const key of removedKeys) {
    const entry = table.entries.get(key);
    if (entry === undefined || except.includes(key) || !doesSomething(entry.value)) continue;
    notes.observations.push(note('removed-key', entry.keyLocation, { key, table: path }));
  }
}

/** Printed defaults hold these keys with nothing in them. */
function doesSomething(value: ConfigValue): boolean {
  if (value.kind === 'table') return (textOf(valueAt(value, 'runtime_type')) ?? '') !== '';
  return booleanOf(value) !== false && textOf(value) !== '';
}

/** The plugin's own `systemd_cgroup`. Where it breaks the plugin, that is the reason of the state and not said twice. */
function noticeLegacyFlag({ family, notes, outcome }: NoticeContext, tables: readonly CriTable[]): void {
  for (const { entry, read } of tables) {
    const flag: ConfigEntry | undefined =
      entry.value.kind === 'table' ? entry.value.entries.get('systemd_cgroup') : undefined;
    if (flag === undefined || !read || outcome.reason?.location === flag.value.location) continue;
    const on = booleanOf(flag.value) === true;
    if (family.generation === 2 && !doesSomething(flag.value)) continue;
    const effect = family.generation === 2 ? 'ignored' : on ? 'honoured' : 'harmless';
    const detail = { value: writtenValue(flag.value), effect } as const;
    notes.observations.push(note('legacy-systemd-cgroup', flag.value.location, detail));
  }
}

/** An entry of `disabled_plugins` that means the CRI plugin and is none of its names. */
function noticeUnmatchedIds({ config, family, notes, outcome }: NoticeContext): void {
  if (outcome.state === 'cri-disabled' || outcome.state === 'daemon-exit') return;
  const versionOne = config.version === 0 || config.version === 1;
  const names: readonly string[] =
    family.generation === 1 ? [versionOne ? criIds.short : criIds.grpc] : [criIds.grpc, criIds.runtime, criIds.images];
  for (const { text, location } of config.disabled) {
    if (names.includes(text) || !/(?:^|[.\s])cri\b/i.test(text) || text.length > 80) continue;
    notes.observations.push(note('disabled-id-unmatched', location, { id: text }));
  }
}
