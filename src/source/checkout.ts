/** A file of a checkout; `path` is relative to it, with `/` between the parts. */
export interface CheckoutFile {
  readonly path: string;
  /** Git's id of the file's content in the index, in hex (SHA-1, or SHA-256 where the repository uses it); null outside of git. */
  readonly blobId: string | null;
  /** In bytes. */
  readonly size: number;
}

/** The folder in which the image's files are looked for. Neither function rejects. */
export interface Checkout {
  /** Regular files only, no symlinks, in any order; bounded in number. Empty where the folder cannot be read. */
  files(): Promise<readonly CheckoutFile[]>;
  /** The bytes as they lie there now; null where the file is gone, is no regular file, leaves the checkout, or is too large. */
  read(path: string): Promise<Uint8Array | null>;
}
