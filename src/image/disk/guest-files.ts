import type { PathStatus, RemoteArchive, RemoteFiles } from '../engine/remote-files.ts';
import { InputProblem } from '../input-problem.ts';
import { baseOf, decodeName, parentOf } from '../names.ts';
import type { DiskConnection } from '../ports.ts';
import { padded } from '../tar/entry.ts';
import { outputOf } from './guest-output.ts';
import { tarHeader } from './tar-header.ts';

/** The files of a disk image by the commands of guestfish(1): `is-dir`, `lstatnslist`, `readlink`, `tar-out`, `download`, `pread`. */
export function guestFiles(disk: DiskConnection, where: string): RemoteFiles {
  const folders = new Map<string, Promise<boolean>>();

  function isFolder(path: string): Promise<boolean> {
    let known = folders.get(path);
    if (known === undefined) {
      known =
        path === '/'
          ? Promise.resolve(true)
          : outputOf(disk.run(['is-dir', guestPath(path), 'followsymlinks:true'])).then(
              (text) => text.toString('latin1').trim() === 'true',
            );
      folders.set(path, known);
    }
    return known;
  }

  // A command that fails ends the whole session; `lstatnslist` has an answer for names that are not there, too, if only
  // their folder is.
  async function statPath(path: string): Promise<PathStatus | null> {
    const parent = parentOf(path) || '/';
    if (!(await isFolder(parent))) return null;
    const text = (await outputOf(disk.run(['lstatnslist', guestPath(parent), quoted(baseOf(path))]))).toString(
      'latin1',
    );
    const field = (name: string) => Number(new RegExp(`^ *st_${name}: (-?[0-9]{1,16})$`, 'm').exec(text)?.[1]);
    if (field('ino') === -1) return null;
    const mode = field('mode');
    const size = field('size');
    if (!Number.isSafeInteger(mode) || !Number.isSafeInteger(size))
      throw new InputProblem(`${where}: the status of ${path} is not understood`);
    return { kind: kindOf(mode), size, mode: mode & 0o777 };
  }

  async function read(path: string, offset: number, length: number): Promise<Uint8Array> {
    return outputOf(disk.run(['pread', guestPath(path), String(length), String(offset)]));
  }

  async function archive(path: string): Promise<RemoteArchive | null> {
    const status = await statPath(path);
    if (status === null) return null;
    if (status.kind === 'directory') return answer(status, disk.run(['tar-out', guestPath(path), '-']));
    if (status.kind === 'symlink') {
      const target = await outputOf(disk.run(['readlink', guestPath(path)]));
      return answer(
        status,
        oneEntry(tarHeader('2', 0, decodeName(target.subarray(0, target.length - 1))), 0, nothing()),
      );
    }
    if (status.kind === 'file') {
      return answer(
        status,
        oneEntry(tarHeader('0', status.size, ''), status.size, disk.run(['download', guestPath(path), '-'])),
      );
    }
    return answer(status, nothing());
  }

  return { where, names: 'below the folder', stoppable: false, statPath, archive, read };
}

/** Names that are no UTF-8 cannot be written on a command line. */
function guestPath(path: string): string {
  if (/[\udc80-\udcff]/.test(path)) throw new InputProblem(`${JSON.stringify(path)} has a name that is no UTF-8`);
  return path;
}

/** One word of a list (guestfish(1), lists of strings), whose quotes know no escape. */
function quoted(name: string): string {
  if (/^[\w.+@:,%=~-]+$/.test(name)) return name;
  if (!name.includes('"')) return `"${name}"`;
  if (!name.includes("'")) return `'${name}'`;
  throw new InputProblem(`${JSON.stringify(name)} can not be looked up by guestfish`);
}

/** The type bits of `st_mode`. */
function kindOf(mode: number): PathStatus['kind'] {
  const type = mode & 0o170000;
  if (type === 0o100000) return 'file';
  if (type === 0o040000) return 'directory';
  return type === 0o120000 ? 'symlink' : 'other';
}

function answer(status: PathStatus, body: AsyncIterable<Uint8Array>): RemoteArchive {
  // Whoever stops reading ends the iterator, and that ends the command.
  return { status, body, cancel: () => {} };
}

/** The tar of a single entry. */
async function* oneEntry(
  header: Uint8Array,
  size: number,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield header;
  let seen = 0;
  for await (const chunk of content) {
    seen += chunk.length;
    yield chunk;
  }
  if (seen !== size) throw new InputProblem(`guestfish sent ${seen} of ${size} bytes`);
  yield new Uint8Array(padded(size) - size + 1024);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
