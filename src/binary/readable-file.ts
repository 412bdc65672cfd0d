/** A file of which any part can be had. */
export interface ReadableFile {
  readonly size: number;
  /** Fewer bytes only at the end of the file. What comes without waiting is valid until the next call of anyone. */
  read(offset: number, length: number): Promise<Uint8Array> | Uint8Array;
}

/** A part of a file that stays valid; shorter where the file ends before. */
export async function copyOf(file: ReadableFile, offset: number, length: number): Promise<Buffer> {
  const found = file.read(offset, length);
  return Buffer.from(found instanceof Promise ? await found : found);
}
