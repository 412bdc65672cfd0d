import * as zlib from 'node:zlib';

/** Node has zstd from 22.15 and 23.8 on. */
export const hasZstd = typeof zlib.createZstdDecompress === 'function';
