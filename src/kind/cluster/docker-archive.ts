import type { StoredImage } from '../../image/stored/stored-image.ts';

const block = 512;
const encoder = new TextEncoder();

/**
 * An image as `docker load` takes it (docker save's layout with a manifest.json, moby image/tarexport), piece by piece:
 * every engine reads that, also where it reads no OCI layout, and takes compressed layers as they are. It comes under
 * `tag` only, so that no name of the image's own reaches the engine.
 */
export async function* dockerArchive(image: StoredImage, tag: string, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  const { names, pieces } = await image.read(signal);
  yield* file('config.json', image.config);
  let padding = 0;
  for await (const piece of pieces) {
    if (piece.kind === 'bytes') {
      yield piece.bytes;
      continue;
    }
    if (padding > 0) yield new Uint8Array(padding);
    yield tarHeader(piece.name, piece.size);
    padding = (block - (piece.size % block)) % block;
  }
  if (padding > 0) yield new Uint8Array(padding);
  const manifest = [{ Config: 'config.json', RepoTags: [tag], Layers: names }];
  yield* file('manifest.json', encoder.encode(JSON.stringify(manifest)));
  yield new Uint8Array(2 * block);
}

function* file(name: string, bytes: Uint8Array): Iterable<Uint8Array> {
  yield tarHeader(name, bytes.length);
  yield bytes;
  yield new Uint8Array((block - (bytes.length % block)) % block);
}

/** A ustar header of a plain file (POSIX.1-1988); sizes of 8 GiB and more in GNU's binary form. */
function tarHeader(name: string, size: number): Uint8Array {
  const header = new Uint8Array(block);
  const put = (text: string, at: number): void => header.set(encoder.encode(text), at);
  put(name, 0);
  put('0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  if (size < 8 * 1024 ** 3) {
    put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  } else {
    new DataView(header.buffer).setBigUint64(128, BigInt(size));
    header[124] = 0x80;
  }
  put('00000000000\0', 136);
  put('        ', 148);
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
