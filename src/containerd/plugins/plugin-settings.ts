import { mapField, plainField } from '../decoding/decode.ts';
import type { Family } from '../families.ts';
import { type ConfigValue, textOf } from '../files/config-tree.ts';
import { listedTexts } from '../files/document.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { otherPluginSettings } from './daemon.ts';
import { parsePlatform } from './platforms.ts';
import type { CriSettings } from './validate.ts';

/**
 * Settings of plugins that CRI needs and that do not load with them: `plugins/metadata`, `core/runtime/v2` and
 * `plugins/cri/images` of 2.x, `metadata/plugin`, `runtime/v2` of 1.x.
 */
export function neededPluginFailure(
  config: ServerConfig,
  family: Family,
  cri: CriSettings,
): ContainerdObservation | null {
  const policy = plainField(
    otherPluginSettings(config, family, 'io.containerd.metadata.v1.bolt'),
    'content_sharing_policy',
  );
  if (policy !== null && !['', 'shared', 'isolated'].includes(textOf(policy) ?? '')) {
    const why = 'has to be "shared" or "isolated"';
    return note('cri-failed-setting', policy.location, { key: 'content_sharing_policy', why });
  }
  const tasks = otherPluginSettings(config, family, 'io.containerd.runtime.v2.task');
  for (const { text, location } of tasks === null ? [] : listedTexts(tasks, 'platforms')) {
    if (parsePlatform(text, true) === null) return noPlatform('platforms', text, location);
  }
  if (family.generation === 1) return null;
  for (const { value } of mapField(cri.images, 'runtime_platforms')?.members.values() ?? []) {
    const platform = value.kind === 'struct' ? plainField(value, 'platform') : null;
    const text = textOf(platform) ?? '';
    if (platform !== null && text !== '' && parsePlatform(text, true) === null) {
      return noPlatform('runtime_platforms', text, platform.location);
    }
  }
  return null;
}

function noPlatform(key: string, text: string, location: ConfigValue['location']): ContainerdObservation {
  return note('cri-failed-setting', location, { key, why: `"${text.slice(0, 80)}" is no platform` });
}
