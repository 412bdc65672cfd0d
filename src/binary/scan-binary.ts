import type { BinaryFacts } from './binary-facts.ts';
import { createBinaryScanner } from './binary-scanner.ts';
import { findDataSections } from './data-sections.ts';
import { ELF_HEAD_SIZE } from './elf-parts.ts';
import { readGoProgram } from './go-program.ts';
import type { ReadableFile } from './readable-file.ts';

const PIECE = 512 << 10;

/**
 * What an executable says of its version, the same that the scanner finds in the whole of it. Of a Go program only the
 * variables are read and what they hold; where those can't be told, the sections that hold data; anything else is read as
 * a whole.
 */
export async function scanBinary(file: ReadableFile): Promise<BinaryFacts> {
  const sections = await findDataSections(file);
  const facts = sections && (await readGoProgram(file, sections));
  if (facts !== null) return facts;
  const scanner = createBinaryScanner();
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
    scanner.push(sections.head);
    let at = ELF_HEAD_SIZE;
    for (const { start, length } of sections.data) {
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
