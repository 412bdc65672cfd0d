import { check, checkNothingLeft, holdings, nodeOf, observed, runGate, title } from './harness.ts';

/** A configuration that is edited while its daemon runs changes nothing until the next restart. */
export async function testEditedFile(): Promise<void> {
  title('config.toml edited in the running node, without a restart');
  const before = holdings();
  const run = await runGate({
    image: { form: 'reference', reference: 'kindlab/node:good' },
    meanwhile: {
      step: 'Asking containerd',
      command: ['sed', '-i', 's/SystemdCgroup = true/SystemdCgroup = false/', '/etc/containerd/config.toml'],
    },
  });
  const own = nodeOf(run)?.runtime.find(({ handler }) => handler === 'runc');
  check('what runs is judged, not the file', own?.driver === 'systemd', run.result ?? run.stderr);
  const edited = observed(run, 'live-file-edited-after-start').find(({ detail }) =>
    detail.path.endsWith('/config.toml'),
  );
  check('the edit is found', edited?.detail.changesDriver === true, run.result?.observations);
  const stale = observed(run, 'live-stale-configuration').find(({ detail }) => detail.subject === 'handler runc');
  check('so is what it will change', stale?.detail.file === 'cgroupfs' && stale.detail.running === 'systemd', stale);
  checkNothingLeft('afterwards', before, run);
}
