import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { decodeName } from '../names.ts';
import type { TarEntry, TarEntryType } from './entry.ts';
import type { Place, TarHeader } from './header.ts';
import { isGnuSparse, type PaxRecords, parsePax, paxSize } from './pax.ts';

/** What follows a header: content that describes the next entry, or an entry. */
export type HeaderMeaning =
  | { readonly kind: 'metadata'; readonly size: number; readonly typeFlag: string }
  | { readonly kind: 'skip'; readonly size: number }
  | { readonly kind: 'entry'; readonly entry: TarEntry };

const none: PaxRecords = new Map();

/**
 * Puts together what several headers say of one entry. `x`, `L` and `K` headers hold for the next entry only, and win over
 * the header. Where programs part, nothing is read: Go's archive/tar (1.27, and so Docker and containerd) takes a GNU long
 * name before a PAX one and heeds no `g` header, GNU tar and libarchive do the opposite.
 */
export class EntryAssembler {
  #local: PaxRecords = none;
  #longName: string | null = null;
  #longLink: string | null = null;
  #characters = 0;

  /** `contentAt` is the offset just behind the header (and behind the extra blocks of an old sparse header). */
  meet(header: TarHeader, contentAt: number, where: Place): HeaderMeaning {
    const flag = header.typeFlag;
    if (flag === 'x' || flag === 'g' || flag === 'L' || flag === 'K') {
      if (header.size > limits.tarMetadata) {
        throw new InputProblem(`${where()}: a tar header describes its entry with ${header.size} bytes, too many`);
      }
      return { kind: 'metadata', size: header.size, typeFlag: flag };
    }
    const entry = this.#entry(header, contentAt, where);
    this.#local = none;
    this.#longName = null;
    this.#longLink = null;
    // A volume label of GNU tar is no file.
    return flag === 'V' ? { kind: 'skip', size: entry.size } : { kind: 'entry', entry };
  }

  /** The content that a `metadata` header announced. */
  describe(typeFlag: string, content: Uint8Array, where: Place): void {
    if (typeFlag === 'x') this.#local = parsePax(content, where());
    else if (typeFlag === 'g') this.#meetGlobal(parsePax(content, where()), where);
    else {
      const end = content.indexOf(0);
      const name = decodeName(end < 0 ? content : content.subarray(0, end));
      if (typeFlag === 'L') this.#longName = name;
      else this.#longLink = name;
    }
  }

  #meetGlobal(records: PaxRecords, where: Place): void {
    const [key] = records.keys();
    if (key !== undefined) {
      throw new InputProblem(`${where()}: a global PAX header sets ${key}, which not every program heeds`);
    }
    if (this.#local !== none || this.#longName !== null || this.#longLink !== null) {
      throw new InputProblem(`${where()}: a global PAX header comes between an entry and what describes it`);
    }
  }

  #record(key: string): string | null {
    const value = this.#local.get(key);
    return value === undefined || value === '' ? null : value;
  }

  /** A PAX record or a GNU long name; null if there is neither. */
  #long(key: 'path' | 'linkpath', gnu: string | null, where: Place): string | null {
    const record = this.#record(key);
    if (record === null || gnu === null || gnu === '' || record === gnu) return record ?? (gnu || null);
    throw new InputProblem(`${where()}: the entry has two names, ${JSON.stringify(record)} and ${JSON.stringify(gnu)}`);
  }

  #entry(header: TarHeader, contentAt: number, where: Place): TarEntry {
    const holes = this.#hasHoles(where);
    const sparse = header.typeFlag === 'S' || holes;
    const name =
      (holes ? this.#record('GNU.sparse.name') : null) ?? this.#long('path', this.#longName, where) ?? header.name;
    const link = this.#long('linkpath', this.#longLink, where) ?? header.link;
    const sizeRecord = this.#record('size');
    const size = sizeRecord === null ? header.size : paxSize(sizeRecord);
    if (size === null) throw new InputProblem(`${where()}: the PAX record size is no number`);
    if (name.length > limits.name || link.length > limits.name) {
      throw new InputProblem(`${where()}: a name is longer than ${limits.name} bytes`);
    }
    this.#characters += name.length + link.length;
    if (this.#characters > limits.names) {
      throw new InputProblem(`${where()}: all names together have more than ${limits.names} characters`);
    }
    const type = entryType(header, name);
    return {
      name,
      type,
      mode: header.mode,
      link: type === 'symlink' || type === 'hardlink' ? link : '',
      offset: contentAt,
      size: hasContent(header.typeFlag, type) ? size : 0,
      sparse,
    };
  }

  /** Go takes a version of GNU's sparse files that it does not know for an ordinary file of another name. */
  #hasHoles(where: Place): boolean {
    if (this.#local === none || ![...this.#local.keys()].some(isGnuSparse)) return false;
    const version = [this.#local.get('GNU.sparse.major') ?? '', this.#local.get('GNU.sparse.minor') ?? ''].join('.');
    if (version === '0.0' || version === '0.1' || version === '1.0') return true;
    if (version === '.' && (this.#record('GNU.sparse.map') ?? this.#record('GNU.sparse.offset')) !== null) return true;
    throw new InputProblem(`${where()}: a sparse file of the unknown version ${JSON.stringify(version)}`);
  }
}

function entryType(header: TarHeader, name: string): TarEntryType {
  switch (header.typeFlag) {
    case '\0':
      // Before POSIX a directory was a file whose name ends with a slash; under POSIX' own flag it is a file all the same.
      return name.endsWith('/') ? 'directory' : 'file';
    case '0':
    case '7':
    case 'S':
      return 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '3':
      return header.zeroDevice ? 'whiteout' : 'other';
    case '5':
      return 'directory';
    default:
      return 'other';
  }
}

/** Types 1 to 6 carry no content, whatever their size says (Go's archive/tar, and so Docker and containerd). */
function hasContent(flag: string, type: TarEntryType): boolean {
  if (flag >= '1' && flag <= '6') return false;
  return type === 'file' || type === 'other';
}
