import type { ReadResult, TreeFailure } from '../../image/file-tree.ts';
import { decodeUtf8 } from '../../text/decode.ts';
import { locate, startOfFile } from '../../text/position.ts';
import type { TomlDialect, TomlResult } from '../../text/toml/document.ts';
import { decodeTable, type SpellingNote } from '../decoding/decode.ts';
import { fieldlessIn } from '../decoding/fieldless.ts';
import { spellingNotes } from '../decoding/spelling-notes.ts';
import { serverStructs } from '../fields/server-fields.ts';
import { joinPath } from '../go/path.ts';
import { note } from '../notes.ts';
import type { ContainerdObservation } from '../observations.ts';
import { type ConfigDocument, listedTexts, versionOf } from './document.ts';
import { escapedKeyNotes } from './escaped-keys.ts';
import { type ImportContext, type PendingFile, resolveImports } from './imports.ts';
import { mostKeys, type Readings } from './readings.ts';
import { syntaxNote, templateNote } from './syntax-notes.ts';

export interface Loading {
  readonly documents: readonly ConfigDocument[];
  /** What made the daemon exit, or null. */
  readonly failure: ContainerdObservation | null;
  /** 1.4: a file was missing, so that the rest was not read and nothing was checked. */
  readonly stoppedEarly: boolean;
}

export interface LoadOptions {
  readonly configPath: string;
  readonly configGiven: boolean;
  readonly readings: Readings;
  /** Takes each file as it comes; an observation ends the daemon. */
  readonly onDocument: (document: ConfigDocument) => ContainerdObservation | null;
}

/** containerd has no limits here; these keep a hostile image from taking for ever. */
const fileLimit = 500;
/** Of one file, and of all together. */
const byteLimit = 1024 * 1024;
const totalLimit = 2 * 1024 * 1024;
const importLimit = 1000;
const directoryLimit = 20_000;

/** Reads the main file and what it imports, breadth first, each path once (containerd's `LoadConfig`). */
export async function loadFiles(outer: Omit<ImportContext, 'budget'>, options: LoadOptions): Promise<Loading> {
  const context: ImportContext = { ...outer, budget: { left: directoryLimit } };
  const { notes } = context;
  const documents: ConfigDocument[] = [];
  const pending: PendingFile[] = [{ path: options.configPath, importedFrom: null, entry: options.configPath }];
  const seen = new Set([options.configPath]);
  let imported = 0;
  let bytes = 0;
  const end = (failure: ContainerdObservation | null, stoppedEarly = false) => ({ documents, failure, stoppedEarly });

  for (const next of pending) {
    if (documents.length >= fileLimit) {
      notes.doubts.push(note('too-much', next.importedFrom, { what: 'files', limit: fileLimit }));
      break;
    }
    const absolute = joinPath('/', next.path.startsWith('/') ? '' : context.workingDirectory, next.path);
    const read = await context.tree.read(absolute, byteLimit);
    if (!read.ok) {
      const outcome = await onUnreadable(read, absolute, next, context, options);
      if (outcome === 'skip') continue;
      return end(outcome === 'stop' ? null : outcome, true);
    }
    bytes += read.bytes.length;
    if (bytes > totalLimit) {
      notes.doubts.push(note('too-much', next.importedFrom, { what: 'bytes', limit: totalLimit }));
      break;
    }
    const document = understand(read, next, context, options.readings);
    if ('kind' in document) return end(document);
    documents.push(document);
    const refused = options.onDocument(document);
    if (refused !== null) return end(refused);
    const entries = listedTexts(document.config, 'imports');
    imported += entries.length;
    if (imported > importLimit) {
      notes.doubts.push(note('too-much', entries[0]?.location ?? null, { what: 'imports', limit: importLimit }));
      break;
    }
    const imports = await resolveImports(next.path, entries, context);
    if ('kind' in imports) return end(imports);
    for (const file of imports) {
      if (seen.has(file.path)) continue;
      seen.add(file.path);
      pending.push(file);
    }
  }
  return end(null);
}

/** `skip`: as if the file were not named, with a doubt. `stop`: 1.4 ends its reading here. */
async function onUnreadable(
  failure: TreeFailure,
  absolute: string,
  file: PendingFile,
  context: ImportContext,
  options: LoadOptions,
): Promise<'skip' | 'stop' | ContainerdObservation> {
  const { notes, family, tree } = context;
  const { path, importedFrom, entry } = file;
  const passesOver = family.has('passesOverMissingFile');
  if (failure.reason === 'absent') {
    if (importedFrom !== null) {
      const missing = note('import-missing', importedFrom, { entry, path, fatal: !passesOver });
      if (!passesOver) return missing;
      notes.observations.push(missing);
      return 'stop';
    }
    if (options.configGiven && !passesOver) return note('config-missing', null, { path });
    return 'stop';
  }
  const found = await tree.stat(absolute);
  if (found.ok && found.entry.kind === 'directory') return note('config-is-directory', importedFrom, { path });
  notes.doubts.push(note('file-unreadable', importedFrom, { path, reason: failure.reason, detail: failure.detail }));
  return 'skip';
}

function understand(
  read: Extract<ReadResult, { readonly ok: true }>,
  file: PendingFile,
  { family, notes }: ImportContext,
  readings: Readings,
): ConfigDocument | ContainerdObservation {
  const { path } = read.entry;
  const { text } = decodeUtf8(read.bytes);
  const [dialect, ...others] = family.dialects as readonly [TomlDialect, ...TomlDialect[]];
  const hasNoField = fieldlessIn('Config', serverStructs, family);
  const parse = (by: TomlDialect): TomlResult => readings.parse(path, read.bytes, by, family);
  const parsed = parse(dialect);
  const disagreeing = others.find((other) => parse(other).ok !== parsed.ok);
  if (disagreeing !== undefined) {
    const location = locatePosition(path, parsed.ok ? parse(disagreeing) : parsed);
    notes.doubts.push(note('toml-library-unknown', location, { dialects: family.dialects.join(', ') }));
  }
  const template = templateNote(parsed, text, path);
  if (template !== null) notes.doubts.push(template);
  if (!parsed.ok) return syntaxNote(parsed.error, text, path, dialect);

  const { root, tooDeep, tooMany, opinions } = readings.of(parsed.document, text, path);
  notes.doubts.push(...opinions);
  notes.doubts.push(...escapedKeyNotes(text, path, family, hasNoField));
  if (tooMany) notes.doubts.push(note('too-much', startOfFile(path), { what: 'keys', limit: mostKeys }));
  if (tooDeep) notes.doubts.push(note('too-much', null, { what: 'levels of tables', limit: 200 }));
  const { value, mismatch, spellings } = decodeTable(root, 'Config', serverStructs, family, true);
  noteSpellings(spellings, notes);
  if (mismatch !== null) {
    const { wanted, found, location } = mismatch;
    return note('top-level-type', location, { key: mismatch.path.join('.'), wanted, found });
  }
  const { version, location } = versionOf(value);
  return {
    file: {
      path: file.path,
      resolvedPath: path,
      version: location === null ? null : version,
      importedFrom: file.importedFrom,
    },
    text,
    root,
    config: value,
    version,
    versionLocation: location,
  };
}

function noteSpellings(spellings: readonly SpellingNote[], notes: ImportContext['notes']): void {
  const { observations, doubts } = spellingNotes(spellings);
  notes.observations.push(...observations);
  notes.doubts.push(...doubts);
}

function locatePosition(path: string, result: TomlResult) {
  return result.ok ? null : locate(path, { start: result.error.position, end: result.error.position });
}
