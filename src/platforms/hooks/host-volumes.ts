import type { LineCommand } from './line-command.ts';

const SHORT = /^\s*-\s*["']?(\/[^:"'\s]*):(\/[^\s"']*)["']?\s*$/;
const LONG = /^[\s-]*source\s*:\s*["']?(\/[^\s"',}]*)/;
const INLINE = /hostPath["']?\s*:\s*\{[^}\n]{0,1000}?\bpath["']?\s*:\s*["']?(\/[^\s"',}]*)/g;
const PATH = /^\s*["']?path["']?\s*:\s*["']?(\/[^\s"',}]*)/;
/** An entry of a list is no longer than that, for most of them. */
const NEAR = 8;
const MOST_LINES = 20_000;

/**
 * The folders of the node that a file gives to containers, each as a command that does: one of Compose's, or a manifest of
 * pods. What a container is given only to read has `:ro`.
 */
export function readHostVolumes(text: string): readonly LineCommand[] {
  const lines = text.split('\n', MOST_LINES);
  let known: ReadonlyMap<string, boolean> | null = null;
  const mounts = (): ReadonlyMap<string, boolean> => {
    known ??= mountsIn(lines);
    return known;
  };
  return lines.flatMap((line, at): readonly LineCommand[] => {
    const [, source, target] = SHORT.exec(line) ?? [];
    if (source !== undefined) return [given(source, target!, at)];
    const long = LONG.exec(line)?.[1];
    if (long !== undefined) {
      const rest = entryAround(lines, at).some((one) => /read_?only["']?\s*:\s*true/i.test(one));
      return [given(long, rest ? '/x:ro' : '/x', at)];
    }
    if (!line.includes('hostPath')) return [];
    const inline = [...line.matchAll(INLINE)].map(([, path]) => path!);
    const below = lines.slice(at + 1, at + 4).flatMap((one) => PATH.exec(one)?.[1] ?? []);
    const mounted = mounts().get(nameIn(entryAround(lines, at)) ?? '') === true ? '/x:ro' : '/x';
    return (inline.length > 0 ? inline : below.slice(0, 1)).map((path) => given(path, mounted, at));
  });
}

function given(source: string, target: string, at: number): LineCommand {
  return { command: `container run -v '${source}:${target}'`, line: at + 1 };
}

/** The lines of a list's entry in which a line stands. */
function entryAround(lines: readonly string[], at: number): readonly string[] {
  let from = at;
  while (from > 0 && at - from < NEAR && !/^\s*-\s/.test(lines[from]!)) from -= 1;
  let to = at + 1;
  while (to < lines.length && to - at < NEAR && !/^\s*-\s/.test(lines[to]!)) to += 1;
  return lines.slice(from, to);
}

/**
 * The names of a manifest's volumes that are mounted, and whether every mount of one only reads it; nothing where one's name
 * cannot be told, which may be any of them.
 */
function mountsIn(lines: readonly string[]): ReadonlyMap<string, boolean> {
  const mounts = new Map<string, boolean>();
  for (const [at, line] of lines.entries()) {
    if (!/mountPath/.test(line)) continue;
    const entry = entryAround(lines, at);
    const name = nameIn(entry);
    const only = entry.some((one) => /readOnly["']?\s*:\s*true/.test(one));
    if (name === undefined || line.includes('{')) return new Map();
    mounts.set(name, only && mounts.get(name) !== false);
  }
  return mounts;
}

function nameIn(entry: readonly string[]): string | undefined {
  return entry.flatMap((line) => /^[\s-]*["']?name["']?\s*:\s*["']?([\w.-]+)/.exec(line)?.[1] ?? [])[0];
}

/** The same of a container's unit, from which podman-systemd.unit(5) of Podman 5 makes a service. */
export function readQuadletVolumes(text: string): readonly LineCommand[] {
  return text.split('\n').flatMap((line, at): readonly LineCommand[] => {
    const [, key, value] = /^\s*(Volume|Mount|PodmanArgs)\s*=\s*(\S.*)$/.exec(line) ?? [];
    if (key === undefined) return [];
    const option = key === 'Volume' ? '-v ' : key === 'Mount' ? '--mount ' : '';
    return [{ command: `podman run ${option}${value!}`, line: at + 1 }];
  });
}
