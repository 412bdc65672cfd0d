import type { SourceFile } from '../repository.ts';
import { toolOf } from './commands.ts';
import { readCommandLine, type SimpleCommand } from './pipelines.ts';

/** Into which file something is written. */
export interface Output {
  readonly target: string;
  readonly appends: boolean;
}

/** Into which file a pipeline's output goes: a redirection, `tee`, `sponge`, `dd of=`, `sed -n 'w FILE'`. */
export function outputOf(commands: readonly SimpleCommand[]): Output | null {
  for (const command of [...commands].reverse()) {
    const own = writtenBy(command);
    if (own !== null) return own;
    const redirect = command.redirects.find(
      ({ operator, target }) => operator.startsWith('>') && target !== '/dev/null',
    );
    if (redirect !== undefined) return { target: redirect.target, appends: redirect.operator === '>>' };
  }
  return null;
}

function writtenBy(command: SimpleCommand): Output | null {
  const tool = toolOf(command);
  const texts = tool?.words.map(({ text }) => text) ?? [];
  switch (tool?.name) {
    case 'tee':
    case 'sponge': {
      const target = texts.find((text) => !text.startsWith('-'));
      return target === undefined ? null : { target, appends: texts.some((text) => /^-\w*a|^--append$/.test(text)) };
    }
    case 'dd': {
      const target = texts.find((text) => text.startsWith('of='))?.slice(3);
      return target === undefined ? null : { target, appends: texts.includes('conv=notrunc') };
    }
    case 'sed': {
      const target = texts.map((text) => /^w\s+(\S+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return target === undefined ? null : { target, appends: false };
    }
    default:
      return null;
  }
}

/** Lines between brackets of their own (from 1, both included) whose output goes into one file. */
export interface Group extends Output {
  readonly from: number;
  readonly to: number;
}

const OPENS = /^(\s*)(?:(?:sudo|then|do|else)\s+|[^#'"]*(?:&&|\|\||;)\s*)?[({]\s*$/;
const MOST_GROUPS = 50;
const REACH = 400;

/** `{`, lines, `} > FILE`; brackets and what follows the last one stand on lines of their own. */
export function findGroups(file: SourceFile): readonly Group[] {
  const groups: Group[] = [];
  for (const [index, line] of file.lines.entries()) {
    // Most lines end with neither, and are not worth a pattern.
    if (line.length > 200 || !/[({]$/.test(line.trimEnd().slice(-1))) continue;
    const indent = OPENS.exec(line)?.[1];
    if (indent === undefined) continue;
    for (let end = index + 1; end < Math.min(file.lines.length, index + REACH); end++) {
      const text = file.lines[end] as string;
      if (!text.startsWith(indent) || !/^[)}]/.test(text.slice(indent.length))) continue;
      const rest = `: ${text.slice(indent.length + 1)}`;
      const [pipeline] = readCommandLine({ text: rest, lineOf: () => end + 1 }).pipelines;
      const output = pipeline === undefined ? null : outputOf(pipeline.commands);
      if (output !== null) groups.push({ ...output, from: index + 2, to: end });
      break;
    }
    if (groups.length >= MOST_GROUPS) break;
  }
  return groups;
}
