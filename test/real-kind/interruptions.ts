import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindPorts } from '../../src/host/kind-ports.ts';
import { readClusterState, removeCluster } from '../../src/kind/cluster/lifetime.ts';
import type { Report } from '../../src/verdict/report.ts';
import { check, checkNothingLeft, holdings, runGate, title, work } from './harness.ts';

const image = { form: 'reference' as const, reference: 'kindlab/node:good' };
const steps = [
  'Ensuring node image',
  'Preparing nodes',
  'Writing configuration',
  'Starting control-plane',
  'Installing CNI',
  'Asking containerd',
  'Probing handler',
  'Watching the pods',
  'Removing cluster',
];

export async function testInterruptions(): Promise<void> {
  for (const step of steps) {
    title(`kill -TERM at "${step}"`);
    const before = holdings();
    const run = await runGate(
      { image, watchMs: 30_000 },
      { step, signal: 'SIGTERM', afterMs: step === 'Preparing nodes' ? 400 : 50 },
    );
    const code = run.result?.failure?.code ?? null;
    check(
      'it says that it was cancelled',
      step === 'Removing cluster' ? run.status === 0 : code === 'cancelled',
      run.result?.failure ?? run.stderr,
    );
    check('it ends soon', run.took < 90_000, run.took);
    checkNothingLeft('afterwards', before, run);
  }

  testGoneReader();

  title('a timeout');
  const before = holdings();
  const late = await runGate({ image, bootTimeoutMs: 3000 });
  check('it says so', late.result?.failure?.code === 'timed-out', late.result?.failure ?? late.stderr);
  checkNothingLeft('afterwards', before, late);

  title('kill -KILL, and then what the post step does');
  const stateFile = join(work, 'state.json');
  const killed = await runGate(
    { image, stateFile },
    { step: 'Starting control-plane', signal: 'SIGKILL', afterMs: 300 },
  );
  check('the killed run could not clean up', killed.result === null && killed.left.length > 0, killed);
  const state = readClusterState(readFileSync(stateFile, 'utf8'));
  check('its state can be read', state !== null);
  if (state !== null) {
    const removal = await removeCluster(kindPorts(), state);
    check('the post step removes it', removal.ok, removal);
    checkNothingLeft('afterwards', before, { ...killed, left: [] });
  }
}

/** `… 2>&1 | head`, which leaves before the cluster is up. */
function testGoneReader(): void {
  title('whoever reads the messages goes away');
  const cli = join(import.meta.dirname, '../../src/launchers/cli.ts');
  const command = `"$NODE" "$CLI" check --kind-watch 1 --output json="$OUT" kind:kindlab/node:mismatch 2>&1 | head -n 1`;
  const out = join(work, 'unheard.json');
  const env = { ...process.env, NODE: process.execPath, CLI: cli, OUT: out };
  execFileSync('bash', ['-c', command], { env, stdio: 'ignore' });
  check('it came to its end all the same', existsSync(out));
  const report = JSON.parse(readFileSync(out, 'utf8')) as Report;
  const cluster = report.images[0]?.live?.cluster ?? '?';
  check('it was booted', report.images[0]?.live?.booted === true, report.images[0]?.live);
  check('no node is left', !holdings().nodes.some((node) => node.startsWith(`${cluster}-`)), cluster);
}
