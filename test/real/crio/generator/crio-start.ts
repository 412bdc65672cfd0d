import fc from 'fast-check';
import type { Question } from '../../../crio/observed/question.ts';
import { tomlSnippets } from '../../containerd/generator/toml-snippets.ts';
import { chance, sometimes } from '../../generate/weighted.ts';

const text = (value: string): string => JSON.stringify(value);
const managers = [...Array<string>(5).fill('systemd'), ...Array<string>(10).fill('cgroupfs'), 'Systemd', ''];
const cgroups = [...Array<string>(8).fill('pod'), 'system.slice', 'other.slice', '', 'elsewhere'];
const handlers = ['runc', 'crun', 'kata'];
const oddValues = ['true', '3', '"3"', '1.5', '[]', '["a"]', '[1]', '{}', '"10s"', '-1', '07:32:00', '""'];

const line = (key: string, values: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(spelling(key), fc.constantFrom(...values)).map(([name, value]) => `${name} = ${text(value)}`);

function weighted<T>(...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** The key as it is, or once in a while in capitals or in quotes. */
function spelling(key: string): fc.Arbitrary<string> {
  const capital = key.charAt(0).toUpperCase() + key.slice(1);
  return fc.oneof(
    { weight: 30, arbitrary: fc.constant(key) },
    { weight: 1, arbitrary: fc.constantFrom(key.toUpperCase(), capital, `"${key}"`, key.replace('s', '\u017f')) },
  );
}

/** Settings of every table whose type matters, most of them right. */
const typedKeys: Readonly<Record<string, readonly (readonly [key: string, value: string])[]>> = {
  crio: [
    ['log_dir', '"/var/log/pods"'],
    ['storage_option', '[]'],
    ['internal_wipe', 'true'],
    ['imagestore', '""'],
  ],
  'crio.api': [
    ['stream_port', '"0"'],
    ['stream_enable_tls', 'false'],
    ['grpc_max_send_msg_size', '8388608'],
    ['tls_cipher_suites', '[]'],
  ],
  'crio.runtime': [
    ['pids_limit', '1024'],
    ['selinux', 'false'],
    ['hooks_dir', '["/etc/hooks"]'],
    ['apparmor_profile', '""'],
    ['seccomp_use_default_when_empty', 'true'],
    ['manage_ns_lifecycle', 'true'],
    ['ctr_stop_timeout', '30'],
    ['log_size_max', '-1'],
    ['timezone', '""'],
    ['workloads', '{}'],
  ],
  'crio.image': [
    ['pause_image_auth_file', '""'],
    ['pinned_images', '[]'],
    ['registries', '[]'],
    ['image_volumes', '"mkdir"'],
    ['pull_progress_timeout', '"10s"'],
  ],
  'crio.network': [
    ['plugin_dirs', '["/opt/cni/bin"]'],
    ['cni_default_network', '""'],
  ],
  'crio.metrics': [
    ['enable_metrics', 'false'],
    ['metrics_port', '9090'],
  ],
  'crio.stats': [['stats_collection_period', '0']],
  'crio.nri': [
    ['nri_plugin_request_timeout', '"2s"'],
    ['nri_listen', '"/var/run/nri.sock"'],
  ],
};

const typedLine = (table: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...(typedKeys[table] ?? [])), chance(12), fc.constantFrom(...oddValues))
    .chain(([[key, value], isOdd, odd]) => spelling(key).map((name) => `${name} = ${isOdd ? odd : value}`));

const runtimeLines: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    sometimes(80, line('cgroup_manager', managers)),
    sometimes(70, line('conmon_cgroup', cgroups)),
    sometimes(25, line('default_runtime', ['runc', 'crun', 'kata', ''])),
    sometimes(15, line('log_level', ['info', 'DEBUG', 'warning', 'loud'])),
    fc.array(typedLine('crio.runtime'), { maxLength: 1 }),
  )
  .map(([manager, conmon, standard, level, more]) =>
    [manager, conmon, standard, level, ...more].filter((one) => one !== null),
  );

const handlerLines = (name: string): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      sometimes(70, line('monitor_cgroup', cgroups)),
      sometimes(20, line('runtime_type', ['oci', '', 'vm', 'other'])),
      sometimes(15, fc.constantFrom('runtime_root = "/r"', 'runtime_root = 1', 'allowed_annotations = "x"')),
    )
    .map((lines) => [`runtime_path = "/opt/stub/${name}"`, ...lines.filter((one) => one !== null)]);

