/** How much of a file's beginning `readLoadedParts` needs, in bytes. */
export const ELF_HEAD_SIZE = 4096;

const PT_LOAD = 1;
const PF_W = 2;

/** What of a file is in memory when it runs; symbols and debugging data usually come after it. Offsets in the file. */
export interface LoadedParts {
  /** Behind the last loaded byte. */
  readonly extent: number;
  readonly writable: readonly { readonly start: number; readonly end: number }[];
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
  const writable: { start: number; end: number }[] = [];
  for (let index = 0; index < count; index++) {
    const at = table + index * entrySize;
    if (u32(at) !== PT_LOAD) continue;
    const start = word(at + (is64 ? 8 : 4));
    const end = start + word(at + (is64 ? 32 : 16));
    extent = Math.max(extent, end);
    if ((u32(at + (is64 ? 4 : 24)) & PF_W) !== 0) writable.push({ start, end });
  }
  return extent > 0 ? { extent, writable } : null;
}
