import type { Argument } from '../../../systemd/answer.ts';
import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'environment-lost',
  side: 'unit',
  kinds: ['environment-overridden', 'environment-reset'],
  severity: 'warning',
  title: 'A later line takes a --cgroup-driver or --config from the kubelet',
  explanation:
    'Systemd does not join the values of one variable: a second Environment= line, or a second line of an environment ' +
    'file, that sets it replaces the first, in a drop-in too. An empty Environment= drops every variable that was set ' +
    'before it. A flag that stood in the lost value is not on the command line any more.',
  help: 'Write all the arguments into one value, or use a variable of its own for each.',
  references: [
    { title: 'No way to append to a variable', url: 'https://github.com/systemd/systemd/issues/1082' },
    {
      title: 'systemd.exec(5), Environment=',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html',
    },
  ],
  example: {
    wrong:
      '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=systemd"\nEnvironment="KUBELET_EXTRA_ARGS=--v=2"\n',
    right: '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=systemd --v=2"\n',
  },
  when: (o, { kubelet }) => lostFlag(String(o.detail.value), kubelet?.unit?.command?.arguments ?? null) !== null,
  message: (d, o) =>
    `${d.name} loses its ${/--cgroup-driver/.test(String(d.value)) ? '--cgroup-driver' : '--config'}: ${
      o.kind === 'environment-reset' ? 'an empty Environment= follows' : 'it is set again'
    }`,
  label: 'has no effect',
});

/** The first flag of a value that decides the driver and of which the command line has no longer any trace. */
function lostFlag(value: string, words: readonly Argument[] | null): string | null {
  if (words === null) return null;
  const line = words.map(({ text }) => text.replace(/^(--[\w-]+)=/, '$1 ')).join(' ');
  const driver = /--cgroup-driver[= ]["']?([\w]+)/.exec(value)?.[1];
  if (driver !== undefined && !line.includes(`--cgroup-driver ${driver}`)) return '--cgroup-driver';
  return /--config[= ]/.test(value) && !/--config /.test(line) ? '--config' : null;
}
