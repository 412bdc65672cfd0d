import type { SourceFile } from '../repository.ts';
import type { WrittenText } from './step.ts';

/** The one text that a script gives a variable on one line; null where there is none, or several. */
export function assignedText(file: SourceFile, name: string): string | null {
  const assigned = new RegExp(
    `^\\s*(?:export\\s+|readonly\\s+|local\\s+)?${name}=(?:'([^']*)'|"([^"$\`\\\\]*)"|([^\\s'"$]+))\\s*$`,
  );
  const found = file.lines.flatMap((line) => {
    const match = line.length > 2000 ? null : assigned.exec(line);
    return match === null ? [] : [match[1] ?? match[2] ?? match[3] ?? ''];
  });
  return found.length === 1 ? (found[0] as string) : null;
}

/** The line on which a variable took a default configuration that is printed now: `CONF=$(containerd config default)`. */
export function generatedInto(file: SourceFile, texts: readonly WrittenText[]): number | null {
  const name = texts.length === 1 ? /^\$\{?(\w+)\}?$/.exec(texts[0]?.text.trim() ?? '')?.[1] : undefined;
  if (name === undefined) return null;
  const assigned = new RegExp(`\\b${name}=["']?(?:\\$\\(|\`)[^)\`]*\\bcontainerd config (?:default|dump)\\b`);
  const index = file.lines.findIndex((line) => line.length <= 2000 && assigned.test(line));
  return index < 0 ? null : index + 1;
}
