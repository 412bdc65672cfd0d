import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/verdict/report.ts';
import { expectGoldenIn } from '../support/golden.ts';
import { ROOT, runCli } from './run-cli.ts';

const CLASSIC = 'examples/node-v1.30.2.tar';
const FIXED = 'examples/node-v1.30.2-fixed.tar';

describe('a node image with SystemdCgroup = false under a kubelet on systemd', () => {
  it('fails, and the terminal shows what, where, why and how to mend it', async () => {
    const { status, stdout, stderr } = await runCli(['check', CLASSIC]);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expectGoldenIn(import.meta.dirname, 'classic-bug.txt', stdout);
  });

  it('names the file, line and column, both sides, and the fix, in a report that its schema accepts', async () => {
    const { status, stdout } = await runCli(['check', '--format', 'json', CLASSIC]);
    expect(status).toBe(1);
    const report = JSON.parse(stdout) as Report;
    const schema = JSON.parse(readFileSync(resolve(ROOT, 'src/report/schema/report.schema.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.verdict).toBe('fail');
    const location = {
      path: '/etc/containerd/config.toml',
      startLine: 38,
      startColumn: 29,
      endLine: 38,
      endColumn: 34,
    };
    expect(report.images[0]).toMatchObject({
      image: CLASSIC,
      verdict: 'fail',
      containerd: {
        version: '1.7.18',
        config: '/etc/containerd/config.toml',
        configVersion: 2,
        cri: true,
        defaultHandler: 'runc',
        handlers: [{ name: 'runc', type: 'io.containerd.runc.v2', driver: 'cgroupfs', source: location }],
      },
      kubelet: { version: 'v1.30.2', configured: 'systemd', effective: 'systemd', followsRuntime: false, source: null },
    });
    const [finding] = report.images[0]?.findings ?? [];
    expect(finding).toMatchObject({
      rule: 'cgroup-driver-mismatch',
      severity: 'error',
      location,
      fix: { path: location.path, startLine: 38, endLine: 38, replacement: '            SystemdCgroup = true' },
    });
    expect(finding?.consequence).toMatch(/kube-proxy, kube-flannel.*SandboxChanged, then CrashLoopBackOff, and no log/);
    expect(finding?.help).toMatch(/SystemdCgroup = true.*restart containerd/);
    expect(finding?.frames[0]?.origin).toBe(
      'layer 2 of 2 · COPY config/containerd.toml /etc/containerd/config.toml # buildkit',
    );
  });

  it('passes once the line is changed', async () => {
    const { status, stdout } = await runCli(['check', FIXED]);
    expect(status).toBe(0);
    expectGoldenIn(import.meta.dirname, 'classic-bug-fixed.txt', stdout);
  });

  it('is one failure among several images', async () => {
    const { status, stdout } = await runCli(['check', '--format', 'json', FIXED, CLASSIC]);
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(1);
    expect(report.images.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
  });

  it.each([
    [['--skip', 'cgroup-driver-mismatch=rewritten by cloud-init'], 0],
    [['--fail-on', 'never'], 0],
    [['--require', 'match'], 1],
    [['--handlers', 'runc'], 1],
    [['--handlers', 'kata'], 1],
    [['--containerd-version', '2.1.9'], 1],
  ])('with %j exits %i', async (options, status) => {
    expect((await runCli(['check', ...options, CLASSIC])).status).toBe(status);
  });
});

describe('colour', () => {
  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('with %j is there: %s', async (env: Record<string, string>, coloured) => {
    const { stdout } = await runCli(['check', CLASSIC], env);
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });
});
