/** Writes POSIX ustar archives with fixed times and owners, so that the same content gives the same bytes. */
export type TarEntry =
  | { readonly path: string; readonly content: string | Uint8Array; readonly mode?: number }
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly directory: true };

const BLOCK = 512;

export function writeTar(entries: readonly TarEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const content = 'content' in entry ? Buffer.from(entry.content) : Buffer.alloc(0);
    blocks.push(header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const directory = 'directory' in entry;
  const mode = directory ? 0o755 : 'link' in entry ? 0o777 : ('mode' in entry && entry.mode) || 0o644;
  block.write(directory ? `${entry.path}/` : entry.path, 0, 100);
  block.write(`${octal(mode, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`, 100);
  block.fill(' ', 148, 156);
  block.write(directory ? '5' : 'link' in entry ? '2' : '0', 156);
  if ('link' in entry) block.write(entry.link, 157, 100);
  block.write('ustar\u000000', 257);
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return block;
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width, '0');
}
