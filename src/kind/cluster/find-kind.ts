import { type KindPorts, succeeded } from '../ports.ts';
import { bootFailure } from './failure.ts';
import type { KindResult } from './kind-command.ts';
import { pinnedKind } from './pinned-kind.ts';
import type { OnProgress } from './steps.ts';

const maxBytes = 64 * 1024 * 1024;
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The kind on the PATH, else the pinned one, downloaded once and kept in the cache folder. Answers with its path. */
export async function findKind(
  ports: KindPorts,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<KindResult<string>> {
  const onPath = await ports.exec({ file: 'kind', args: ['version'], signal, timeoutMs: 20_000 });
  if (onPath.end === 'unsupported-node') return { ok: false, failure: bootFailure('node-too-old', onPath.message) };
  if (onPath.end === 'cancelled') return { ok: false, failure: bootFailure('cancelled') };
  if (succeeded(onPath)) return { ok: true, value: 'kind' };
  if (onPath.end !== 'not-found') {
    return { ok: false, failure: bootFailure('kind-unusable', onPath.stderr.trim() || onPath.message) };
  }
  return installKind(ports, onProgress, signal);
}

async function installKind(
  ports: KindPorts,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<KindResult<string>> {
  const platform = `${ports.platform}-${architectures[ports.arch] ?? ports.arch}`;
  const wanted = pinnedKind.sha256[platform];
  if (wanted === undefined) {
    return { ok: false, failure: bootFailure('kind-unsupported-platform', `this platform is ${platform}`) };
  }
  const name = `kind-${pinnedKind.version}-${platform}`;
  const path = `${ports.cacheDir}/${name}`;
  const kept = await ports.files.read(path);
  if (kept !== null && ports.sha256(kept) === wanted) return { ok: true, value: path };

  const url = `${pinnedKind.baseUrl}/${pinnedKind.version}/kind-${platform}`;
  onProgress({ type: 'note', text: `kind is not on the PATH; downloading ${pinnedKind.version} from ${url}` });
  const download = await ports.download(url, maxBytes, signal);
  if (signal?.aborted === true) return { ok: false, failure: bootFailure('cancelled') };
  if (!download.ok) {
    const code = download.status === 0 ? 'kind-unavailable' : 'kind-download-failed';
    return { ok: false, failure: bootFailure(code, `${url}: ${download.message}`) };
  }
  const got = ports.sha256(download.bytes);
  if (got !== wanted) {
    const message = `${url}: sha256 is ${got}, pinned is ${wanted}`;
    return { ok: false, failure: bootFailure('kind-checksum-mismatch', message) };
  }
  // Under a name of its own first, so that another gate never runs half a file.
  const partial = `${path}.${ports.randomHex(6)}`;
  await ports.files.makeDir(ports.cacheDir);
  await ports.files.write(partial, download.bytes, 0o755);
  await ports.files.rename(partial, path);
  return { ok: true, value: path };
}
