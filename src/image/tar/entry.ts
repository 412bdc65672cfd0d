/** `whiteout`: a character device 0/0, which overlayfs takes for the mark of a file that is gone. */
export type TarEntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other' | 'whiteout';

/** One entry of a tar, with the PAX and GNU extensions applied. */
export interface TarEntry {
  /** As written. */
  readonly name: string;
  readonly type: TarEntryType;
  readonly mode: number;
  /** Target of a symlink, or the name of the entry that a hard link repeats; as written. */
  readonly link: string;
  /** Where the content begins, in bytes from the start of the tar. */
  readonly offset: number;
  /** Bytes of content that are stored. */
  readonly size: number;
  /** The stored bytes are not the file's bytes: holes were left out. */
  readonly sparse: boolean;
}

export const blockSize = 512;

/** `size` rounded up to whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}
