import type { SourceFile } from './repository.ts';

/** Whether a path as a step writes it is a file of the image: surely, perhaps (something in it is not known), or not. */
export type Fit = 'yes' | 'maybe' | 'no';

/**
 * A variable or expression in a path: of Jinja, Salt and Go, of a shell, make, Terraform and Packer (`${path.root}`), of RPM
 * and CMake. Groups: the expression, the name, the shell's fallback.
 */
const VARIABLE =
  /\{\{-?\s*(.*?)\s*-?\}\}|\$\{?\{?(?:var\.|local\.|env\.)?([A-Za-z_]\w*)(?:\.[\w.]+)?(?::?[-=]([^}]*))?\}?\}?|<%.*?%>|%\{\w+\}|@\w+@|\$\([^)]*\)/;
const UNKNOWN = '\u0000';
const DEEPEST = 4;
const ASSIGNMENT =
  /^\s*(?:export\s+|readonly\s+|local\s+|declare\s+(?:-\w+\s+)*|ENV\s+|ARG\s+|-\s+|var\s+|const\s+)?["']?([A-Za-z_][\w-]*)["']?\s*(?::=|\+?=|:\s|\?=)\s*["']?([^\s"'#;,]*[/.][^\s"'#;,]*)/;

/** Resolves the paths that the steps of one repository name. */
export class Targets {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #own = new Map<string, ReadonlyMap<string, string | null>>();
  readonly #everywhere = new Map<string, string | null>();

  constructor(files: ReadonlyMap<string, SourceFile>) {
    this.#files = files;
  }

  /** Whether the repository has a text file at this path. */
  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** How a path that is written in `file` fits a path of the image. */
  fit(written: string | null, file: SourceFile, imagePath: string): Fit {
    if (written === null) return 'maybe';
    return fitOf(this.resolve(written, file), imagePath);
  }

  /** The path with its variables filled in, where they have one value; others become U+0000. */
  resolve(written: string, file: SourceFile): string {
    let path = written.trim();
    for (let depth = 0; depth < DEEPEST && VARIABLE.test(path); depth++) {
      path = path.replaceAll(
        new RegExp(VARIABLE, 'g'),
        (_whole, expression: string | undefined, name: string | undefined, fallback: string | undefined) => {
          const used = name ?? /^[.\w]*?([A-Za-z_]\w*)\s*(?:\||$)/.exec(expression ?? '')?.[1];
          const given = /default\(\s*["']([^"']+)["']/.exec(expression ?? '')?.[1] ?? fallback;
          const value = used === undefined ? null : this.#valueOf(used, file);
          // `ROOT=${ROOT:-/mnt}` is given by who calls the script, or is its own fallback.
          const own = value !== null && new RegExp(`[$]\\{?${used}\\b`).test(value);
          return (own ? /:?[-=]([^}]*)\}$/.exec(value)?.[1] : value) ?? given ?? UNKNOWN;
        },
      );
    }
    return path.replace(/[$]\w*|\{\{.*|%(?:\[\d\])?[sqv]/g, UNKNOWN);
  }

  /** The one value of a variable: in its own file, else in all; null where there is none, or several. */
  #valueOf(name: string, file: SourceFile): string | null {
    const own = this.#valuesOf(file);
    if (own.has(name)) return own.get(name) ?? null;
    const known = this.#everywhere.get(name);
    if (known !== undefined) return known;
    const values = new Set<string | null>();
    for (const other of this.#files.values()) {
      if (!other.text.includes(name)) continue;
      const others = this.#valuesOf(other);
      if (others.has(name)) values.add(others.get(name) ?? null);
    }
    const [only = null] = values;
    const value = values.size === 1 ? only : null;
    this.#everywhere.set(name, value);
    return value;
  }

  #valuesOf(file: SourceFile): ReadonlyMap<string, string | null> {
    const known = this.#own.get(file.path);
    if (known !== undefined) return known;
    const values = new Map<string, string | null>();
    for (const line of file.lines) {
      const found = line.length > 1000 ? null : ASSIGNMENT.exec(line);
      const [, name, value] = found ?? [];
      if (name === undefined || value === undefined) continue;
      const earlier = values.get(name);
      // Two values: which one holds is not known.
      values.set(name, earlier === undefined || earlier === value ? value : null);
    }
    this.#own.set(file.path, values);
    return values;
  }
}

/** Compares a resolved path with one of the image. */
export function fitOf(resolved: string, imagePath: string): Fit {
  const path = resolved.replace(/\/\.?(?=\/)/g, '').replace(/^\.\//, '');
  const image = usrMerged(imagePath);
  const unknown = path.lastIndexOf(UNKNOWN);
  if (unknown >= 0) {
    const tail = path.slice(unknown + 1);
    if (tail === '' || tail === '/') return 'maybe';
    if (!tail.startsWith('/')) return image.endsWith(tail) ? 'maybe' : 'no';
    const full = usrMerged(tail);
    if (full === image) return 'yes';
    return endsWithParts(image, tail.slice(1)) ? (tail.split('/').length > 2 ? 'yes' : 'maybe') : 'no';
  }
  if (path.startsWith('/')) return endsWithParts(usrMerged(path), image.slice(1)) ? 'yes' : 'no';
  if (endsWithParts(path, image.slice(1))) return 'yes';
  if (path === '') return 'no';
  return endsWithParts(image, path) ? (path.includes('/') ? 'yes' : 'maybe') : 'no';
}

/** Whether the last parts of `path` are those of `tail`. */
export function endsWithParts(path: string, tail: string): boolean {
  return path === tail || path.endsWith(`/${tail}`);
}

function usrMerged(path: string): string {
  return path.replace(/^\/(lib|bin|sbin)\//, '/usr/$1/');
}
