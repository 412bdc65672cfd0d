import type { Observation } from '../../../text/observation.ts';
import type { Rule } from '../../rule.ts';

/** What a kubelet may refuse, although nobody has seen it: what it sets is of a release or a build that is not known. */
export function isUnseen(reason: Observation): boolean {
  return reason.detail.certain === false;
}

export const CAUSES: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'config-empty': (d) => `${d.path} is empty`,
  'config-invalid': (d) => `${d.path} cannot be parsed: ${d.problem}`,
  'config-api-version-wrong': (d) => `${d.path} has the apiVersion ${d.apiVersion ?? 'of nothing'}`,
  'config-kind-wrong': (d) => `${d.path} has the kind ${d.kind ?? 'of nothing'}`,
  'config-field-type-wrong': (d) => `${d.field} has a value of the wrong type`,
  'config-value-refused': (d) =>
    `${d.field}${d.value === null ? '' : ` is ${JSON.stringify(d.value)}, and`} has to ${d.must}`,
  'config-unusable': (d) => `${d.path} is no file that can be read: ${d.problem}`,
  'drop-in-directory-missing': (d) => `the drop-in directory ${d.path} is not in the image`,
  'drop-in-directory-needs-env': () => '--config-dir needs KUBELET_CONFIG_DROPIN_DIR_ALPHA in this version',
  'drop-in-unreadable': (d) => `the drop-in ${d.path} cannot be read: ${d.problem}`,
  'bare-word': (d) => `"${d.word}" on its command line is no flag`,
  'flag-needs-value': (d) => `${d.flag} has no value`,
  'flag-syntax': (d) => `"${d.word}" on its command line is no flag`,
  'flag-value-invalid': (d) => `${d.flag} cannot be ${d.value}`,
  'gate-locked': (d) => `the feature gate ${d.gate} cannot be turned ${d.value ? 'on' : 'off'} in this version`,
  'gate-needs-gate': (d) => `the feature gate ${d.gate} is on, and ${d.needs}, which it needs, is off`,
  'gate-unknown': (d) =>
    d.certain ? `this version has no feature gate ${d.gate}` : `this version may have no feature gate ${d.gate}`,
  'flag-not-in-version': (d) => `this version does not have ${d.flag}`,
  'help-or-version': (d) => `${d.flag} makes it print and exit`,
  'cloud-provider-gone': (d) => `this version has no cloud provider ${JSON.stringify(d.provider)} built in`,
  'node-label-refused': (d) =>
    d.invalid ? `"${d.label}" is no node label` : `it may not give its node the label "${d.label}"`,
  unit: (d) => `systemd refuses kubelet.service (${String(d.reason).replaceAll('-', ' ')})`,
};

export const rule: Rule = {
  code: 'kubelet-does-not-start',
  severity: 'error',
  undecided: false,
  title: 'The kubelet does not start',
  explanation:
    'Systemd refuses the unit, or the kubelet exits at its command line or its configuration. A drop-in that adds an ' +
    'ExecStart line without emptying the list first, a configuration file without apiVersion and kind, and a --config-dir ' +
    'that does not exist are the usual causes.',
  help: "Mend the line that is shown; on a node, 'journalctl -u kubelet' has the message.",
  references: [
    { title: 'A drop-in without a kind', url: 'https://github.com/kubernetes/kubernetes/issues/124796' },
    { title: 'The configuration that no unit passes on', url: 'https://github.com/kubernetes/kubernetes/issues/89035' },
    { title: 'A second ExecStart=', url: 'https://github.com/kubernetes/kubeadm/issues/1202' },
  ],
  example: {
    wrong: '[Service]\nExecStart=/usr/bin/kubelet --cgroup-driver=systemd\n',
    right: '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet --cgroup-driver=systemd\n',
  },
  find: ({ kubelet }) => {
    const reason = kubelet?.refusesToStart ?? null;
    if (reason === null || isUnseen(reason)) return [];
    return [
      {
        message: `the kubelet does not start: ${CAUSES[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll('-', ' ')}`,
        consequence: 'The node never becomes Ready.',
        help: rule.help,
        location: reason.location,
        label: 'the cause',
        related: reason.related,
        edit: null,
        subject: reason.kind,
        grounds: ['kubelet-start'],
      },
    ];
  },
};
