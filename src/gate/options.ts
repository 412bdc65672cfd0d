import type { Platform } from '../image/opened-image.ts';

/** Everything that a run can be told, whichever entry it came in by. */
export interface GateOptions {
  readonly images: readonly string[];
  readonly require: 'systemd' | 'match';
  readonly handlers: 'all' | 'default' | readonly string[];
  readonly failOn: 'error' | 'warning' | 'never';
  /** Findings that are accepted: code to reason. */
  readonly skip: ReadonlyMap<string, string>;
  readonly containerdVersion: string | null;
  readonly kubeletVersion: string | null;
  readonly kubeletConfig: string | null;
  readonly kindConfig: string | null;
  readonly verify: boolean;
  readonly cache: string | null;
  readonly platform: Platform;
  /** Whether the platform was asked for, or is the default. */
  readonly platformGiven: boolean;
  readonly repo: string | null;
  readonly baseline: string | null;
  readonly kind: KindOptions;
}

/** What kind mode can be told besides. */
export interface KindOptions {
  /** Seconds that a boot may take. */
  readonly timeout: number;
  /** Seconds for which the pods are watched after the boot. */
  readonly watch: number;
  readonly retainOnFailure: boolean;
  /** Where logs are exported to; null for none. */
  readonly logs: string | null;
}

/**
 * One option, as the command's `--name`, the action's input `name`, the help text and the README's table all show it.
 * `value` is the placeholder of its argument; null for a switch.
 */
export interface OptionSpec {
  readonly name: string;
  readonly value: string | null;
  readonly repeatable: boolean;
  readonly default: string | null;
  readonly help: string;
  /** `command`: only the command has it. `action`: only the action. */
  readonly only?: 'command' | 'action';
}

export const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'format',
    value: 'text|json|sarif|markdown|junit',
    repeatable: false,
    default: 'text',
    help: 'what goes to standard output',
    only: 'command',
  },
  {
    name: 'output',
    value: 'FORMAT=FILE',
    repeatable: true,
    default: null,
    help: 'write that format to a file as well',
    only: 'command',
  },
  {
    name: 'require',
    value: 'systemd|match',
    repeatable: false,
    default: 'systemd',
    help: '`systemd`: both sides must be systemd; `match`: they only have to agree',
  },
  {
    name: 'handlers',
    value: 'all|default|NAME,...',
    repeatable: false,
    default: 'all',
    help: 'which runtime handlers are judged',
  },
  {
    name: 'fail-on',
    value: 'error|warning|never',
    repeatable: false,
    default: 'error',
    help: 'the lowest severity that fails',
  },
  {
    name: 'skip',
    value: 'CODE=REASON',
    repeatable: true,
    default: null,
    help: 'accept a finding, with the reason in the report',
  },
  {
    name: 'containerd-version',
    value: 'V',
    repeatable: false,
    default: null,
    help: "containerd's version, instead of what is read from the image",
  },
  {
    name: 'kubelet-version',
    value: 'V',
    repeatable: false,
    default: null,
    help: "the kubelet's version, instead of what is read from the image",
  },
  {
    name: 'kubelet-config',
    value: 'FILE',
    repeatable: false,
    default: null,
    help: 'the KubeletConfiguration or kubeadm file that the node will get, where the image has none',
  },
  {
    name: 'kind-config',
    value: 'FILE',
    repeatable: false,
    default: null,
    help: "with `kind:REF`, the cluster's configuration; with any other form, judge the image as kind would patch it",
  },
  {
    name: 'verify',
    value: null,
    repeatable: false,
    default: 'off',
    help: 'hash everything, also where only a part had to be read',
  },
  {
    name: 'cache',
    value: 'DIR',
    repeatable: false,
    default: null,
    help: 'remember per layer digest what was found in it',
  },
  {
    name: 'platform',
    value: 'OS/ARCH',
    repeatable: false,
    default: 'linux/amd64',
    help: 'which image of a multi-platform index',
  },
  {
    name: 'repo',
    value: 'DIR',
    repeatable: false,
    default: null,
    help: 'the checkout in which to look for the source of a baked file (the action: the workspace)',
  },
  {
    name: 'baseline',
    value: 'FILE',
    repeatable: false,
    default: null,
    help: 'an earlier JSON report: say what is new, persisting, fixed',
  },
  {
    name: 'kind-timeout',
    value: 'SECONDS',
    repeatable: false,
    default: '600',
    help: 'with `kind:`, how long a boot may take',
  },
  {
    name: 'kind-watch',
    value: 'SECONDS',
    repeatable: false,
    default: '20',
    help: 'with `kind:`, how long the pods are watched after the boot',
  },
  {
    name: 'kind-logs',
    value: 'DIR',
    repeatable: false,
    default: null,
    help: "with `kind:`, where the cluster's logs are exported to",
  },
  {
    name: 'retain-on-failure',
    value: null,
    repeatable: false,
    default: 'off',
    help: 'with `kind:`, keep the cluster when the image fails, and say how to reach it',
  },
];
