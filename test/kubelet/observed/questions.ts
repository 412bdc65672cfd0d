import type { MemoryFile } from '../../support/memory-tree.ts';
import type { Question } from './question.ts';
import { textQuestions } from './text-questions.ts';
import { valueQuestions } from './value-questions.ts';

const head = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
const gate = 'KubeletCgroupDriverFromCRI';
const path = '/etc/k.yaml';
const json = '"apiVersion":"kubelet.config.k8s.io/v1beta1","kind":"KubeletConfiguration"';

type More = Partial<Omit<Question, 'files'>>;

/** No file but what is given. */
function line(...words: readonly string[]): Question {
  return { files: {}, arguments: words };
}

/** A file that `--config` names. */
function file(content: MemoryFile, more: More = {}): Question {
  return { files: { [path]: content }, ...more, arguments: [`--config=${path}`, ...(more.arguments ?? [])] };
}

/** Such a file with these lines behind its head. */
function lines(text: string, more: More = {}): Question {
  return file(`${head}${text}\n`, more);
}

const directory: More = { arguments: ['--config-dir=/d'], environment: { KUBELET_CONFIG_DROPIN_DIR_ALPHA: '' } };

/** Drop-ins below `/d` by their names, each with these lines behind its head, over a file that says systemd. */
function dropIns(texts: Readonly<Record<string, string>>, base = 'cgroupDriver: systemd', more: More = {}): Question {
  const contents = Object.entries(texts).map(([name, text]) => [name, `${head}${text}\n`] as const);
  return rawDropIns(Object.fromEntries(contents), base, more);
}

/** Drop-ins with the whole of their content. */
function rawDropIns(
  contents: Readonly<Record<string, MemoryFile>>,
  base = 'cgroupDriver: systemd',
  more: More = {},
): Question {
  const question = lines(base, { ...directory, ...more });
  const files = Object.entries(contents).map(([name, content]) => [`/d/${name}`, content] as const);
  return { ...question, files: { ...question.files, '/opt/empty': '', ...Object.fromEntries(files) } };
}

/** The directory itself is something else. */
function directoryOf(files: Readonly<Record<string, MemoryFile>>, word = '--config-dir=/d'): Question {
  const question = lines('cgroupDriver: systemd', { ...directory, arguments: [word] });
  return { ...question, files: { ...question.files, ...files } };
}

const cgroupfs = `${head}cgroupDriver: cgroupfs\n`;

