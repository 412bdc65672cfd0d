import type { BinaryFacts } from './binary-facts.ts';
import { createCapture } from './capture.ts';
import {
  ELF_HEAD_SIZE,
  isElf,
  type LoadedParts,
  offsetOf,
  pureCode,
  readLoadedParts,
  writableStart,
} from './elf-parts.ts';
import {
  BUILD_INFO_LIMIT,
  BUILD_INFO_MAGIC,
  MODULE_TEXT_LIMIT,
  MODULE_TEXT_START,
  readBuildInfo,
  readModuleText,
} from './go-build-info.ts';
import { findStringVariables } from './string-variables.ts';
import { findVersionEnds, TEXT_REACH, type Text, versionsBetweenNuls, versionsOfVariables } from './version-strings.ts';

/** Texts that are remembered before a file counts as made to waste our memory. */
const MOST_TEXTS = 4096;
/** What is kept of the bytes before. */
const OVERLAP = 2 * TEXT_REACH;
/** Below this many bytes a piece is copied as a whole. */
const SMALL = 8 * OVERLAP;

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
 * Looks for Go's build information and for version strings in the part of an ELF file that is loaded. Versions are those
 * of the string variables (see `versionsOfVariables`), which lie behind the constants that they hold; where they can't be
 * seen, those between NULs. Memory stays below about 3 MB however long the file, whatever it holds.
 */
export function createBinaryScanner(): BinaryScanner {
  /** The last bytes of what came before, so that nothing is missed where two pieces meet. */
  let tail: Buffer = Buffer.alloc(0);
  /** How many bytes came, those that were left out included. */
  let position = 0;
  /** Versions have been looked for up to this offset. */
  let looked = 0;
  let format: BinaryFacts['format'] | null = null;
  let parts: LoadedParts | null = null;
  let code: { readonly start: number; readonly end: number } | null = null;
  /** Where the writable data begins; Go's linker puts build information there (go/src/debug/buildinfo), and no module text. */
  let data: number | null = null;
  let finished = false;
  /** By the offset of the byte behind them. */
  const ends = new Map<number, Text>();
  /** By their texts' offset and length. */
  const variables = new Map<number, Text>();
  const buildInfo = createCapture(BUILD_INFO_MAGIC, readBuildInfo, BUILD_INFO_LIMIT);
  const moduleText = createCapture(MODULE_TEXT_START, readModuleText, MODULE_TEXT_LIMIT);

  /** A version whose first dot lies in the window's last bytes waits until what follows is known. */
  function lookForVersions(window: Buffer, offset: number, last: boolean): void {
    const from = looked - offset;
    const to = last ? window.length : window.length - TEXT_REACH;
    if (to <= from) return;
    looked = offset + to;
    findVersionEnds(window, from, to, (end) => {
      if (ends.size >= MOST_TEXTS) return;
      const text = window.toString('latin1', Math.max(0, end - TEXT_REACH), end);
      ends.set(offset + end, { offset: offset + end - 1, text, ended: window[end] === 0 });
    });
  }

  function addVariable(address: number, length: number): void {
    const offset = offsetOf(parts!, address);
    const end = ends.get(offset + length);
    if (offset < 0 || end === undefined || end.text.length < length || variables.size >= MOST_TEXTS) return;
    variables.set(offset * TEXT_REACH + length, { offset, text: end.text.slice(-length), ended: end.ended });
  }

  function take(window: Buffer, offset: number, last: boolean): void {
    const end = offset + window.length;
    if (code !== null && offset >= code.start && end <= code.end) {
      looked = Math.max(looked, end - TEXT_REACH);
      moduleText.end();
      return;
    }
    lookForVersions(window, offset, last);
    if (data === null) {
      moduleText.take(window, offset);
      buildInfo.take(window, offset);
      return;
    }
    if (offset < data) moduleText.take(end > data ? window.subarray(0, data - offset) : window, offset);
    if (end <= data) return;
    moduleText.end();
    const from = Math.max(offset, data);
    const behind = window.subarray(from - offset);
    if (parts?.wideLittle && ends.size > 0) findStringVariables(behind, from, addVariable);
    buildInfo.take(behind, from);
  }

  function enter(piece: Buffer): void {
    const left = Math.max(0, (parts?.extent ?? Number.POSITIVE_INFINITY) - position);
    const bytes = piece.length > left ? piece.subarray(0, left) : piece;
    const seam = bytes.length < SMALL ? bytes : bytes.subarray(0, OVERLAP);
    const joined = Buffer.concat([tail, seam]);
    take(joined, position - tail.length, false);
    if (seam !== bytes) take(bytes, position, false);
    position += bytes.length;
    tail = Buffer.from((seam === bytes ? joined : bytes).subarray(-OVERLAP));
    if (piece.length >= left) finish();
  }

  function finish(): void {
    if (finished) return;
    finished = true;
    if (format === null && !isElf(tail)) return;
    format = 'elf';
    take(tail, position - tail.length, true);
    buildInfo.end();
    moduleText.end();
  }

  function versionStrings(): readonly string[] {
    return versionsOfVariables([...variables.values()]) ?? versionsBetweenNuls([...ends.values()]);
  }

  return {
    push(chunk) {
      if (finished || chunk.length === 0) return;
      if (format !== null) {
        enter(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        return;
      }
      const head = Buffer.concat([tail, chunk]);
      if (head.length >= 4 && !isElf(head)) {
        finished = true;
      } else if (head.length < ELF_HEAD_SIZE) {
        tail = head;
        position = head.length;
      } else {
        format = 'elf';
        parts = readLoadedParts(head.subarray(0, ELF_HEAD_SIZE));
        code = parts && pureCode(parts);
        data = parts && writableStart(parts);
        tail = Buffer.alloc(0);
        position = 0;
        enter(head);
      }
    },
    skipTo(next) {
      if (finished || format === null || next <= position) return;
      take(tail, position - tail.length, true);
      buildInfo.end();
      moduleText.end();
      tail = Buffer.alloc(0);
      position = next;
      looked = next;
    },
    done() {
      finish();
      return {
        format: format ?? 'other',
        goBuildInfo: buildInfo.found ?? moduleText.found,
        versionStrings: format === null ? [] : versionStrings(),
      };
    },
    get finished() {
      return finished;
    },
  };
}
