import type { Origin } from '../answer.ts';
import { flagField, spellingNotes } from '../decoding/spelling-notes.ts';
import { isSpellingOf } from '../decoding/spellings.ts';
import { booleanOf, textOf, valueAt, writtenValue } from '../files/config-tree.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { removedTypes } from '../plugins/drivers.ts';
import type { Handler } from '../plugins/handlers.ts';
import type { NoticeContext } from './context.ts';

/** What becomes of each handler, and who answers RuntimeConfig. */
export function noticeHandlers(context: NoticeContext): void {
  const { handlers, settings, decisions, notes, family } = context;
  for (const { name, driver } of handlers) {
    const handler = settings.handlers.get(name)!;
    const decision = decisions.get(name)!;
    const spellings = spellingNotes(decision.spellings);
    notes.observations.push(...spellings.observations);
    notes.doubts.push(...spellings.doubts);
    if (driver === 'no-runtime-type') {
      const location = handler.typeValue?.location ?? handler.definition;
      notes.observations.push(note('no-runtime-type', location, { handler: name }));
    } else if (driver === 'options-error') {
      notes.observations.push(badOption(name, context));
    } else if (driver === 'opaque') {
      notes.observations.push(opaque(handler, family.generation === 2));
    }
  }
  noticeRuntimeConfig(context);
}

function badOption(name: string, { decisions, settings }: NoticeContext): ContainerdObservation {
  const { path = [], wanted = '', found = '', location = null } = decisions.get(name)?.mismatch ?? {};
  const key = path.at(-1) ?? '';
  if (key !== flagField) return note('options-error', location, { handler: name, key, wanted, found });
  const options = settings.handlers.get(name)?.options;
  const entry = [...(options?.entries.values() ?? [])].find(({ value }) => value.location === location);
  const value = entry === undefined ? found : writtenValue(entry.value);
  return note('not-a-boolean', location, { handler: name, value, found });
}

const shims = [
  ['gvisor', /runsc|gvisor/i],
  ['kata', /kata/i],
  ['wasm', /spin|wasm|slight|lunatic|wws|youki\.wasm/i],
  ['runhcs', /runhcs/i],
  ['path', /^\//],
] as const;

function opaque({ name, type, typeValue, options, definition }: Handler, isSecond: boolean): ContainerdObservation {
  const location = typeValue?.location ?? definition;
  const shown = type.slice(0, 200);
  if (isSecond && removedTypes.includes(type)) return note('removed-runtime-type', location, { handler: name, type });
  const shim = shims.find(([, pattern]) => pattern.test(type))?.[0] ?? 'other';
  const configPath = options === null ? null : textOf(valueAt(options, 'ConfigPath'));
  const flag = [...(options?.entries.values() ?? [])].find(({ key }) => isSpellingOf(key, flagField));
  const detail = { handler: name, type: shown, shim, configPath, flag: booleanOf(flag?.value) } as const;
  return note('opaque-runtime', location, detail);
}

function noticeRuntimeConfig({ runtimeConfig, settings, handlers, family, outcome, notes }: NoticeContext): void {
  if (!family.has('answersRuntimeConfig') || outcome.state !== 'ok') return;
  const { handler, onSystemdHost } = runtimeConfig;
  const defaultHandler = settings.defaultName;
  if (handler === null) {
    notes.observations.push(note('runtime-config-answered-by-host', null, { defaultHandler }));
    return;
  }
  if (handler === defaultHandler || (onSystemdHost !== 'systemd' && onSystemdHost !== 'cgroupfs')) return;
  const origin: Origin | undefined = handlers.find(({ name }) => name === handler)?.origin;
  const location = origin === undefined ? null : origin.by === 'line' ? origin.location : origin.nearest;
  const detail = { defaultHandler, handler, driver: onSystemdHost };
  notes.observations.push(note('runtime-config-answered-by-other-handler', location, detail));
}
