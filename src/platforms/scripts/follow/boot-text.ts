import { parentOf } from '../../../image/names.ts';
import type { Location } from '../../../text/position.ts';
import { lineLocation } from '../../tree-text.ts';
import type { Variables } from '../words/variables.ts';
import type { Language } from './read-script.ts';

/** A text whose commands run when the node boots. */
export interface BootText {
  /** The file that it stands in. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** The image's maker has it run, and not a package of the distribution: large programs are looked at as well. */
  readonly own: boolean;
  /** Where it begins in the file, and the file's lines. */
  readonly line: number;
  readonly lines: readonly string[];
  /** The folder that relative names count from; null where it is not known. */
  readonly folder: string | null;
  /** The folder that it runs in, the root where nothing is said; null where that is not known. */
  readonly cwd?: string | null;
  /** Set before it runs. */
  readonly variables: Variables;
}

const DISTRIBUTED = /^\/(?:usr\/(?!local\/)|lib\/|lib64\/|bin\/|sbin\/|snap\/)/;

/** Whether the image's maker put it there, and not a package of the distribution, as far as its folder tells. */
export function isOwn(path: string): boolean {
  return !DISTRIBUTED.test(path);
}

/** The words of a text that is a whole file. */
export function scriptText(path: string, text: string, language: Language, variables: Variables = new Map()): BootText {
  return {
    path,
    text,
    language,
    own: isOwn(path),
    line: 1,
    lines: text.split('\n'),
    folder: parentOf(path),
    variables: new Map(variables),
  };
}

/** A line of the file that a text stands in. */
export function locationIn({ path, lines }: BootText, line: number): Location {
  return lineLocation(path, line, lines[line - 1] ?? '');
}