const configFiles: Readonly<Record<string, Question>> = {
  'says systemd': lines('cgroupDriver: systemd'),
  'is silent': lines(''),
  'is empty': file(''),
  'is not there': line(`--config=${path}`),
  'is a folder': { files: { [`${path}/x`]: '' }, arguments: [`--config=${path}`] },
  'is a link': { files: { [path]: { symlink: '/k' }, '/k': cgroupfs }, arguments: [`--config=${path}`] },
  'is relative': { files: { [path]: `${head}cgroupDriver: systemd\n` }, arguments: ['--config=etc/k.yaml'] },
  'has a comment only': file('# nothing\n'),
  'has no kind': file('apiVersion: kubelet.config.k8s.io/v1beta1\ncgroupDriver: systemd\n'),
  'has no apiVersion': file('kind: KubeletConfiguration\ncgroupDriver: systemd\n'),
  'has neither': file('cgroupDriver: systemd\n'),
  'is of v1': file(head.replace('v1beta1', 'v1')),
  'is of v1alpha1': file(head.replace('v1beta1', 'v1alpha1')),
  'has the kind in another case': file(head.replace('Kubelet', 'kubelet')),
  'is another kind of the group': file(head.replace('KubeletConfiguration', 'CredentialProviderConfig')),
  'has an unknown field': lines('foo: 1\ncgroupDriver: systemd'),
  'has a dash in the field': lines('cgroup-driver: systemd'),
  'has the field in lower case': lines('cgroupdriver: systemd'),
  'has the field with a capital': lines('CgroupDriver: systemd'),
  'has the field in two cases': lines('cgroupDriver: cgroupfs\ncgroupdriver: systemd'),
  'has the field twice, systemd last': lines('cgroupDriver: cgroupfs\ncgroupDriver: systemd'),
  'has the field twice, cgroupfs last': lines('cgroupDriver: systemd\ncgroupDriver: cgroupfs'),
  'has another field twice, once wrong': lines('maxPods: x\nmaxPods: 6\ncgroupDriver: systemd'),
  'says ""': lines('cgroupDriver: ""'),
  'says null': lines('cgroupDriver: null'),
  'says ~': lines('cgroupDriver: ~'),
  'says nothing': lines('cgroupDriver:'),
  'says Systemd': lines('cgroupDriver: Systemd'),
  'says SYSTEMD': lines('cgroupDriver: SYSTEMD'),
  'says systemd in quotes': lines('cgroupDriver: "systemd"'),
  'says systemd in quotes within quotes': lines(`cgroupDriver: "'systemd'"`),
  'says systemd with a blank': lines('cgroupDriver: "systemd "'),
  'says a word': lines('cgroupDriver: foo'),
  'says a number': lines('cgroupDriver: 5'),
  'says yes': lines('cgroupDriver: yes'),
  'says a list': lines('cgroupDriver: [systemd]'),
  'says a map': lines('cgroupDriver: {a: b}'),
  'says a date': lines('cgroupDriver: 2026-01-01'),
  'says .nan': lines('cgroupDriver: .nan'),
  'has a tag': lines('cgroupDriver: !!str systemd'),
  'folds the value': lines('cgroupDriver: >-\n  systemd'),
  'has a literal block': lines('cgroupDriver: |\n  systemd'),
  'has an escape': lines('cgroupDriver: "system\\x64"'),
  'has a complex key': lines('? cgroupDriver\n: systemd'),
  'has an alias': lines('clusterDomain: &d systemd\ncgroupDriver: *d'),
  'has an alias of nothing': lines('cgroupDriver: *d'),
  merges: lines('x: &x {cgroupDriver: systemd}\n<<: *x'),
  'merges before its own': lines('<<: {cgroupDriver: systemd}\ncgroupDriver: cgroupfs'),
  'merges after its own': lines('cgroupDriver: cgroupfs\n<<: {cgroupDriver: systemd}'),
  'merges two': lines('<<: [{cgroupDriver: systemd}, {cgroupDriver: cgroupfs}]'),
  'has << in quotes': lines('"<<": {cgroupDriver: systemd}'),
  'merges no map': lines('<<: 5\ncgroupDriver: systemd'),
  'merges null': lines('<<: null\ncgroupDriver: systemd'),
  'has a list for a key': lines('? [a]\n: b\ncgroupDriver: systemd'),
  'has a map for a key': lines('{"a":b}: c\ncgroupDriver: systemd'),
  'has null for a key': lines('~: a\ncgroupDriver: systemd'),
  'has an empty key': lines('"": a\ncgroupDriver: systemd'),
  'has CR for line ends': file(`${head}cgroupDriver: systemd\n`.replaceAll('\n', '\r')),
  'has the next line mark for a line end': lines('# a comment\u0085cgroupDriver: systemd'),
  'begins a line with a tab': lines('\tcgroupDriver: systemd'),
  'has a tab before the value': lines('cgroupDriver:\tsystemd'),
  'has two documents': lines(`cgroupDriver: systemd\n---\n${cgroupfs}`),
  'sets it in the second document': file(`${head}---\n${head}cgroupDriver: systemd\n`),
  'has a broken second document': lines('cgroupDriver: systemd\n---\n{{{'),
  'begins with ---': file(`---\n${head}cgroupDriver: systemd\n`),
  'has an empty first document': file(`---\n---\n${head}cgroupDriver: systemd\n`),
  'has a comment before ---': file(`# first\n---\n${head}cgroupDriver: systemd\n`),
  'ends with ... and more': lines('cgroupDriver: systemd\n...\nfoo'),
  'is JSON': file(`{${json},"cgroupDriver":"systemd"}`),
  'is JSON with tabs': file(`\n {\t${json},\n\t"cgroupDriver":\t"systemd"\n}\n`),
  'is JSON and more': file(`{${json},"cgroupDriver":"systemd"}\n{"cgroupDriver":"cgroupfs"}`),
  'is JSON and a second document': file(`{${json},"cgroupDriver":"systemd"}\n---\n{}\n`),
  'is JSON with the field twice': file(`{${json},"cgroupDriver":"systemd","cgroupDriver":"cgroupfs"}`),
  'is JSON with a capital': file(`{${json},"CgroupDriver":"systemd"}`),
  'is JSON with a comma at the end': file(`{${json},"cgroupDriver":"systemd",}`),
  'is JSON with a comment': file(`{${json},"cgroupDriver":"systemd"} # a comment\n`),
  'is a flow mapping': file('{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration}\n'),
  'is a flow mapping behind ---': file(
    '---\n{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, cgroupDriver: systemd,}\n',
  ),
  'has a byte order mark': file(`\uFEFF${head}cgroupDriver: systemd\n`),
  'is UTF-16': file(Buffer.from(`\uFEFF${head}cgroupDriver: systemd\n`, 'utf16le')),
  'is Latin 1': file(Buffer.from(`# \xe9\n${head}cgroupDriver: systemd\n`, 'latin1')),
  'has CRLF': file(`${head}cgroupDriver: systemd\n`.replaceAll('\n', '\r\n')),
  'has a NUL': lines('# \0'),
  'has a bell': lines('a: "\u0007"'),
  'is a list': file('- a\n'),
  'is a word': file('a\n'),
  'is a template': lines('cgroupDriver: {{ x }}'),
};

