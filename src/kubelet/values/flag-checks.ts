import { addressFamily, isUnspecified } from './addresses.ts';
import { isOff, isTrueIn, type Settings, textOf } from './settings.ts';
import type { ValueCheck } from './value-check.ts';

const nodeIp = '--node-ip';

interface Address {
  readonly text: string;
  readonly family: 4 | 6;
}

/** Those that are addresses; the kubelet passes over others. */
function nodeAddresses(settings: Settings): readonly Address[] {
  return textOf(settings, nodeIp)
    .split(',')
    .map((part) => part.trim())
    .flatMap((text) => {
      const family = addressFamily(text);
      return family === null ? [] : [{ text, family }];
    });
}

function mayBeDual(settings: Settings): boolean {
  const { minor } = settings;
  if (minor <= 22 && isOff(settings, 'IPv6DualStack')) return false;
  const provider = textOf(settings, '--cloud-provider');
  if (provider === '') return true;
  return provider === 'external' && minor >= 27 && !isOff(settings, 'CloudDualStackNodeIPs');
}

/** Up to 1.26 only the flag says where the runtime listens. */
function isGivenHere({ minor, fields }: Settings, field: string): boolean {
  return minor >= 27 || fields.get(field)?.zero === 'itself';
}

function asksRuntime(settings: Settings): boolean {
  return settings.minor >= 24 || textOf(settings, '--container-runtime') === 'remote';
}

function endpointCheck(field: string): ValueCheck {
  return {
    fields: [field, '--container-runtime'],
    must: 'be a path, or one with unix://',
    isWrong: (settings) => {
      const scheme = /^([A-Za-z][-+.A-Za-z0-9]*):/.exec(textOf(settings, field))?.[1]?.toLowerCase();
      return scheme !== undefined && scheme !== 'unix' && isGivenHere(settings, field) && asksRuntime(settings);
    },
  };
}

const plugins = '--image-credential-provider';

function credentialProviderCheck(given: string, missing: string): ValueCheck {
  return {
    fields: [`${plugins}-${given}`, `${plugins}-${missing}`],
    must: `not be set without ${plugins}-${missing}`,
    isWrong: (settings) =>
      textOf(settings, `${plugins}-${given}`) !== '' &&
      textOf(settings, `${plugins}-${missing}`) === '' &&
      !isOff(settings, 'KubeletCredentialProviders'),
  };
}

/**
 * What flags without a field of their own say. Source: Kubernetes cmd/kubelet/app/server.go `RunKubelet`,
 * cmd/kubelet/app/options/options.go `ValidateKubeletFlags`, pkg/kubelet/util/util_unix.go, component-helpers node/util/ips.go.
 */
export const flagChecks: readonly ValueCheck[] = [
  {
    fields: [nodeIp],
    must: 'have one address, or one for IPv4 and one for IPv6',
    isWrong: (settings) => {
      const [first, second, ...more] = nodeAddresses(settings);
      return more.length > 0 || (second !== undefined && first?.family === second.family);
    },
  },
  {
    fields: [nodeIp, '--cloud-provider'],
    must: 'have one address in this configuration',
    isWrong: (settings) => nodeAddresses(settings).length === 2 && !mayBeDual(settings),
  },
  {
    fields: [nodeIp],
    must: 'not have 0.0.0.0 or :: beside another address',
    isWrong: (settings) => {
      const addresses = nodeAddresses(settings);
      return addresses.length === 2 && addresses.some(({ text }) => isUnspecified(text));
    },
  },
  {
    fields: ['--register-with-taints'],
    since: 27,
    must: 'have each key and effect once',
    isWrong: (settings) => {
      const pairs = textOf(settings, '--register-with-taints')
        .split(',')
        .map((taint) => taint.replace(/=[^:]*/, ''));
      return new Set(pairs).size < pairs.length;
    },
  },
  endpointCheck('containerRuntimeEndpoint'),
  endpointCheck('imageServiceEndpoint'),
  {
    fields: ['--container-runtime'],
    until: 23,
    must: 'be docker or remote',
    isWrong: (settings) => !['', 'docker', 'remote'].includes(textOf(settings, '--container-runtime')),
  },
  {
    fields: ['--container-runtime'],
    since: 24,
    until: 26,
    must: 'be remote',
    isWrong: (settings) => !['', 'remote'].includes(textOf(settings, '--container-runtime')),
  },
  {
    fields: ['--exit-on-lock-contention', '--lock-file'],
    must: 'not be set without --lock-file',
    isWrong: (settings) => isTrueIn(settings, '--exit-on-lock-contention') && textOf(settings, '--lock-file') === '',
  },
  credentialProviderCheck('config', 'bin-dir'),
  credentialProviderCheck('bin-dir', 'config'),
];
