import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ContainerdAnswer } from '../../src/containerd/answer.ts';
import type { ClusterState } from '../../src/kind/cluster/lifetime.ts';
import type { StaticAnswers } from '../../src/kind/evidence/static-side.ts';
import { judgeLive } from '../../src/kind/live.ts';
import type { LiveOptions } from '../../src/kind/live-options.ts';
import type { KindObservation } from '../../src/kind/observations.ts';
import type { KubeletAnswer } from '../../src/kubelet/answer.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { type Script, type ScriptedEngine, scriptedEngine } from './support/scripted-engine.ts';

let engine: ScriptedEngine | null = null;
afterEach(() => {
  engine?.dispose();
  engine = null;
});

async function judge(script: Script, more: Partial<LiveOptions> = {}) {
  engine = scriptedEngine(script);
  const states: (ClusterState | null)[] = [];
  const steps: string[] = [];
  const result = await judgeLive({
    ports: engine.ports,
    image: { form: 'reference', reference: 'node:1' },
    platform: 'linux/amd64',
    kindConfig: null,
    clusterName: null,
    bootTimeoutMs: 20_000,
    waitSeconds: 0,
    watchMs: 0,
    retainOnFailure: false,
    logsDir: null,
    tree: null,
    resolve: null,
    saveState: async (state) => {
      states.push(state);
    },
    signal: undefined,
    onProgress: (progress) => {
      if (progress.type === 'step') steps.push(`${progress.step}: ${progress.state}`);
    },
    ...more,
  });
  return { result, states, steps, engine };
}

function observed<Kind extends KindObservation['kind']>(observations: readonly KindObservation[], kind: Kind) {
  return observations.find((one): one is Extract<KindObservation, { kind: Kind }> => one.kind === kind);
}

const kubeadm =
  'ERROR: failed to create cluster: failed to init node with kubeadm: command "docker exec --privileged N kubeadm init" failed with error: exit status 1\n';

describe('an image for another processor', () => {
  it('is not booted', async () => {
    const { result, engine: used } = await judge({}, { platform: 'linux/arm64/v8' });
    expect(result.failure).toMatchObject({
      code: 'image-wrong-platform',
      message: "the image is for linux/arm64/v8, and the engine's machine is linux/amd64",
    });
    expect(used.log().some((line) => line.startsWith('kind'))).toBe(false);
  });
});

