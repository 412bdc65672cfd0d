/**
 * Real configuration files of public repositories against the answers that are expected of them. CORPUS names the folder
 * (default: ../shared/corpus). Entries whose expectation the real program contradicts are listed with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { resolveCrio } from '../../src/crio/resolve.ts';
import type { FileTree } from '../../src/image/file-tree.ts';
import { readTemplate } from '../../src/platforms/template.ts';
import { resolveImage } from '../../src/resolve/resolve-image.ts';
import { judge } from '../../src/verdict/judge.ts';
import { RULES, VERSION_RULE } from '../../src/verdict/rules/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { CONTRADICTED } from './contradicted.ts';

const CORPUS = resolve(process.env.CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus'));

interface Expected {
  readonly verdict?: string;
  readonly defaultRuntime?: string;
  readonly perHandler?: Readonly<Record<string, unknown>>;
  readonly basedOnContainerd?: string;
  readonly byContainerdVersion?: Readonly<Record<string, Expected>>;
}

interface Entry {
  readonly dir: string;
  readonly category: string;
  readonly containerdMajor?: number;
  readonly files: readonly { readonly file: string; readonly imagePath: string; readonly role: string }[];
  readonly expected: Expected;
  readonly kubeletExpected?: Expected;
  readonly pair?: string;
}

const ENTRIES: readonly Entry[] = readdirSync(CORPUS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => JSON.parse(readFileSync(join(CORPUS, entry.name, 'meta.json'), 'utf8')) as Entry)
  .toSorted((a, b) => (a.dir < b.dir ? -1 : 1));

/** The entry's files below a root, and those that a configuration names and that the corpus does not carry. */
function treeOf(entry: Entry): FileTree {
  const files: Record<string, Uint8Array | string> = {};
  for (const { file, imagePath } of entry.files) {
    const bytes = readFileSync(join(CORPUS, entry.dir, file));
    files[imagePath.replace(/^[A-Z]:/, '')] = bytes;
    for (const [, path] of bytes.toString('latin1').matchAll(/base_runtime_spec\s*=\s*["']([^"']+)["']/g)) {
      if (path?.startsWith('/')) files[path] ??= '{}';
    }
  }
  if (entry.dir.startsWith('054-')) files['/etc/cri/conf.d/cri.toml'] = '';
  return memoryTree(files);
}

function containerdConfig(entry: Entry): string | undefined {
  return entry.files.find(({ role }) => role === 'containerd-config')?.imagePath.replace(/^[A-Z]:/, '');
}

/** What the corpus calls the answer of one version: the default handler's driver, or why there is none. */
async function containerdVerdict(entry: Entry, version: string): Promise<string> {
  const answer = await resolveContainerd(treeOf(entry), {
    version,
    configPath: containerdConfig(entry) ?? '/etc/containerd/config.toml',
    configGiven: false,
  });
  if (answer.doubts.some(({ kind }) => kind === 'template-syntax')) return 'template';
  if (answer.state === 'cri-disabled') return 'cri-disabled';
  if (answer.state !== 'ok') return `invalid: ${answer.stateReason?.kind}`;
  const driver = answer.handlers.find(({ name }) => name === answer.defaultHandler)?.driver ?? 'none';
  return driver === 'no-runtime-type' || driver === 'options-error' ? `invalid: ${driver}` : driver;
}

const CONTAINERD = ENTRIES.filter(
  ({ category }) => category === 'containerd-static' || category === 'containerd-derived',
);

describe('containerd configurations', () => {
  const rows = CONTAINERD.flatMap((entry) => {
    const versions = new Map<string, string>();
    const { basedOnContainerd, verdict, byContainerdVersion } = entry.expected;
    for (const [version, said] of Object.entries(byContainerdVersion ?? {})) versions.set(version, said.verdict ?? '');
    if (basedOnContainerd !== undefined) versions.set(basedOnContainerd, verdict ?? '');
    return [...versions].map(([version, wanted]) => [entry.dir, version, wanted, entry] as const);
  });

  it.each(rows)('%s with containerd %s is %s', async (dir, version, wanted, entry) => {
    const got = await containerdVerdict(entry, version);
    const known = CONTRADICTED.find((row) => dir.startsWith(row.entry) && row.versions.test(version));
    expect(got.split(':')[0]).toBe(known === undefined ? wanted : known.real);
  });
});

