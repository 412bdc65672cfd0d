import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directory, file, hardLink, type Member, symlink } from '../make-tar.ts';
import { show, treeOf } from './build-layers.ts';
import { look, merge, unpack } from './naive-overlay.ts';

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const target = fc.oneof(
  path,
  path.map((to) => `/${to}`),
  path.map((to) => `../${to}`),
  fc.constantFrom('.', '..', '/'),
);

const entry: fc.Arbitrary<Member> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(path, fc.stringMatching(/^[a-z]{1,4}$/)).map(([at, text]) => file(at, text)) },
  { weight: 2, arbitrary: path.map((at) => directory(at)) },
  { weight: 3, arbitrary: fc.tuple(path, target).map(([at, to]) => symlink(at, to)) },
  { weight: 2, arbitrary: fc.tuple(path, path).map(([at, to]) => hardLink(at, to)) },
  { weight: 2, arbitrary: path.map((at) => file(at.replace(/([^/]+)$/, '.wh.$1'))) },
  { weight: 1, arbitrary: path.map((at) => file(`${at}/.wh..wh..opq`)) },
);

const paths = [
  '/',
  ...['a', 'b', 'c'].flatMap((one) => [
    `/${one}`,
    ...['a', 'b', 'c'].flatMap((two) => [`/${one}/${two}`, `/${one}/${two}/a`, `/${one}/../${two}`]),
  ]),
];

test('the view equals a plain model that unpacks every layer and merges them', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(entry, { maxLength: 7 }), { minLength: 1, maxLength: 4 }), async (layers) => {
      const unpacked = layers.map(unpack);
      fc.pre(unpacked.every((layer, index) => layer !== null && !(index > 0 && layer.opaque)));
      const merged = unpacked.map((layer) => layer!).reduce((lower, upper) => merge(lower, upper));
      const tree = treeOf(...layers);
      for (const asked of paths) {
        const seen = (await show(tree, asked)).replace(/ \d+:/, ' ');
        expect([asked, seen]).toEqual([asked, look(merged, asked)]);
        compared++;
      }
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(5000);
});
