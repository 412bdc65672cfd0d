import { createHash } from 'node:crypto';
import { scanBinary } from '../../binary/scan-binary.ts';
import { type ByteSource, slice } from '../byte-source.ts';
import type { Provenance } from '../file-tree.ts';
import { InputProblem } from '../input-problem.ts';
import type { Session } from '../session.ts';
import { walkTar } from '../tar/walk.ts';
import type { Layer } from './layer.ts';
import { LayerIndex } from './layer-index.ts';

/** Up to this size, waiting for another thread to read a file takes longer than reading it. */
const READ_AT_ONCE = 1 << 20;

/**
 * An uncompressed layer, of which only the headers and the files asked for are read. Walked when a lookup first gets to it.
 * A tar without the mark of its end is whole if it has its diff ID: umoci 0.4 inserts such layers, and engines take them.
 */
export function walkedLayer(
  session: Session,
  source: ByteSource,
  where: string,
  diffId: string | null,
  provenance: Provenance | null,
): Layer {
  let index: Promise<LayerIndex> | null = null;

  async function walk(): Promise<LayerIndex> {
    const found = new LayerIndex([], where);
    const result = await walkTar(source, where, (entry) => found.add(entry));
    session.advance(result.bytesRead);
    session.layerWasRead();
    if (!result.ended && !(await hasDiffId())) {
      throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);
    }
    return found;
  }

  async function hasDiffId(): Promise<boolean> {
    if (diffId === null) return false;
    const hash = createHash('sha256');
    for await (const chunk of source.stream(0)) {
      session.advance(chunk.length);
      hash.update(chunk);
    }
    return `sha256:${hash.digest('hex')}` === diffId;
  }

  return {
    provenance,
    index: () => {
      index ??= session.track(walk());
      return index;
    },
    content: async (file) => {
      session.advance(file.size);
      if (!source.readNow || file.size > READ_AT_ONCE) return source.read(file.offset, file.size);
      const bytes = Buffer.allocUnsafeSlow(file.size);
      return bytes.subarray(0, source.readNow(bytes, file.offset, file.size));
    },
    binary: (file) => {
      const content = slice(source, file.offset, file.size);
      let room = Buffer.alloc(0);
      return scanBinary({
        size: file.size,
        read: (offset, length) => {
          session.advance(Math.min(length, file.size - offset));
          if (!content.readNow) return content.read(offset, length);
          if (room.length < length) room = Buffer.allocUnsafeSlow(length);
          return room.subarray(0, content.readNow(room, offset, length));
        },
      });
    },
  };
}
