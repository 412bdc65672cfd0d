import { observationRule } from '../../../observation-rule.ts';

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
  references: [],
  example: null,
  message: (d) => `version is a key of [${d.table}] here, so the file has no version`,
  label: 'belongs to the table above',
});
