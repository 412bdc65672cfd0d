import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'replaced-by-import',
  side: 'containerd',
  kinds: ['replaced-by-import'],
  severity: 'warning',
  title: 'An imported file replaces the whole CRI table',
  explanation:
    "In containerd 1.x a file that mentions a plugin replaces that plugin's whole table, not only the keys " +
    'that it sets. A drop-in with nothing but a sandbox image silently throws away every runtime handler and ' +
    'its SystemdCgroup. From 2.0 on tables are merged key by key.',
  help: 'Repeat the handlers in the imported file, or put its settings into the main file.',
  references: [
    { title: 'Drop-ins replace tables', url: 'https://github.com/containerd/containerd/issues/5837' },
    { title: 'A handler lost to a file of registries', url: 'https://github.com/containerd/containerd/issues/6389' },
  ],
  example: null,
  message: (d) =>
    d.handler === null
      ? `${d.by} replaces this whole table`
      : `SystemdCgroup of ${d.handler} is lost: ${d.by} replaces the whole table of the CRI plugin`,
  label: 'lost',
});
