import { looksLikeTar, sniffCompression, sniffLength } from '../compression/sniff.ts';
import { SniffingDecoder } from '../compression/sniffing-decoder.ts';
import { InputProblem, problemText } from '../input-problem.ts';
import { LayerScanner } from '../layer/layer-scanner.ts';
import type { ArchiveEntry, ArchiveScan, ScanOptions } from '../layer/scan-job.ts';
import { limits } from '../limits.ts';
import { normalisePath, parentOf } from '../names.ts';
import type { TarEntry } from '../tar/entry.ts';
import { type ContentSink, TarScanner } from '../tar/scanner.ts';

/**
 * One pass over a compressed image archive. Its manifest may come last, so every entry that begins like a tar or like
 * compressed data is scanned as a layer in passing, and small other entries are kept.
 */
export class ArchiveScanner {
  readonly #where: string;
  readonly #options: ScanOptions;
  readonly #only: string | null;
  readonly #decoder: SniffingDecoder;
  readonly #tar: TarScanner;
  readonly #entries: ArchiveEntry[] = [];
  #keptBytes = 0;
  /** What layers inside have to wait for before more may be pushed. */
  #pending: Promise<void> | null = null;
  #satisfied = false;
  readonly #take = (bytes: Uint8Array) => {
    this.#tar.push(bytes);
    if (this.#tar.position > limits.layer) {
      throw new InputProblem(`${this.#where} is more than ${limits.layer} bytes when decompressed`);
    }
  };

  /** `only`: in a second pass, the entry that it is about. */
  constructor(options: ScanOptions, where: string, only: string | null) {
    this.#where = where;
    this.#options = options;
    this.#only = only;
    this.#decoder = new SniffingDecoder(where);
    this.#tar = new TarScanner((entry) => this.#visit(entry), where);
  }

  get satisfied(): boolean {
    return this.#satisfied;
  }

  push(chunk: Uint8Array): Promise<void> | undefined {
    return this.#drained(this.#decoder.push(chunk, this.#take));
  }

  finish(): Promise<ArchiveScan> | ArchiveScan {
    const finished = this.#drained(this.#decoder.finish(this.#take));
    const result = () => {
      this.#tar.finish();
      return this.partial();
    };
    return finished ? finished.then(result) : result();
  }

  partial(): ArchiveScan {
    return { compression: this.#decoder.compression, entries: this.#entries };
  }

  #drained(pushed: Promise<void> | undefined): Promise<void> | undefined {
    if (!pushed && !this.#pending) return undefined;
    return (async () => {
      await pushed;
      await this.#pending;
      this.#pending = null;
    })();
  }

  #visit(entry: TarEntry): ContentSink | null {
    if (this.#entries.length >= limits.entries) throw new InputProblem(`${this.#where} has too many entries`);
    const name = normalisePath(entry.name);
    const base = { name, size: entry.size, link: null, bytes: null, layer: null, problem: null };
    if (entry.type === 'symlink') {
      const target = entry.link.startsWith('/') ? entry.link : `${parentOf(name)}/${entry.link}`;
      this.#entries.push({ ...base, link: normalisePath(target) });
    } else if (entry.type === 'hardlink') this.#entries.push({ ...base, link: normalisePath(entry.link) });
    if (entry.type !== 'file' || entry.sparse) return null;
    if (this.#only !== null && this.#only !== name) return null;
    return this.#content(base);
  }

  #content(base: ArchiveEntry): ContentSink {
    let head: Uint8Array[] = [];
    let held = 0;
    let kind: 'unknown' | 'layer' | 'kept' | 'dropped' = 'unknown';
    let scanner: LayerScanner | null = null;
    let problem: string | null = null;
    const attempt = (action: () => Promise<void> | undefined) => {
      const failed = (error: unknown) => {
        problem ??= problemText(error);
      };
      if (problem !== null) return;
      try {
        const waits = action();
        if (waits) this.#wait(waits.catch(failed));
      } catch (error) {
        failed(error);
      }
    };
    const push = (bytes: Uint8Array) => {
      if (!scanner || scanner.satisfied) return;
      const current = scanner;
      if (!this.#pending) return attempt(() => current.push(bytes));
      // The layer's decoder is still at work on the piece before, and these bytes are about to be overwritten.
      const copy = Uint8Array.from(bytes);
      attempt(() => this.#pending?.then(() => (problem === null ? current.push(copy) : undefined)));
    };
    const decide = () => {
      const all = head.length === 1 ? head[0]! : Buffer.concat(head);
      if (looksLikeTar(all) || sniffCompression(all) !== 'none') {
        kind = 'layer';
        scanner = new LayerScanner(this.#options, `${this.#where}, ${base.name}`);
        head = [];
        push(all);
      } else kind = base.size <= limits.json && this.#keptBytes + base.size <= limits.keptJson ? 'kept' : 'dropped';
      if (kind === 'kept') this.#keptBytes += base.size;
      if (kind === 'dropped') head = [];
    };
    return {
      data: (chunk) => {
        if (kind === 'layer') return push(chunk);
        if (kind === 'dropped') return;
        head.push(Uint8Array.from(chunk));
        held += chunk.length;
        if (kind === 'unknown' && held >= sniffLength) decide();
      },
      end: () => {
        if (kind === 'unknown') decide();
        if (kind !== 'layer') {
          const bytes = kind === 'kept' ? Buffer.concat(head) : null;
          this.#entries.push({ ...base, bytes });
          return;
        }
        const current = scanner!;
        const slot = this.#entries.push({ ...base, problem: 'it was not read to its end' }) - 1;
        const settle = (layer: ArchiveEntry['layer']) => {
          this.#entries[slot] = { ...base, layer, problem };
        };
        const finish = (): Promise<void> | undefined => {
          if (current.satisfied) {
            settle(current.partial());
            this.#satisfied = this.#only !== null;
            return undefined;
          }
          const result = current.finish();
          if (!(result instanceof Promise)) {
            settle(result);
            return undefined;
          }
          return result.then(settle);
        };
        const pending = this.#pending;
        attempt(() => (pending ? pending.then(() => (problem === null ? finish() : undefined)) : finish()));
        const close = () => {
          if (problem !== null) settle(null);
        };
        if (this.#pending) this.#wait(this.#pending.then(close));
        else close();
      },
    };
  }

  #wait(promise: Promise<void>): void {
    const earlier = this.#pending;
    this.#pending = earlier ? earlier.then(() => promise) : promise;
  }
}
