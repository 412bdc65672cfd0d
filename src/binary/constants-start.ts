import type { DataSections, Section } from './data-sections.ts';
import { copyOf, type ReadableFile } from './readable-file.ts';
import { wordAt } from './string-variables.ts';

/** How far into .noptrdata the pointer to the module data lies at most: pointers are among its smallest symbols. */
const POINTER_REACH = 16 << 10;
/** The part of runtime.moduledata that tells where sections and the tables of the collector lie, in bytes. */
const MODULE_DATA_REACH = 400;
/** So many words behind those of .data come those of the collector, at most; the number of words between depends on the Go version. */
const WORDS_BETWEEN = 12;
const MOST_TRIES = 16;

/**
 * The address in .rodata behind which Go's linker put what `-ldflags -X` stamps, with other constants that are no literals
 * of the source: it sorts symbols by kind, then by size, when runtime.gcdata and runtime.gcbss have none yet
 * (go/src/cmd/link/internal/ld/data.go). Where those lie is in runtime.moduledata (go/src/runtime/symtab.go), to which
 * runtime.lastmoduledatap points. Null where it isn't found.
 */
export async function findConstantsStart(file: ReadableFile, { named }: DataSections): Promise<number | null> {
  const module = named.get('.go.module');
  if (module !== undefined) return readModuleData(file, module.start, named);
  const section = named.get('.noptrdata');
  if (section === undefined) return null;
  const bytes = await copyOf(file, section.start, Math.min(POINTER_REACH, section.length));
  const view = viewOf(bytes);
  for (let at = 0, tries = 0; at + 8 <= bytes.length && tries < MOST_TRIES; at += 8) {
    const address = wordAt(view, at);
    if (address % 8 !== 0 || !isWithin(section, address)) continue;
    tries += 1;
    const start = await readModuleData(file, section.start + (address - section.address), named);
    if (start !== null) return start;
  }
  return null;
}

async function readModuleData(
  file: ReadableFile,
  offset: number,
  named: DataSections['named'],
): Promise<number | null> {
  const pointerless = named.get('.noptrdata');
  const data = named.get('.data');
  const rodata = named.get('.rodata');
  if (!pointerless || !data || !rodata) return null;
  const bytes = await copyOf(file, offset, MODULE_DATA_REACH);
  const view = viewOf(bytes);
  const words: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) words.push(wordAt(view, at));
  const at = words.findIndex(
    (_, index) =>
      isStretch(pointerless, words[index], words[index + 1]) && isStretch(data, words[index + 2], words[index + 3]),
  );
  if (at < 0) return null;
  for (let index = at + 4; index < at + 4 + WORDS_BETWEEN && index + 1 < words.length; index++) {
    const [one, other] = [words[index]!, words[index + 1]!];
    if (isWithin(rodata, one) && isWithin(rodata, other)) return Math.min(one, other);
  }
  return null;
}

function isStretch(section: Section, start: number | undefined, end: number | undefined): boolean {
  return start !== undefined && end !== undefined && start < end && isWithin(section, start) && isWithin(section, end);
}

/** Its end counts too. */
function isWithin({ address, length }: Section, found: number): boolean {
  return found >= address && found <= address + length;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
