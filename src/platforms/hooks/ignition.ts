import { readExecCommands } from './exec-lines.ts';
import type { LineCommand } from './line-command.ts';

/**
 * What runs by an Ignition configuration (3.4): the commands of its units, and the scripts among its files, each on the first
 * line, for the whole of a configuration most often is one. A file that a unit starts and whose text is elsewhere, or packed,
 * is there as a command that fetches or unpacks what it runs.
 */
export function readIgnitionCommands(text: string): readonly LineCommand[] {
  const { systemd, storage } = object(parsed(text));
  const units = list(object(systemd).units).flatMap((unit) => {
    const { contents, dropins } = object(unit);
    return [contents, ...list(dropins).map((dropIn) => object(dropIn).contents)];
  });
  const commands = units
    .flatMap((contents) => (typeof contents === 'string' ? readExecCommands(contents) : []))
    .map(({ command }) => command);
  const started = new Set(commands.flatMap((command) => command.split(/[\s"'=]+/)));
  const scripts = list(object(storage).files).flatMap((file): readonly string[] => {
    const { path, contents } = object(file);
    const { source, compression } = object(contents);
    if (typeof source !== 'string') return [];
    const content = decoded(source);
    if (content.startsWith('#!')) return [content];
    if (typeof path !== 'string' || !started.has(path)) return [];
    if (!source.startsWith('data:')) return [`curl -o ${path} ${URL} && ${path}`];
    return compression === 'gzip' ? [`gunzip -c ${path} | sh`] : [];
  });
  return [...commands, ...scripts].map((command) => ({ command, line: 1 }));
}

/** Which one makes no difference. */
const URL = 'https://example.com/';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The content of a `data:` URL (RFC 2397); empty for any other, and for one that is wrong or packed. */
function decoded(source: string): string {
  const [, options = '', content] = /^data:([^,]*),([\s\S]*)$/.exec(source) ?? [];
  if (content === undefined) return '';
  try {
    if (!/;base64$/.test(options)) return decodeURIComponent(content);
    return new TextDecoder().decode(Uint8Array.from(atob(content), (one) => one.charCodeAt(0)));
  } catch {
    return '';
  }
}
