/** What an image may not exceed, in bytes unless said otherwise. Whatever does is a problem of the image, never cut short in silence. */
export const limits = {
  /** A manifest, an index or an image's config. */
  json: 4 << 20,
  /** The table of contents of a zstd:chunked or eStargz layer; that of 12 000 files is 6 MB. */
  toc: 256 << 20,
  /** One chunk of such a layer; writers use 4 MiB and less. */
  chunk: 64 << 20,
  /** A program of such a layer. */
  program: 2 ** 31,
  /** A program of such a layer that has no digests for its chunks, and so has to be read whole. */
  unchecked: 256 << 20,
  /** All JSON that is kept from an archive that can be read only once. */
  keptJson: 64 << 20,
  /** One PAX header, or one GNU long name (Go's archive/tar has the same bound). */
  tarMetadata: 1 << 20,
  /** PATH_MAX of Linux is 4096; a longer name can't be unpacked. */
  name: 4096,
  /** Folders on the way to a file; images in use have twenty. */
  depth: 256,
  /** Characters of all names of one tar, and of the paths that they make. */
  names: 2 ** 27,
  /** Characters of paths that are looked up to place the entries of one layer. */
  placing: 2 ** 28,
  /** Entries of one layer. */
  entries: 2_000_000,
  /** A file that is kept wherever it may matter: configuration and scripts are this small. */
  smallFile: 64 << 10,
  /** One file that is kept while a compressed layer streams by. */
  capturedFile: 1 << 20,
  /** One package database that is kept. */
  capturedDatabase: 8 << 20,
  /** Everything that is kept of one layer; a file beyond it is read in a second pass if it is asked for. */
  captured: 24 << 20,
  /** The scripts among them that lie outside the folders of configuration. */
  capturedScripts: 4 << 20,
  /** One layer, decompressed. */
  layer: 2 ** 36,
  /** Nested image indexes. */
  indexDepth: 4,
  /** Layers of one image. */
  layers: 1000,
  /** Symlinks of one lookup (Linux: MAXSYMLINKS). */
  symlinks: 40,
  /** Parts of a path and of the symlinks on its way. */
  steps: 4096,
  /** zstd's own bound for a decoder that was not told otherwise: `ZSTD_WINDOWLOG_LIMIT_DEFAULT`, zstd 1.5. */
  zstdWindow: 2 ** 27,
} as const;
