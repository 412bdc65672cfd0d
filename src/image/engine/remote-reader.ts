import type { BinaryFacts } from '../../binary/binary-facts.ts';
import { createBinaryScanner } from '../../binary/binary-scanner.ts';
import { scanBinary } from '../../binary/scan-binary.ts';
import { InputProblem } from '../input-problem.ts';
import type { TarEntry } from '../tar/entry.ts';
import { type ContentSink, TarScanner } from '../tar/scanner.ts';
import type { RemoteArchive, RemoteFiles, TarBody } from './remote-files.ts';
import { collect, readSubtree, type Subtree } from './subtree.ts';

/** Takes what is wanted out of the tars that remote files come in. Paths have no leading slash. */
export class RemoteReader {
  readonly files: RemoteFiles;
  readonly #advanced: (bytes: number) => void;

  constructor(files: RemoteFiles, advanced: (bytes: number) => void) {
    this.files = files;
    this.#advanced = advanced;
  }

  /** A folder with everything below it; null if that is more than `most` bytes. */
  folder(root: string, body: TarBody, most?: number): Promise<Subtree | null> {
    return readSubtree(body, root, this.files.names, `/${root} of ${this.files.where}`, this.#advanced, most);
  }

  /** What is written in a symlink; the status has only where it ends up. */
  async target(path: string, body?: TarBody): Promise<string> {
    const [entry] = await this.#read(path, body ?? (await this.#archive(path)), () => null);
    if (entry?.type === 'symlink') return entry.link;
    throw new InputProblem(`/${path}: ${this.files.where} did not send the symlink`);
  }

  async content(path: string, size: number, body?: TarBody): Promise<Uint8Array> {
    let bytes: Uint8Array | null = null;
    await this.#read(path, body ?? (await this.#archive(path)), (entry) => {
      if (entry.type !== 'file' || entry.sparse || entry.size !== size) return null;
      return collect(entry, (all) => {
        bytes = all;
      });
    });
    if (bytes) return bytes;
    throw new InputProblem(`/${path}: ${this.files.where} did not send its ${size} bytes`);
  }

  /** Stops, and rejects, when the signal aborts. */
  async program(path: string, size: number, signal?: AbortSignal): Promise<BinaryFacts> {
    const { read } = this.files;
    if (read) {
      return scanBinary({
        size,
        read: async (offset, length) => {
          const bytes = await read(`/${path}`, offset, Math.min(length, size - offset));
          this.#advanced(bytes.length);
          return bytes;
        },
      });
    }
    const scanner = createBinaryScanner();
    const sink: ContentSink = {
      data: (chunk) => {
        if (!scanner.finished) scanner.push(chunk);
      },
      end: () => {},
    };
    const archive = await this.#archive(path, true);
    signal?.addEventListener('abort', archive.cancel, { once: true });
    if (signal?.aborted) archive.cancel();
    const [entry] = await this.#read(
      path,
      archive,
      ({ type, sparse }) => (type === 'file' && !sparse ? sink : null),
      () => scanner.finished,
    );
    if (entry?.type !== 'file' || entry.sparse || entry.size !== size)
      throw new InputProblem(`/${path}: ${this.files.where} did not send its ${size} bytes`);
    return scanner.done();
  }

  async #archive(path: string, large = false): Promise<RemoteArchive> {
    const archive = await this.files.archive(`/${path}`, large);
    if (archive) return archive;
    throw new InputProblem(`/${path}: ${this.files.where} no longer has it`);
  }

  /** Reads until `enough`; then the rest is not waited for. */
  async #read(
    path: string,
    { body, cancel }: TarBody,
    visit: (entry: TarEntry) => ContentSink | null,
    enough = () => false,
  ): Promise<readonly TarEntry[]> {
    const entries: TarEntry[] = [];
    const tar = new TarScanner((entry) => {
      if (entries.length < 2) entries.push(entry);
      return visit(entry);
    }, `/${path} of ${this.files.where}`);
    try {
      for await (const chunk of body) {
        this.#advanced(chunk.length);
        tar.push(chunk);
        if (enough()) return entries;
      }
      tar.finish();
    } finally {
      cancel();
    }
    return entries;
  }
}
