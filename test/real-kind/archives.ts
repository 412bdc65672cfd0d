import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kindPorts } from '../../src/host/kind-ports.ts';
import { readClusterState, removeCluster } from '../../src/kind/cluster/lifetime.ts';
import { check, checkNothingLeft, docker, type GateRun, holdings, nodeOf, runGate, title, work } from './harness.ts';
import { damagedLayout, foreignLayout, zstdLayout } from './layouts.ts';

const archives = join(work, 'archives');
/** What an archive calls its image, and the engine another one. */
const borrowed = 'kind-check/borrowed:1';
const stored = (reading: string) => ({ image: { form: 'stored' as const, reading } });

/**
 * Images from outside of the engine are handed to it and are gone from it afterwards; names that it had stay on the images
 * that they were on, whatever an archive calls its own.
 */
export async function testArchives(): Promise<void> {
  const images = join(process.env.KINDLAB_DIR ?? '', 'images');
  const [goodLayout, mismatchLayout] = [join(images, 'good.oci'), join(images, 'mismatch.oci')];
  mkdirSync(archives, { recursive: true });
  const saved = join(archives, 'saved.tar');
  docker('tag', 'kindlab/node:mismatch', borrowed);
  docker('save', '-o', saved, borrowed);
  docker('tag', 'kindlab/busybox:lab', borrowed);
  const before = holdings();
  const judge = async (what: string, reading: string, driver: string): Promise<void> => {
    title(what);
    const run = await runGate(stored(reading));
    check('it is judged', runtimeOf(run) === driver, run.result ?? run.stderr);
    checkNothingLeft('afterwards', before, run);
  };
  try {
    const named = `oci-archive:${tar(mismatchLayout, 'mismatch.tar')}:mismatch`;
    const zstd = `oci:${zstdLayout(mismatchLayout, join(archives, 'zstd'))}`;
    const good = tar(goodLayout, 'good.tar');
    await judge('a docker-archive whose name the engine has for another image', `docker-archive:${saved}`, 'cgroupfs');
    await judge('an OCI layout', `oci:${goodLayout}`, 'systemd');
    await judge('an OCI archive', `oci-archive:${good}`, 'systemd');
    await judge('an OCI archive, chosen by its name', named, 'cgroupfs');
    await judge(
      'a compressed OCI archive',
      `oci-archive:${tar(goodLayout, 'good.tar.gz', '-I', 'gzip -1')}`,
      'systemd',
    );
    await judge('layers that are compressed with zstd', zstd, 'cgroupfs');
    await testRefusals(goodLayout);
    await testInterruptedLoad(`oci-archive:${good}`);
  } finally {
    docker('rmi', borrowed);
    rmSync(archives, { recursive: true, force: true });
  }
}

function tar(folder: string, name: string, ...options: readonly string[]): string {
  const path = join(archives, name);
  execFileSync('tar', ['-C', folder, ...options, '-cf', path, '.']);
  return path;
}

function runtimeOf(run: GateRun): string | undefined {
  return nodeOf(run)?.runtime[0]?.driver;
}

async function testRefusals(layout: string): Promise<void> {
  const before = holdings();
  title('a layer that is not what its digest says');
  const { folder, digest } = damagedLayout(layout, join(archives, 'damaged'));
  const broken = await runGate(stored(`oci:${folder}`));
  const failure = broken.result?.failure;
  check('it is not booted', failure?.code === 'image-not-loadable', failure ?? broken.stderr);
  check('the digest is named', failure?.message.includes(digest) === true && /damaged/.test(failure.message), failure);
  checkNothingLeft('afterwards', before, broken);

  title('an image for another processor');
  const foreign = await runGate(stored(`oci:${foreignLayout(layout, join(archives, 'foreign'), 's390x')}`));
  check('it is not booted', foreign.result?.failure?.code === 'image-wrong-platform', foreign.result ?? foreign.stderr);
  check('nothing was loaded', !foreign.stderr.includes('STEP Loading'), foreign.stderr);
  checkNothingLeft('afterwards', before, foreign);

  title('an image that is nowhere');
  const absent = await runGate({ image: { form: 'reference', reference: 'kindlab/node:nosuch' } });
  const code = absent.result?.failure?.code;
  check('it is an error of its own', code === 'image-unavailable', absent.result?.failure ?? absent.stderr);
  checkNothingLeft('afterwards', before, absent);
}

/** At the start, while bytes flow, and once the engine has them all. */
async function testInterruptedLoad(reading: string): Promise<void> {
  for (const afterMs of [0, 200, 1500]) {
    title(`kill -TERM ${afterMs} ms into the loading`);
    const before = holdings();
    const run = await runGate(stored(reading), { step: 'Loading', signal: 'SIGTERM', afterMs });
    const code = run.result?.failure?.code;
    check('it says that it was cancelled', code === 'cancelled', run.result?.failure ?? run.stderr);
    check('it ends soon', run.took < 60_000, run.took);
    checkNothingLeft('afterwards', before, run);
  }

  title('kill -KILL while loading, and then what the post step does');
  const before = holdings();
  const stateFile = join(work, 'loading.json');
  const killed = await runGate({ ...stored(reading), stateFile }, { step: 'Loading', signal: 'SIGKILL', afterMs: 300 });
  check('the killed run could not clean up', killed.result === null && killed.left.length > 0, killed);
  const state = readClusterState(readFileSync(stateFile, 'utf8'));
  check('its state names the image', state?.images.length === 1, state);
  if (state === null) return;
  const removal = await removeCluster(kindPorts(), state);
  check('the post step removes it', removal.ok, removal);
  checkNothingLeft('afterwards', before, { ...killed, left: [] });
}
