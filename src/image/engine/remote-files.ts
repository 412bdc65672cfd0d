import type { EngineResponse } from '../ports.ts';

/** What is at a path; the path itself is not followed. */
export interface PathStatus {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  readonly mode: number;
}

export type TarBody = Pick<EngineResponse, 'body' | 'cancel'>;

/** A tar of what is at a path, and the status of that. */
export interface RemoteArchive extends TarBody {
  readonly status: PathStatus;
}

/** Files that another program hands out one by one, or a folder at a time as a tar. Paths begin with a slash. */
export interface RemoteFiles {
  /** What it is that has the files, for messages. */
  readonly where: string;
  /** The names in the tar of a folder begin with the folder's own last part, or right below it. */
  readonly names: 'from the folder' | 'below the folder';
  /** An archive may be left before its end, at little cost. */
  readonly stoppable: boolean;
  /** Null if there is nothing; a symlink is not followed. */
  statPath(path: string): Promise<PathStatus | null>;
  /**
   * Null if there is nothing; a symlink is not followed.
   * @param large takes long: is asked for before whatever waits in line, so that the rest is answered meanwhile
   */
  archive(path: string, large?: boolean): Promise<RemoteArchive | null>;
  /** A part of a file, where that can be had. */
  readonly read?: (path: string, offset: number, length: number) => Promise<Uint8Array>;
}
