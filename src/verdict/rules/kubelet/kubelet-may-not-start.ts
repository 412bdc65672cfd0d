import type { Rule } from '../../rule.ts';
import { CAUSES, isUnseen } from './kubelet-does-not-start.ts';

export const rule: Rule = {
  code: 'kubelet-may-not-start',
  severity: 'error',
  undecided: true,
  title: 'The kubelet may refuse to start',
  explanation:
    'The command line or the configuration has something that this version of the kubelet was announced to refuse, and that ' +
    'nobody has seen it refuse yet.',
  help: 'Remove the line that is shown.',
  references: [{ title: 'KEP-4033', url: 'https://github.com/kubernetes/enhancements/issues/4033' }],
  example: null,
  find: ({ kubelet }) => {
    const reason = kubelet?.refusesToStart ?? null;
    if (reason === null || !isUnseen(reason)) return [];
    return [
      {
        message: `the kubelet may not start: ${CAUSES[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll('-', ' ')}`,
        consequence: '',
        help: rule.help,
        location: reason.location,
        label: 'announced to be refused',
        related: reason.related,
        edit: null,
        subject: reason.kind,
      },
    ];
  },
};
