/** How much of a file's beginning `readLoadedParts` needs, in bytes. */
export const ELF_HEAD_SIZE = 4096;

const PT_LOAD = 1;
const PF_X = 1;
const PF_W = 2;

/** What of a file is in memory when it runs; symbols and debugging data usually come after it. */
export interface LoadedParts {
  /** Behind the last loaded byte, as an offset in the file. */
  readonly extent: number;
  readonly segments: readonly Segment[];
  /** The addresses in it are 8 bytes each, the lowest first. */
  readonly wideLittle: boolean;
}

/** Where `start … end` of the file lies in memory. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly address: number;
  readonly writable: boolean;
  readonly executable: boolean;
}

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** The program headers of type PT_LOAD (ELF specification); null where `head` doesn't hold them whole. */
export function readLoadedParts(head: Buffer): LoadedParts | null {
  if (head.length < 64 || !isElf(head)) return null;
  const is64 = head[4] === 2;
  const little = head[5] === 1;
  if ((!is64 && head[4] !== 1) || (!little && head[5] !== 2)) return null;
  const u16 = (at: number) => (little ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const u32 = (at: number) => (little ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const word = (at: number) => {
    if (!is64) return u32(at);
    return little ? u32(at) + u32(at + 4) * 2 ** 32 : u32(at) * 2 ** 32 + u32(at + 4);
  };
  const table = word(is64 ? 32 : 28);
  const entrySize = u16(is64 ? 54 : 42);
  const count = u16(is64 ? 56 : 44);
  if (entrySize < (is64 ? 56 : 32) || table + entrySize * count > head.length) return null;
  let extent = 0;
  const segments: Segment[] = [];
  for (let index = 0; index < count; index++) {
    const at = table + index * entrySize;
    if (u32(at) !== PT_LOAD) continue;
    const flags = u32(at + (is64 ? 4 : 24));
    const start = word(at + (is64 ? 8 : 4));
    const end = start + word(at + (is64 ? 32 : 16));
    extent = Math.max(extent, end);
    segments.push({
      start,
      end,
      address: word(at + (is64 ? 16 : 8)),
      writable: (flags & PF_W) !== 0,
      executable: (flags & PF_X) !== 0,
    });
  }
  return extent > 0 ? { extent, segments, wideLittle: is64 && little } : null;
}

/** The offset in the file of what is at an address in memory; -1 where the file has nothing for it. */
export function offsetOf({ segments }: LoadedParts, address: number): number {
  for (const { start, end, address: first } of segments) {
    if (address >= first && address < first + (end - start)) return start + (address - first);
  }
  return -1;
}

/** Where the writable data begins in the file; infinite where there is none. */
export function writableStart({ segments }: LoadedParts): number {
  return Math.min(...segments.filter(({ writable }) => writable).map(({ start }) => start));
}

/**
 * The stretch of machine code that holds no constants: linkers put those into a segment of their own behind it, unless
 * they are old or told not to, and then nothing is known to be without.
 */
export function pureCode({ segments }: LoadedParts): { readonly start: number; readonly end: number } | null {
  const code = segments.filter(({ executable }) => executable);
  const [only] = code;
  if (only === undefined || code.length > 1 || only.writable) return null;
  const constants = segments.some(({ start, writable, executable }) => !writable && !executable && start >= only.end);
  return constants ? only : null;
}