const otherFields: Readonly<Record<string, Question>> = {
  'a duration in words': lines('syncFrequency: 5 minutes'),
  'a duration of a number': lines('syncFrequency: 60'),
  'a duration of null': lines('syncFrequency: null'),
  'a duration of ""': lines('syncFrequency: ""'),
  'a duration': lines('cgroupDriver: systemd\nsyncFrequency: 1h5m0.5s'),
  'a number in quotes': lines('maxPods: "5"'),
  'a number with a fraction': lines('maxPods: 5.5'),
  'a number that is whole all the same': lines('cgroupDriver: systemd\nmaxPods: 5.0'),
  'a number that is too large': lines('maxPods: 5000000000'),
  'a number of null': lines('cgroupDriver: systemd\nmaxPods: null'),
  'a boolean in quotes': lines('failSwapOn: "false"'),
  'a boolean of YAML 1.1': lines('cgroupDriver: systemd\nfailSwapOn: yes'),
  'a text that is a number': lines('clusterDomain: 5'),
  'a text of digits and colons': lines('clusterDomain: 1:30\ncgroupDriver: systemd'),
  'a number of digits and colons': lines('podPidsLimit: 1:30'),
  'a number in octal': lines('podPidsLimit: 0o7\ncgroupDriver: systemd'),
  'a number in binary': lines('podPidsLimit: 0b11\ncgroupDriver: systemd'),
  'a text beyond all numbers': lines('clusterDomain: 1e400\ncgroupDriver: systemd'),
  'a list that is a text': lines('clusterDNS: 10.96.0.10'),
  'a list with a number': lines('clusterDNS: [10]'),
  'a map that is a boolean': lines('authentication: true'),
  'a map that is a list': lines('evictionHard: [a]'),
  'a map with a number': lines('evictionHard: {memory.available: 200}'),
};

const runtimes: Readonly<Record<string, Question>> = {
  'by default': lines('', { runtime: 'systemd' }),
  'and it says cgroupfs': lines('cgroupDriver: systemd', { runtime: 'cgroupfs' }),
  'and it does not know the call': lines('cgroupDriver: systemd', { runtime: 'unimplemented' }),
  'and it says nothing of Linux': lines('cgroupDriver: systemd', { runtime: 'no-linux' }),
  'and it says a driver that is none': lines('cgroupDriver: systemd', { runtime: 'unknown-driver' }),
  'gate on in the file': lines(`featureGates: {${gate}: true}`, { runtime: 'systemd' }),
  'gate off in the file': lines(`featureGates: {${gate}: false}`, { runtime: 'systemd' }),
  'gate null in the file': lines(`featureGates: {${gate}: null}`, { runtime: 'systemd' }),
  'gate in quotes in the file': lines(`featureGates: {${gate}: "true"}`),
  'gate on by flag': { ...line(`--feature-gates=${gate}=true`), runtime: 'systemd' },
  'gate off by flag': { ...line(`--feature-gates=${gate}=false`), runtime: 'systemd' },
  'gate off by flag over the file': lines(`featureGates: {${gate}: true}`, {
    arguments: [`--feature-gates=${gate}=false`],
    runtime: 'systemd',
  }),
  'gate on by flag over the file': lines(`featureGates: {${gate}: false}`, {
    arguments: [`--feature-gates=${gate}=true`],
    runtime: 'systemd',
  }),
  'all alpha gates on': { ...line('--feature-gates=AllAlpha=true'), runtime: 'systemd' },
  'all beta gates off': { ...line('--feature-gates=AllBeta=false'), runtime: 'systemd' },
  'all beta gates off but this': { ...line(`--feature-gates=AllBeta=false,${gate}=true`), runtime: 'systemd' },
  'a gate without a value': line('--feature-gates=foo'),
  'a gate of yes': line(`--feature-gates=${gate}=yes`),
};