describe('containerd templates', () => {
  it.each(
    ENTRIES.filter(({ category }) => category === 'containerd-template').map((entry) => [entry.dir, entry] as const),
  )('%s', (_dir, entry) => {
    const file = entry.files.find(({ role }) => role === 'containerd-config');
    const text = readFileSync(join(CORPUS, entry.dir, file?.file ?? ''), 'utf8');
    const drivers = Object.fromEntries(
      readTemplate(text, file?.imagePath ?? '').handlers.map(({ name, driver }) => [name, driver]),
    );
    const words = { true: 'systemd', false: 'cgroupfs' } as Record<string, string>;
    for (const [name, value] of Object.entries(entry.expected.perHandler ?? {})) {
      // A handler that a migration drops is in the template all the same, with whatever it says.
      if (value === 'dropped') expect(drivers[name], name).toBeDefined();
      else expect(drivers[name], name).toBe(words[String(value)] ?? String(value));
    }
  });
});

const told = { containerdVersion: null, kubeletVersion: null, kubeletConfig: null, booted: false };
const asked = { demands: { require: 'systemd', handlers: 'all' }, failOn: 'error', skip: new Map() } as const;

describe('whole entries', () => {
  it.each(ENTRIES.map((entry) => [entry.dir, entry] as const))('%s is no wrong pass', async (_dir, entry) => {
    const tree = treeOf(entry);
    const versions = [null, '1.6.39', '1.7.34', '2.1.9', '2.3.4'];
    for (const containerdVersion of versions) {
      for (const kubeletVersion of [null, 'v1.30.2', 'v1.34.1']) {
        const resolved = await resolveImage(tree, [], { ...told, containerdVersion, kubeletVersion });
        const { verdict } = judge(resolved.candidates, RULES, VERSION_RULE, asked);
        if (verdict !== 'pass') continue;
        const expected =
          containerdVersion === null ? entry.expected : entry.expected.byContainerdVersion?.[containerdVersion];
        expect(expected?.verdict ?? entry.expected.verdict).toBe('systemd');
        expect(entry.pair ?? 'consistent').toMatch(/^consistent|undecided$/);
      }
    }
  });
});

describe('kubelet configurations', () => {
  const rows = ENTRIES.flatMap((entry) => {
    const wanted = entry.category === 'kubelet' ? entry.expected : entry.kubeletExpected;
    const isCrio = wanted === entry.expected && entry.files.every(({ role }) => role.startsWith('crio'));
    return wanted?.verdict === undefined || isCrio ? [] : [[entry.dir, wanted.verdict, entry] as const];
  });

  it.each(rows)('%s is %s', async (dir, wanted, entry) => {
    const input = entry.files.find(({ role }) => role.startsWith('kubeadm'));
    const kubeletConfig =
      input === undefined ? null : { path: input.imagePath, bytes: readFileSync(join(CORPUS, entry.dir, input.file)) };
    const alone = await resolveImage(treeOf(entry), [], told);
    const seen = alone.candidates.some(({ node }) => node.kubelet !== null);
    const resolved = seen
      ? alone
      : await resolveImage(treeOf(entry), [], { ...told, kubeletConfig, kubeletVersion: kubeletConfig && 'v1.30.2' });
    const drivers = new Set(resolved.candidates.map(({ node }) => node.kubelet?.configured ?? 'none'));
    const got = drivers.size === 1 ? [...drivers][0] : 'depends';
    const known = CONTRADICTED.find((row) => dir.startsWith(row.entry) && row.kubelet !== undefined);
    if (wanted === 'systemd' || wanted === 'cgroupfs') expect(got).toBe(known?.kubelet ?? wanted);
    else if (resolved.candidates.every(({ node }) => (node.kubelet?.doubts.length ?? 0) > 0)) return;
    else expect(['unknown', 'depends', 'none']).toContain(known?.kubelet === got ? 'unknown' : got);
  });
});

describe('CRI-O configurations', () => {
  it.each(ENTRIES.filter(({ category }) => category === 'crio').map((entry) => [entry.dir, entry] as const))(
    '%s',
    async (_dir, entry) => {
      const answer = await resolveCrio(treeOf(entry), { version: '1.18.0' });
      expect(answer.driver).toBe(entry.expected.verdict);
    },
  );
});
