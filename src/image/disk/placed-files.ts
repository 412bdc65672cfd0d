import type { RemoteFiles } from '../engine/remote-files.ts';

/** The same files by other names. @param place where the files have what is asked for at a path; both without leading slash */
export function placedFiles(files: RemoteFiles, place: (path: string) => string): RemoteFiles {
  const at = (path: string): string => `/${place(path.slice(1))}`;
  return {
    where: files.where,
    names: files.names,
    stoppable: files.stoppable,
    statPath: (path) => files.statPath(at(path)),
    archive: (path, large) => files.archive(at(path), large),
    ...(files.read ? { read: (path, offset, length) => files.read!(at(path), offset, length) } : {}),
  };
}
