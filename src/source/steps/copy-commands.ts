import { readCopy } from '../build-step.ts';
import type { FoundPipeline } from '../shell/commands.ts';
import type { SimpleCommand, Word } from '../shell/pipelines.ts';
import type { Step } from './step.ts';

/** A path that is copied, and where to. */
export interface Copied {
  readonly source: string;
  readonly target: string;
}

/** What a command copies; empty for one that copies nothing. */
export function copiedBy(
  name: string,
  command: SimpleCommand,
  words: readonly Word[],
  out: string | null,
): readonly Copied[] {
  const operands = words.map(({ text }) => text).filter((text) => !text.startsWith('-'));
  switch (name) {
    case 'cp':
    case 'mv':
    case 'ln':
    case 'rsync':
    case 'scp':
    case 'install':
      if (words.some(({ text }) => /^(?:-d|--directory)$/.test(text))) return [];
      return allInto(operands.slice(0, -1), operands.at(-1));
    case 'docker':
    case 'podman':
      return allInto(operands.slice(1, -1), operands.at(-1));
    case 'curl':
    case 'wget': {
      const target = out ?? optionOf(words, ['-o', '-O', '--output', '--output-document']);
      return target === null
        ? []
        : allInto(
            operands.filter((text) => /^https?:/.test(text)),
            target,
          );
    }
    case 'dd': {
      const [source, target] = ['if=', 'of='].map((key) => operands.find((text) => text.startsWith(key))?.slice(3));
      return source === undefined ? [] : allInto([source], target);
    }
    case 'envsubst':
    case 'gomplate': {
      const source = inputOf(command) ?? optionOf(words, ['-f', '--file']);
      const target = out ?? optionOf(words, ['-o', '--out']);
      return source === null || target === null ? [] : [{ source, target }];
    }
    case 'virt-customize':
      return ['--upload', '--copy-in', '--copy'].flatMap((option) =>
        valuesOf(words, option).flatMap((value) => {
          const [source = '', target] = value.split(':');
          return target === undefined ? [] : [{ source, target }];
        }),
      );
    default:
      return [];
  }
}

function allInto(sources: readonly string[], target: string | undefined): readonly Copied[] {
  return target === undefined
    ? []
    : sources.map((source) => ({ source: withoutHost(source), target: withoutHost(target) }));
}

/** `user@host:/path`, `container:/path`. */
function withoutHost(path: string): string {
  return path.replace(/^[^/\s]*[^/\s:]:(?=\/[^/])/, '');
}

/** `COPY` and `ADD` of a Dockerfile. */
export function dockerfileCopies(
  at: Pick<Step, 'file' | 'command'>,
  pipeline: FoundPipeline,
  words: readonly Word[],
  line: number,
): readonly Step[] {
  if (pipeline.here !== null) {
    const target = words.findLast(({ text }) => !text.startsWith('-'))?.text ?? null;
    const { startLine: from, endLine: to } = pipeline.here;
    return target === null ? [] : [{ ...at, kind: 'block', line, target, from, to, appends: false }];
  }
  const written = at.command.replace(/^\s*\w+\s+/, '');
  // What an earlier stage holds lies at that path of its own, as if it had been there before.
  const step = readCopy((/^(?:--\S+\s+)*\[/.test(written) ? written : join(words)).replace(/--from=\S+\s+/, ''));
  if (step.kind !== 'copy') return [];
  return step.from.map((source) => ({ ...at, kind: 'copy', line, target: step.to, source }));
}

function join(words: readonly Word[]): string {
  return words.map(({ text }) => (/\s/.test(text) ? JSON.stringify(text) : text)).join(' ');
}

export function inputOf(command: SimpleCommand): string | null {
  return command.redirects.find(({ operator }) => operator === '<')?.target ?? null;
}

export function optionOf(words: readonly Word[], names: readonly string[]): string | null {
  for (const [index, { text }] of words.entries()) {
    if (names.includes(text)) return words[index + 1]?.text ?? null;
    const name = names.find((one) => text.startsWith(`${one}=`));
    if (name !== undefined) return text.slice(name.length + 1);
  }
  return null;
}

/** Every value of an option that may be given several times. */
export function valuesOf(words: readonly Word[], name: string): readonly string[] {
  return words.flatMap(({ text }, index) => {
    if (text.startsWith(`${name}=`)) return [text.slice(name.length + 1)];
    const value = words[index + 1]?.text;
    return text === name && value !== undefined ? [value] : [];
  });
}
