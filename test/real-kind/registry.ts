import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../../src/verdict/report.ts';
import { type CommandRun, check, docker, imagesNow, runCommand, title, work } from './harness.ts';

const address = '127.0.0.1:5999';
const image = `${address}/lab/node:mismatch`;

/**
 * Images that are only in a registry, through the command as people call it. The registry is a real one, in the lab's own
 * network, where the engine reaches nothing else.
 */
export async function testRegistry(): Promise<void> {
  const data = join(work, 'registry');
  const config = join(work, 'registry.yml');
  mkdirSync(data);
  writeFileSync(
    config,
    `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${data} } }
http: { addr: "${address}" }
`,
  );
  const registry = spawn('nsenter', [...inLab(), 'docker-registry', 'serve', config], { stdio: 'ignore' });
  try {
    await push();
    testPullThroughReader();
    testPullThroughEngine();
  } finally {
    registry.kill();
  }
}

function inLab(): string[] {
  const pidFile = join(process.env.KINDLAB_DIR ?? '', process.env.KINDLAB_CGROUP ?? 'v1', 'dockerd.pid');
  return ['-n', '-t', readFileSync(pidFile, 'utf8').split(' ')[0] ?? ''];
}

async function push(): Promise<void> {
  const layout = `oci:${join(process.env.KINDLAB_DIR ?? '', 'images', 'mismatch.oci')}:mismatch`;
  const copy = ['skopeo', '--insecure-policy', 'copy', '--dest-tls-verify=false', layout, `docker://${image}`];
  for (let attempt = 0; ; attempt += 1) {
    const pushed = spawnSync('nsenter', [...inLab(), ...copy], { encoding: 'utf8' });
    if (pushed.status === 0) return;
    if (attempt === 10) throw new Error(pushed.stderr || String(pushed.error));
    await wait(500);
  }
}

function judge(reference: string): CommandRun {
  return runCommand(reference, [], ['nsenter', ...inLab()]);
}

function isMismatch(report: Report | null): boolean {
  const [found] = report?.images ?? [];
  const [node] = found?.live?.nodes ?? [];
  const read = found?.containerd?.handlers.some(({ driver, source }) => driver === 'cgroupfs' && source !== null);
  return read === true && node?.kubelet === 'systemd' && node.runtime[0]?.driver === 'cgroupfs';
}

function testPullThroughReader(): void {
  title('docker://REF, which the engine never hears of');
  const before = imagesNow();
  const run = judge(`docker://${image}`);
  check('it is read, booted and fails', run.status === 1 && isMismatch(run.report), run.report ?? run.stderr);
  check('images are as before', imagesNow() === before, imagesNow());
}

function testPullThroughEngine(): void {
  title('a name that the engine has to pull');
  const before = imagesNow();
  const run = judge(image);
  check('it is pulled, read, booted and fails', run.status === 1 && isMismatch(run.report), run.report ?? run.stderr);
  const more = imagesNow()
    .split('\n')
    .filter((line) => !before.includes(line));
  check('it stays, as kind leaves it', more.length === 1 && more[0]?.startsWith(`${image} `) === true, more);
  docker('rmi', image);

  title('a name with a tag and a digest');
  const manifest = execFileSync(
    'nsenter',
    [...inLab(), 'skopeo', 'inspect', '--tls-verify=false', '--format', '{{.Digest}}', `docker://${image}`],
    { encoding: 'utf8' },
  ).trim();
  const pinned = `${image}@${manifest}`;
  const second = judge(pinned);
  check(
    'it is pulled, read, booted and fails',
    second.status === 1 && isMismatch(second.report),
    second.report ?? second.stderr,
  );
  docker('rmi', pinned);
  check('images are as before', imagesNow() === before, imagesNow());
}
