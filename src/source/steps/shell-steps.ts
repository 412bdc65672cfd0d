import { readCopy, squeeze } from '../build-step.ts';
import { substituting } from '../edits/ansible.ts';
import type { Edit, Wanted } from '../edits/edit.ts';
import { perlReplacement } from '../pattern/substitute.ts';
import type { SourceFile } from '../repository.ts';
import { type FoundPipeline, findPipelines, toolOf } from '../shell/commands.ts';
import type { SimpleCommand, Word } from '../shell/tokens.ts';
import { readSedCommand } from './sed-command.ts';
import type { Step, WrittenText } from './step.ts';

const MANAGERS = new Set(['apt-get', 'apt', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper', 'apk']);

/** The steps that commands of a file take. */
export function shellSteps(file: SourceFile): readonly Step[] {
  return findPipelines(file).flatMap((pipeline) => pipelineSteps(file, pipeline));
}

function pipelineSteps(file: SourceFile, pipeline: FoundPipeline): readonly Step[] {
  const steps: Step[] = [];
  const tools = pipeline.commands.map((command) => ({ command, tool: toolOf(command) }));
  const out = outputOf(tools);
  const command = squeeze(file.lines.slice(pipeline.line - 1, pipeline.endLine).join('\n'));
  const at = { file, command };
  let line = pipeline.line;
  for (const [index, { command: simple, tool }] of tools.entries()) {
    if (tool === null) continue;
    line = simple.words[0]?.line ?? line;
    const { name, words } = tool;
    const operands = words.filter(({ text }) => !text.startsWith('-'));
    const last = operands.at(-1)?.text ?? null;
    switch (name) {
      case 'sed':
      case 'gsed': {
        const sed = readSedCommand(words, out !== null);
        if (sed === null) break;
        const targets = out === null ? sed.files : [out.target];
        for (const target of targets.length === 0 ? [null] : targets) {
          steps.push({ ...at, kind: 'edit', line: sed.line ?? line, target, edit: sed.edit });
        }
        break;
      }
      case 'perl': {
        const edit = perlEdit(words, out !== null);
        if (edit !== null) steps.push({ ...at, kind: 'edit', line, target: out?.target ?? last, edit });
        break;
      }
      case 'awk':
      case 'gawk':
      case 'tomlq':
      case 'yq':
      case 'dasel':
      case 'crudini': {
        const keeps = out !== null || /(?:^|\s)-(?:i|-in-?place)|--set\b|\bput\b|inplace/.test(command);
        const edit: Edit = {
          tool: name,
          wanted: [],
          writes: [words.map(({ text }) => text).join(' ')],
          apply: null,
          keeps,
        };
        const files = operands.filter(({ text }) => /[/.$]/.test(text) && !/[\s='"|]/.test(text));
        const target = out?.target ?? optionOf(words, ['-f', '--file']) ?? files.at(-1)?.text ?? null;
        steps.push({ ...at, kind: 'edit', line, target, edit });
        break;
      }
      case 'containerd':
        if (out !== null && /^config (?:default|dump)\b/.test(words.map(({ text }) => text).join(' '))) {
          steps.push({ ...at, kind: 'generate', line, target: out.target, program: 'containerd config default' });
        }
        break;
      case 'nvidia-ctk':
        if (words.some(({ text }) => text === 'configure')) {
          const target = optionOf(words, ['--config']) ?? '/etc/containerd/config.toml';
          const runtime = optionOf(words, ['--runtime']);
          if (runtime !== 'docker' && runtime !== 'crio') {
            steps.push({ ...at, kind: 'configure', line, target, program: 'nvidia-ctk runtime configure' });
          }
        }
        break;
      case 'rm':
      case 'unlink':
        for (const { text, line: own } of operands) steps.push({ ...at, kind: 'remove', line: own, target: text });
        break;
      case 'cp':
      case 'mv':
      case 'install':
      case 'ln':
        if (last !== null && !words.some(({ text }) => /^(?:-d|--directory)$/.test(text))) {
          for (const { text } of operands.slice(0, -1)) {
            steps.push({ ...at, kind: 'copy', line, target: last, source: text });
          }
        }
        break;
      case 'COPY':
      case 'ADD':
        steps.push(...copySteps(at, pipeline, words, line));
        break;
      case 'envsubst':
      case 'gomplate': {
        const source = inputOf(simple) ?? optionOf(words, ['-f', '--file']);
        const target = out?.target ?? optionOf(words, ['-o', '--out']);
        if (source !== null && target !== null) steps.push({ ...at, kind: 'copy', line, target, source });
        break;
      }
      case 'cat':
      case 'tee':
        if (index === 0 && pipeline.here === null && out !== null) {
          const sources = name === 'tee' ? [inputOf(simple)] : [...operands.map(({ text }) => text), inputOf(simple)];
          for (const source of sources) {
            if (source !== null) steps.push({ ...at, kind: 'copy', line, target: out.target, source });
          }
        }
        break;
      case 'echo':
      case 'printf':
        if (out !== null) {
          const texts = printed(name, words);
          steps.push({ ...at, kind: 'write', line, target: out.target, texts, appends: out.appends });
        }
        break;
      default:
        if (MANAGERS.has(name) && words.some(({ text }) => /^(?:install|add|in)$/.test(text))) {
          steps.push({
            ...at,
            kind: 'install',
            line: words.find(({ text }) => /^containerd(?:\.io)?\b/.test(text))?.line ?? line,
            target: null,
            packages: operands.map(({ text }) => text),
          });
        }
    }
  }
  if (pipeline.here !== null && out !== null) {
    const { startLine: from, endLine: to } = pipeline.here;
    steps.push({ ...at, kind: 'block', line: pipeline.line, target: out.target, from, to, appends: out.appends });
  }
  return steps;
}

interface Output {
  readonly target: string;
  readonly appends: boolean;
}

/** Into which file a pipeline's output goes: a redirection, or `tee`. */
function outputOf(
  tools: readonly { readonly command: SimpleCommand; readonly tool: ReturnType<typeof toolOf> }[],
): Output | null {
  for (const { command, tool } of [...tools].reverse()) {
    if (tool?.name === 'tee') {
      const target = tool.words.find(({ text }) => !text.startsWith('-'))?.text;
      const appends = tool.words.some(({ text }) => /^-\w*a|^--append$/.test(text));
      if (target !== undefined) return { target, appends };
    }
    const redirect = command.redirects.find(({ operator, target }) => operator !== '<' && target !== '/dev/null');
    if (redirect !== undefined) return { target: redirect.target, appends: redirect.operator === '>>' };
  }
  return null;
}

function inputOf(command: SimpleCommand): string | null {
  return command.redirects.find(({ operator }) => operator === '<')?.target ?? null;
}

function optionOf(words: readonly Word[], names: readonly string[]): string | null {
  for (const [index, { text }] of words.entries()) {
    if (names.includes(text)) return words[index + 1]?.text ?? null;
    const name = names.find((one) => text.startsWith(`${one}=`));
    if (name !== undefined) return text.slice(name.length + 1);
  }
  return null;
}

function printed(name: 'echo' | 'printf', words: readonly Word[]): readonly WrittenText[] {
  const escapes = name === 'printf' || words.some(({ text }) => /^-\w*e/.test(text));
  const parts = name === 'echo' ? words.filter(({ text }) => !/^-[neE]+$/.test(text)) : words;
  const line = parts[0]?.line ?? 0;
  const format = parts[0]?.text ?? '';
  const whole =
    name === 'echo'
      ? parts.map(({ text }) => text).join(' ')
      : parts.length > 1 && format.includes('%s')
        ? parts
            .slice(1)
            .map(({ text }) => format.replace('%s', () => text))
            .join('')
        : format;
  const text = escapes ? whole.replace(/\\([nt])/g, (_, one: string) => (one === 'n' ? '\n' : '\t')) : whole;
  return text.split('\n').map((piece) => ({ text: piece, line }));
}

function copySteps(
  at: { readonly file: SourceFile; readonly command: string },
  pipeline: FoundPipeline,
  words: readonly Word[],
  line: number,
): readonly Step[] {
  if (pipeline.here !== null) {
    const target = words.findLast(({ text }) => !text.startsWith('-'))?.text ?? null;
    const { startLine: from, endLine: to } = pipeline.here;
    return target === null ? [] : [{ ...at, kind: 'block', line, target, from, to, appends: false }];
  }
  const step = readCopy(words[0]?.text.startsWith('[') ? at.command.replace(/^\s*\w+\s+/, '') : join(words));
  if (step.kind !== 'copy') return [];
  return step.from.map((source) => ({ ...at, kind: 'copy', line, target: step.to, source }));
}

function join(words: readonly Word[]): string {
  return words.map(({ text }) => (/\s/.test(text) ? JSON.stringify(text) : text)).join(' ');
}

/** `perl -pi -e 's/…/…/'`. */
function perlEdit(words: readonly Word[], piped: boolean): Edit | null {
  const script = words.find(({ text }) => /^s\W/.test(text))?.text;
  if (script === undefined) return null;
  const delimiter = script[1] as string;
  const parts = script
    .slice(2)
    .split(delimiter === '{' ? /\}\{|\}/ : delimiter)
    .slice(0, 3);
  const [source = '', put = '', flags = ''] = parts;
  const ignoreCase = flags.includes('i');
  const wanted: Wanted[] = [{ source, dialect: 'perl', literal: false, ignoreCase, role: 'replaced' }];
  const which = flags.includes('g') ? 'all' : 1;
  return {
    tool: 'perl',
    wanted,
    writes: [put],
    apply: substituting(source, 'perl', ignoreCase, perlReplacement(put), which),
    keeps: piped || words.some(({ text }) => /^-\w*i/.test(text)),
  };
}