const flags: Readonly<Record<string, Question>> = {
  '=': line('--cgroup-driver=systemd'),
  'a word of its own': line('--cgroup-driver', 'systemd'),
  twice: line('--cgroup-driver=systemd', '--cgroup-driver=cgroupfs'),
  'an underscore': line('--cgroup_driver=systemd'),
  'a dot': line('--cgroup.driver=systemd'),
  shortened: line('--cgroup-driv=systemd'),
  'one dash': line('-cgroup-driver=systemd'),
  capitals: line('--Cgroup-Driver=systemd'),
  empty: line('--cgroup-driver='),
  'an empty word': line('--cgroup-driver', ''),
  'quotes that no shell took away': line('--cgroup-driver="systemd"'),
  'no value': line('--cgroup-driver'),
  'the next flag for a value': line('--cgroup-driver', '--v=5'),
  'over the file': file(cgroupfs, { arguments: ['--cgroup-driver=systemd'] }),
  'empty over the file': lines('cgroupDriver: systemd', { arguments: ['--cgroup-driver='] }),
  '-- before it': line('--', '--cgroup-driver=systemd'),
  '-- behind it': line('--cgroup-driver=systemd', '--'),
  'a word': line('--cgroup-driver=systemd', 'foo'),
  'an empty argument': line('', '--cgroup-driver=systemd'),
  '@file': line('@/etc/x'),
  'a dash': line('-'),
  '--=': line('--=x'),
  '---': line('---x'),
  'an unknown shorthand': line('-x'),
  'a bad boolean': line('--fail-swap-on=maybe'),
  'a boolean with a word': line('--fail-swap-on', 'false'),
  'a boolean of F': line('--fail-swap-on=F'),
  'a bad number': line('--max-pods=many'),
  'a number in hex': line('--max-pods=0x20'),
  'a number with an underscore': line('--max-pods=1_0'),
  'a fraction': line('--max-pods=1.5'),
  'a duration without a unit': line('--sync-frequency=5'),
  'a bad level': line('--v=high'),
  '--config twice': {
    files: { [path]: `${head}cgroupDriver: systemd\n`, '/b': head },
    arguments: [`--config=${path}`, '--config=/b'],
  },
  '--config taken back': lines('cgroupDriver: systemd', { arguments: ['--config='] }),
  '--help': line('--help'),
  '-h': line('-h'),
  '--help=false': line('--help=false', '--cgroup-driver=systemd'),
  '--help=false with a file': lines('', { arguments: ['--help=false'] }),
  '--version': line('--version'),
  '--version=raw': line('--version=raw'),
  '--version=false': line('--version=false', '--cgroup-driver=systemd'),
  '--version=x': line('--version=x'),
  '--container-runtime': line('--container-runtime=remote'),
  '--network-plugin': line('--network-plugin=cni'),
  '--pod-infra-container-image': line('--pod-infra-container-image=pause'),
  '--register-schedulable': line('--register-schedulable=true'),
  '--master-service-namespace': line('--master-service-namespace=a'),
  '--keep-terminated-pod-volumes': line('--keep-terminated-pod-volumes=false'),
  '--fail-cgroupv1': line('--fail-cgroupv1=true'),
  '--seccomp-default': line('--seccomp-default=false'),
};

