import { type ByteSource, readAll, slice } from '../byte-source.ts';
import type { ImageFiles, LayerContent } from '../image-files.ts';
import { InputProblem } from '../input-problem.ts';
import type { ArchiveScan, WantedFile } from '../layer/scan-job.ts';
import type { LayerScans } from '../layer/scanned-layer.ts';
import { limits } from '../limits.ts';
import { normalisePath, parentOf } from '../names.ts';
import type { Session } from '../session.ts';
import type { TarEntry } from '../tar/entry.ts';
import { walkTar } from '../tar/walk.ts';

/** An uncompressed image archive: its entries are stretches of the file. */
export async function plainArchiveFiles(session: Session, source: ByteSource, where: string): Promise<ImageFiles> {
  const entries = new Map<string, TarEntry>();
  const repeated = new Set<string>();
  const result = await walkTar(source, where, (entry) => {
    if (entries.size >= limits.entries) throw new InputProblem(`${where} has too many entries`);
    const name = normalisePath(entry.name);
    if (entries.has(name)) repeated.add(name);
    entries.set(name, entry);
  });
  session.advance(result.bytesRead);
  if (!result.ended) throw new InputProblem(`${where}: the tar has no end mark; it was probably cut short`);

  const find = (name: string): (ByteSource & { readonly id: string }) | null => {
    const entry = followLinks(name, (at) => entries.get(at), archiveLink);
    if (entry?.type !== 'file' || entry.sparse) return null;
    return { ...slice(source, entry.offset, entry.size), id: String(entry.offset) };
  };
  return {
    where,
    has: async (name) => find(name) !== null,
    small: async (name) => {
      requireOne(name, repeated, where);
      const found = find(name);
      if (!found) return null;
      session.advance(found.size ?? 0);
      return readAll(found, limits.json, `${name} in ${where}`);
    },
    layer: async (name): Promise<LayerContent | null> => {
      const found = find(name);
      return found && { kind: 'source', id: found.id, source: found };
    },
  };
}

function archiveLink(entry: TarEntry): string | null {
  if (entry.type === 'hardlink') return normalisePath(entry.link);
  if (entry.type !== 'symlink') return null;
  return normalisePath(
    entry.link.startsWith('/') ? entry.link : `${parentOf(normalisePath(entry.name))}/${entry.link}`,
  );
}

/** A compressed image archive that was read in one pass. `again` makes another pass for files of one entry. */
export function scannedArchiveFiles(
  scan: ArchiveScan,
  where: string,
  again: (entry: string, wanted: readonly WantedFile[]) => Promise<ArchiveScan>,
): ImageFiles {
  const entries = new Map(scan.entries.map((entry) => [entry.name, entry]));
  const repeated = new Set(scan.entries.filter((entry) => entries.get(entry.name) !== entry).map(({ name: at }) => at));
  const find = (name: string) =>
    followLinks(
      name,
      (at) => entries.get(at),
      (entry) => entry.link,
    );
  return {
    where,
    has: async (name) => find(name) !== null,
    small: async (name) => {
      requireOne(name, repeated, where);
      const entry = find(name);
      if (!entry) return null;
      if (entry.bytes) return entry.bytes;
      throw new InputProblem(`${name} in ${where} is ${entry.size} bytes, or no JSON`);
    },
    layer: async (name): Promise<LayerContent | null> => {
      const entry = find(name);
      if (!entry) return null;
      const { layer } = entry;
      if (!layer)
        throw new InputProblem(entry.problem ?? `${name} in ${where} is no layer: neither a tar nor compressed`);
      const scans: LayerScans = {
        hashesStored: false,
        first: async () => layer,
        again: async (wanted) => {
          // The last of them counts, and which one a second pass met could not be told.
          if (repeated.has(entry.name)) throw new InputProblem(`${where} has more than one ${entry.name}`);
          const second = await again(entry.name, wanted);
          const found = second.entries.find((candidate) => candidate.name === entry.name)?.layer;
          if (!found) throw new InputProblem(`${where}: it changed while it was read`);
          return found;
        },
      };
      return { kind: 'scans', id: entry.name, scans };
    },
  };
}

/** Docker and containerd take the last one of that name, skopeo the first. A blob is told by its digest. */
function requireOne(name: string, repeated: ReadonlySet<string>, where: string): void {
  if (!repeated.has(name) || name.includes('/')) return;
  throw new InputProblem(
    `${where} has more than one ${name}, and programs part over which one counts; save the image again`,
  );
}

/** Docker stores equal layers once: the others are symlinks (or hard links) to it. */
function followLinks<Entry>(
  name: string,
  get: (name: string) => Entry | undefined,
  link: (entry: Entry) => string | null,
): Entry | null {
  let at = normalisePath(name);
  for (let hops = 0; hops <= limits.symlinks; hops++) {
    const entry = get(at);
    if (!entry) return null;
    const next = link(entry);
    if (next === null) return entry;
    at = next;
  }
  return null;
}
