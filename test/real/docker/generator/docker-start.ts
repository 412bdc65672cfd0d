import fc from 'fast-check';
import type { Question } from '../../../docker/observed/question.ts';
import { chance, sometimes } from '../../generate/weighted.ts';

const options = [
  ...Array<string>(6).fill('native.cgroupdriver=systemd'),
  ...Array<string>(6).fill('native.cgroupdriver=cgroupfs'),
  'Native.CgroupDriver = cgroupfs',
  'native.cgroupdriver=',
  'native.cgroupdriver=Systemd',
  'other=x',
];
const parents = ['docker.slice', 'docker.slice', '/docker', '.slice', ''];

/** Directives with a value that most releases take, and in so many of a hundred cases one of another type. */
const directives: readonly (readonly [key: string, ...values: readonly unknown[]])[] = [
  ['log-level', 'info', 'WARN', 'warning', 'loud', ''],
  ['log-driver', 'json-file', 'local', 'journald', ''],
  ['log-opts', { 'max-size': '10m' }, { 'max-size': '10m', tag: 'x' }, { 'max-file': 3 }, { size: '1m' }, {}],
  ['log-format', 'json', 'text'],
  ['storage-opts', []],
  ['live-restore', true, false],
  ['default-runtime', 'runc', 'kata', 'io.containerd.runc.v2', 'io.containerd.kata.v2', '/usr/bin/kata'],
  [
    'runtimes',
    { kata: { path: '/opt/bin/runc' } },
    { kata: { path: '/opt/bin/runc', runtimeArgs: [] } },
    { kata: {} },
    {},
  ],
  ['cgroup-parent', ...parents],
  ['default-cgroupns-mode', 'host', 'private', ''],
  ['labels', ['a=1'], ['a=1', 'b=2'], ['a']],
  ['dns', ['10.0.0.10'], ['x']],
  ['dns-search', ['a.example'], ['-']],
  ['registry-mirrors', ['https://m.example'], ['https://m.example/x/'], ['m.example']],
  ['insecure-registries', ['r.example:5000'], ['10.0.0.0/8']],
  ['max-concurrent-downloads', 3, 0, -1],
  ['mtu', 1450, 0],
  ['experimental', true, false],
  ['features', { buildkit: true }],
  ['default-ulimits', { nofile: { Name: 'nofile', Hard: 64000, Soft: 64000 } }],
  ['default-address-pools', [{ base: '10.10.0.0/16', size: 24 }]],
  ['builder', { gc: { enabled: true } }],
  ['proxies', { 'http-proxy': 'http://p.example:3128' }],
  ['max-download-attempts', 5, 0],
  ['graph', '/var/lib/g'],
  ['host-gateway-ip', '10.0.0.1'],
  ['cdi-spec-dirs', ['/etc/cdi']],
  ['x', 1],
];
const odd: readonly unknown[] = [null, true, 1, 1.5, '1', [], ['a'], {}, { a: 1 }];

const directive = fc
  .constantFrom(...directives)
  .chain(([key, ...values]) =>
    chance(6).chain((isOdd) => fc.constantFrom(...(isOdd ? odd : values)).map((value) => [key, value] as const)),
  );

const object: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(sometimes(70, fc.array(fc.constantFrom(...options), { maxLength: 2 })), fc.array(directive, { maxLength: 3 }))
  .map(([exec, others]) => ({ ...(exec === null ? {} : { 'exec-opts': exec }), ...Object.fromEntries(others) }));

const file: fc.Arbitrary<string> = fc
  .tuple(
    object,
    fc.constantFrom(undefined, 2, '\t'),
    fc.constantFrom(...Array<string>(20).fill(''), '}', ' {}', ','),
    chance(3),
  )
  .map(
    ([value, space, behind, isMarked]) => `${isMarked ? '\uFEFF' : ''}${JSON.stringify(value, null, space)}${behind}\n`,
  );

const words: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...options).map((option) => ['--exec-opt', option]) },
  { weight: 2, arbitrary: fc.constantFrom(...parents).map((parent) => [`--cgroup-parent=${parent}`]) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<readonly string[]>(
      ...[
        ['-D'],
        ['--debug=false'],
        ['-l', 'info'],
        ['--log-level=warn'],
        ['-lerror'],
        ['--label', 'a=1'],
        ['--label=a'],
      ],
      ...[['--live-restore'], ['--default-runtime=kata'], ['--add-runtime', 'kata=/opt/bin/runc'], ['--mtu', '1400']],
      ...[
        ['-H', 'unix:///var/run/docker.sock'],
        ['--log-opt', 'max-size=1m'],
        ['--unknown'],
        ['word'],
        ['-x'],
        ['-Dl=info'],
      ],
      ...[['--config-file=/opt/other.json'], ['--config-file', '/opt/none.json'], ['--host-gateway-ip=10.0.0.1']],
    ),
  },
);

/** Files and flags with which a dockerd is started. */
export const dockerStart: fc.Arbitrary<Question> = fc
  .record({
    own: sometimes(85, file),
    other: file,
    flags: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly (readonly string[])[]>([]) },
      { weight: 2, arbitrary: fc.array(words, { minLength: 1, maxLength: 2 }) },
    ),
    onSystemd: fc.boolean(),
  })
  .map(({ own, other, flags, onSystemd }) => ({
    files: { ...(own === null ? {} : { '/etc/docker/daemon.json': own }), '/opt/other.json': other },
    arguments: flags.flat(),
    onSystemd,
  }));

export function showStart(question: Question): string {
  return JSON.stringify(question, null, 1);
}
