import type { GoBuildInfo } from './binary-facts.ts';
import type { BuildInfoAttempt } from './go-build-info.ts';

/** Marks that are followed before a file counts as made to waste our time. */
const MOST_ATTEMPTS = 64;

/** Finds what stands behind a mark in a file that comes in pieces. */
export interface Capture {
  /** `window` starts at `offset` of the file, and overlaps the one before it by more than the mark's length. */
  take(window: Buffer, offset: number): void;
  /** The file ends with what was last taken. */
  end(): void;
  readonly found: GoBuildInfo | null;
}

/** Waits for `mark`, gathers up to `limit` bytes behind it as long as `read` asks for more, and keeps the first find. */
export function createCapture(mark: Buffer, read: (bytes: Buffer) => BuildInfoAttempt, limit: number): Capture {
  let found: GoBuildInfo | null = null;
  let settled = false;
  let attempts = 0;
  /** What follows a mark at `start` of the file, while `read` wants `needs` bytes. */
  let pieces: Buffer[] = [];
  let start = 0;
  let gathered = 0;
  let needs = 0;
  /** No mark before this offset is to be tried again. */
  let next = 0;

  function search(bytes: Buffer, offset: number, last: boolean): void {
    let at = bytes.indexOf(mark, Math.max(0, next - offset));
    while (at >= 0 && !settled) {
      if (!follow(bytes.subarray(at), offset + at, last)) return;
      at = bytes.indexOf(mark, at + 1);
    }
  }

  /** False where more bytes have to come first. */
  function follow(bytes: Buffer, offset: number, last: boolean): boolean {
    const result = read(bytes);
    if (result.kind === 'incomplete' && !last && bytes.length < limit) {
      pieces = [Buffer.from(bytes)];
      start = offset;
      gathered = bytes.length;
      needs = Math.min(result.needs, limit);
      return false;
    }
    attempts += 1;
    next = offset + 1;
    if (result.kind === 'found') found = result.info;
    settled = found !== null || attempts === MOST_ATTEMPTS;
    return true;
  }

  function resume(last: boolean): void {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    needs = 0;
    search(bytes, start, last);
  }

  return {
    take(window, offset) {
      if (settled) return;
      if (needs === 0) {
        search(window, offset, false);
        return;
      }
      const piece = Buffer.from(window.subarray(Math.max(0, start + gathered - offset)));
      pieces.push(piece);
      gathered += piece.length;
      if (gathered >= needs) resume(false);
    },
    end() {
      if (needs > 0) resume(true);
    },
    get found() {
      return found;
    },
  };
}
