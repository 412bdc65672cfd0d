import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'disabled-id-unmatched',
  side: 'containerd',
  kinds: ['disabled-id-unmatched'],
  severity: 'warning',
  title: 'An entry of disabled_plugins does not disable the CRI plugin',
  explanation:
    "Entries are compared exactly with the ids that the file's version uses. This one looks as if the CRI " +
    'plugin were meant to be off, and it stays on; another release may read it the other way.',
  help: 'Remove the entry, or write the id as this version wants it.',
  references: [
    { title: "Docker's list for 1.x leaves CRI on with 2.x", url: 'https://github.com/moby/moby/pull/53564' },
  ],
  example: null,
  message: (d) => `"${d.id}" in disabled_plugins disables nothing in this version`,
  label: 'no such plugin',
});