describe('a boot that fails', () => {
  it.each([
    [
      'image-unavailable',
      {
        createError: 'ERROR: failed to create cluster: failed to pull image "node:1": command failed\n',
        createMakesNode: false,
      },
    ],
    [
      'container-not-started',
      {
        createError:
          'ERROR: failed to create cluster: command "docker run --name a" failed with error: exit status 125\n',
        createMakesNode: false,
      },
    ],
    [
      'node-exited',
      {
        createError: 'ERROR: failed to create cluster: could not find a log line that matches "x"\n',
        state: 'false 0 1',
        console: 'exec /sbin/init: no such file\n',
      },
    ],
    [
      'node-silent',
      {
        createError: 'ERROR: failed to create cluster: could not find a log line that matches "x"\n',
        state: 'true 0 0',
        console: 'nothing to see\n',
      },
    ],
    [
      'cgroup-unsupported-by-systemd',
      {
        createError: 'ERROR: failed to create cluster: could not find a log line that matches "x"\n',
        state: 'false 0 255',
        console: 'Detected unsupported legacy cgroup hierarchy, refusing execution.\n',
      },
    ],
    [
      'kubernetes-version-missing',
      {
        createError:
          'ERROR: failed to create cluster: failed to generate kubeadm config content: failed to get kubernetes version from node: failed to get file\n',
      },
    ],
    [
      'containerd-config-without-version',
      {
        createError:
          'ERROR: failed to create cluster: failed to patch containerd config: failed to detect containerd config version\n',
      },
    ],
    [
      'containerd-down',
      {
        createError: kubeadm,
        node: `  'systemctl is-active containerd') echo failed; exit 3 ;;\n  'journalctl -u containerd'*) echo 'containerd: failed to load TOML: /etc/containerd/config.toml: (7, 3): boom' ;;`,
      },
    ],
    [
      'cri-missing',
      {
        createError: kubeadm,
        node: `  'systemctl is-active containerd') echo active ;;\n  'pgrep -o -x containerd') echo 7 ;;\n  crictl*version) echo 'rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService' >&2; exit 1 ;;`,
      },
    ],
    [
      'cgroup-v1-refused',
      {
        createError: kubeadm,
        node: `  'systemctl is-active containerd') echo active ;;\n  'pgrep -o -x containerd') echo 7 ;;\n  'journalctl -u kubelet'*) echo 'E1 kubelet is configured to not run on a host using cgroup v1' ;;`,
      },
    ],
    [
      'kubeadm-failed',
      {
        createError: kubeadm,
        node: `  'systemctl is-active containerd') echo active ;;\n  'pgrep -o -x containerd') echo 7 ;;`,
      },
    ],
    [
      'cni-manifest-missing',
      { createError: 'ERROR: failed to create cluster: failed to read CNI manifest: command failed\n' },
    ],
    [
      'admin-conf-missing',
      { createError: 'ERROR: failed to create cluster: failed to get cluster internal kubeconfig\n' },
    ],
  ])('%s', async (code, script) => {
    const { result, states, engine } = await judge({ ...script, createStatus: 1 });
    expect(result.failure?.code).toBe(code);
    expect(result.report.booted).toBe(false);
    expect(observed(result.observations, 'boot-failed')?.detail).toMatchObject({ code, step: 'Preparing nodes' });
    expect(engine.left()).toEqual([]);
    expect(engine.temporary()).toEqual([]);
    expect(states.map((state) => state === null)).toEqual([false, true]);
  });

  it('names the line at which containerd stopped', async () => {
    const node = `  'systemctl is-active containerd') exit 3 ;;\n  'journalctl -u containerd'*) echo 'time="x" level=error msg="Failure unmarshaling TOML" column=70 error="toml: expected" file=/etc/containerd/config.toml row=19' ;;`;
    const { result } = await judge({ createError: kubeadm, createStatus: 1, node });
    expect(observed(result.observations, 'boot-failed')?.location).toMatchObject({
      path: '/etc/containerd/config.toml',
      startLine: 19,
      startColumn: 70,
    });
  });

  it('keeps the cluster where it is told to, and says how to reach it', async () => {
    const { result, states, engine } = await judge(
      { createError: 'ERROR: boom\n', createStatus: 1 },
      { retainOnFailure: true },
    );
    expect(result.report.retained).toContain(`docker exec -it ${result.report.cluster}-control-plane bash`);
    expect(engine.left()).toEqual([result.report.cluster]);
    expect(engine.temporary()).toHaveLength(1);
    expect(states.at(-1)).toBeNull();
  });

  it('exports logs before it removes the cluster', async () => {
    engine = null;
    const folder = join('/tmp', `cgroup-gate-logs-${process.pid}`);
    const { result, engine: used } = await judge(
      { createError: 'ERROR: boom\n', createStatus: 1 },
      { logsDir: folder },
    );
    expect(result.report.logs).toBe(folder);
    expect(existsSync(join(folder, 'kind-version.txt'))).toBe(true);
    const log = used.log();
    const at = (start: string): number => log.findIndex((line) => line.startsWith(start));
    expect(at('kind export logs')).toBeLessThan(at('kind delete cluster'));
    await used.ports.files.remove(folder);
  });

  it('says so when the cluster cannot be removed, and keeps the state for the post step', async () => {
    const { result, states } = await judge({ createError: 'ERROR: boom\n', createStatus: 1, removeFails: true });
    const left = observed(result.observations, 'cluster-not-removed');
    expect(left?.detail.command).toBe(`kind delete cluster --name ${result.report.cluster}`);
    expect(states.at(-1)).not.toBeNull();
  });
});

describe('somebody else', () => {
  it('has a cluster of that name: an error, and no deletion', async () => {
    const { result, states, engine } = await judge({ clusters: ['theirs'] }, { clusterName: 'theirs' });
    expect(result.failure?.code).toBe('cluster-exists');
    expect(engine.log().some((line) => /create|delete|rm /.test(line))).toBe(false);
    expect(states).toEqual([]);
    expect(engine.temporary()).toEqual([]);
  });

  it('was faster: an error, and no deletion', async () => {
    const createError = 'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "theirs"\n';
    const { result, states, engine } = await judge({ createError, createStatus: 1 }, { clusterName: 'theirs' });
    expect(result.failure?.code).toBe('cluster-exists');
    expect(engine.log().some((line) => /delete|docker rm/.test(line))).toBe(false);
    expect(engine.left()).toEqual(['theirs']);
    expect(states.at(-1)).toBeNull();
  });
});

