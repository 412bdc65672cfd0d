import * as zlib from 'node:zlib';
import { hasZstd } from './zlib-features.ts';

/**
 * The part of a zlib stream of Node that works at once, in the calling thread. It is undocumented (npm's own tar reader
 * relies on it too), so it is used only if it is there and `canDecodeNow` has tried it out.
 */
interface NativeHandle {
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ): void;
  onerror: (message: string, errno: number, code: string) => void;
  close(): void;
}

interface StreamInside {
  readonly _handle?: Partial<NativeHandle> | null;
  /** What is left of the output's room, and of the input, after a write. */
  readonly _writeState?: Uint32Array;
}

export interface Step {
  /** Valid until the next step. */
  readonly output: Uint8Array;
  /** Bytes of the input that were not taken. */
  readonly left: number;
  /** The output's room was not enough: there is more to come without any input. */
  readonly full: boolean;
}

const outputSize = 256 << 10;
/** The stream's own output is never used; each small file that is decoded would leave 16 KB of it behind. */
const ROOM = { chunkSize: zlib.constants.Z_MIN_CHUNK };
/**
 * Buffers of closed handles, for the next ones. Open handles never share one: inside a compressed archive a layer's handle
 * is fed with what the archive's own has just put out.
 */
const spare: Buffer[] = [];

/** Decodes step by step. Every error that the native code reports is thrown as an `Error` with its message. */
export class SyncHandle {
  readonly #handle: NativeHandle;
  readonly #state: Uint32Array;
  readonly #output = spare.pop() ?? Buffer.allocUnsafeSlow(outputSize);
  #closed = false;
  #error: string | null = null;

  private constructor(handle: NativeHandle, state: Uint32Array) {
    this.#handle = handle;
    this.#state = state;
    handle.onerror = (message) => {
      this.#error = message;
    };
  }

  /** Null if this Node has no such thing. */
  static open(format: 'gzip' | 'zstd'): SyncHandle | null {
    if (format === 'zstd' && !hasZstd) return null;
    const stream = (format === 'gzip'
      ? zlib.createGunzip(ROOM)
      : zlib.createZstdDecompress(ROOM)) as unknown as StreamInside;
    const handle = stream._handle;
    const state = stream._writeState;
    if (typeof handle?.writeSync !== 'function' || typeof handle.close !== 'function') return null;
    return state instanceof Uint32Array && state.length >= 2 ? new SyncHandle(handle as NativeHandle, state) : null;
  }

  step(flush: number, input: Uint8Array, at: number): Step {
    this.#handle.writeSync(flush, input, at, input.length - at, this.#output, 0, outputSize);
    if (this.#error !== null) throw new Error(this.#error);
    const room = this.#state[0]!;
    return { output: this.#output.subarray(0, outputSize - room), left: this.#state[1]!, full: room === 0 };
  }

  /** What the last step put out is used before this. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handle.close();
    if (spare.length < 2) spare.push(this.#output);
  }
}

const tested = new Map<'gzip' | 'zstd', boolean>();

/** True if the undocumented way gives right answers in this Node; tried once per thread. */
export function canDecodeNow(format: 'gzip' | 'zstd'): boolean {
  let works = tested.get(format);
  if (works === undefined) {
    works = format === 'gzip' ? testGzip() : testZstd();
    tested.set(format, works);
  }
  return works;
}

/** Two members in one, then a cut one that must be refused. */
function testGzip(): boolean {
  try {
    const text = Buffer.from('two members, one after the other');
    const member = zlib.gzipSync(text);
    const { Z_NO_FLUSH, Z_FINISH } = zlib.constants;
    const both = decodeOnce('gzip', Buffer.concat([member, member]), Z_NO_FLUSH, Z_FINISH);
    return (
      both?.equals(Buffer.concat([text, text])) === true &&
      decodeOnce('gzip', member.subarray(0, -9), Z_NO_FLUSH, Z_FINISH) === null
    );
  } catch {
    return false;
  }
}

/** A skippable frame between two frames. */
function testZstd(): boolean {
  try {
    const text = Buffer.from('two frames, one after the other');
    const frame = zlib.zstdCompressSync(text);
    const skippable = Buffer.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7);
    const { ZSTD_e_continue } = zlib.constants;
    const both = decodeOnce('zstd', Buffer.concat([frame, skippable, frame]), ZSTD_e_continue, ZSTD_e_continue);
    return both?.equals(Buffer.concat([text, text])) === true;
  } catch {
    return false;
  }
}

function decodeOnce(format: 'gzip' | 'zstd', input: Uint8Array, flush: number, finish: number): Buffer | null {
  const handle = SyncHandle.open(format);
  if (!handle) return null;
  try {
    const parts: Buffer[] = [];
    let at = 0;
    for (let round = 0; at < input.length && round < 100; round++) {
      const step = handle.step(flush, input, at);
      parts.push(Buffer.from(step.output));
      at = input.length - step.left;
    }
    if (finish !== flush) handle.step(finish, new Uint8Array(0), 0);
    return Buffer.concat(parts);
  } catch {
    return null;
  } finally {
    handle.close();
  }
}
