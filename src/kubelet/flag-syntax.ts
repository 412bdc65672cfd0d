import { isPlaceholder } from '../text/placeholder.ts';
import { isLabelKey, isLabelValue } from './labels.ts';
import { addressFamily } from './values/addresses.ts';
import { quantity } from './values/units.ts';

const effects: ReadonlySet<string> = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);

/** `key=value:effect` or `key:effect`; with a dash at the end it takes a taint away, or is none, by release. */
function isTaint(spec: string): boolean {
  if (spec.endsWith('-')) return true;
  const [pair = '', effect, ...more] = spec.split(':');
  const [key = '', value, ...rest] = pair.split('=');
  if (more.length > 0 || rest.length > 0 || effect === undefined || !effects.has(effect)) return false;
  return isLabelKey(key) && (value === undefined || isLabelValue(value));
}

function isPattern(setting: string): boolean {
  return setting === '' || /^[^=]+=\+?\d+$/.test(setting);
}

/** `0:memory=1Gi,hugepages-1Gi=2Gi`. */
function isNodeReservation(written: string): boolean {
  const [node = '', limits, ...more] = written.split(':');
  if (more.length > 0 || limits === undefined || !/^\+?\d+$/.test(node)) return false;
  return limits.split(',').every((limit) => {
    const [resource = '', amount = '', ...rest] = limit.split('=');
    return (
      rest.length === 0 && (resource === 'memory' || resource.startsWith('hugepages-')) && quantity(amount) !== null
    );
  });
}

/**
 * Flags with a syntax of their own, as far as every release has the same. Source: Kubernetes
 * cmd/kubelet/app/options/options.go of 1.20 to 1.36 and what the flags there parse their values with.
 */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  address: (value) => addressFamily(value) !== null,
  'healthz-bind-address': (value) => addressFamily(value) !== null,
  'manifest-url-header': (value) => value.split(',').every((pair) => pair === '' || pair.includes(':')),
  'register-with-taints': (value) => value.split(',').every(isTaint),
  'reserved-memory': (value) => value.split(';').every(isNodeReservation),
  v: (value) => /^[-+]?\d+$/.test(value),
  vmodule: (value) => value.split(',').every((setting) => isPattern(setting.trim())),
};

/** Whether the value of such a flag can be parsed, or is still to be filled in; true of any other. */
export function isWellFormed(name: string, value: string): boolean {
  return !Object.hasOwn(forms, name) || isPlaceholder(value) || forms[name]!(value);
}
