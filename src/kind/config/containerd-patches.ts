import type { Location } from '../../text/position.ts';
import { parseToml } from '../../text/toml/parse.ts';
import { parseYamlDocuments } from '../../text/yaml.ts';
import type { Driver, KindObservation } from '../observations.ts';
import type { ClusterFile, PatchText } from './cluster-file.ts';
import { applyJsonPatch } from './json-patch.ts';
import { entryAt, mergePatch, placingIn, type Table, type Value, valueFromPlain, valueFromToml } from './value-tree.ts';

export type PatchedToml =
  | { readonly ok: true; readonly table: Table; readonly observations: readonly KindObservation[] }
  | { readonly ok: false; readonly observation: KindObservation };

const encoder = new TextEncoder();

/**
 * kind's ContainerdTOML (pkg/internal/patch/toml.go): merge patches in order, then JSON 6902 patches, on the JSON form of
 * the file. The base needs an integer `version`; from kind 0.32.0 a merge patch with another `version` is passed over.
 */
export function patchContainerdToml(
  base: { readonly path: string; readonly bytes: Uint8Array },
  file: ClusterFile,
  skipsOtherVersions: boolean,
): PatchedToml {
  const parsed = parseToml(base.bytes, 'go-toml-1.9');
  if (!parsed.ok) {
    const { position, message } = parsed.error;
    const location: Location = {
      path: base.path,
      startLine: position.line,
      startColumn: position.column,
      endLine: position.line,
      endColumn: position.column + 1,
    };
    return fails('containerdConfigPatches', `${base.path} cannot be read: ${message}`, location);
  }
  const start: Location = { path: base.path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const original = valueFromToml(parsed.document, placingIn(base.path));
  const version = versionOf(original);
  if (version === null) return fails('containerdConfigPatches', `${base.path} has no integer version`, start);

  let table: Value = original;
  const observations: KindObservation[] = [];
  for (const patch of file.containerdPatches) {
    const read = parseToml(encoder.encode(patch.text), 'go-toml-1.9');
    if (!read.ok) return fails('containerdConfigPatches', read.error.message, pointIn(patch, read.error.position));
    const value = valueFromToml(read.document, patch.place);
    const patchVersion = versionOf(value);
    if (skipsOtherVersions && patchVersion !== null && patchVersion !== 0 && patchVersion !== version) {
      const location = entryAt(value, ['version'])?.value.origin ?? patch.origin;
      const detail = { patchVersion: String(patchVersion), baseVersion: version };
      observations.push({ kind: 'kind-patch-skipped', location, related: [], detail });
      continue;
    }
    table = mergePatch(table, value);
  }
  for (const patch of file.containerdPatches6902) {
    const read = jsonOf(patch);
    if (read === null) return fails('containerdConfigPatchesJSON6902', 'the patch is no JSON', patch.origin);
    const result = applyJsonPatch(table, read);
    if (!result.ok) return fails('containerdConfigPatchesJSON6902', result.problem, patch.origin);
    table = result.value;
  }
  if (table.type !== 'table') return fails('containerdConfigPatchesJSON6902', 'nothing but a value is left', start);
  observations.push(...decisions(original, table));
  return { ok: true, table, observations };
}

/** BurntSushi/toml matches the field without regard to case. Null where there is none that is an integer. */
function versionOf(table: Table): number | null {
  const entry =
    table.entries.get('version') ?? [...table.entries].find(([key]) => key.toLowerCase() === 'version')?.[1];
  const value = entry?.value;
  if (value?.type !== 'scalar' || typeof value.value !== 'bigint' || value.value === 0n) return null;
  return Number(value.value);
}

/** JSON with the places of its parts; JSON is YAML. */
export function jsonOf(patch: PatchText): Value | null {
  try {
    JSON.parse(patch.text);
  } catch {
    return null;
  }
  return yamlOf(patch);
}

/** Null where it is no YAML. */
export function yamlOf(patch: PatchText): Value | null {
  const document = parseYamlDocuments(patch.text)[0];
  if (document === undefined || document.problems.length > 0) return null;
  return valueFromPlain(document.value, (path, key) => {
    const span = key ? document.locateKey(path) : document.locate(path);
    return span === null ? null : patch.place(span);
  });
}

/** Settings of the driver that a patch moved. */
function decisions(before: Table, after: Table): KindObservation[] {
  const old = driverLines(before);
  return [...driverLines(after)].flatMap(([subject, line]): KindObservation[] => {
    const from = old.get(subject) ?? null;
    const moved = from === null || from.value !== line.value || from.origin?.path !== line.origin?.path;
    if (!moved) return [];
    const related = from?.origin
      ? [{ location: from.origin, role: 'the line of the image, which the patch replaces' }]
      : [];
    const detail = { subject, from: from?.value ?? null, to: line.value };
    return [{ kind: 'kind-patch-decides', location: line.origin, related, detail }];
  });
}

function driverLines(table: Table): Map<string, { readonly value: Driver; readonly origin: Location | null }> {
  const lines = new Map<string, { value: Driver; origin: Location | null }>();
  for (const plugin of ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime', 'cri']) {
    const runtimes = entryAt(table, ['plugins', plugin, 'containerd', 'runtimes'])?.value;
    if (runtimes?.type !== 'table') continue;
    for (const [handler, { value }] of runtimes.entries) {
      const flag = entryAt(value, ['options', 'SystemdCgroup'])?.value;
      if (flag?.type !== 'scalar' || typeof flag.value !== 'boolean') continue;
      lines.set(`handler ${handler}`, { value: flag.value ? 'systemd' : 'cgroupfs', origin: flag.origin });
    }
  }
  return lines;
}

function pointIn(patch: PatchText, position: { line: number; column: number; offset: number }): Location {
  return patch.place({
    start: position,
    end: { ...position, column: position.column + 1, offset: position.offset + 1 },
  });
}

function fails(patch: string, problem: string, location: Location): PatchedToml {
  return { ok: false, observation: { kind: 'kind-patch-fails', location, related: [], detail: { patch, problem } } };
}
