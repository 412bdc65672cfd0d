import type { Observation } from '../../../text/observation.ts';
import { observationRule } from '../../observation-rule.ts';

const SYNTAX: Readonly<Record<string, (d: Observation['detail']) => string>> = {
  'export-in-environment-file': (d) => `systemd drops this line for its export; ${d.name} stays unset`,
  'invalid-name-in-environment-file': (d) => `systemd drops this line: ${d.name} is no variable name`,
  'comment-after-quoted-value': (d) => `this is no comment: ${d.name} becomes ${d.value}`,
  'comment-in-unquoted-value': (d) => `this is no comment: ${d.name} becomes ${d.value}`,
  'invalid-assignment': (d) => `systemd passes over ${d.item}`,
  'unbalanced-quotes': (d) => `systemd ignores this ${d.key}= line for its unbalanced quotes`,
};

export const rule = observationRule({
  code: 'environment-file-syntax',
  side: 'unit',
  kinds: [
    'export-in-environment-file',
    'invalid-name-in-environment-file',
    'comment-after-quoted-value',
    'comment-in-unquoted-value',
    'invalid-assignment',
    'unbalanced-quotes',
  ],
  severity: 'warning',
  title: 'A line of an environment file does not mean what it means to a shell',
  explanation:
    'Environment files are no shell scripts: lines with export are dropped, # starts a comment only at the ' +
    'beginning of a line, and what follows a closing quote is appended to the value.',
  help: 'Write NAME=value, with comments on lines of their own.',
  references: [
    { title: 'Lines that systemd ignores without a word', url: 'https://github.com/systemd/systemd/issues/2836' },
    { title: 'export in a file of /etc/sysconfig', url: 'https://github.com/garethr/garethr-docker/pull/264' },
    { title: 'Quotes in Environment= and EnvironmentFile=', url: 'https://github.com/systemd/systemd/issues/4416' },
  ],
  example: null,
  message: (d, o) => SYNTAX[o.kind]?.(d) ?? o.kind,
  label: 'read differently',
  edit: ({ kind, location, detail }) =>
    kind === 'export-in-environment-file' && location !== null && /^[\w ,.:/@=-]*$/.test(String(detail.value))
      ? { kind: 'replace', title: 'take export away', location, text: `${detail.name}="${detail.value}"` }
      : null,
});
