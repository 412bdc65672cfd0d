import type { Observation } from '../text/observation.ts';

type Words = (detail: Observation['detail']) => string;

/** What is no program that somebody would look for. */
const NAMES: ReadonlyMap<unknown, string> = new Map([
  ...['for', 'while', 'done', 'read', 'mapfile', 'readarray'].map((word) => [word, 'a loop'] as const),
  ['container', 'a container'],
]);

function whoIs(program: unknown): string {
  return NAMES.get(program) ?? String(program);
}

/** What each kind of doubt means, as a headline without a final full stop. A kind that is not listed is shown by its name. */
const WORDS: Readonly<Record<string, Words>> = {
  // containerd
  'file-unreadable': (d) => `${d.path} could not be read: ${d.detail || d.reason}`,
  'template-syntax': (d) => `the file is a template (${d.expression}), so another file is made of it later`,
  'random-spelling': (d) => `containerd 1.4 picks one of ${d.spellings} at random each time it starts`,
  'readers-disagree': (d) => `two TOML readers disagree on ${d.key}: ${d.ours} and ${d.theirs}`,
  'older-than-checked': (d) =>
    `containerd ${d.version} is older than every version whose rules are known (from ${d.checked})`,
  'version-not-understood': (d) => `containerd's version "${d.version}" is not understood`,
  'too-much': (d) => `the configuration has more ${d.what} than are looked at (${d.limit})`,
  'toml-library-unknown': (d) => `it depends on the TOML library that this containerd was linked with (${d.dialects})`,
  'escaped-key-may-crash': (d) =>
    `containerd 2.0 to 2.2 crashes at most starts on the unknown key ${d.key}, as it is written with escapes`,
  'depends-on-host': (d) => `${d.what} depends on the host`,
  // CRI-O and dockerd
  'keys-differ-in-case': (d) => `${d.key} stands twice in different case, and either may count`,
  'too-many-files': (d) => `${d.path} has more files than are read`,
  'version-decides': (d) => `whether ${d.value} is accepted depends on a version that is not known`,
  'host-decides': () => 'nothing sets it, so it depends on the host: systemd with cgroup v2, else cgroupfs',
  // the image
  'containerd-wrapped': (d) => `${d.unit} starts ${d.program}, which may pass anything to containerd`,
  'runtime-wrapped': (d) => `${d.unit} starts ${d.program}, which may pass anything to ${d.name}`,
  'program-is-script': (d) => `${d.program} is a script, which may pass anything to the real ${d.name}`,
  'program-elsewhere': (d) => `${d.unit} starts ${d.program}, which is not in the image, where ${d.found} is`,
  'unit-needs-file': (d) => `${d.unit} only starts once something has written ${d.path}, which is not in the image`,
  'config-needs-file': (d) =>
    `containerd exits unless something has written ${d.path} by then, and nothing in the image says who does`,
  'another-kubelet': (d) => `${d.unit} starts a kubelet as well, and may be the one that runs`,
  'socket-elsewhere': (d) => `the kubelet's endpoint is ${d.endpoint}, and ${d.name} listens at ${d.socket}`,
  'endpoint-unmatched': (d) =>
    `the kubelet's endpoint ${d.endpoint} belongs to ${d.matches === 0 ? 'no' : 'more than one'} containerd of the image`,
  // what runs at boot
  'boot-script-unread': (d) => `${d.path} runs when the node boots, and could not be read: ${d.problem || d.reason}`,
  'boot-folder-unread': (d) =>
    `what ${d.path} holds runs when the node boots, and it could not be listed: ${d.problem || d.reason}`,
  'boot-command-unclear': (d) => `${whoIs(d.program)} is given the file when the node boots, and may change it`,
  'boot-script-unclear': (d) =>
    `${d.path} names the file when the node boots, and what it does with it could not be read`,
  'boot-runs-download': (d) => `${d.program} runs what it downloads when the node boots, and that is not in the image`,
  'boot-runs-output': (d) => `${d.program} runs what ${d.printer} prints when the node boots, and that is not known`,
  'boot-places-files': (d) =>
    `${d.program} puts files in place when the node boots that are not in the image, and this may be one of them`,
  'boot-changes-service': (d) =>
    `a command (${d.program}) starts it, or changes how it is started, when the node boots, beside its unit and its files`,
  'boot-too-much': (d) => `more ${d.what} are used when the node boots than are looked into (${d.limit})`,
  // units
  'unit-below-run': (d) => `${d.path} lies below /run, which is empty when a node boots`,
  'comment-continued': () => 'systemd versions disagree whether the line below this comment belongs to it',
  unreadable: (d) => `${d.path} could not be read: ${d.problem || d.reason}`,
  'specifier-unknown': (d) => `the value of ${d.specifier} is known on the running node only`,
  'generator-may-decide': () => 'a systemd generator of the image may write this unit at boot',
  'other-files': (d) => `the unit sees other files than the image has (${d.value})`,
  'root-directory': (d) => `the unit runs in another root (${d.value})`,
  'boot-writes-environment': (d) => `${d.path} is written when the node boots`,
  'inherited-environment': (d) => `${d.name} comes from the environment of the running systemd`,
  'unset-differs-by-version': (d) =>
    `UnsetEnvironment= takes $${d.name} from the command line before systemd 262 only, and its version is not known`,
  'quoting-differs-by-version': () => 'systemd versions read the quotes inside this word differently',
  // kubelet
  'version-unknown': (d) =>
    d.needs === 'cluster'
      ? `it depends on how the node comes into its cluster: ${d.why}`
      : `it depends on the version of ${d.needs}, which is not known: ${d.why}`,
  'config-written-at-boot': (d) => `${d.path} is not in the image, and nothing in the image says who writes it`,
  'config-templated': (d) => `the setting is a placeholder: ${d.value}`,
  'config-unreadable': (d) => `${d.path} could not be read: ${d.problem}`,
  'directory-unreadable': (d) => `${d.path} could not be read: ${d.problem}`,
  'command-written-at-boot': (d) => `$${d.name} is filled by a program at boot`,
  'baked-config-disagrees': (d) =>
    `the file ${d.value === null ? 'sets none, which means cgroupfs' : `says ${d.value}`}, and kubeadm will write ${d.becomes ?? 'another one'} in its place`,
  'kubeadm-inputs-disagree': () => 'several kubeadm configurations in the image set different drivers',
  'given-may-be-kubeadm-input': (d) =>
    `${d.path} does not set cgroupDriver: the kubelet would take cgroupfs, and kubeadm would fill in systemd`,
  'kubeadm-asks-docker': () => "kubeadm before 1.21 takes over Docker's driver",
  'no-unit': () => 'the image has no kubelet.service, so what the kubelet is started with is not known',
  'program-is-not-kubelet': (d) => `kubelet.service starts ${d.program}, which may pass anything to the kubelet`,
  'unit-doubtful': (d) => {
    const why = WORDS[String(d.doubt)]?.(d);
    return `the kubelet's unit could not be worked out entirely${why === undefined ? '' : `: ${why}`}`;
  },
};

/** One doubt as a headline. */
export function wordDoubt(doubt: Observation): string {
  return WORDS[doubt.kind]?.(doubt.detail) ?? doubt.kind.replaceAll('-', ' ');
}
