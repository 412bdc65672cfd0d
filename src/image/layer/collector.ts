import type { BinaryFacts } from '../../binary/binary-facts.ts';
import { type BinaryScanner, createBinaryScanner } from '../../binary/binary-scanner.ts';
import { isElf } from '../../binary/elf-parts.ts';
import { InputProblem } from '../input-problem.ts';
import { limits } from '../limits.ts';
import { normalisePath } from '../names.ts';
import type { TarEntry } from '../tar/entry.ts';
import { EntryListBuilder } from '../tar/entry-list.ts';
import type { ContentSink } from '../tar/scanner.ts';
import { createCaptureRule, type Keep } from './capture-rule.ts';
import type { ScanOptions, WantedFile } from './scan-job.ts';

/** Notes every entry of a layer that streams by, and keeps what may be asked for (or, in a second pass, what was asked for). */
export class LayerCollector {
  readonly entries = new EntryListBuilder();
  readonly contents = new Map<number, Uint8Array>();
  readonly binaries = new Map<number, BinaryFacts>();
  readonly #where: string;
  readonly #rule: (path: string, size: number, mode: number) => Keep | null;
  readonly #wanted: ReadonlyMap<number, readonly WantedFile[]> | null;
  #missing: number;
  #keptBytes = 0;
  #scriptBytes = 0;

  constructor(options: ScanOptions, where: string) {
    this.#where = where;
    this.#rule = createCaptureRule(options.interests);
    this.#wanted = options.wanted && groupByOffset(options.wanted);
    this.#missing = this.#wanted?.size ?? Number.POSITIVE_INFINITY;
  }

  /** A second pass has all that it was made for. */
  get satisfied(): boolean {
    return this.#missing === 0;
  }

  readonly visit = (entry: TarEntry): ContentSink | null => {
    if (this.#wanted) return this.#visitWanted(entry, this.#wanted);
    if (this.entries.count >= limits.entries)
      throw new InputProblem(`${this.#where} has more than ${limits.entries} entries`);
    this.entries.add(entry);
    if (entry.type !== 'file' || entry.sparse || entry.size === 0) return null;
    const keep = this.#rule(normalisePath(entry.name), entry.size, entry.mode);
    if (!keep) return null;
    const content = this.#keptBytes + entry.size <= limits.captured && keep.content;
    if (content === true) this.#keptBytes += entry.size;
    return this.#sink(entry, content, keep.binary);
  };

  #visitWanted(entry: TarEntry, wanted: ReadonlyMap<number, readonly WantedFile[]>): ContentSink | null {
    const files = wanted.get(entry.offset);
    if (!files || entry.size !== files[0]!.size) return null;
    const content = files.some((file) => file.as === 'content');
    return this.#sink(
      entry,
      content,
      files.some((file) => file.as === 'binary'),
    );
  }

  #roomForScript(entry: TarEntry, start: Uint8Array): Buffer | null {
    if (!isScript(start) || this.#scriptBytes + entry.size > limits.capturedScripts) return null;
    this.#scriptBytes += entry.size;
    this.#keptBytes += entry.size;
    return Buffer.allocUnsafeSlow(entry.size);
  }

  #sink(entry: TarEntry, keepContent: Keep['content'], scanBinary: Keep['binary']): ContentSink {
    let content: Buffer | null = keepContent === true ? Buffer.allocUnsafeSlow(entry.size) : null;
    const scanner: BinaryScanner | null = scanBinary === true ? createBinaryScanner() : null;
    let at = 0;
    return {
      data: (chunk) => {
        if (at === 0 && keepContent === 'script') content = this.#roomForScript(entry, chunk);
        if (at === 0 && scanBinary === 'format') this.binaries.set(entry.offset, isElf(chunk) ? SMALL_ELF : NO_ELF);
        content?.set(chunk, at);
        at += chunk.length;
        if (scanner && !scanner.finished) scanner.push(chunk);
      },
      end: () => {
        if (content) this.contents.set(entry.offset, content);
        if (scanner) this.binaries.set(entry.offset, scanner.done());
        this.#missing--;
      },
    };
  }
}

const SMALL_ELF: BinaryFacts = { format: 'elf', goBuildInfo: null, versionStrings: [] };
const NO_ELF: BinaryFacts = { ...SMALL_ELF, format: 'other' };

/** `#!`; a mark that two chunks share is not seen, and costs a second pass if the file is asked for. */
function isScript(start: Uint8Array): boolean {
  return start[0] === 0x23 && start[1] === 0x21;
}

function groupByOffset(wanted: readonly WantedFile[]): Map<number, WantedFile[]> {
  const groups = new Map<number, WantedFile[]>();
  for (const file of wanted) {
    const group = groups.get(file.offset);
    if (group) group.push(file);
    else groups.set(file.offset, [file]);
  }
  return groups;
}
