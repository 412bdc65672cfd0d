import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'drop-in-version-higher',
  side: 'containerd',
  kinds: ['drop-in-version-higher'],
  severity: 'error',
  title: 'A drop-in has a higher version than the main file',
  explanation:
    'From 2.3.0 to 2.3.4 the first version that is met while loading bounds all later ones, and a drop-in with a ' +
    "higher version makes containerd exit. A main file without a version line takes the first drop-in's. After that the " +
    'check was taken back.',
  help: 'Give the main file at least the version of its drop-ins.',
  references: [
    { title: 'The check, in 2.3', url: 'https://github.com/containerd/containerd/pull/12891' },
    { title: 'The check is taken back', url: 'https://github.com/containerd/containerd/pull/13939' },
    { title: 'GPU drop-ins refused', url: 'https://github.com/Azure/AgentBaker/pull/8948' },
  ],
  example: null,
  message: (d) =>
    `containerd does not start: this file has version ${d.version}, above the main file's ${d.rootVersion}`,
  consequence: () => 'containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.',
  label: 'higher than the main file',
});
