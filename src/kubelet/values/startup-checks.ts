import type { Plain } from './field-values.ts';
import { kubeconfig } from './flag-values.ts';
import { durationOf, gateOn, isOff, isTrueIn, listOf, mapOf, numberOf, textOf } from './settings.ts';
import { billionths } from './units.ts';
import type { ValueCheck } from './value-check.ts';

const whole = 1_000_000_000n;

/** A number of bytes, of which there are no parts. */
function isSize(written: string): boolean {
  const amount = billionths(written);
  return amount !== null && amount % whole === 0n;
}

const longestSysctl = 253;

/**
 * A sysctl, or several with `*` at the end, of which the kernel has one for each container. Older releases let more names
 * begin with kernel.shm and kernel.msg than later ones.
 */
function isAllowedSysctl(name: string): boolean {
  if (name.length > longestSysctl) return false;
  if (!/^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*([a-z0-9][-_a-z0-9]*)?[a-z0-9*]$/.test(name)) return false;
  const separator = /[./]/.exec(name)?.[0];
  const dotted = separator === '/' ? name.replace(/[./]/g, (one) => (one === '/' ? '.' : '/')) : name;
  return /^(kernel\.sem\*?$|kernel\.shm|kernel\.msg|fs\.mqueue\.|net\.)/.test(dotted);
}

/** As Go's net/url takes it, as far as a host and a port go. */
function isTraceEndpoint(written: string): boolean {
  const endpoint = written.includes('//') ? written : `dns://${written}`;
  const scheme = /^([A-Za-z][-+.A-Za-z0-9]*):/.exec(endpoint)?.[1]?.toLowerCase() ?? '';
  if (!['dns', 'unix', 'unix-abstract'].includes(scheme)) return false;
  const [path = ''] = endpoint.split(/[?#]/);
  if (/[\0-\x20\x7f]/.test(path) || /%(?![\da-f]{2})/i.test(path)) return false;
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(endpoint)?.[1] ?? '';
  return authority.includes('[') || authority.includes('@') || /^[^:]*(:\d*)?$/.test(authority);
}

/** By their numbers in TLS; those of later versions of Go are among them. */
const curves: ReadonlySet<Plain> = new Set([0, 23, 24, 25, 29, 4587, 4588, 4589]);

/**
 * What the kubelet looks at once it sets itself up, after its configuration is valid. Source: Kubernetes
 * pkg/kubelet/kubelet.go `NewMainKubelet`, cmd/kubelet/app/server.go and what they call, of 1.20, 1.21 and 1.25 to 1.36.
 */
export const startupChecks: readonly ValueCheck[] = [
  {
    fields: ['containerLogMaxSize'],
    must: 'be a whole number of bytes, such as 10Mi',
    isWrong: (settings) => !isSize(textOf(settings, 'containerLogMaxSize')),
  },
  {
    fields: ['containerLogMaxFiles'],
    until: 32,
    must: 'be at least 2',
    isWrong: (settings) => numberOf(settings, 'containerLogMaxFiles') < 2,
  },
  {
    fields: ['allowedUnsafeSysctls'],
    must: "have sysctls, or patterns with * at the end, that are each container's own: kernel.sem, kernel.shm*, kernel.msg*, fs.mqueue.* and net.*",
    isWrong: (settings) => listOf(settings, 'allowedUnsafeSysctls').some((name) => !isAllowedSysctl(String(name))),
  },
  {
    fields: ['syncFrequency'],
    must: 'be longer than 0',
    isWrong: (settings) => durationOf(settings, 'syncFrequency') <= 0,
  },
  {
    fields: ['runtimeRequestTimeout'],
    must: 'be longer than 0',
    isWrong: (settings) => durationOf(settings, 'runtimeRequestTimeout') <= 0,
  },
  {
    fields: ['seccompDefault'],
    since: 22,
    until: 26,
    must: 'be false unless the feature gate SeccompDefault is on',
    isWrong: (settings) => isTrueIn(settings, 'seccompDefault') && isOff(settings, 'SeccompDefault'),
  },
  {
    fields: ['tracing'],
    since: 25,
    must: 'have an endpoint such as localhost:4317, or one with dns://, unix:// or unix-abstract://',
    isWrong: (settings) => {
      const { endpoint } = mapOf(settings, 'tracing');
      return typeof endpoint === 'string' && gateOn(settings, 'KubeletTracing') && !isTraceEndpoint(endpoint);
    },
  },
  {
    fields: ['tlsCurvePreferences'],
    since: 36,
    must: 'have numbers of curves that Go knows, such as 29',
    isWrong: (settings) => listOf(settings, 'tlsCurvePreferences').some((curve) => !curves.has(curve)),
  },
  {
    // a kubelet on its own does not look at it from 1.26 on
    fields: ['configMapAndSecretChangeDetectionStrategy', kubeconfig],
    must: 'be Get, Cache or Watch',
    isWrong: (settings) =>
      (settings.minor <= 25 || textOf(settings, kubeconfig) !== '') &&
      !['Get', 'Cache', 'Watch'].includes(textOf(settings, 'configMapAndSecretChangeDetectionStrategy')),
  },
];
