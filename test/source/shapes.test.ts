import { describe, expect, it } from 'vitest';
import { ask, mistakeIn, type Shape } from './shape.ts';
import { sedShapes } from './shapes/sed.ts';
import { shellShapes } from './shapes/shell.ts';

const tables: readonly (readonly [string, readonly Shape[]])[] = [
  ['sed', sedShapes],
  ['a shell', shellShapes],
];

/** Ways in which public repositories bake the driver, each rebuilt small. */
describe.each(tables)('a repository that uses %s', (_what, shapes) => {
  it.each(shapes.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    expect(mistakeIn(shape, await ask(shape))).toBe('');
  });
});
