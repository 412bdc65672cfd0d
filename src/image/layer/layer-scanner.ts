import { createHash } from 'node:crypto';
import { SniffingDecoder } from '../compression/sniffing-decoder.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { TarScanner } from '../tar/scanner.ts';
import { LayerCollector } from './collector.ts';
import type { LayerScan, ScanOptions } from './scan-job.ts';

/** One pass over a layer, whatever its compression: decodes, hashes, notes the entries, keeps what matters. */
export class LayerScanner {
  readonly #decoder: SniffingDecoder;
  readonly #collector: LayerCollector;
  readonly #tar: TarScanner;
  readonly #contentHash;
  readonly #storedHash;
  readonly #take: (bytes: Uint8Array) => void;

  constructor(options: ScanOptions, where: string) {
    this.#decoder = new SniffingDecoder(where);
    this.#collector = new LayerCollector(options, where);
    const tar = new TarScanner(this.#collector.visit, where);
    this.#tar = tar;
    const contentHash = options.hashContent && !options.wanted ? createHash('sha256') : null;
    this.#contentHash = contentHash;
    this.#storedHash = options.hashStored && !options.wanted ? createHash('sha256') : null;
    this.#take = (bytes) => {
      contentHash?.update(bytes);
      tar.push(bytes);
      if (tar.position > limits.layer)
        throw new InputProblem(`${where} is more than ${limits.layer} bytes when decompressed`);
    };
  }

  /** A second pass has all that it was made for; no need to push the rest. */
  get satisfied(): boolean {
    return this.#collector.satisfied;
  }

  push(chunk: Uint8Array): Promise<void> | undefined {
    this.#storedHash?.update(chunk);
    return this.#decoder.push(chunk, this.#take);
  }

  finish(): Promise<LayerScan> | LayerScan {
    const finished = this.#decoder.finish(this.#take);
    return finished ? finished.then(() => this.#result()) : this.#result();
  }

  /** What a second pass found, without having seen the end. */
  partial(): LayerScan {
    return {
      compression: this.#decoder.compression,
      entries: this.#collector.entries.build(),
      contents: this.#collector.contents,
      binaries: this.#collector.binaries,
      diffId: null,
      storedDigest: null,
      bytes: this.#tar.position,
      ended: this.#tar.ended,
    };
  }

  #result(): LayerScan {
    this.#tar.finish();
    return {
      ...this.partial(),
      diffId: this.#contentHash ? `sha256:${this.#contentHash.digest('hex')}` : null,
      storedDigest: this.#storedHash ? `sha256:${this.#storedHash.digest('hex')}` : null,
    };
  }
}
