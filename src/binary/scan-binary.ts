import type { BinaryFacts } from './binary-facts.ts';
import { createBinaryScanner } from './binary-scanner.ts';
import { findDataSections } from './data-sections.ts';
import { ELF_HEAD_SIZE } from './elf-parts.ts';

const PIECE = 512 << 10;

/** A file of which any part can be had. */
export interface ReadableFile {
  readonly size: number;
  /** Fewer bytes only at the end of the file. What comes without waiting is valid until the next call of anyone. */
  read(offset: number, length: number): Promise<Uint8Array> | Uint8Array;
}

/**
 * What an executable says of its version. Of a Go program only the sections are read that hold data, a fifth of it;
 * anything else is read as a whole.
 */
export async function scanBinary(file: ReadableFile): Promise<BinaryFacts> {
  const scanner = createBinaryScanner();
  const sections = await findDataSections(file);
  const push = async (start: number, end: number): Promise<void> => {
    for (let at = start; at < end && !scanner.finished; ) {
      const found = file.read(at, Math.min(PIECE, end - at));
      const bytes = found instanceof Promise ? await found : found;
      if (bytes.length === 0) return;
      scanner.push(bytes);
      at += bytes.length;
    }
  };
  if (sections === null) await push(0, file.size);
  else {
    await push(0, Math.min(ELF_HEAD_SIZE, file.size));
    let at = ELF_HEAD_SIZE;
    for (const { start, length } of sections) {
      const end = start + length;
      if (end <= at) continue;
      const from = Math.max(start, at);
      if (from > at) scanner.skipTo(from);
      await push(from, end);
      at = end;
    }
  }
  return scanner.done();
}
