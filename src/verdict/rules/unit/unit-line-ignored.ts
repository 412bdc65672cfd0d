import type { Location } from '../../../text/position.ts';
import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'unit-line-ignored',
  side: 'unit',
  kinds: [
    'variable-inside-word',
    'assignment-outside-section',
    'assignment-in-wrong-section',
    'invalid-line',
    'exec-start-ignored',
  ],
  severity: 'warning',
  title: "A line of the kubelet's unit has no effect, or not the one that is meant",
  explanation:
    'Systemd passes over settings outside a section or in the wrong one, and expands $NAME only where it is ' +
    'a word of its own; inside a word it takes ${NAME}.',
  help: 'Put the line into [Service], and write ${NAME} inside a word.',
  references: [
    {
      title: 'KUBELET_EXTRA_ARGS= without Environment=',
      url: 'https://github.com/1qzxc/vagrant-kubernetes/blob/9c39d2f1c1995850044a4276ba3c28385834395c/10-kubeadm.conf',
    },
    { title: 'A drop-in without [Service]', url: 'https://github.com/coreos/bugs/issues/1958' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'variable-inside-word'
      ? `$${d.name} in "${d.word}" is not expanded`
      : o.kind === 'invalid-line'
        ? 'this line is neither a section nor a setting'
        : o.kind === 'exec-start-ignored'
          ? `systemd passes over this ExecStart= for a mistake (${String(d.problem).replaceAll('-', ' ')}), as its dash allows`
          : `${d.key}= has no effect ${o.kind === 'assignment-outside-section' ? 'outside of a section' : `in [${d.section}]`}`,
  label: 'no effect',
  edit: ({ kind, location, detail }) => {
    const word = String(detail.word);
    if (kind !== 'variable-inside-word' || location === null || !isPlain(word, location)) return null;
    const text = word.replace(new RegExp(`\\$${detail.name}(?!\\w)`, 'g'), `\${${detail.name}}`);
    return { kind: 'replace', title: `write \${${detail.name}}`, location, text };
  },
});

/** Whether a word stands in the file as systemd reads it, without quotes or escapes. */
function isPlain(word: string, { startLine, endLine, startColumn, endColumn }: Location): boolean {
  return /^[\w$,.:/@=-]+$/.test(word) && startLine === endLine && endColumn - startColumn === word.length;
}
