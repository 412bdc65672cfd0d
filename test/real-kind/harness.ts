import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootFailure } from '../../src/kind/cluster/failure.ts';
import type { KindObservation, KindObservationKind } from '../../src/kind/observations.ts';
import type { LiveNodeReport, LiveReport, Report } from '../../src/verdict/report.ts';
import type { GateSpec } from './gate.ts';

export interface GateResult {
  readonly report: LiveReport;
  readonly failure: BootFailure | null;
  readonly observations: readonly KindObservation[];
}

export interface GateRun {
  readonly status: number | null;
  readonly result: GateResult | null;
  readonly stderr: string;
  /** Milliseconds. */
  readonly took: number;
  /** What the run left in its temporary folder. */
  readonly left: readonly string[];
}

const counts = { passed: 0, failed: 0 };
export const work = mkdtempSync(join(tmpdir(), 'real-kind-'));
const gate = join(import.meta.dirname, 'gate.ts');
/** A single run takes a quarter of a minute; this is the end of patience. */
const patience = 240_000;

export function check(what: string, ok: boolean, more: unknown = ''): void {
  if (ok) counts.passed += 1;
  else counts.failed += 1;
  const detail = ok ? '' : `: ${typeof more === 'string' ? more : JSON.stringify(more)}`.slice(0, 3000);
  console.log(`${ok ? 'ok   ' : 'FAIL '} ${what}${detail}`);
}

export function title(text: string): void {
  console.log(`---- ${text}`);
}

export function finish(): void {
  rmSync(work, { recursive: true, force: true });
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** Runs the gate; `signalAt` sends a signal when that step starts. */
export function runGate(
  spec: GateSpec,
  signalAt: { readonly step: string; readonly signal: NodeJS.Signals; readonly afterMs?: number } | null = null,
): Promise<GateRun> {
  const temporary = mkdtempSync(join(work, 'tmp-'));
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [gate, JSON.stringify(spec)], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, sent] = ['', '', false];
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (signalAt === null || sent || !stderr.includes(`STEP ${signalAt.step}`)) return;
      sent = true;
      setTimeout(() => child.kill(signalAt.signal), signalAt.afterMs ?? 0);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      const left = existsSync(temporary) ? readdirSync(temporary) : [];
      const result = stdout === '' ? null : (JSON.parse(stdout) as GateResult);
      resolve({ status, result, stderr, took: Date.now() - started, left });
    });
  });
}

export interface CommandRun {
  readonly status: number | null;
  readonly report: Report | null;
  readonly stderr: string;
}

/** The command as people call it, with `kind:REFERENCE`; `wrapper` is a program that runs it. */
export function runCommand(
  reference: string,
  options: readonly string[] = [],
  wrapper: readonly string[] = [],
): CommandRun {
  const cli = join(import.meta.dirname, '../../src/launchers/cli.ts');
  const lab = ['--kubelet-version', 'v1.30.14', '--kind-watch', '1', '--format', 'json'];
  const words = [...wrapper, process.execPath, cli, 'check', ...lab, ...options, `kind:${reference}`];
  const run = spawnSync(words[0] ?? '', words.slice(1), { encoding: 'utf8', maxBuffer: 64 << 20, timeout: patience });
  const report = run.stdout.startsWith('{') ? (JSON.parse(run.stdout) as Report) : null;
  return { status: run.status, report, stderr: run.stderr };
}

export function docker(...args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Names and ids of the images there are, in one order. */
export function imagesNow(): string {
  return docker('images', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}').split('\n').sort().join('\n');
}

export function kind(...args: readonly string[]): string {
  const env = { ...process.env, KUBECONFIG: join(work, 'kubeconfig') };
  return execFileSync('kind', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What the engine holds that a run could add to or take from; others may use the engine at the same time. */
export interface Holdings {
  /** Nodes of kind clusters. */
  readonly nodes: readonly string[];
  /** Volumes that no container uses. */
  readonly volumes: readonly string[];
  /** Name and id. */
  readonly images: readonly string[];
  /** Who is attached to kind's network. */
  readonly attached: readonly string[];
}

export function holdings(): Holdings {
  const lines = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  let attached: string[] = [];
  try {
    attached = lines(
      docker('network', 'inspect', 'kind', '--format', '{{range $id, $c := .Containers}}{{println $c.Name}}{{end}}'),
    );
  } catch {
    // there is no such network yet
  }
  return {
    nodes: lines(docker('ps', '-a', '--filter', 'label=io.x-k8s.kind.cluster', '--format', '{{.Names}}')),
    volumes: lines(docker('volume', 'ls', '-q', '--filter', 'dangling=true')),
    images: lines(docker('images', '--no-trunc', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}')),
    attached,
  };
}

/** Nothing of this run's own cluster is there, and nothing that was there before is gone; other gates come and go. */
export function checkNothingLeft(what: string, before: Holdings, run: GateRun): void {
  const after = holdings();
  const own = /^CLUSTER (.+)$/m.exec(run.stderr)?.[1] ?? run.result?.report.cluster ?? null;
  const foreign = (name: string): boolean => !name.startsWith('cgroup-gate-');
  const kept = (a: readonly string[], b: readonly string[]): boolean =>
    a.filter(foreign).every((name) => b.includes(name));
  const gone = (names: readonly string[]): boolean =>
    !names.some((name) => own !== null && name.startsWith(`${own}-`) && !before.nodes.includes(name));
  check(`${what}: no node is left, and none is missing`, gone(after.nodes) && kept(before.nodes, after.nodes), {
    own,
    before,
    after,
  });
  check(`${what}: no attachment to the network either`, gone(after.attached) && kept(before.attached, after.attached), {
    own,
    before,
    after,
  });
  const more = after.volumes.filter((volume) => !before.volumes.includes(volume));
  check(`${what}: no volume is left`, more.length === 0, more);
  const lost = before.images.filter((image) => !after.images.includes(image));
  const ours = after.images.filter((image) => own !== null && image.startsWith(`${own}.local/`));
  check(`${what}: images are as before`, lost.length === 0 && ours.length === 0, { lost, ours });
  check(`${what}: no temporary file is left`, run.left.length === 0, run.left);
}

export function nodeOf(run: GateRun): LiveNodeReport | undefined {
  return run.result?.report.nodes[0];
}

export function kindsOf(run: GateRun): KindObservationKind[] {
  return [...new Set(run.result?.observations.map((observation) => observation.kind) ?? [])];
}

/** The observations of one kind. */
export function observed<Kind extends KindObservationKind>(
  run: GateRun,
  kind: Kind,
): Extract<KindObservation, { kind: Kind }>[] {
  const all = run.result?.observations ?? [];
  return all.filter((one): one is Extract<KindObservation, { kind: Kind }> => one.kind === kind);
}

/** The cgroup paths of a handler's pods, the probe's first. */
export function cgroupsOf(run: GateRun, handler: string): string[] {
  const evidence = nodeOf(run)?.evidence ?? [];
  return evidence
    .filter((item) => item.kind === 'pod-cgroup' && item.subject.endsWith(`(${handler})`))
    .map((item) => item.detail);
}

export function folder(name: string): string {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
}
