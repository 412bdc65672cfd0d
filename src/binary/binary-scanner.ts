import type { BinaryFacts } from './binary-facts.ts';
import { createCapture } from './capture.ts';
import { ELF_HEAD_SIZE, isElf, type LoadedParts, readLoadedParts } from './elf-parts.ts';
import {
  BUILD_INFO_LIMIT,
  BUILD_INFO_MAGIC,
  MODULE_TEXT_LIMIT,
  MODULE_TEXT_START,
  readBuildInfo,
  readModuleText,
} from './go-build-info.ts';
import { findUnstampedVersions, findVersionStrings, VERSION_STRING_REACH } from './version-strings.ts';

const MOST_VERSIONS = 64;

/** Takes an executable's bytes from first to last, in pieces of any size. */
export interface BinaryScanner {
  /** The bytes are not kept; the caller may use the buffer again. */
  push(chunk: Uint8Array): void;
  /** The bytes up to this offset are left out; nothing is looked for across the gap. */
  skipTo(offset: number): void;
  /** What was found. Whatever is pushed afterwards is ignored. */
  done(): BinaryFacts;
  /** True once no further byte can change the facts: the caller may stop reading. */
  readonly finished: boolean;
}

/**
 * Looks for Go's build information and for version strings (see `findVersionStrings`) in the part of an ELF file that is
 * loaded. Memory stays below about 3 MB however long the file, whatever it holds.
 */
export function createBinaryScanner(): BinaryScanner {
  /** The last bytes of what came before, so that nothing is missed where two pieces meet. */
  let tail: Buffer = Buffer.alloc(0);
  /** Holds the tail and the piece behind it, again and again. */
  let room: Buffer = Buffer.alloc(0);
  /** How many bytes came before `tail`. */
  let offset = 0;
  let format: BinaryFacts['format'] | null = null;
  let parts: LoadedParts | null = null;
  let finished = false;
  /** Nothing lies before the window. */
  let fresh = true;
  const versions = new Set<string>();
  // Go's linker puts the information into writable data (go/src/debug/buildinfo); anywhere else it is another
  // program's, embedded in this one.
  const isWritable = (at: number) => parts?.writable.some(({ start, end }) => at >= start && at < end) ?? true;
  const buildInfo = createCapture(BUILD_INFO_MAGIC, readBuildInfo, BUILD_INFO_LIMIT, isWritable);
  const moduleText = createCapture(MODULE_TEXT_START, readModuleText, MODULE_TEXT_LIMIT, () => true);

  function found(version: string): void {
    if (versions.size < MOST_VERSIONS) versions.add(version);
  }

  /** A version whose mark lies in the window's last bytes waits until what follows is known. */
  function look(window: Buffer, last: boolean): void {
    const from = fresh ? 0 : VERSION_STRING_REACH;
    const to = last ? window.length : window.length - VERSION_STRING_REACH;
    if (to <= from) return;
    findVersionStrings(window, from, to, found);
    findUnstampedVersions(window, from, to, found);
  }

  function take(window: Buffer): void {
    look(window, false);
    buildInfo.take(window, offset);
    moduleText.take(window, offset);
    const keep = Math.min(window.length, 2 * VERSION_STRING_REACH);
    offset += window.length - keep;
    if (window.length > keep) fresh = false;
    tail = Buffer.from(window.subarray(window.length - keep));
  }

  function finish(): void {
    if (finished) return;
    finished = true;
    if (!isElf(tail) && offset === 0) return;
    format = 'elf';
    look(tail, true);
    buildInfo.take(tail, offset);
    moduleText.take(tail, offset);
    buildInfo.end();
    moduleText.end();
  }

  return {
    push(chunk) {
      if (finished || chunk.length === 0) return;
      const length = tail.length + chunk.length;
      if (room.length < length) room = Buffer.allocUnsafeSlow(length);
      tail.copy(room);
      room.set(chunk, tail.length);
      const window = room.subarray(0, length);
      if (offset === 0) {
        if (window.length >= 4 && !isElf(window)) {
          finished = true;
          return;
        }
        if (window.length < ELF_HEAD_SIZE) {
          tail = Buffer.from(window);
          return;
        }
        format = 'elf';
        parts = readLoadedParts(window.subarray(0, ELF_HEAD_SIZE));
      }
      const extent = parts?.extent ?? Number.POSITIVE_INFINITY;
      const atEnd = offset + window.length >= extent;
      take(atEnd ? window.subarray(0, extent - offset) : window);
      if (atEnd) finish();
    },
    skipTo(next) {
      if (finished || format === null || next <= offset + tail.length) return;
      look(tail, true);
      buildInfo.end();
      moduleText.end();
      tail = Buffer.alloc(0);
      offset = next;
      fresh = true;
    },
    done() {
      finish();
      return {
        format: format ?? 'other',
        goBuildInfo: buildInfo.found ?? moduleText.found,
        versionStrings: [...versions],
      };
    },
    get finished() {
      return finished;
    },
  };
}
