import { type Location, startOfFile } from '../../text/position.ts';
import type { Origin } from '../answer.ts';
import { mapField } from '../decoding/decode.ts';
import { flagField } from '../decoding/spelling-notes.ts';
import type { Family } from '../families.ts';
import { criIds } from '../fields/cri-fields.ts';
import type { ConfigDocument } from '../files/document.ts';
import type { ServerConfig } from '../files/server-config.ts';
import { idIn } from './daemon.ts';
import type { DriverDecision } from './drivers.ts';
import { type Handler, isBuiltIn, type RuntimeSettings } from './handlers.ts';

export interface OriginContext {
  readonly config: ServerConfig;
  readonly family: Family;
  readonly documents: readonly ConfigDocument[];
  readonly settings: RuntimeSettings;
}

/** The line that decided, or the nearest place to the line that is missing. */
export function originOf(handler: Handler, decision: DriverDecision, context: OriginContext): Origin {
  if (decision.line !== null) return { by: 'line', location: decision.line };
  if (decision.driver === 'no-runtime-type' || decision.driver === 'opaque') {
    return { by: 'default', nearest: nearestTo(handler, false, context), missing: 'runtime_type' };
  }
  return { by: 'default', nearest: nearestTo(handler, true, context), missing: `${flagField} = true` };
}

/** The options, the handler, `containerd`, the plugin, the `version` line, or the main file: the first that is there. */
function nearestTo(handler: Handler, inOptions: boolean, context: OriginContext): Location | null {
  const { config, family, documents, settings } = context;
  if (inOptions && handler.options !== null && !isBuiltIn(handler.options.location)) return handler.options.location;
  if (handler.definition !== null) return handler.definition;
  const containerd = settings.containerd?.tables.at(-1) ?? null;
  const runtimes = mapField(settings.containerd, 'runtimes')?.tables.at(-1) ?? null;
  if (containerd !== null) return (runtimes?.explicit === true ? runtimes : containerd).location;
  const plugin = config.plugins.get(idIn(config, family, family.generation === 1 ? criIds.grpc : criIds.runtime));
  if (plugin?.value.kind === 'table') return plugin.value.location;
  if (config.versionLocation !== null) return config.versionLocation;
  const [main] = documents;
  return main === undefined ? null : startOfFile(main.file.resolvedPath);
}
