import { execFileSync } from 'node:child_process';
import { testCombinations } from './combinations.ts';
import { check, nodeOf, runGate, title } from './harness.ts';

/** The same with an engine that sees cgroup v2 only. It comes last: it moves all that follows to that engine. */
export async function testCgroupV2(): Promise<void> {
  if (process.env.KINDLAB_CGROUP !== 'v2') {
    title('an engine with cgroup v2');
    const up = process.env.KINDLAB_UP ?? '';
    const environment = JSON.parse(execFileSync(up, ['--cgroup', 'v2', '--json'], { encoding: 'utf8' })) as Record<
      string,
      string
    >;
    Object.assign(process.env, environment);
    await testCombinations();
  }
  const run = await runGate({ image: { form: 'reference', reference: 'kindlab/node:good' } });
  check('the report says cgroup v2', nodeOf(run)?.cgroupVersion === 2, run.result ?? run.stderr);
}
