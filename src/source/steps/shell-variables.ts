import type { SourceFile } from '../repository.ts';
import type { WrittenText } from './step.ts';

/** What a script's variables hold, by name. */
interface Variables {
  /** Null where several texts were given. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** The line (from 1) on which a variable took a default configuration: `CONF=$(containerd config default)`. */
  readonly dumps: ReadonlyMap<string, number>;
}

const TEXT = /^\s*(?:export\s+|readonly\s+|local\s+)?(\w+)=(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"$]+))\s*$/;
const DUMP = /\b(\w+)=["']?(?:\$\(|`)[^)`]*\bcontainerd config (?:default|dump)\b/;
const KNOWN = new WeakMap<SourceFile, Variables>();

/** The one text that a script gives a variable on one line; null where there is none, or several. */
export function assignedText(file: SourceFile, name: string): string | null {
  return variablesOf(file).texts.get(name) ?? null;
}

/** The line on which a variable took a default configuration that is printed now. */
export function generatedInto(file: SourceFile, texts: readonly WrittenText[]): number | null {
  const name = texts.length === 1 ? /^\$\{?(\w+)\}?$/.exec(texts[0]?.text.trim() ?? '')?.[1] : undefined;
  return name === undefined ? null : (variablesOf(file).dumps.get(name) ?? null);
}

function variablesOf(file: SourceFile): Variables {
  const known = KNOWN.get(file);
  if (known !== undefined) return known;
  const texts = new Map<string, string | null>();
  const dumps = new Map<string, number>();
  for (const [index, line] of file.lines.entries()) {
    if (line.length > 2000 || !line.includes('=')) continue;
    const [, name, single, double, bare] = TEXT.exec(line) ?? [];
    if (name !== undefined) texts.set(name, texts.has(name) ? null : (single ?? double ?? bare ?? ''));
    const dumped = DUMP.exec(line)?.[1];
    if (dumped !== undefined && !dumps.has(dumped)) dumps.set(dumped, index + 1);
  }
  const variables = { texts, dumps };
  KNOWN.set(file, variables);
  return variables;
}
