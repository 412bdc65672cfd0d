import { describe, expect, it } from 'vitest';
import { ask, mistakeIn, type Shape } from './shape.ts';
import { ansibleShapes } from './shapes/ansible.ts';
import { buildShapes } from './shapes/builds.ts';
import { kubeletShapes } from './shapes/kubelet.ts';
import { otherShapes } from './shapes/nothing.ts';
import { programShapes } from './shapes/programs.ts';
import { provisioningShapes } from './shapes/provisioning.ts';
import { sedShapes } from './shapes/sed.ts';
import { shellShapes } from './shapes/shell.ts';

const tables: readonly (readonly [string, readonly Shape[]])[] = [
  ['sed', sedShapes],
  ['a shell', shellShapes],
  ['Ansible', ansibleShapes],
  ['configuration management and first boot', provisioningShapes],
  ['builds of images and machines', buildShapes],
  ['programs and other languages', programShapes],
  ['the kubelet', kubeletShapes],
  ['something like it', otherShapes],
];

/** Ways in which public repositories bake the driver, each rebuilt small. */
describe.each(tables)('a repository that has %s', (_what, shapes) => {
  it.each(shapes.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    expect(mistakeIn(shape, await ask(shape))).toBe('');
  });
});