describe('an end from outside', () => {
  it('is a timeout', async () => {
    const { result, engine } = await judge({ createSleep: 60 }, { bootTimeoutMs: 1 });
    expect(result.failure).toMatchObject({ code: 'timed-out' });
    expect(engine.left()).toEqual([]);
    expect(engine.temporary()).toEqual([]);
  });

  it('is a cancellation', async () => {
    const controller = new AbortController();
    const { result, engine } = await judge(
      { createSleep: 60 },
      {
        signal: controller.signal,
        onProgress: (progress) => progress.type === 'step' && progress.step === 'Preparing nodes' && controller.abort(),
      },
    );
    expect(result.failure).toMatchObject({ code: 'cancelled' });
    expect(engine.left()).toEqual([]);
    expect(engine.temporary()).toEqual([]);
  });
});

describe('a boot that succeeds', () => {
  const id = (letter: string): string => letter.repeat(64);
  const uid = '00000001_1111_2222_3333_444444444444';
  const scope = `/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod${uid}.slice/cri-containerd-${id('c')}.scope`;
  const config = {
    containerd: {
      defaultRuntimeName: 'runc',
      runtimes: { runc: { runtimeType: 'io.containerd.runc.v2', options: { SystemdCgroup: true } } },
    },
  };
  const node = `
  'cat /kind/version') echo v1.32.1 ;;
  'kubelet --version') echo 'Kubernetes v1.32.0' ;;
  'pgrep -o -x containerd') echo 7 ;;
  'pgrep -o -x kubelet') echo 8 ;;
  'cat /proc/7/cmdline') printf 'containerd\\0' ;;
  'cat /proc/8/cmdline') printf 'kubelet\\0--cgroup-driver=cgroupfs\\0' ;;
  'cat /proc/7/stat /proc/stat') printf '7 (containerd) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 100 0\\nbtime 1000\\n' ;;
  'cat /proc/9/cgroup') echo '4:memory:${scope}' ;;
  crictl*version) printf 'RuntimeName:  containerd\\nRuntimeVersion:  2.1.9\\n' ;;
  crictl*info) echo '${JSON.stringify({ config })}' ;;
  crictl*runtime-config) echo 'cgroup driver:   SYSTEMD' ;;
  crictl*pods*) echo '{"items":[{"id":"p","metadata":{"name":"etcd","namespace":"kube-system","uid":"u"},"state":"SANDBOX_READY"}]}' ;;
  crictl*ps*) echo '{"containers":[{"id":"c","podSandboxId":"p","metadata":{"name":"etcd"},"state":"CONTAINER_RUNNING"}]}' ;;
  crictl*images*) echo '{"images":[]}' ;;
  crictl*inspect*) echo '{"info":{"pid":9}}' ;;
  crictl*runp*) echo ${id('e')} ;;
  crictl*) ;;
  'cp /dev/stdin '*) cat >/dev/null ;;
  kubectl*configz) echo '{"kubeletconfig":{"cgroupDriver":"cgroupfs"}}' ;;
  journalctl*) echo 'I1 x "Creating Container Manager object based on Node Config" nodeConfig={"CgroupRoot":"/kubelet","CgroupDriver":"systemd"}' ;;
  'containerd config dump') printf '[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]\\nSystemdCgroup = false\\n' ;;
  'find /etc/containerd'*) echo /etc/containerd/config.toml ;;
  'stat -L -c %.9Z'*) echo '1101.5 /etc/containerd/config.toml' ;;`;

  it('is judged by where the pods are, through the crictl of the node', async () => {
    const { result, engine, steps } = await judge({ node });
    expect(result.failure).toBeNull();
    expect(result.report.nodes[0]).toMatchObject({
      cgroupVersion: 1,
      kubelet: 'systemd',
      runtime: [{ handler: 'runc', driver: 'systemd' }],
    });
    const evidence = result.report.nodes[0]?.evidence.map(({ kind, subject, says }) => `${kind} ${subject}: ${says}`);
    expect(evidence?.slice(0, 3)).toEqual([
      'pod-cgroup probe (runc): systemd',
      'pod-cgroup kube-system/etcd (runc): systemd',
      'runtime-config containerd: systemd',
    ]);
    expect(result.report.nodes[0]?.evidence[0]?.detail).toBe(scope);
    expect(steps).toContain('Preparing nodes: started');
    expect(
      engine
        .log()
        .some((line) =>
          line.includes(`crictl --runtime-endpoint unix:///run/containerd/containerd.sock rmp -f ${id('e')}`),
        ),
    ).toBe(true);
    expect(engine.left()).toEqual([]);
  });

  it('knows when configz lies, and does not follow a flag against the runtime', async () => {
    const { result } = await judge({ node });
    const disagreements = result.observations.filter(({ kind }) => kind === 'live-evidence-disagrees');
    expect(disagreements.map(({ detail }) => detail)).toMatchObject([
      { subject: 'kubelet', stronger: 'pod-cgroup', weaker: 'configz', weakerSays: 'cgroupfs', expected: true },
      { subject: 'kubelet', stronger: 'pod-cgroup', weaker: 'command-line', weakerSays: 'cgroupfs', expected: true },
    ]);
    expect(observed(result.observations, 'live-version-differs')?.detail).toMatchObject({
      kindVersion: 'v1.32.1',
      kubeletVersion: 'v1.32.0',
    });
  });

  it('finds out that a file was edited after its daemon started', async () => {
    const { result } = await judge({ node });
    expect(observed(result.observations, 'live-file-edited-after-start')?.detail).toMatchObject({
      path: '/etc/containerd/config.toml',
      process: 'containerd',
      secondsAfterStart: 101,
      changesDriver: true,
    });
    expect(observed(result.observations, 'live-stale-configuration')?.detail).toMatchObject({
      subject: 'handler runc',
      file: 'cgroupfs',
      running: 'systemd',
    });
  });

  it('compares what the image says with what runs, and what was baked with what is there', async () => {
    const answer = (driver: 'systemd' | 'cgroupfs'): StaticAnswers => ({
      containerd: {
        state: 'ok',
        doubts: [],
        handlers: [{ name: 'runc', driver }],
        runtimeConfig: { onSystemdHost: 'unimplemented' },
      } as unknown as ContainerdAnswer,
      kubelet: { asksRuntime: true, configured: 'systemd', refusesToStart: null } as unknown as KubeletAnswer,
    });
    const tree = memoryTree({ '/kind/version': 'v1.32.1', '/etc/containerd/config.toml': 'SystemdCgroup = false\n' });
    const edited = node.replace(
      'crictl*info)',
      `'cat -- /etc/containerd/config.toml') echo 'SystemdCgroup = true' ;;\n  crictl*info)`,
    );
    const { result } = await judge({ node: edited }, { tree, resolve: async () => answer('cgroupfs') });
    expect(observed(result.observations, 'live-disagrees-with-static')?.detail).toMatchObject({
      subject: 'handler runc',
      static: 'cgroupfs',
      live: 'systemd',
    });
    expect(observed(result.observations, 'live-setting-changed-at-boot')?.detail).toMatchObject({
      subject: 'handler runc',
      baked: 'cgroupfs',
      live: 'systemd',
    });
    expect(observed(result.observations, 'live-changed-at-boot')?.detail).toMatchObject({
      path: '/etc/containerd/config.toml',
      change: 'edited',
      baked: 'SystemdCgroup = false',
      live: 'SystemdCgroup = true',
    });
    const agreeing = await judge({ node }, { tree, resolve: async () => answer('systemd') });
    expect(observed(agreeing.result.observations, 'live-disagrees-with-static')).toBeUndefined();
  });

  it('says that the node never got ready', async () => {
    const { result } = await judge(
      { node, createError: ' • WARNING: Timed out waiting for Ready ⚠️\n' },
      { waitSeconds: 5 },
    );
    expect(observed(result.observations, 'node-not-ready')?.detail).toMatchObject({ seconds: 5 });
    expect(result.failure).toBeNull();
  });
});
