import { type Location, locate, startOfFile } from '../../text/position.ts';
import type { TomlTable, TomlValue } from '../../text/toml/document.ts';
import { entry } from '../../text/toml/navigate.ts';
import { secondOpinions } from '../../text/toml/second-opinion.ts';
import { criIds } from '../fields/cri-fields.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';

/** What decides about the driver. */
const decidingPaths: readonly (readonly string[])[] = [
  ['version'],
  ['imports'],
  ['disabled_plugins'],
  ['required_plugins'],
  ...[criIds.short, criIds.grpc, criIds.runtime].flatMap((id) => [
    ['plugins', id, 'containerd'],
    ['plugins', id, 'systemd_cgroup'],
  ]),
];

/** The second reader is slow on long texts. */
const lengthLimit = 256 * 1024;

/** Where another TOML reader finds something else in what decides, one of the two is wrong. */
export function secondOpinionNotes(document: TomlTable, text: string, path: string): readonly ContainerdObservation[] {
  if (text.length > lengthLimit) return [];
  return secondOpinions(document, text, decidingPaths).flatMap((opinion) => {
    if (opinion.agree !== false) return [];
    const { path: keys, ours, theirs } = opinion;
    const detail = { key: keys.join('.').slice(0, 200), ours: ours.slice(0, 80), theirs: theirs.slice(0, 80) };
    return [note('readers-disagree', placeOf(document, keys, path), detail)];
  });
}

function placeOf(document: TomlTable, keys: readonly string[], path: string): Location {
  let value: TomlValue = document;
  for (const key of keys) {
    const next: TomlValue | undefined = value.type === 'table' ? entry(value, key)?.value : undefined;
    if (next === undefined) break;
    value = next;
  }
  return value === document ? startOfFile(path) : locate(path, value.span);
}
