import { looksLikeTar, sniffCompression, sniffLength } from './compression/sniff.ts';
import { SniffingDecoder } from './compression/sniffing-decoder.ts';
import { diskSignatureLength, looksLikeDisk } from './disk/disk-signature.ts';
import { InputProblem } from './input-problem.ts';
import { normalisePath } from './names.ts';
import type { ImageForm } from './opened-image.ts';
import type { ImagePorts, OpenFile } from './ports.ts';
import { splitPath } from './reference.ts';
import { TarScanner } from './tar/scanner.ts';

export interface DetectedForm {
  /** `archive`: an image archive whose manifest will say if it is Docker's or OCI's. */
  readonly form: ImageForm | 'archive';
  /** What follows the form's prefix when it is written out. */
  readonly rest: string;
}

/**
 * Decides what a bare path or name is:
 * 1. a folder with `oci-layout` or `index.json` beside `blobs` is `oci`, any other folder `rootfs`;
 * 2. a file is told by its bytes: a disk image, an image archive, or else a root file system `tarball`;
 * 3. what exists nowhere is a name: `docker-daemon` if the engine has it, else `docker`, unless it is written like a
 *    path (`/`, `./`, `../` at the start).
 */
export async function detectForm(
  rest: string,
  ports: Pick<ImagePorts, 'files'>,
  inEngine: (name: string) => Promise<boolean>,
): Promise<DetectedForm> {
  const exists = async (path: string) => (await kindOf(ports, path)) !== null;
  const { path } = await splitPath(rest, exists);
  const kind = await kindOf(ports, path);
  if (kind === 'directory') return { form: (await isLayout(ports, path)) ? 'oci' : 'rootfs', rest };
  if (kind === 'file') return { form: await detectFile(ports, path), rest };
  if (kind !== null) throw new InputProblem(`${path}: it is neither a file nor a folder`);
  if (/^(?:\.{0,2}\/|~)/.test(rest)) throw new InputProblem(`${rest}: there is no such file or folder`, 'ENOENT');
  return { form: (await inEngine(rest)) ? 'docker-daemon' : 'docker', rest };
}

async function kindOf(ports: Pick<ImagePorts, 'files'>, path: string): Promise<'file' | 'directory' | 'other' | null> {
  try {
    const { kind } = await ports.files.stat(path);
    return kind === 'symlink' ? 'other' : kind;
  } catch (error) {
    if (
      error instanceof InputProblem &&
      error.code !== 'ENOENT' &&
      error.code !== 'ENOTDIR' &&
      error.code !== 'ENAMETOOLONG'
    ) {
      throw error;
    }
    return null;
  }
}

async function isLayout(ports: Pick<ImagePorts, 'files'>, folder: string): Promise<boolean> {
  if ((await kindOf(ports, `${folder}/oci-layout`)) === 'file') return true;
  return (
    (await kindOf(ports, `${folder}/index.json`)) === 'file' && (await kindOf(ports, `${folder}/blobs`)) === 'directory'
  );
}

async function detectFile(ports: Pick<ImagePorts, 'files'>, path: string): Promise<ImageForm | 'archive'> {
  const file = await ports.files.open(path);
  try {
    const start = await file.read(0, diskSignatureLength);
    const head = start.subarray(0, sniffLength);
    const compression = sniffCompression(head);
    // What is packed has any bytes anywhere, those of a disk's marks too.
    if (compression === 'none' && looksLikeDisk(start)) return 'disk';
    if (compression === 'xz' || compression === 'bzip2') return 'tarball';
    if (compression === 'none' && !looksLikeTar(head)) {
      throw new InputProblem(
        `${path} is no image: neither a tar, nor compressed with gzip, zstd or xz, nor a disk image`,
      );
    }
    return startsLikeArchive(await firstName(file, path)) ? 'archive' : 'tarball';
  } finally {
    await file.close();
  }
}

/** How far into a file its first name is looked for. */
const detectBytes = 4 << 20;

/** The name of the first entry that is not the root itself; what is broken is found by whoever reads the whole. */
async function firstName(file: OpenFile, path: string): Promise<string> {
  let first = '';
  const tar = new TarScanner((entry) => {
    if (first === '') first = normalisePath(entry.name);
    return null;
  }, path);
  const decoder = new SniffingDecoder(path);
  const sink = (bytes: Uint8Array) => {
    if (first === '' && tar.position < detectBytes) tar.push(bytes);
  };
  let seen = 0;
  for await (const chunk of file.stream(0)) {
    const pending = decoder.push(chunk, sink);
    if (pending) await pending;
    seen += chunk.length;
    if (first !== '' || seen >= detectBytes) break;
  }
  return first;
}

/** The names that image archives consist of: Docker's of all ages, skopeo's and other builders', and those of an OCI layout. */
export function startsLikeArchive(name: string): boolean {
  return /^(?:manifest\.json|repositories|[0-9a-f]{64}(?:\.json|\.tar|\/.*)?|blobs(?:\/.*)?|index\.json|oci-layout|[^/]+\.tar(?:\.gz)?|[^/]+\/layer\.tar)$/.test(
    name,
  );
}