const section: fc.Arbitrary<string> = weighted<string>(
  [8, runtimeLines.map((lines) => ['[crio.runtime]', ...lines].join('\n'))],
  [
    5,
    fc
      .constantFrom(...handlers)
      .chain((name) => handlerLines(name).map((lines) => [`[crio.runtime.runtimes.${name}]`, ...lines].join('\n'))),
  ],
  [
    3,
    fc
      .constantFrom(...Object.keys(typedKeys))
      .chain((table) =>
        fc.array(typedLine(table), { maxLength: 2 }).map((lines) => [`[${table}]`, ...lines].join('\n')),
      ),
  ],
  [
    1,
    fc.constantFrom(
      ...['[crio]\ncgroup_manager = "cgroupfs"', '[other]\ncgroup_manager = "cgroupfs"', '[crio.runtime.runtimes]'],
      ...[
        '[CRIO.Runtime]\ncgroup_manager = "cgroupfs"',
        '[crio]\nruntime.cgroup_manager = "cgroupfs"',
        '[[crio.runtime]]',
      ],
      ...['[crio.runtime]\nruntimes = "x"', '[crio.runtime.runtimes]\nkata = 1', '# nothing'],
    ),
  ],
);

/** Sections of one file, of which no two have the same header. */
const file: fc.Arbitrary<string> = fc
  .tuple(
    fc.uniqueArray(section, { selector: (one) => one.split('\n')[0], minLength: 1, maxLength: 4 }),
    sometimes(
      8,
      fc.constantFrom(...tomlSnippets).map((snippet) => `[unknown.table]\n${snippet}`),
    ),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.constantFrom('', '', '', '', '', '', '', '\uFEFF'),
  )
  .map(
    ([sections, last, end, mark]) =>
      mark + [...sections, ...(last === null ? [] : [last]), ''].join('\n').replaceAll('\n', end),
  );

const flag: fc.Arbitrary<readonly string[]> = weighted<readonly string[]>(
  [6, fc.constantFrom(...managers).chain((value) => flagWords('cgroup-manager', value))],
  [4, fc.constantFrom(...cgroups).chain((value) => flagWords('conmon-cgroup', value))],
  [3, fc.constantFrom(...handlers, '').chain((value) => flagWords('default-runtime', value))],
  [2, fc.constantFrom('/opt/other.conf', '/opt/none.conf', '').chain((value) => flagWords('config', value))],
  [
    1,
    fc
      .constantFrom('/opt/other.d', '/opt/none', '', '/opt/other.conf')
      .chain((value) => flagWords('config-dir', value)),
  ],
  [
    5,
    fc.constantFrom<readonly string[]>(
      ...[
        ['--selinux'],
        ['--selinux=false'],
        ['--log-level', 'debug'],
        ['--pids-limit=10'],
        ['--enable-metrics=false'],
      ],
      ...[['--runtimes=kata:/opt/stub/kata:/r'], ['--runtimes', 'crun:/opt/stub/crun:/r,kata:/opt/stub/kata:/r']],
      ...[['--internal-wipe'], ['--imagestore='], ['--seccomp-use-default-when-empty=true'], ['--manage-ns-lifecycle']],
      ...[['--unknown'], ['word'], ['-l=info'], ['--drop-infra-ctr=maybe'], ['--blockio-reload']],
    ),
  ],
);

function flagWords(name: string, value: string): fc.Arbitrary<readonly string[]> {
  return fc.constantFrom([`--${name}=${value}`], [`--${name}`, value], [`-${name}`, value]);
}

const variable: fc.Arbitrary<readonly [string, string]> = weighted<readonly [string, string]>(
  [3, fc.constantFrom(...managers).map((value) => ['CONTAINER_CGROUP_MANAGER', value] as const)],
  [2, fc.constantFrom(...cgroups).map((value) => ['CONTAINER_CONMON_CGROUP', value] as const)],
  [
    1,
    fc.constantFrom(
      ['CONTAINER_CONFIG', '/opt/other.conf'] as const,
      ['CONTAINER_CONFIG_DIR', '/opt/other.d'] as const,
      ['CONTAINER_DEFAULT_RUNTIME', 'kata'] as const,
    ),
  ],
);

const names = ['10-a.conf', '9-b.conf', 'README', '.hidden', 'sub/x.conf', 'z.bak', 'A'];

/** Files, flags and variables with which a CRI-O is started. */
export const crioStart: fc.Arbitrary<Question> = fc
  .record({
    main: fc.option(file, { freq: 3 }),
    dropIns: fc.array(fc.tuple(fc.constantFrom(...names), file), { maxLength: 2 }),
    other: file,
    flags: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly (readonly string[])[]>([]) },
      { weight: 2, arbitrary: fc.array(flag, { minLength: 1, maxLength: 2 }) },
    ),
    variables: fc.oneof(
      { weight: 5, arbitrary: fc.constant<readonly (readonly [string, string])[]>([]) },
      { weight: 1, arbitrary: fc.array(variable, { minLength: 1, maxLength: 2 }) },
    ),
  })
  .map(({ main, dropIns, other, flags, variables }) => ({
    files: {
      ...(main === null ? {} : { '/etc/crio/crio.conf': main }),
      ...Object.fromEntries(dropIns.map(([name, content]) => [`/etc/crio/crio.conf.d/${name}`, content])),
      '/opt/other.conf': other,
      '/opt/other.d/x': other,
    },
    arguments: flags.flat(),
    environment: Object.fromEntries(variables),
  }));

export function showStart(question: Question): string {
  return JSON.stringify(question, null, 1);
}
