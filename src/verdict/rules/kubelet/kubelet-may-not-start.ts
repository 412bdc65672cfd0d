import type { Rule } from '../../rule.ts';
import { CAUSES, isUnseen } from './kubelet-does-not-start.ts';

export const rule: Rule = {
  code: 'kubelet-may-not-start',
  severity: 'error',
  undecided: true,
  title: 'The kubelet may refuse to start',
  explanation:
    'The command line or the configuration has a feature gate that this release, or this build of it, may not have, or a ' +
    'value that every earlier release refuses.',
  help: "Mend the line that is shown, or see that the image's own kubelet takes it; 'kubelet --help' lists its gates.",
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
        label: 'may be refused',
        related: reason.related,
        edit: null,
        subject: reason.kind,
      },
    ];
  },
};
