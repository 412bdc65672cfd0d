import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oldDockerArchive } from '../image/make-image.ts';
import { directory, file, hardLink, type Member, symlink, tar } from '../image/make-tar.ts';
import { treeOf } from '../image/overlay/build-layers.ts';
import { scanAll } from '../image/tar/scan-all.ts';

const runs = Number(process.env['RUNS'] ?? 60);

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const target = fc.oneof(
  path,
  path.map((to) => `/${to}`),
  path.map((to) => `../${to}`),
);
const entry: fc.Arbitrary<Member> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(path, fc.stringMatching(/^[a-z]{1,4}$/)).map(([at, text]) => file(at, text)) },
  { weight: 3, arbitrary: path.map((at) => directory(at)) },
  { weight: 2, arbitrary: fc.tuple(path, target).map(([at, to]) => symlink(at, to)) },
  { weight: 1, arbitrary: fc.tuple(path, path).map(([at, to]) => hardLink(at, to)) },
  { weight: 3, arbitrary: path.map((at) => file(at.replace(/([^/]+)$/, '.wh.$1'))) },
  { weight: 2, arbitrary: path.map((at) => file(`${at}/.wh..wh..opq`)) },
);
const layer = fc
  .uniqueArray(entry, { minLength: 1, maxLength: 8, selector: ({ name: at }) => at })
  .map((members) => members.filter((one, index) => isOrdinary(one, index, members)));
const image = fc.array(layer, { minLength: 2, maxLength: 4 });

/**
 * What the engine loads at all: no whiteout behind what it names, hard links to earlier files of the same layer, and
 * nothing below what the layer has as no directory.
 */
function isOrdinary(one: Member, index: number, members: readonly Member[]): boolean {
  const isFile = ({ type = '0', name: at }: Member) => type === '0' && !at.includes('.wh.');
  const before = members.slice(0, index);
  if (one.type === '1') return before.some((other) => isFile(other) && other.name === one.link);
  const hidden = one.name.replace(/\.wh\.([^/]*)$/, '$1');
  if (hidden !== one.name && before.some(({ name: at }) => at === hidden || at.startsWith(`${hidden}/`))) return false;
  return !members.some((other) => other.type !== '5' && one.name.startsWith(`${other.name}/`));
}

const docker = (args: readonly string[], input?: Buffer) =>
  spawnSync('docker', [...args], { ...(input ? { input } : {}), maxBuffer: 1 << 28 });

const refusals: string[] = [];

/** `a/b` → what is there, as the engine's own export of a container of the image has it; null if it refuses the image. */
function asDockerSees(layers: readonly (readonly Member[])[]): Map<string, string> | null {
  const tag = 'cgroup-gate-test/overlay:v1';
  const loaded = docker(['load', '-q'], oldDockerArchive({ layers: layers.map(tar) }, [tag]));
  if (loaded.status !== 0) {
    refusals.push(loaded.stderr.toString().trim());
    return null;
  }
  const container = docker(['create', '--label', 'cgroup-gate-test', tag, 'none']).stdout.toString().trim();
  try {
    const exported = docker(['export', container]);
    expect(exported.status).toBe(0);
    return contentsOf(exported.stdout);
  } finally {
    docker(['rm', '-f', container]);
    docker(['image', 'rm', '-f', tag]);
  }
}

function contentsOf(bytes: Buffer): Map<string, string> {
  const seen = new Map<string, string>();
  for (const { name: full, type, link, offset, size } of scanAll(bytes).entries) {
    const at = full.replace(/\/$/, '');
    if (!/^[abc](?:\/|$)/.test(at)) continue;
    if (type === 'directory') seen.set(at, 'directory');
    else if (type === 'symlink') seen.set(at, `link ${link}`);
    else if (type === 'hardlink') seen.set(at, seen.get(link.replace(/^\//, '')) ?? 'lost link');
    else seen.set(at, `file ${bytes.subarray(offset, offset + size).toString()}`);
  }
  return seen;
}

async function asWeSee(layers: readonly (readonly Member[])[]): Promise<Map<string, string>> {
  const tree = treeOf(...layers);
  const seen = new Map<string, string>();
  const visit = async (folder: string): Promise<void> => {
    const listed = await tree.list(folder === '' ? '/' : `/${folder}`);
    if (!listed.ok) throw new Error(`${folder}: ${listed.detail}`);
    for (const child of listed.names) {
      const at = folder === '' ? child : `${folder}/${child}`;
      const found = await tree.lstat(`/${at}`);
      if (!found.ok) throw new Error(`${at}: ${found.detail}`);
      const { kind, linkTarget } = found.entry;
      if (kind === 'file') {
        const read = await tree.read(`/${at}`);
        seen.set(at, read.ok ? `file ${Buffer.from(read.bytes).toString()}` : read.detail);
      } else seen.set(at, kind === 'symlink' ? `link ${linkTarget}` : kind);
      if (kind === 'directory') await visit(at);
    }
  };
  await visit('');
  return seen;
}

test("the view equals what the engine's overlay2 shows", async () => {
  expect(execFileSync('docker', ['info', '-f', '{{.Driver}}'], { encoding: 'utf8' }).trim()).toBe('overlay2');
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  console.log(`SEED=${seed}`);
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(image, async (layers) => {
      const expected = asDockerSees(layers);
      if (expected === null) return;
      accepted++;
      expect(Object.fromEntries(await asWeSee(layers))).toEqual(Object.fromEntries(expected));
    }),
    { numRuns: runs, seed },
  );
  console.log(`${accepted} of ${runs} images were accepted by the engine`, [...new Set(refusals)].slice(0, 5));
  expect(accepted).toBeGreaterThan(runs / 4);
});