const dropInQuestions: Readonly<Record<string, Question>> = {
  'that are none': rawDropIns({ 'a.txt': 'x' }),
  'without the variable': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs' }, undefined, { environment: {} }),
  'with an empty --config-dir': lines('cgroupDriver: systemd', { arguments: ['--config-dir='] }),
  'that say nothing': dropIns({ 'a.conf': '' }),
  'that say something else': dropIns({ 'a.conf': 'maxPods: 5' }),
  'that say cgroupfs': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs' }),
  'that say systemd': dropIns({ 'a.conf': 'cgroupDriver: systemd' }, ''),
  'that say null': dropIns({ 'a.conf': 'cgroupDriver: null' }),
  'that say ""': dropIns({ 'a.conf': 'cgroupDriver: ""' }),
  'that take cgroupfs back': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs', 'b.conf': 'cgroupDriver: null' }),
  'that take systemd back': dropIns({ 'a.conf': 'cgroupDriver: systemd', 'b.conf': 'cgroupDriver: null' }, ''),
  'in lower case': dropIns({ 'a.conf': 'cgroupdriver: cgroupfs' }),
  'with a capital': dropIns({ 'a.conf': 'CgroupDriver: cgroupfs' }),
  'in capitals': dropIns({ 'a.conf': 'CGROUPDRIVER: cgroupfs' }),
  'in lower case, then properly': dropIns({ 'a.conf': 'cgroupdriver: cgroupfs', 'b.conf': 'cgroupDriver: systemd' }),
  'properly, then with a capital': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs', 'b.conf': 'CgroupDriver: systemd' }),
  'with a capital, null': dropIns({ 'a.conf': 'CgroupDriver: null' }),
  'in lower case, null': dropIns({ 'a.conf': 'cgroupdriver: null' }),
  'in lower case, taken back': dropIns({ 'a.conf': 'cgroupdriver: cgroupfs', 'b.conf': 'cgroupdriver: null' }),
  'that are empty': rawDropIns({ 'a.conf': '' }),
  'with a comment only': rawDropIns({ 'a.conf': '# x\n' }),
  'without a head': rawDropIns({ 'a.conf': 'cgroupDriver: cgroupfs\n' }),
  'without a kind': rawDropIns({ 'a.conf': 'apiVersion: kubelet.config.k8s.io/v1beta1\ncgroupDriver: cgroupfs\n' }),
  'without an apiVersion': rawDropIns({ 'a.conf': 'kind: KubeletConfiguration\ncgroupDriver: cgroupfs\n' }),
  'of another kind': rawDropIns({ 'a.conf': cgroupfs.replace('Kubelet', 'Any') }),
  'of another apiVersion': rawDropIns({ 'a.conf': cgroupfs.replace('v1beta1', 'v1') }),
  'of another group': rawDropIns({ 'a.conf': 'apiVersion: v1\nkind: Pod\ncgroupDriver: cgroupfs\n' }),
  'with an unknown field': dropIns({ 'a.conf': 'foo: 1' }),
  'with the field twice': dropIns({ 'a.conf': 'cgroupDriver: systemd\ncgroupDriver: cgroupfs' }),
  'with another field twice': dropIns({ 'a.conf': 'maxPods: 5\nmaxPods: 6' }),
  'that merge onto their own': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs\n<<: {cgroupDriver: systemd}' }),
  'that merge before their own': dropIns({ 'a.conf': '<<: {cgroupDriver: systemd}\ncgroupDriver: cgroupfs' }),
  'with a wrong type': dropIns({ 'a.conf': 'cgroupDriver: 5' }),
  'with another wrong type': dropIns({ 'a.conf': 'maxPods: "5"' }),
  'with a wrong type in lower case': dropIns({ 'a.conf': 'maxpods: "5"' }),
  'with a wrong type that is mended': dropIns({ 'a.conf': 'maxPods: "5"', 'b.conf': 'maxPods: 5' }),
  'with two documents': dropIns({ 'a.conf': `maxPods: 5\n---\n${cgroupfs}` }),
  'in JSON': rawDropIns({ 'a.conf': `{${json},"cgroupDriver":"cgroupfs"}` }),
  'by name': dropIns({ '10-a.conf': 'cgroupDriver: cgroupfs', '9-b.conf': 'cgroupDriver: systemd' }),
  'in folders': dropIns({ '10-a.conf': 'cgroupDriver: cgroupfs', '20/05.conf': 'cgroupDriver: systemd' }),
  'in folders before': dropIns({ '10-a.conf': 'cgroupDriver: systemd', '05/90.conf': 'cgroupDriver: cgroupfs' }),
  'named .conf': rawDropIns({ '.conf': cgroupfs }),
  'named .a.conf': rawDropIns({ '.a.conf': cgroupfs }),
  'named a.CONF': rawDropIns({ 'a.CONF': cgroupfs }),
  'named a.conf.bak': rawDropIns({ 'a.conf.bak': cgroupfs }),
  'linked to nowhere': rawDropIns({ 'a.conf': { symlink: '/nowhere' } }),
  'linked to an empty file': rawDropIns({ 'a.conf': { symlink: '/opt/empty' } }),
  'linked to a folder': rawDropIns({ 'a.conf': { symlink: '/opt' } }),
  'in a folder a.conf': rawDropIns({ 'a.conf/x.conf': cgroupfs }),
  'below nothing': directoryOf({}),
  'below a link': directoryOf({ '/e/a.conf': cgroupfs, '/d': { symlink: '/e' } }),
  'below a link with a slash': directoryOf({ '/e/a.conf': cgroupfs, '/d': { symlink: '/e' } }, '--config-dir=/d/'),
  'below a file': directoryOf({ '/d': 'x' }),
  'below a file d.conf': directoryOf({ '/d.conf': cgroupfs }, '--config-dir=/d.conf'),
  'without --config': {
    ...directory,
    files: { '/d/a.conf': `${head}cgroupDriver: systemd\n` },
    arguments: ['--config-dir=/d'],
  },
  'below a flag': dropIns({ 'a.conf': 'cgroupDriver: cgroupfs' }, undefined, {
    arguments: ['--config-dir=/d', '--cgroup-driver=systemd'],
  }),
  'with the gate on': dropIns({ 'a.conf': `featureGates: {${gate}: true}` }, '', { runtime: 'systemd' }),
  'with the gate off': dropIns({ 'a.conf': `featureGates: {${gate}: false}` }, '', { runtime: 'systemd' }),
  'with the gate on over off': dropIns(
    { 'a.conf': `featureGates: {${gate}: true}` },
    `featureGates: {${gate}: false}`,
    {
      runtime: 'systemd',
    },
  ),
  'with the gate off over on': dropIns(
    { 'a.conf': `featureGates: {${gate}: false}` },
    `featureGates: {${gate}: true}`,
    {
      runtime: 'systemd',
    },
  ),
  'with no gates': dropIns({ 'a.conf': 'featureGates: null' }, `featureGates: {${gate}: false}`, {
    runtime: 'systemd',
  }),
  'with no gates over on': dropIns({ 'a.conf': 'featureGates: null' }, `featureGates: {${gate}: true}`, {
    runtime: 'systemd',
  }),
  'with a gate of null': dropIns({ 'a.conf': `featureGates: {${gate}: null}` }, `featureGates: {${gate}: false}`, {
    runtime: 'systemd',
  }),
  'with a gate of null over on': dropIns(
    { 'a.conf': `featureGates: {${gate}: null}` },
    `featureGates: {${gate}: true}`,
    {
      runtime: 'systemd',
    },
  ),
  'with gates in lower case': dropIns({ 'a.conf': `featuregates: {${gate}: true}` }, `featureGates: {${gate}: false}`, {
    runtime: 'systemd',
  }),
  'with gates with a capital': dropIns(
    { 'a.conf': `FeatureGates: {${gate}: true}` },
    `featureGates: {${gate}: false}`,
    {
      runtime: 'systemd',
    },
  ),
};

/**
 * Questions that were put to real kubelets; `answers.json` has what they answered. The kubelets 1.27 to 1.36 that were asked
 * were built from vendored source with upstream's answer to an unknown gate, 1.20.2 from Debian's.
 */
export const questions: Readonly<Record<string, Question>> = Object.fromEntries(
  [
    ['a file that', configFiles],
    ['a file with', otherFields],
    ['the runtime is asked:', runtimes],
    ['the flag:', flags],
    ['drop-ins', dropInQuestions],
    ['values:', valueQuestions],
    ['the text', textQuestions],
  ].flatMap(([group, some]) =>
    Object.entries(some as Record<string, Question>).map(([name, question]) => [`${group} ${name}`, question] as const),
  ),
);
