import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import type { FileTree } from '../../src/image/file-tree.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

const versions = ['1.4.13', '1.5.18', '1.6.20', '1.7.34', '2.0.0', '2.0.11', '2.2.7', '2.3.4', '2.4.0-beta.0'];
const main = { configPath: '/etc/containerd/config.toml', configGiven: false };

const key = fc.constantFrom(
  'version',
  'imports',
  'plugins',
  'disabled_plugins',
  'required_plugins',
  'containerd',
  'Containerd',
  'runtimes',
  'runc',
  'options',
  'SystemdCgroup',
  'systemdCgroup',
  'SYSTEMDCGROUP',
  'systemd_cgroup',
  'runtime_type',
  'default_runtime_name',
  'default_runtime',
  'cni',
  'bin_dir',
  'registry',
  '__proto__',
  'constructor',
  'cri',
  '"io.containerd.grpc.v1.cri"',
  '"io.containerd.cri.v1.runtime"',
  '"io.containerd.cri.v1.images"',
  'timeouts',
);
const value = fc.constantFrom(
  'true',
  'false',
  '1',
  '2',
  '3',
  '4',
  '-1',
  '"2"',
  '"runc"',
  '"io.containerd.runc.v2"',
  '"io.containerd.kata.v2"',
  '[]',
  '["a*.toml", "b.toml"]',
  '["cri"]',
  '["io.containerd.grpc.v1.cri"]',
  '{}',
  '{ a = 1 }',
  '1979-05-27',
  '[1, "a"]',
  '"{{ x }}"',
  '1.5',
);
const header = fc
  .tuple(fc.array(key, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([keys, many]) => (many ? `[[${keys.join('.')}]]` : `[${keys.join('.')}]`));
const likely = fc.constantFrom(
  'version = 2',
  'version = 3',
  'imports = ["conf.d/*.toml", "a.toml"]',
  '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
  '[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]',
  '[plugins.cri.containerd.runtimes.nvidia]',
  'runtime_type = "io.containerd.runc.v2"',
  'SystemdCgroup = true',
);
const line = fc.oneof(
  { weight: 4, arbitrary: likely },
  { weight: 2, arbitrary: fc.tuple(key, value).map(([name, given]) => `${name} = ${given}`) },
  { weight: 2, arbitrary: header },
  { weight: 1, arbitrary: fc.string() },
);
const content = fc.oneof(
  { weight: 6, arbitrary: fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
);
const file: fc.Arbitrary<MemoryFile> = fc.oneof(
  { weight: 6, arbitrary: content },
  {
    weight: 1,
    arbitrary: fc.constantFrom<MemoryFile>(
      { symlink: 'a.toml' },
      { directory: true },
      { unreadable: 'no' },
      { other: true },
    ),
  },
);
const files = fc.record(
  {
    '/etc/containerd/config.toml': file,
    '/etc/containerd/a.toml': file,
    '/etc/containerd/b.toml': file,
    '/etc/containerd/conf.d/1.toml': file,
    '/etc/containerd/conf.d/2.toml': file,
  },
  { requiredKeys: [] },
);

describe('resolveContainerd', () => {
  it('answers whatever the files hold, and the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...versions), async (given, version) => {
        const answer = await resolveContainerd(memoryTree(given), { version, ...main });
        expect(await resolveContainerd(memoryTree(given), { version, ...main })).toEqual(answer);
        expect(answer.state === 'ok').toBe(answer.stateReason === null);
        for (const { location } of [...answer.observations, ...answer.doubts]) {
          if (location !== null) expect(location.endColumn).toBeGreaterThanOrEqual(location.startColumn);
          expect(location?.path ?? '/').toMatch(/^\//);
        }
        if (answer.state === 'ok') expect(answer.handlers.map(({ name }) => name)).toContain(answer.defaultHandler);
      }),
      { numRuns: 400 },
    );
  });

  it('answers whatever version it is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.stringMatching(/^v?\d{1,30}(\.\d{1,20}){0,4}[a-z~+.-]{0,5}$/)),
        async (version) => {
          const answer = await resolveContainerd(memoryTree({}), { version, ...main });
          expect(answer.handlers).toHaveLength(1);
        },
      ),
    );
  });

  it('does not depend on the order in which a directory lists its files', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...versions), async (given, version) => {
        const tree = memoryTree(given);
        const reversed: FileTree = {
          ...tree,
          list: async (path) => {
            const listed = await tree.list(path);
            return listed.ok ? { ...listed, names: listed.names.toReversed() } : listed;
          },
        };
        const answer = await resolveContainerd(tree, { version, ...main });
        expect(await resolveContainerd(reversed, { version, ...main })).toEqual(answer);
      }),
    );
  });

  it('sorts the matches of a pattern itself', async () => {
    const options = '[plugins.cri.containerd.runtimes.runc.options]\nSystemdCgroup = ';
    const tree = memoryTree({
      '/etc/containerd/config.toml': 'imports = ["/etc/containerd/conf.d/*.toml"]',
      '/etc/containerd/conf.d/1.toml': `${options}true`,
      '/etc/containerd/conf.d/2.toml': `${options}false`,
    });
    const reversed = { ...tree, list: async () => ({ ok: true, path: '', names: ['2.toml', '1.toml'] }) as const };
    const answer = await resolveContainerd(reversed, { version: '2.3.4', ...main });
    expect(answer.files.map((loaded) => loaded.path.slice(-6))).toEqual(['g.toml', '1.toml', '2.toml']);
    expect(answer.handlers[0]?.driver).toBe('cgroupfs');
  });

  it('has doubts about what it cannot read', async () => {
    for (const path of ['/etc/containerd/config.toml', '/etc/containerd/a.toml']) {
      const tree = memoryTree({
        '/etc/containerd/config.toml': 'imports = ["a.toml"]',
        '/etc/containerd/a.toml': '',
        [path]: { unreadable: 'permission denied' },
      });
      const { doubts } = await resolveContainerd(tree, { version: '2.2.7', ...main });
      expect(doubts).toMatchObject([{ kind: 'file-unreadable', detail: { path, detail: 'permission denied' } }]);
    }
  });
});
