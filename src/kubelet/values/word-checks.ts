import { isLabelKey, isLabelValue } from '../labels.ts';
import { cipherSuites } from './cipher-suites.ts';
import { isMap, type PlainMap } from './field-values.ts';
import { gateOn, gateOnWhenDecoded, listOf, mapOf, type Settings, textOf } from './settings.ts';
import type { ValueCheck } from './value-check.ts';

function oneOf(field: string, words: readonly string[], since?: number): ValueCheck {
  return {
    fields: [field],
    ...(since === undefined ? {} : { since }),
    must: `be one of ${words.join(', ')}`,
    isWrong: (settings) => !words.includes(textOf(settings, field)),
  };
}

/** Without the gate that they belong to these take nothing but one word. */
function onlyWithGate(
  field: string,
  gate: string,
  word: string,
  releases: Pick<ValueCheck, 'since' | 'until'>,
): ValueCheck {
  return {
    fields: [field],
    ...releases,
    must: `be ${word} unless the feature gate ${gate} is on`,
    isWrong: (settings) => textOf(settings, field) !== word && !gateOn(settings, gate),
  };
}

function swapBehavior(words: readonly string[], releases: Pick<ValueCheck, 'since' | 'until'>): ValueCheck {
  return {
    fields: ['memorySwap'],
    ...releases,
    must: `have one of ${words.join(', ')} for its swapBehavior`,
    isWrong: (settings) => swapOf(settings) !== '' && gateOn(settings, 'NodeSwap') && !words.includes(swapOf(settings)),
  };
}

function swapOf(settings: Settings): string {
  return String(mapOf(settings, 'memorySwap').swapBehavior ?? '');
}

const policyField = 'imagePullCredentialsVerificationPolicy';
const policyGate = 'KubeletEnsureSecretPulledImages';
const policies = ['NeverVerify', 'NeverVerifyPreloadedImages', 'NeverVerifyAllowlistedImages', 'AlwaysVerify'];

/** The policy has a default where the gate is on at the time at which defaults are filled in. */
function policyOf(settings: Settings): string {
  return textOf(settings, policyField) || (gateOnWhenDecoded(settings, policyGate) ? 'NeverVerifyPreloadedImages' : '');
}

const effects = ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function isTaint({ key, value, effect, timeAdded }: PlainMap): boolean {
  const isKey = isLabelKey(String(key ?? '')) && isLabelValue(String(value ?? ''));
  return isKey && effects.includes(String(effect ?? '')) && timeAdded == null;
}

/** Fields that take certain words only. */
export const wordChecks: readonly ValueCheck[] = [
  oneOf('topologyManagerPolicy', ['none', 'best-effort', 'restricted', 'single-numa-node']),
  onlyWithGate('topologyManagerPolicy', 'TopologyManager', 'none', { until: 26 }),
  oneOf('topologyManagerScope', ['container', 'pod']),
  onlyWithGate('topologyManagerScope', 'TopologyManager', 'container', { until: 26 }),
  oneOf('hairpinMode', ['promiscuous-bridge', 'hairpin-veth', 'none']),
  oneOf('memoryReservationPolicy', ['None', 'TieredReservation'], 36),
  onlyWithGate('memoryReservationPolicy', 'MemoryQoS', 'None', { since: 36 }),
  swapBehavior(['LimitedSwap', 'UnlimitedSwap'], { since: 22, until: 29 }),
  swapBehavior(['LimitedSwap', 'NoSwap'], { since: 30 }),
  {
    fields: ['memorySwap'],
    since: 22,
    must: 'have no swapBehavior unless the feature gate NodeSwap is on',
    isWrong: (settings) => swapOf(settings) !== '' && !gateOn(settings, 'NodeSwap'),
  },
  {
    fields: [policyField],
    since: 33,
    must: `be one of ${policies.join(', ')}`,
    isWrong: (settings) => gateOn(settings, policyGate) && !policies.includes(policyOf(settings)),
  },
  {
    fields: [policyField],
    since: 33,
    must: `not be set unless the feature gate ${policyGate} is on`,
    isWrong: (settings) => !gateOn(settings, policyGate) && policyOf(settings) !== '',
  },
  {
    fields: ['preloadedImagesVerificationAllowlist', policyField],
    since: 33,
    must: `not be set unless ${policyField} is NeverVerifyAllowlistedImages`,
    isWrong: (settings) =>
      listOf(settings, 'preloadedImagesVerificationAllowlist').length > 0 &&
      (!gateOn(settings, policyGate) || policyOf(settings) !== 'NeverVerifyAllowlistedImages'),
  },
  {
    fields: ['authorization'],
    must: 'have AlwaysAllow or Webhook for its mode',
    isWrong: (settings) =>
      !['', 'AlwaysAllow', 'Webhook'].includes(String(mapOf(settings, 'authorization').mode ?? '')),
  },
  {
    fields: ['tlsMinVersion'],
    must: 'be one of VersionTLS10, VersionTLS11, VersionTLS12, VersionTLS13',
    isWrong: (settings) => !/^(VersionTLS1[0-3])?$/.test(textOf(settings, 'tlsMinVersion')),
  },
  {
    fields: ['tlsCipherSuites'],
    must: 'have cipher suites that Go knows',
    isWrong: (settings) => listOf(settings, 'tlsCipherSuites').some((suite) => !cipherSuites.has(String(suite))),
  },
  {
    fields: ['registerWithTaints'],
    since: 23,
    must: 'have taints with a key, a value and an effect that there are',
    isWrong: (settings) => listOf(settings, 'registerWithTaints').some((taint) => isMap(taint) && !isTaint(taint)),
  },
  {
    fields: ['showHiddenMetricsForVersion'],
    must: 'be the minor release before',
    isWrong: (settings) => {
      const version = textOf(settings, 'showHiddenMetricsForVersion');
      return version !== '' && version !== `1.${settings.minor - 1}`;
    },
  },
  {
    fields: ['podLogsDir'],
    since: 30,
    must: 'be a path without more than it needs, in ASCII',
    isWrong: (settings) => !isCleanPath(textOf(settings, 'podLogsDir')),
  },
];

/** As Go's filepath.Clean leaves it; a relative path is made absolute, and cleaned, as the file is read. */
function isCleanPath(path: string): boolean {
  if (!/^[\0-\x7f]+$/.test(path)) return false;
  if (!path.startsWith('/') || path === '/') return true;
  return path
    .slice(1)
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..');
}
