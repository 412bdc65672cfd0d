import type { GoBuildInfo } from './binary-facts.ts';

/**
 * Go's build information as linkers since Go 1.18 write it into the executable: 14 bytes of magic, the pointer size, a
 * byte of flags, padding to 32 bytes, then two strings, each after its length as a varint (go/src/debug/buildinfo).
 */
export const BUILD_INFO_MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');

/** The 16 bytes before and after the module text, wherever Go puts it (go/src/cmd/go/internal/modload/build.go). */
export const MODULE_TEXT_START = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const MODULE_TEXT_END = Buffer.from('f932433186182072008242104116d8f2', 'hex');

/** No module text is longer, in bytes; Kubernetes' own are about 20 kB. */
export const MODULE_TEXT_LIMIT = 1 << 19;
/** No build information is longer, in bytes. */
export const BUILD_INFO_LIMIT = MODULE_TEXT_LIMIT + 512;

const HEADER = 32;
const FLAG_INLINE_STRINGS = 2;

/**
 * - `found`: with what stood there
 * - `incomplete`: the bytes so far fit, and at least `needs` are needed
 * - `pointers`: the format before Go 1.18, whose strings lie elsewhere in the program
 * - `none`: the magic stands here by chance (a program that reads build information holds it as a constant)
 */
export type BuildInfoAttempt =
  | { readonly kind: 'found'; readonly info: GoBuildInfo }
  | { readonly kind: 'incomplete'; readonly needs: number }
  | { readonly kind: 'pointers' }
  | { readonly kind: 'none' };

/** Reads the build information that starts at the first byte of `bytes`, magic included. */
export function readBuildInfo(bytes: Buffer): BuildInfoAttempt {
  if (bytes.length < HEADER) return { kind: 'incomplete', needs: HEADER };
  const pointerSize = bytes[BUILD_INFO_MAGIC.length]!;
  const flags = bytes[BUILD_INFO_MAGIC.length + 1]!;
  if ((flags & FLAG_INLINE_STRINGS) === 0) {
    return pointerSize === 4 || pointerSize === 8 ? { kind: 'pointers' } : { kind: 'none' };
  }
  const version = readString(bytes, HEADER, 256);
  if (version.kind !== 'found') return version;
  if (!/^(?:go\d|devel)[\x20-\x7e]*$/.test(version.text)) return { kind: 'none' };
  const modules = readString(bytes, version.end, MODULE_TEXT_LIMIT);
  if (modules.kind === 'incomplete') return modules;
  const text = modules.kind === 'found' ? moduleTextOf(modules.text) : '';
  return { kind: 'found', info: { goVersion: version.text, ...parseModuleText(text) } };
}

/** Reads the module text that starts with its mark at the first byte of `bytes`. The Go version isn't told there. */
export function readModuleText(bytes: Buffer): BuildInfoAttempt {
  const end = bytes.indexOf(MODULE_TEXT_END);
  // No length is given: asking for twice as much each time keeps the work linear.
  if (end < 0) return { kind: 'incomplete', needs: bytes.length * 2 };
  const parsed = parseModuleText(bytes.toString('utf8', MODULE_TEXT_START.length, end));
  return parsed.path === null ? { kind: 'none' } : { kind: 'found', info: { goVersion: '', ...parsed } };
}

type StringAttempt =
  | { readonly kind: 'found'; readonly text: string; readonly end: number }
  | { readonly kind: 'incomplete'; readonly needs: number }
  | { readonly kind: 'none' };

function readString(bytes: Buffer, at: number, limit: number): StringAttempt {
  let length = 0;
  let scale = 1;
  let position = at;
  for (;;) {
    if (position >= bytes.length) return { kind: 'incomplete', needs: position + 1 };
    const byte = bytes[position++]!;
    length += (byte & 0x7f) * scale;
    if (length > limit) return { kind: 'none' };
    if (byte < 0x80) break;
    scale *= 128;
  }
  const end = position + length;
  if (end > bytes.length) return { kind: 'incomplete', needs: end };
  return { kind: 'found', text: bytes.toString('latin1', position, end), end };
}

function moduleTextOf(marked: string): string {
  const edge = MODULE_TEXT_START.length;
  if (marked.length < edge * 2 + 1 || marked[marked.length - edge - 1] !== '\n') return '';
  return Buffer.from(marked.slice(edge, -edge), 'latin1').toString('utf8');
}

function parseModuleText(text: string): Omit<GoBuildInfo, 'goVersion'> {
  let path: string | null = null;
  let module: GoBuildInfo['module'] = null;
  let dependency: string | null = null;
  const dependencies = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [word, first = '', second = ''] = line.split('\t');
    if (word === 'path') path = first;
    else if (word === 'mod') module = { path: first, version: second };
    else if (word === 'dep') dependencies.set(first, second);
    else if (word === '=>' && dependency !== null) dependencies.set(dependency, second);
    else if (word === 'build') {
      const setting = line.slice('build\t'.length);
      const equals = setting.indexOf('=');
      if (equals > 0) settings.set(setting.slice(0, equals), setting.slice(equals + 1));
    }
    dependency = word === 'dep' ? first : null;
  }
  return { path, module, dependencies: Object.fromEntries(dependencies), settings: Object.fromEntries(settings) };
}
