import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'config-version-unsupported',
  side: 'containerd',
  kinds: ['unsupported-version'],
  severity: 'error',
  title: "The configuration's version is newer than this containerd reads",
  explanation:
    'Containerd 1.x reads versions 1 and 2 (from 1.6.32 and 1.7.17 on it exits at a higher one, before that ' +
    'it took it for 2), 2.0 to 2.2 read up to 3, and 2.3 reads up to 4. An image whose configuration was ' +
    'made by another containerd than the one that it ships has this.',
  help: 'Generate the file with the containerd of the image: containerd config default.',
  references: [
    { title: '1.6.32 and 1.7.17 begin to refuse', url: 'https://github.com/containerd/containerd/pull/10165' },
    { title: 'What version 3 does to 1.x', url: 'https://github.com/containerd/containerd/issues/9198' },
  ],
  example: null,
  message: (d) =>
    `containerd does not start: it reads configuration versions up to ${d.newest}, and this is version ${d.version}`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'too new',
});
