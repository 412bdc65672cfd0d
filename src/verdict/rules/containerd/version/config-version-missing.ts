import type { PossibleNode } from '../../../../resolve/possible-node.ts';
import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'config-version-missing',
  side: 'containerd',
  kinds: ['missing-version'],
  severity: 'warning',
  title: 'The configuration has no version line',
  explanation:
    'A file without a version counts as version 1. Containerd 1.x reads only plugins.cri in it, and 2.0 to ' +
    '2.2 neither plugins.cri nor io.containerd.grpc.v1.cri; so a file that sets the driver in the version 2 ' +
    'table does nothing on any release before 2.3. No release says so in its log.',
  help: 'Put version = 2 (or 3 for containerd 2.x with its tables) at the top of the file.',
  references: [
    { title: 'The driver never applied', url: 'https://github.com/kubernetes/kubernetes/issues/107892' },
    { title: 'The documented snippet has no effect', url: 'https://github.com/kubernetes/website/issues/38241' },
    { title: 'Settings ignored without version = 2', url: 'https://github.com/containerd/containerd/issues/5237' },
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri"]\n',
    right: 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n',
  },
  when: (o) => o.detail.harmful === true,
  message: () => 'the file has no version line, so its tables of a later version are not read',
  label: 'version = … is missing',
  edit: ({ location }, node) => {
    if (location === null || hasTablesOfVersion3(node)) return null;
    const start = { ...location, startColumn: 1, endLine: location.startLine, endColumn: 1 };
    return {
      kind: 'replace',
      title: 'put version = 2 at the top',
      location: start,
      text: 'version = 2\n',
    };
  },
});

function hasTablesOfVersion3({ containerd }: PossibleNode): boolean {
  return (
    containerd?.observations.some(
      ({ kind, detail }) => kind === 'table-not-read' && detail.table === 'io.containerd.cri.v1.runtime',
    ) === true
  );
}
