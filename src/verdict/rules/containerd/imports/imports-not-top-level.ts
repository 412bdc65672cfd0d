import { observationRule } from '../../../observation-rule.ts';
import { tableName } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'imports-not-top-level',
  side: 'containerd',
  kinds: ['imports-not-top-level'],
  severity: 'warning',
  title: 'The imports line stands below a table',
  explanation: 'Below a [table] line every key belongs to that table, so these files are not imported.',
  help: 'Move the imports line above the first table.',
  references: [
    {
      title: 'What imports is',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/docs/man/containerd-config.toml.5.md',
    },
    { title: 'TOML: tables', url: 'https://toml.io/en/v1.0.0' },
  ],
  example: null,
  message: (d) => `imports is a key of [${tableName(d.table)}] here, so nothing is imported`,
  label: 'belongs to the table above',
});
