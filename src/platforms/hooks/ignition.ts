import { readExecCommands } from './exec-lines.ts';
import type { LineCommand } from './line-command.ts';

const MOST = 200;

/**
 * What runs by an Ignition configuration (3.4): the commands of its units, and the scripts among its files, each on the first
 * line, for the whole of a configuration most often is one.
 */
export function readIgnitionCommands(text: string): readonly LineCommand[] {
  const { systemd, storage } = object(parsed(text));
  const units = list(object(systemd).units).flatMap((unit) => {
    const { contents, dropins } = object(unit);
    return [contents, ...list(dropins).map((dropIn) => object(dropIn).contents)];
  });
  const commands = units.flatMap((contents) => (typeof contents === 'string' ? readExecCommands(contents) : []));
  const scripts = list(object(storage).files).flatMap((file): readonly string[] => {
    const { source } = object(object(file).contents);
    const content = typeof source === 'string' ? decoded(source) : '';
    return content.startsWith('#!') ? [content] : [];
  });
  return [...commands.map(({ command }) => command), ...scripts]
    .slice(0, MOST)
    .map((command) => ({ command, line: 1 }));
}

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
  return Array.isArray(value) ? value.slice(0, MOST) : [];
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
