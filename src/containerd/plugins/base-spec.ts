import { plainField } from '../decoding/decode.ts';
import { specStructs } from '../fields/spec-fields.ts';
import { textOf } from '../files/config-tree.ts';
import { jsonMismatch } from '../go/json-fields.ts';
import { leadingJsonObject } from '../go/json-prefix.ts';
import { joinPath } from '../go/path.ts';
import { type Notes, note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import type { RuntimeSettings } from './handlers.ts';
import type { HostFacts } from './validate.ts';

const specLimit = 4 * 1024 * 1024;

/**
 * `loadBaseOCISpecs`: every file that `base_runtime_spec` names has to be there, and to start with a JSON object whose
 * values fit a runtime specification. The cgroup path in it is the kubelet's in the end, whatever it says.
 */
export async function baseSpecFailure(
  { handlers }: RuntimeSettings,
  host: HostFacts,
  notes: Notes,
): Promise<ContainerdObservation | null> {
  for (const { name, settings } of handlers.values()) {
    const value = plainField(settings, 'base_runtime_spec');
    const path = textOf(value);
    if (value === null || path === null || path === '') continue;
    const absolute = path.startsWith('/') ? path : joinPath('/', host.workingDirectory, path);
    const read = await host.tree.read(absolute, specLimit);
    if (!read.ok && read.reason !== 'absent' && read.reason !== 'not-a-file') {
      const { reason, detail } = read;
      notes.doubts.push(note('file-unreadable', value.location, { path, reason, detail }));
      continue;
    }
    if (!read.ok) return note('cri-failed-base-runtime-spec', value.location, { handler: name, path, why: 'missing' });
    const object = leadingJsonObject(new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes));
    if (object === null) {
      return note('cri-failed-base-runtime-spec', value.location, { handler: name, path, why: 'not-json' });
    }
    const mismatch = jsonMismatch(object, specStructs, 'Spec');
    if (mismatch === null) continue;
    const article = /^[aeiou]/.test(mismatch.wanted) ? 'an' : 'a';
    const why = `${mismatch.path.join('.').slice(0, 200)} in ${path.slice(0, 200)} has to be ${article} ${mismatch.wanted}`;
    return note('cri-failed-setting', value.location, { key: 'base_runtime_spec', why });
  }
  return null;
}
