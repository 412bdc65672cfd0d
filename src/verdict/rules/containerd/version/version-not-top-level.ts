import { observationRule } from '../../../observation-rule.ts';
import { tableName } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'version-not-top-level',
  side: 'containerd',
  kinds: ['version-not-top-level'],
  severity: 'warning',
  title: 'The version line stands below a table',
  explanation:
    'Below a [table] line every key belongs to that table, so this is not the version of the file, which ' +
    'counts as version 1.',
  help: 'Move the version line above the first table.',
  references: [
    {
      title: 'The version belongs to the head of the file',
      url: 'https://github.com/containerd/containerd/blob/v2.2.7/docs/PLUGINS.md',
    },
    { title: 'TOML: tables', url: 'https://toml.io/en/v1.0.0' },
  ],
  example: null,
  message: (d) => `version is a key of [${tableName(d.table)}] here, so the file has no version`,
  label: 'belongs to the table above',
});
