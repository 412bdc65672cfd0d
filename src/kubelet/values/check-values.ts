import { isPlaceholder } from '../../text/placeholder.ts';
import { firstListed, lastListed } from '../gates/known-gates.ts';
import type { Notes } from '../notes.ts';
import { evictionChecks } from './eviction-checks.ts';
import { isMap, type Plain } from './field-values.ts';
import { flagChecks } from './flag-checks.ts';
import { jointChecks } from './joint-checks.ts';
import { loggingChecks } from './logging-checks.ts';
import { numberChecks } from './number-checks.ts';
import { reservationChecks } from './reservation-checks.ts';
import { resourceChecks } from './resource-checks.ts';
import { placeOf, type Settings, written } from './settings.ts';
import { startupChecks } from './startup-checks.ts';
import type { ValueCheck } from './value-check.ts';
import { wordChecks } from './word-checks.ts';

const checks: readonly ValueCheck[] = [
  ...loggingChecks,
  ...numberChecks,
  ...wordChecks,
  ...reservationChecks,
  ...jointChecks,
  ...resourceChecks,
  ...evictionChecks,
  ...startupChecks,
  ...flagChecks,
];

/**
 * Notes the values with which the kubelet does not start, as far as they are wrong whatever the machine. A check that looks at
 * something unknown is left out, as are all for releases before those that were looked at; of later ones nothing is certain.
 * @param isKnown whether it is known what a field is set to, or that nobody sets it
 */
export function checkValues(settings: Settings, isKnown: (field: string) => boolean, notes: Notes): void {
  const { minor } = settings;
  if (minor < firstListed) return;
  for (const check of checks) {
    if (minor < (check.since ?? 0) || minor > (check.until ?? minor)) continue;
    if (!check.fields.every((field) => isKnown(field) && !isOpen(written(settings, field)))) continue;
    if (!check.isWrong(settings)) continue;
    const [field = ''] = check.fields;
    const location =
      check.place?.(settings) ?? check.fields.map((name) => placeOf(settings, name)).find(Boolean) ?? null;
    const value = shown(written(settings, field));
    notes.refuse('config-value-refused', location, { field, value, must: check.must, certain: minor <= lastListed });
  }
}

/** Whether some of it is to be filled in later. The names of cipher suites only look like that. */
function isOpen(value: Plain | undefined): boolean {
  if (typeof value === 'string') return isPlaceholder(value) && !value.startsWith('TLS_');
  if (Array.isArray(value)) return value.some(isOpen);
  return isMap(value) && Object.values(value).some(isOpen);
}

/** Null where nobody sets it, or it is more than one word. */
function shown(value: Plain | undefined): string | null {
  return value === undefined || (typeof value === 'object' && value !== null) ? null : String(value);
}
