import { at, concat, slice, type TracedText } from './traced-text.ts';
import { lastComponent, type UnitName, unescapeName } from './unit-name.ts';

/** What specifiers stand for in one unit. */
export interface SpecifierScope {
  readonly name: UnitName;
  /** The unit file's path, symlinks resolved (systemd 252 src/shared/specifier.c `specifier_real_path`). */
  readonly fragment: string;
  /** Fields of os-release, for `%o`, `%w` and their like. */
  readonly osRelease: ReadonlyMap<string, string>;
  /** How many characters specifiers may still become in this unit; more is taken for an attack and refused. */
  budget: number;
}

export type SpecifierResult =
  | {
      readonly ok: true;
      readonly text: TracedText;
      /** Specifiers that only a running system knows; they stay as written. */
      readonly unknown: readonly string[];
    }
  /** There is no such specifier; systemd refuses the setting. */
  | { readonly ok: false; readonly specifier: string };

/** Known while a node runs: architecture, boot ID, host names, kernel, machine ID, cgroups, the user's shell. */
const runningSystem = 'abHlqmvcrRsD';

/**
 * Expands `%` specifiers as systemd 252 does for the system manager (src/core/unit-printf.c `unit_full_printf`,
 * src/shared/specifier.c). `%` before anything but a letter or digit is an ordinary character.
 */
export function expandSpecifiers(text: TracedText, scope: SpecifierScope): SpecifierResult {
  if (!text.text.includes('%')) return { ok: true, text, unknown: [] };
  const parts: TracedText[] = [];
  const unknown: string[] = [];
  let from = 0;
  for (let index = text.text.indexOf('%'); index !== -1; index = text.text.indexOf('%', from)) {
    const letter = text.text[index + 1];
    parts.push(slice(text, from, index));
    from = index + 2;
    if (letter === undefined) {
      parts.push(slice(text, index));
      break;
    }
    const value = letter === '%' ? '%' : lookUp(letter, scope);
    if (value !== undefined) {
      scope.budget -= value.length;
      if (scope.budget < 0) return { ok: false, specifier: `%${letter}` };
      parts.push(at(text.marks[index]!, value));
    } else if (runningSystem.includes(letter)) {
      unknown.push(`%${letter}`);
      parts.push(slice(text, index, index + 2));
    } else if (/[A-Za-z0-9]/.test(letter)) {
      return { ok: false, specifier: `%${letter}` };
    } else {
      parts.push(slice(text, index, index + 2));
    }
  }
  parts.push(slice(text, from));
  return { ok: true, text: concat(...parts), unknown };
}

function lookUp(letter: string, scope: SpecifierScope): string | undefined {
  const { name, fragment, osRelease } = scope;
  const instance = name.instance ?? '';
  switch (letter) {
    case 'n':
      return name.full;
    case 'N':
      return name.full.slice(0, -`.${name.type}`.length);
    case 'p':
      return name.prefix;
    case 'P':
      return unescapeName(name.prefix) ?? undefined;
    case 'i':
      return instance;
    case 'I':
      return unescapeName(instance) ?? undefined;
    case 'j':
      return lastComponent(name.prefix);
    case 'J':
      return unescapeName(lastComponent(name.prefix)) ?? undefined;
    case 'f': {
      const path = unescapeName(name.instance || name.prefix);
      return path === null ? undefined : `/${path.replace(/^\/+/, '')}`;
    }
    case 'y':
      return fragment;
    case 'Y':
      return fragment.slice(0, fragment.lastIndexOf('/')) || '/';
    case 'd':
      return `/run/credentials/${name.full}`;
    case 'o':
      return osRelease.get('ID') ?? 'linux';
    case 'w':
      return osRelease.get('VERSION_ID') ?? '';
    case 'W':
      return osRelease.get('VARIANT_ID') ?? '';
    case 'B':
      return osRelease.get('BUILD_ID') ?? '';
    case 'M':
      return osRelease.get('IMAGE_ID') ?? '';
    case 'A':
      return osRelease.get('IMAGE_VERSION') ?? '';
    default:
      return systemManager[letter];
  }
}

/** The same on every host for what root runs at boot: units, and lines of tmpfiles.d (their man pages, "Specifiers"). */
export const ROOT_SPECIFIERS: Readonly<Record<string, string>> = {
  C: '/var/cache',
  L: '/var/log',
  S: '/var/lib',
  t: '/run',
  T: '/tmp',
  V: '/var/tmp',
  h: '/root',
  u: 'root',
  g: 'root',
  U: '0',
  G: '0',
};

const systemManager: Readonly<Record<string, string>> = { ...ROOT_SPECIFIERS, E: '/etc' };
