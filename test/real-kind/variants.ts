import { existsSync, readdirSync } from 'node:fs';
import type { BootFailureCode } from '../../src/kind/cluster/failure.ts';
import type { KindObservationKind } from '../../src/kind/observations.ts';
import { check, checkNothingLeft, folder, holdings, kindsOf, nodeOf, observed, runGate, title } from './harness.ts';

interface Variant {
  readonly name: string;
  readonly failure: BootFailureCode | null;
  readonly kubelet: string;
  /** Handler to driver. */
  readonly runtime: Readonly<Record<string, string>>;
  readonly kinds: readonly KindObservationKind[];
  readonly not?: readonly KindObservationKind[];
}

const variants: readonly Variant[] = [
  {
    name: 'mismatch',
    failure: null,
    kubelet: 'systemd',
    runtime: { runc: 'cgroupfs', 'test-handler': 'cgroupfs' },
    kinds: ['live-pod-misplaced'],
  },
  {
    name: 'mismatch-k134',
    failure: null,
    kubelet: 'cgroupfs',
    runtime: { runc: 'cgroupfs' },
    kinds: [],
    not: ['live-pod-misplaced'],
  },
  {
    name: 'reverse',
    failure: 'cgroup-drivers-collide',
    kubelet: 'cgroupfs',
    runtime: { runc: 'systemd' },
    kinds: ['boot-failed', 'live-pod-refused', 'live-sandbox-failed'],
  },
  {
    name: 'cgroupfs',
    failure: null,
    kubelet: 'cgroupfs',
    runtime: { runc: 'cgroupfs' },
    kinds: [],
    not: ['live-pod-misplaced'],
  },
  {
    name: 'second-handler',
    failure: null,
    kubelet: 'systemd',
    runtime: { runc: 'systemd', 'test-handler': 'cgroupfs' },
    kinds: ['live-pod-misplaced'],
  },
  { name: 'v2-table', failure: null, kubelet: 'systemd', runtime: { runc: 'cgroupfs' }, kinds: ['live-pod-misplaced'] },
  { name: 'imports', failure: null, kubelet: 'systemd', runtime: { runc: 'cgroupfs' }, kinds: ['live-pod-misplaced'] },
  {
    name: 'other-config',
    failure: null,
    kubelet: 'systemd',
    runtime: { runc: 'cgroupfs' },
    kinds: ['live-pod-misplaced'],
    not: ['live-stale-configuration'],
  },
  {
    name: 'broken-toml',
    failure: 'containerd-down',
    kubelet: 'unknown',
    runtime: {},
    kinds: ['boot-failed', 'live-cri-unavailable'],
  },
  {
    name: 'no-cri',
    failure: 'cri-missing',
    kubelet: 'unknown',
    runtime: {},
    kinds: ['boot-failed', 'live-cri-unavailable'],
  },
  {
    name: 'no-boot',
    failure: 'node-exited',
    kubelet: 'unknown',
    runtime: {},
    kinds: ['boot-failed', 'live-undetermined'],
  },
];

export async function testVariants(): Promise<void> {
  for (const variant of variants) {
    title(`kindlab/node:${variant.name}`);
    const before = holdings();
    const logs = folder(`logs-${variant.name}`);
    const image = { form: 'reference' as const, reference: `kindlab/node:${variant.name}` };
    const kubeletVersion = variant.name === 'mismatch-k134' ? 'v1.34.8' : 'v1.30.14';
    const logging = variant.failure === null ? {} : { logsDir: logs };
    const run = await runGate({ image, readImage: true, kubeletVersion, ...logging });
    const node = nodeOf(run);
    check(
      'the boot went as it should',
      (run.result?.failure?.code ?? null) === variant.failure,
      run.result?.failure ?? run.stderr,
    );
    check('the kubelet is judged right', node?.kubelet === variant.kubelet, node?.kubelet);
    const runtime = Object.fromEntries(node?.runtime.map(({ handler, driver }) => [handler, driver]) ?? []);
    const right = Object.entries(variant.runtime).every(([handler, driver]) => runtime[handler] === driver);
    check(
      'the runtime is judged right',
      right && (Object.keys(variant.runtime).length > 0 || node?.runtime.length === 0),
      runtime,
    );
    const kinds = kindsOf(run);
    check(
      `found: ${variant.kinds.join(', ')}`,
      variant.kinds.every((kind) => kinds.includes(kind)),
      kinds,
    );
    const wrong = (variant.not ?? []).filter((kind) => kinds.includes(kind));
    check('nothing is found that is not so', wrong.length === 0, wrong);
    check(
      'the image says the same as what runs',
      !kinds.includes('live-disagrees-with-static'),
      run.result?.observations,
    );
    const location = observed(run, 'boot-failed')[0]?.location;
    if (variant.name === 'reverse') {
      check('the line that broke the boot is named', location?.path === '/etc/default/kubelet', location);
    }
    if (variant.name === 'no-cri') {
      check('the line that broke the boot is named', location?.path === '/etc/containerd/config.toml', location);
    }
    if (variant.name === 'broken-toml') {
      check(
        'the line that broke the boot is named',
        location?.path === '/etc/containerd/config.toml' && location.startLine === 19,
        location,
      );
    }
    if (variant.failure !== null) {
      const exported = run.result?.report.logs === logs && existsSync(logs) && readdirSync(logs).length > 0;
      check('logs were exported', exported, run.result?.report);
    }
    checkNothingLeft('afterwards', before, run);
  }
}
