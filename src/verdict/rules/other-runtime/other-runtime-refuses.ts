import type { Observation } from '../../../text/observation.ts';
import type { Rule } from '../../rule.ts';

const CAUSES: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'file-invalid': (d) => `${d.path} cannot be parsed: ${d.message}`,
  'file-missing': (d) => `${d.path} is not in the image`,
  'value-invalid': (d) => `there is no cgroup driver "${d.value}"`,
  'type-wrong': (d) => `${d.key} has a value of the wrong type`,
  'value-refused': (d) => `${d.key} does not take "${d.value}"`,
  'conmon-cgroup-invalid': (d) => `conmon_cgroup "${d.value}" does not go with the ${d.driver} manager`,
  'default-runtime-missing': (d) => `default_runtime "${d.value}" names a handler that it does not have`,
  'runtime-type-unknown': (d) => `the handler ${d.name} has the runtime_type "${d.value}", which does not exist`,
  'cgroup-parent-wrong': (d) => `with the systemd driver cgroup-parent has to be a slice, not "${d.value}"`,
  'flag-unknown': (d) => `it has no flag ${d.value}`,
  'argument-refused': (d) => `it does not take "${d.value}" on its command line`,
  'directive-unknown': (d) => `there is no directive ${d.key}`,
  unit: (d) => `systemd refuses its unit (${String(d.reason).replaceAll('-', ' ')})`,
  'exec-option-unknown': (d) => `it does not take the exec option "${d.value}"`,
  'set-twice': (d) => `${d.key} is set on the command line and in the file`,
};

export const rule: Rule = {
  code: 'other-runtime-refuses',
  severity: 'error',
  undecided: false,
  title: 'CRI-O or dockerd refuses its configuration',
  explanation:
    'Both check their configuration when they start, and exit at a cgroup driver that does not exist, at a file that they ' +
    'cannot parse, and, for CRI-O, at a conmon_cgroup that does not go with the cgroup manager. Without its runtime the ' +
    'kubelet does not work.',
  help: 'Mend the line that is shown.',
  references: [{ title: 'CRI-O: crio.conf', url: 'https://github.com/cri-o/cri-o/blob/v1.36.3/docs/crio.conf.5.md' }],
  example: null,
  find: ({ otherRuntime }) => {
    const reason = otherRuntime?.refusal ?? null;
    if (otherRuntime === null || reason === null) return [];
    return [
      {
        message: `${otherRuntime.name} does not start: ${CAUSES[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll('-', ' ')}`,
        consequence: 'The kubelet finds no runtime, and the node never becomes Ready.',
        help: rule.help,
        location: reason.location,
        label: 'the cause',
        related: reason.related,
        edit: null,
        subject: otherRuntime.name,
        grounds: ['runtime'],
      },
    ];
  },
};
