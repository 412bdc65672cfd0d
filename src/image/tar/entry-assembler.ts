import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { decodeName } from '../names.ts';
import type { TarEntry, TarEntryType } from './entry.ts';
import type { Place, TarHeader } from './header.ts';
import { type PaxRecords, parsePax, paxSize } from './pax.ts';

/** What follows a header: content that describes the next entry, or an entry. */
export type HeaderMeaning =
  | { readonly kind: 'metadata'; readonly size: number; readonly typeFlag: string }
  | { readonly kind: 'skip'; readonly size: number }
  | { readonly kind: 'entry'; readonly entry: TarEntry };

const none: PaxRecords = new Map();

/**
 * Puts together what several headers say of one entry. `x`, `L` and `K` headers hold for the next entry only, `g` for
 * all that follow; PAX wins over GNU long names, and those over the header (as Go's archive/tar, libarchive and GNU tar
 * agree).
 */
export class EntryAssembler {
  #global: PaxRecords = none;
  #local: PaxRecords = none;
  #longName: string | null = null;
  #longLink: string | null = null;

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
    else if (typeFlag === 'g') this.#global = new Map([...this.#global, ...parsePax(content, where())]);
    else {
      const end = content.indexOf(0);
      const name = decodeName(end < 0 ? content : content.subarray(0, end));
      if (typeFlag === 'L') this.#longName = name;
      else this.#longLink = name;
    }
  }

  #record(key: string): string | null {
    const value = this.#local.get(key) ?? this.#global.get(key);
    return value === undefined || value === '' ? null : value;
  }

  #entry(header: TarHeader, contentAt: number, where: Place): TarEntry {
    const sparse = header.typeFlag === 'S' || this.#isPaxSparse();
    const name = this.#record('GNU.sparse.name') ?? this.#record('path') ?? this.#longName ?? header.name;
    const link = this.#record('linkpath') ?? this.#longLink ?? header.link;
    const sizeRecord = this.#record('size');
    const size = sizeRecord === null ? header.size : paxSize(sizeRecord);
    if (size === null) throw new InputProblem(`${where()}: the PAX record size is no number`);
    if (name.length > limits.name || link.length > limits.name) {
      throw new InputProblem(`${where()}: a name is longer than ${limits.name} bytes`);
    }
    const type = entryType(header.typeFlag, name);
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

  #isPaxSparse(): boolean {
    for (const key of this.#local.keys()) if (key.startsWith('GNU.sparse.')) return true;
    return false;
  }
}

function entryType(flag: string, name: string): TarEntryType {
  switch (flag) {
    case '0':
    case '\0':
    case '7':
    case 'S':
      // Before POSIX a directory was a file whose name ends with a slash.
      return name.endsWith('/') ? 'directory' : 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
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
