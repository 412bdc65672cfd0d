import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupsOf, check, checkNothingLeft, holdings, kindsOf, nodeOf, runGate, title, work } from './harness.ts';

/** The four combinations of runtime and kubelet driver, set by kind's own patches on the good image. */
const combinations = [
  {
    runtime: 'systemd',
    kubelet: 'systemd',
    path: /^\/kubelet\.slice\/kubelet-kubepods\.slice\/.*\/cri-containerd-[0-9a-f]{64}\.scope$/,
  },
  {
    runtime: 'cgroupfs',
    kubelet: 'cgroupfs',
    path: /^\/kubelet\/kubepods\/(?:besteffort\/|burstable\/)?pod[^/]+\/[0-9a-f]{64}$/,
  },
  {
    runtime: 'cgroupfs',
    kubelet: 'systemd',
    path: /kubelet-kubepods[^/]*-pod[^/]+\.slice:cri-containerd:[0-9a-f]{64}$/,
  },
  { runtime: 'systemd', kubelet: 'cgroupfs', path: null },
] as const;

export async function testCombinations(): Promise<void> {
  for (const { runtime, kubelet, path } of combinations) {
    title(`runtime ${runtime}, kubelet ${kubelet}`);
    const config = join(work, `${runtime}-${kubelet}.yaml`);
    writeFileSync(config, configuration(runtime === 'systemd', kubelet));
    const before = holdings();
    const run = await runGate({ image: { form: 'reference', reference: 'kindlab/node:good' }, kindConfig: config });
    const node = nodeOf(run);
    check('the kubelet is judged right', node?.kubelet === kubelet, run.result ?? run.stderr);
    const own = node?.runtime.find((one) => one.handler === 'runc');
    check('the runtime is judged right', own?.driver === runtime, node?.runtime);
    if (path === null) {
      check(
        'the boot failed for the collision',
        run.result?.failure?.code === 'cgroup-drivers-collide',
        run.result?.failure,
      );
      check("runc's refusal is a finding", kindsOf(run).includes('live-pod-refused'), kindsOf(run));
    } else {
      const paths = cgroupsOf(run, 'runc');
      check('it booted', run.result?.failure === null, run.result?.failure);
      check(
        "every pod's real cgroup is in the report",
        paths.length === 4 && paths.every((one) => path.test(one)),
        paths,
      );
      const misplaced = runtime !== kubelet;
      check(
        'misplaced pods are found, and only then',
        kindsOf(run).includes('live-pod-misplaced') === misplaced,
        kindsOf(run),
      );
    }
    checkNothingLeft('afterwards', before, run);
  }
}

function configuration(systemd: boolean, kubelet: string): string {
  return `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = ${systemd}
kubeadmConfigPatches:
- |
  kind: KubeletConfiguration
  cgroupDriver: ${kubelet}
`;
}
