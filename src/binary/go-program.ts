import type { BinaryFacts, GoBuildInfo } from './binary-facts.ts';
import { findConstantsStart } from './constants-start.ts';
import type { DataSections, Section } from './data-sections.ts';
import { offsetOf, readLoadedParts } from './elf-parts.ts';
import { BUILD_INFO_LIMIT, BUILD_INFO_MAGIC, readBuildInfo } from './go-build-info.ts';
import { copyOf, type ReadableFile } from './readable-file.ts';
import { findStringVariables } from './string-variables.ts';
import { isStamped, type Text, UNSTAMPED_LENGTHS, versionsOfVariables } from './version-strings.ts';

const MOST_DATA = 8 << 20;
/** Texts closer to each other than this are read together, up to so many bytes. */
const GAP = 16 << 10;
const PIECE = 512 << 10;

/** A string variable: where its text lies in the file, and how long it is. */
interface Variable {
  readonly offset: number;
  readonly length: number;
}

/**
 * Reads a Go program's build information and variables, then only those constants that variables hold: first those that
 * may be stamped; where none is a version, those that the source has. Null where these can't be told: older than Go 1.18,
 * or with variables whose addresses are filled in when the program starts.
 */
export async function readGoProgram(file: ReadableFile, sections: DataSections): Promise<BinaryFacts | null> {
  const { head, named } = sections;
  const data = named.get('.data');
  const rodata = named.get('.rodata')!;
  const parts = readLoadedParts(head);
  if (!parts?.wideLittle || !data || data.length > MOST_DATA) return null;
  if ([data, rodata].some(({ address, start }) => offsetOf(parts, address) !== start)) return null;
  const goBuildInfo = await readInfo(file, named.get('.go.buildinfo')!);
  if (goBuildInfo === null) return null;
  const variables: Variable[] = [];
  findStringVariables(await copyOf(file, data.start, data.length), data.start, (address, length) => {
    const at = address - rodata.address;
    if (at >= 0 && at + length < rodata.length) variables.push({ offset: rodata.start + at, length });
  });
  variables.sort((a, b) => a.offset - b.offset);

  const factsOf = (versionStrings: readonly string[]): BinaryFacts => ({ format: 'elf', goBuildInfo, versionStrings });
  const address = await findConstantsStart(file, sections);
  if (address !== null) {
    const start = rodata.start + (address - rodata.address);
    const stamps = await readTexts(
      file,
      variables.filter(({ offset }) => offset >= start),
    );
    const stamped = versionsOfVariables(stamps);
    if (stamped !== null) {
      if (isStamped(stamped)) return factsOf(stamped);
      const { least, most } = UNSTAMPED_LENGTHS;
      const literals = variables.filter(({ offset, length }) => offset < start && length >= least && length <= most);
      return factsOf(versionsOfVariables([...stamps, ...(await readTexts(file, literals))]) ?? stamped);
    }
  }
  const versions = versionsOfVariables(await readTexts(file, variables));
  return versions && factsOf(versions);
}

async function readInfo(file: ReadableFile, { start, length }: Section): Promise<GoBuildInfo | null> {
  if (length > BUILD_INFO_LIMIT) return null;
  const bytes = await copyOf(file, start, length);
  const at = bytes.indexOf(BUILD_INFO_MAGIC);
  const attempt = at < 0 ? null : readBuildInfo(bytes.subarray(at));
  return attempt?.kind === 'found' ? attempt.info : null;
}

/** What the variables hold; they come in the order of the file. */
async function readTexts(file: ReadableFile, variables: readonly Variable[]): Promise<readonly Text[]> {
  const texts: Text[] = [];
  for (let index = 0; index < variables.length; ) {
    const start = variables[index]!.offset;
    let end = start;
    let next = index;
    for (; next < variables.length; next++) {
      const { offset, length } = variables[next]!;
      if (offset > end + GAP || offset + length + 1 > start + PIECE) break;
      end = Math.max(end, offset + length + 1);
    }
    const found = file.read(start, end - start);
    const bytes = Buffer.from(found instanceof Promise ? await found : found);
    for (; index < next; index++) {
      const { offset, length } = variables[index]!;
      const from = offset - start;
      const text = bytes.toString('latin1', from, from + length);
      texts.push({ offset, text, ended: bytes[from + length] === 0 });
    }
  }
  return texts;
}
