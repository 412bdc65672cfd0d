import type { KindObservation } from '../observations.ts';
import type { PatchText, TargetedPatch } from './cluster-file.ts';
import { yamlOf } from './containerd-patches.ts';
import { applyJsonPatch } from './json-patch.ts';
import { entryAt, mergePatch, type Table, tableOf, textAt, type Value, withEntry, withoutEntry } from './value-tree.ts';

export type PatchedDocuments =
  | { readonly ok: true; readonly documents: readonly Table[]; readonly observations: readonly KindObservation[] }
  | { readonly ok: false; readonly observation: KindObservation };

/**
 * kind's KubeYAML (pkg/internal/patch/kubeyaml.go): every merge patch and then every JSON 6902 patch, on the documents of
 * its kind, and of its apiVersion if it has one. A patch that fits no document is dropped without a word.
 */
export function patchKubeadmDocuments(
  documents: readonly Table[],
  patches: readonly PatchText[],
  patches6902: readonly TargetedPatch[],
  convertsArguments: boolean,
): PatchedDocuments {
  const merges = patches.flatMap(splitDocuments);
  let patched = [...documents];
  const observations: KindObservation[] = [];
  for (const patch of merges) {
    const value = yamlOf(patch);
    if (value === null) return fails('kubeadmConfigPatches', 'the patch is no YAML', patch);
    if (value.type !== 'table') continue;
    const kind = textAt(value, ['kind']) ?? '';
    const apiVersion = textAt(value, ['apiVersion']) ?? '';
    const fits = (document: Table): boolean =>
      textAt(document, ['kind']) === kind && (apiVersion === '' || textAt(document, ['apiVersion']) === apiVersion);
    noteMisfit(observations, patched, fits, patch, kind, apiVersion);
    patched = patched.map((document) =>
      fits(document) ? mergeInto(document, value, apiVersion, convertsArguments) : document,
    );
  }
  for (const patch of patches6902) {
    const value = yamlOf(patch);
    if (value === null) return fails('kubeadmConfigPatchesJSON6902', 'the patch is neither JSON nor YAML', patch);
    const fits = (document: Table): boolean =>
      textAt(document, ['kind']) === patch.kind &&
      (patch.apiVersion === '' || textAt(document, ['apiVersion']) === patch.apiVersion);
    noteMisfit(observations, patched, fits, patch, patch.kind, patch.apiVersion);
    const next: Table[] = [];
    for (const document of patched) {
      const result = fits(document) ? applyJsonPatch(document, value) : { ok: true as const, value: document };
      if (!result.ok) return fails('kubeadmConfigPatchesJSON6902', result.problem, patch);
      next.push(result.value.type === 'table' ? result.value : document);
    }
    patched = next;
  }
  return { ok: true, documents: patched, observations };
}

/** A patch may hold several documents. */
function splitDocuments(patch: PatchText): PatchText[] {
  if (!/\n---/.test(patch.text)) return [patch];
  const parts: PatchText[] = [];
  let line = 0;
  for (const text of patch.text.split(/\n---[^\n]*(?:\n|$)/)) {
    const offset = line;
    const place: PatchText['place'] = (span) =>
      patch.place({
        start: { ...span.start, line: span.start.line + offset },
        end: { ...span.end, line: span.end.line + offset },
      });
    if (text.trim() !== '') parts.push({ text, origin: patch.origin, place });
    line += text.split('\n').length + 1;
  }
  return parts;
}

function noteMisfit(
  observations: KindObservation[],
  documents: readonly Table[],
  fits: (document: Table) => boolean,
  patch: PatchText,
  kind: string,
  apiVersion: string,
): void {
  if (documents.some(fits)) return;
  const sameKind = documents.some((document) => textAt(document, ['kind']) === kind);
  observations.push({
    kind: 'kind-patch-matches-nothing',
    location: patch.origin,
    related: [],
    detail: { kind, apiVersion: apiVersion === '' ? null : apiVersion, why: sameKind ? 'api-version' : 'kind' },
  });
}

/** kind 0.32 and later (mergeAndStrip) merge lists of extra arguments by name; everything else is RFC 7396. */
function mergeInto(document: Table, patch: Table, patchVersion: string, convertsArguments: boolean): Table {
  const isList = textAt(document, ['apiVersion'])?.endsWith('v1beta4') === true;
  let target: Table = document;
  let rest = patch;
  const path = ['nodeRegistration', 'kubeletExtraArgs'];
  const change = entryAt(patch, path)?.value;
  const registration = entryAt(patch, ['nodeRegistration'])?.value;
  if (convertsArguments && isList && change !== undefined && registration?.type === 'table') {
    const own = entryAt(document, ['nodeRegistration'])?.value;
    const ownRegistration = own?.type === 'table' ? own : tableOf({});
    const merged = mergeArguments(entryAt(document, path)?.value ?? null, change, patchVersion);
    target = withEntry(document, 'nodeRegistration', withEntry(ownRegistration, 'kubeletExtraArgs', merged));
    rest = withEntry(patch, 'nodeRegistration', withoutEntry(registration, 'kubeletExtraArgs'));
  }
  const result = mergePatch(target, rest);
  return result.type === 'table' ? result : document;
}

/** A map counts as a list only in a patch without apiVersion; otherwise it changes nothing. */
function mergeArguments(target: Value | null, patch: Value, patchVersion: string): Value {
  let items = target?.type === 'list' ? [...target.items] : [];
  const changes =
    patch.type === 'list'
      ? patch.items
      : patch.type === 'table' && patchVersion === ''
        ? [...patch.entries].map(([name, { value, keyOrigin }]) => {
            const named = withEntry(tableOf({}), 'name', { type: 'scalar', value: name, origin: keyOrigin });
            return withEntry(named, 'value', value);
          })
        : [];
  for (const change of changes) {
    const name = textAt(change, ['name']);
    if (name === null || change.type !== 'table') continue;
    const value = entryAt(change, ['value'])?.value;
    const gone = value === undefined || (value.type === 'scalar' && value.value === null);
    const at = items.findIndex((item) => textAt(item, ['name']) === name);
    if (gone) items = at < 0 ? items : items.toSpliced(at, 1);
    else if (at < 0) items.push(change);
    else items = items.with(at, change);
  }
  return { type: 'list', items, origin: patch.origin };
}

function fails(name: string, problem: string, patch: PatchText): PatchedDocuments {
  const detail = { patch: name, problem };
  return { ok: false, observation: { kind: 'kind-patch-fails', location: patch.origin, related: [], detail } };
}
