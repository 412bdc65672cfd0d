import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTar } from '../../scripts/tar.ts';
import { ROOT, runCli } from './run-cli.ts';

const work = mkdtempSync(join(tmpdir(), 'cgroup-gate-bad-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const archive = readFileSync(resolve(ROOT, 'examples/node-v1.30.2.tar'));
const gzip = gzipSync(archive);

const EXAMPLE = 'examples/node-v1.30.2.tar';

function file(name: string, content: Uint8Array | string): string {
  const path = join(work, name);
  writeFileSync(path, content);
  return path;
}

function folder(name: string): string {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
}

const CASES: readonly (readonly [string, string[], RegExp, readonly number[]])[] = [
  ['a missing file', ['docker-archive:/nowhere/node.tar'], /\/nowhere\/node\.tar/, [2, 3]],
  ['a bare path that is not there', ['./nowhere.tar'], /nowhere\.tar/, [2, 3]],
  ['a missing folder', ['rootfs:/nowhere'], /\/nowhere/, [2, 3]],
  ['an empty folder', [`rootfs:${folder('empty')}`], /empty/, [2, 3]],
  ['a truncated tar', [`docker-archive:${file('cut.tar', archive.subarray(0, 12_000))}`], /cut\.tar/, [3]],
  [
    'a corrupt gzip',
    [`tarball:${file('corrupt.tar.gz', Buffer.concat([gzip.subarray(0, 800), Buffer.alloc(400, 7)]))}`],
    /corrupt\.tar\.gz/,
    [3],
  ],
  [
    'a tar with no image in it',
    [`docker-archive:${file('none.tar', writeTar([{ path: 'hello', content: 'world' }]))}`],
    /none\.tar/,
    [2, 3],
  ],
  [
    'a file that is no archive',
    [`docker-archive:${file('text.tar', 'just some text\n'.repeat(100))}`],
    /text\.tar/,
    [2, 3],
  ],
  ['an empty file', [`tarball:${file('zero.tar', '')}`], /zero\.tar/, [2, 3]],
  ['an unknown form', ['floppy:/dev/fd0'], /floppy/, [2, 3]],
  ['an unknown platform', ['--platform', 'plan9/mips', 'examples/node-v1.30.2.tar'], /plan9\/mips/, [2, 3]],
  ['two formats for one stream', ['--format', 'json', '--format', 'text', EXAMPLE], /--format may be given once/, [2]],
  [
    'two formats for one file',
    ['--output', `json=${join(work, 'out')}`, '--output', `sarif=${work}/./out`, EXAMPLE],
    /another --output writes the same file/,
    [2],
  ],
  [
    'a missing kubelet configuration',
    ['--kubelet-config', '/nowhere.yaml', 'examples/node-v1.30.2.tar'],
    /\/nowhere\.yaml/,
    [2],
  ],
];

describe('bad input', () => {
  it.each(CASES)('%s is one line that names it', async (_what, args, names, statuses) => {
    const { status, stdout, stderr } = await runCli(['check', ...args]);
    expect(statuses, stderr + stdout).toContain(status);
    expect(stderr).toMatch(names);
    expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
    expect(stderr).toMatch(/^cgroup-gate: /);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n\s+at |Error:/);
  });

  it.runIf(existsSync('/dev/full'))('a pass that nobody could be told of is none', () => {
    const command = `"${process.execPath}" dist/cli.js check examples/node-v1.30.2-fixed.tar >/dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^cgroup-gate: the report could not be written to standard output: .*ENOSPC.*\n$/);
  });

  it('a root file system without containerd and kubelet is said to be no node image', async () => {
    const root = folder('debian/etc');
    writeFileSync(join(root, 'os-release'), 'ID=debian\n');
    const { status, stdout } = await runCli(['check', '--format', 'json', `rootfs:${join(work, 'debian')}`]);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'undetermined',
      images: [{ containerd: null, kubelet: null, findings: [{ rule: 'not-a-node-image', undecided: true }] }],
    });
  });
});
