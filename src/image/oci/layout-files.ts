import { readAll } from '../byte-source.ts';
import type { ImageFiles } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import type { OpenFile } from '../ports.ts';
import type { Session } from '../session.ts';

/** An OCI layout as a folder. Files stay open until the session closes. */
export function layoutFiles(session: Session, folder: string, where: string): ImageFiles {
  const { files } = session.options.ports;

  async function open(name: string): Promise<OpenFile | null> {
    try {
      const file = await files.open(`${folder}/${name}`);
      session.onClose(() => file.close());
      return file;
    } catch (error) {
      if (error instanceof InputProblem && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
      throw error;
    }
  }

  return {
    where,
    has: async (name) => {
      try {
        return (await files.stat(`${folder}/${name}`)).kind === 'file';
      } catch {
        return false;
      }
    },
    small: async (name) => {
      const file = await open(name);
      if (!file) return null;
      session.advance(file.size);
      return readAll(file, limits.json, `${folder}/${name}`);
    },
    layer: async (name) => {
      const source = await open(name);
      return source && { kind: 'source', id: name, source };
    },
  };
}
