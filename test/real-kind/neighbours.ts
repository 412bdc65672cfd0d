import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  check,
  checkNothingLeft,
  docker,
  holdings,
  imagesNow,
  kind,
  nodeOf,
  runCommand,
  runGate,
  title,
  work,
} from './harness.ts';

const neighbour = 'somebody-else';

export async function testNeighbours(): Promise<void> {
  title('a cluster that was there before');
  kind('create', 'cluster', '--name', neighbour, '--image', 'kindlab/node:good');
  const id = docker('inspect', '--format', '{{.Id}} {{.State.StartedAt}}', `${neighbour}-control-plane`);
  const before = holdings();

  title('two gates at once');
  const [one, two] = await Promise.all([
    runGate({ image: { form: 'reference', reference: 'kindlab/node:good' } }),
    runGate({ image: { form: 'reference', reference: 'kindlab/node:mismatch' } }),
  ]);
  check('the first judges its own cluster', nodeOf(one)?.runtime[0]?.driver === 'systemd', one.result ?? one.stderr);
  check('the second judges its own', nodeOf(two)?.runtime[0]?.driver === 'cgroupfs', two.result ?? two.stderr);
  check('their names differ', one.result?.report.cluster !== two.result?.report.cluster);
  checkNothingLeft('afterwards', before, one);

  title('a name clash');
  const clash = await runGate({ image: { form: 'reference', reference: 'kindlab/node:good' }, clusterName: neighbour });
  check('it is an error', clash.result?.failure?.code === 'cluster-exists', clash.result?.failure ?? clash.stderr);
  checkNothingLeft('afterwards', before, clash);
  const now = docker('inspect', '--format', '{{.Id}} {{.State.StartedAt}}', `${neighbour}-control-plane`);
  check('the other cluster was not touched', now === id, now);

  title('a cluster that is kept after a failure');
  const kept = await runGate({ image: { form: 'reference', reference: 'kindlab/node:no-cri' }, retain: true });
  const name = kept.result?.report.cluster ?? '';
  check('it is still there', kind('get', 'clusters').split('\n').includes(name), kept.result ?? kept.stderr);
  check('the report says how to reach it', kept.result?.report.retained?.includes(`${name}-control-plane`) === true);
  check('the folder with its kubeconfig is kept', kept.left.length === 1, kept.left);
  kind('delete', 'cluster', '--name', name);
  testKeptByVerdict();

  kind('delete', 'cluster', '--name', neighbour);
}

/** It boots, and fails only by what is found in it. */
function testKeptByVerdict(): void {
  title('a cluster that is kept because its drivers differ');
  const images = imagesNow();
  const logs = join(work, 'kept-logs');
  const archive = `docker-archive:${join(process.env.KINDLAB_DIR ?? '', 'images', 'mismatch.docker.tar')}`;
  const run = runCommand(archive, ['--retain-on-failure', '--kind-logs', logs]);
  const live = run.report?.images[0]?.live ?? null;
  check('it fails', run.status === 1 && live?.booted === true, run.report ?? run.stderr);
  check(
    'it is still there',
    kind('get', 'clusters')
      .split('\n')
      .includes(live?.cluster ?? '?'),
    live,
  );
  check('its logs were exported', live?.logs === logs && readdirSync(logs).length > 0, live?.logs);
  const [kubeconfig = '', shell = '', removal = ''] = live?.retained?.split('\n') ?? [];
  check('the kubeconfig that is named is there', existsSync(kubeconfig.replace('KUBECONFIG=', '')), live?.retained);
  check(
    'so is the node',
    docker('ps', '--format', '{{.Names}}').includes(/exec -it (\S+)/.exec(shell)?.[1] ?? '?'),
    shell,
  );
  execFileSync('bash', ['-c', removal], { stdio: 'ignore' });
  check(
    'the command that removes it does',
    !kind('get', 'clusters')
      .split('\n')
      .includes(live?.cluster ?? '?'),
    removal,
  );
  check('images are as before', imagesNow() === images, imagesNow());

  title('a cluster that is not kept because nothing is wrong');
  const fine = runCommand('kindlab/node:good', ['--retain-on-failure', '--kind-logs', join(work, 'no-logs')]);
  check('it passes', fine.status === 0, fine.report ?? fine.stderr);
  const report = fine.report?.images[0]?.live ?? null;
  check(
    'it is gone',
    !kind('get', 'clusters')
      .split('\n')
      .includes(report?.cluster ?? ''),
    report,
  );
  check('nothing is said about logs or how to reach it', report?.logs === null && report.retained === null, report);
}
