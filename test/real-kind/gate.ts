/** One run of kind mode as a process of its own, so that it can be killed. `gate.ts SPEC` prints a JSON result. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { kindPorts } from '../../src/host/kind-ports.ts';
import { abortOnSignals } from '../../src/host/signals.ts';
import type { OpenedImage } from '../../src/image/opened-image.ts';
import type { NodeImageSource } from '../../src/kind/cluster/load-image.ts';
import { treeResolver } from '../../src/kind/evidence/tree-resolver.ts';
import { judgeLive } from '../../src/kind/live.ts';

export interface GateSpec {
  /** A name in the engine, or where the image is stored: `oci-archive:PATH`. */
  readonly image:
    | { readonly form: 'reference'; readonly reference: string }
    | { readonly form: 'stored'; readonly reading: string };
  readonly kindConfig?: string;
  readonly clusterName?: string;
  readonly bootTimeoutMs?: number;
  readonly watchMs?: number;
  readonly retain?: boolean;
  readonly logsDir?: string;
  readonly stateFile?: string;
  /** Reads the image too, and compares what it says with what runs. */
  readonly readImage?: boolean;
  /** The lab's kubelet is a script that says no version by itself. */
  readonly kubeletVersion?: string;
  /** A command that is run in the node when a step starts, before anything else goes on. */
  readonly meanwhile?: { readonly step: string; readonly command: readonly string[] };
}

const spec = JSON.parse(process.argv[2] ?? '{}') as GateSpec;
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const { signal, dispose } = abortOnSignals();
const opened = await openSpec(spec);
const result = await judgeLive({
  ports: kindPorts(),
  image: sourceOf(spec, opened?.image ?? null),
  platform: opened?.image.platform ?? null,
  kindConfig: spec.kindConfig === undefined ? null : { path: spec.kindConfig, bytes: readFileSync(spec.kindConfig) },
  clusterName: spec.clusterName ?? null,
  bootTimeoutMs: spec.bootTimeoutMs ?? 180_000,
  waitSeconds: 0,
  watchMs: spec.watchMs ?? 1000,
  retainOnFailure: spec.retain ?? false,
  logsDir: spec.logsDir ?? null,
  tree: opened?.image.tree ?? null,
  resolve:
    opened === null ? null : treeResolver({ containerdVersion: null, kubeletVersion: spec.kubeletVersion ?? null }),
  saveState: async (state) => {
    if (state !== null) process.stderr.write(`CLUSTER ${state.cluster}\n`);
    if (spec.stateFile === undefined) return;
    if (state === null) rmSync(spec.stateFile, { force: true });
    else writeFileSync(spec.stateFile, JSON.stringify(state));
  },
  signal,
  onProgress: (progress) => {
    if (progress.type !== 'step' || progress.state !== 'started') return;
    process.stderr.write(`STEP ${progress.step}\n`);
    if (spec.meanwhile === undefined || !progress.step.startsWith(spec.meanwhile.step)) return;
    const node = progress.step.split(' ').at(-1) ?? '';
    execFileSync('docker', ['exec', node, ...spec.meanwhile.command], { stdio: 'ignore' });
  },
});
dispose();
await opened?.close();
process.stdout.write(JSON.stringify({ ...result, nodes: undefined, expected: undefined }));

interface OpenedSpec {
  readonly image: OpenedImage;
  readonly close: () => Promise<void>;
}

async function openSpec({ image, readImage }: GateSpec): Promise<OpenedSpec | null> {
  if (image.form === 'stored') return openSpecImage(image.reading);
  return readImage === true ? openSpecImage(`docker-daemon:${image.reference}`) : null;
}

function sourceOf({ image }: GateSpec, opened: OpenedImage | null): NodeImageSource {
  if (image.form === 'reference') return image;
  const stored = opened?.stored ?? null;
  if (stored === null) throw new Error(`${image.reading} holds no image`);
  return { form: 'stored', name: image.reading, image: stored };
}

/** Only loaded where it is asked for: most runs have no need of the image's own files. */
async function openSpecImage(reference: string): Promise<OpenedSpec> {
  const { createImagePorts } = await import('../../src/host/image-ports.ts');
  const { openImage } = await import('../../src/image/open.ts');
  const ports = createImagePorts(process.env, import.meta.url);
  const result = await openImage(reference, {
    platform: { os: 'linux', architecture: 'amd64' },
    verify: false,
    interests: ['containerd', 'kubelet', 'kubeadm'],
    ports,
  });
  if (!result.ok) throw new Error(result.error.message);
  const close = async (): Promise<void> => {
    await result.image.close();
    await ports.close();
  };
  return { image: result.image, close };
}
