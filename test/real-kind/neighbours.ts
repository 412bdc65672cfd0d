import { check, checkNothingLeft, docker, holdings, kind, nodeOf, runGate, title } from './harness.ts';

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

  kind('delete', 'cluster', '--name', neighbour);
}
