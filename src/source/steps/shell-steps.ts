import { squeeze } from '../build-step.ts';
import type { SourceFile } from '../repository.ts';
import { type FoundPipeline, findPipelines, toolOf } from '../shell/commands.ts';
import { findGroups, type Group, outputOf } from '../shell/output.ts';
import { readCommandLine, type Word } from '../shell/pipelines.ts';
import { copiedBy, dockerfileCopies, inputOf, optionOf, valuesOf } from './copy-commands.ts';
import { editsBy } from './edit-commands.ts';
import { readSedCommand } from './sed-command.ts';
import { assignedText, generatedInto } from './shell-variables.ts';
import type { Step, WrittenText } from './step.ts';

const MANAGERS = new Set(['apt-get', 'apt', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper', 'apk']);

/** The steps that commands of a file take. */
export function shellSteps(file: SourceFile): readonly Step[] {
  const groups = findGroups(file);
  return findPipelines(file).flatMap((pipeline) => {
    const steps = pipelineSteps(file, pipeline, groups);
    return runsWithoutShell(file, pipeline) ? steps.flatMap(withoutOutput) : steps;
  });
}

const NO_SHELL = "Ansible's command module runs no shell, so pipes and redirections are words for the program";

/** Ansible's `command` with a pipe or a redirection, which that module hands to the program as words. */
function runsWithoutShell(file: SourceFile, { line, commands }: FoundPipeline): boolean {
  if (!/\.ya?ml$/i.test(file.path)) return false;
  if (commands.length < 2 && !commands.some(({ redirects }) => redirects.length > 0)) return false;
  const [own = '', above = ''] = [file.lines[line - 1], file.lines[line - 2]];
  if (/\b(?:ba|da)?sh\b.*-\w*c\b/.test(own)) return false;
  const module = /^\s*(?:-\s+)?(?:ansible\.builtin\.|ansible\.legacy\.)?command:/;
  return module.test(own) ? !/command:\s*[[|>]/.test(own) : /^\s*cmd:\s*\S/.test(own) && module.test(above);
}

/** What is left of a step whose output goes nowhere. */
function withoutOutput(step: Step): readonly Step[] {
  if (step.kind === 'edit') return [{ ...step, edit: { ...step.edit, keeps: false, idle: NO_SHELL } }];
  return step.kind === 'install' || step.kind === 'remove' ? [step] : [];
}

function pipelineSteps(file: SourceFile, pipeline: FoundPipeline, groups: readonly Group[]): readonly Step[] {
  const steps: Step[] = [];
  const group = groups.find(({ from, to }) => from <= pipeline.line && pipeline.line <= to);
  const out = outputOf(pipeline.commands) ?? group ?? null;
  const command = squeeze(file.lines.slice(pipeline.line - 1, pipeline.endLine).join('\n'));
  const at = { file, command };
  let line = pipeline.line;
  for (const [index, simple] of pipeline.commands.entries()) {
    const tool = toolOf(simple);
    if (tool === null) continue;
    line = simple.words[0]?.line ?? line;
    const { name, words } = tool;
    const operands = words.filter(({ text }) => !text.startsWith('-'));
    for (const copied of copiedBy(name, simple, words, out?.target ?? null)) {
      steps.push({ ...at, ...copied, kind: 'copy', line });
    }
    const before = pipeline.commands[index - 1] ?? null;
    for (const one of editsBy(name, words, before, out?.target ?? null)) {
      steps.push({ ...at, kind: 'edit', line: one.line ?? line, target: one.target, edit: one.edit });
    }
    switch (name) {
      case 'sed':
      case 'gsed': {
        const sed = readSedCommand(words, out !== null, (variable) => assignedText(file, variable));
        if (sed === null) break;
        const targets = out === null ? sed.files : [out.target];
        for (const target of targets.length === 0 ? [null] : targets) {
          for (const { edit, line: own } of sed.edits)
            steps.push({ ...at, kind: 'edit', line: own ?? line, target, edit });
        }
        if (out === null || sed.writes) break;
        for (const source of sed.files) steps.push({ ...at, kind: 'copy', line, target: out.target, source });
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
      case 'COPY':
      case 'ADD':
        steps.push(...dockerfileCopies(at, pipeline, words, line));
        break;
      case 'virt-customize':
        for (const value of [...valuesOf(words, '--run-command'), ...valuesOf(words, '--firstboot-command')]) {
          const own = words.find(({ text }) => text.endsWith(value))?.line ?? line;
          for (const inner of readCommandLine({ text: value, lineOf: () => own }).pipelines) {
            steps.push(...pipelineSteps(file, { ...inner, endLine: own, here: null }, []));
          }
        }
        break;
      case 'cat':
      case 'tee': {
        const text = simple.redirects.find(({ operator }) => operator === '<<<');
        if (text !== undefined && out !== null) {
          const texts = linesOf(text.target, text.line);
          steps.push({ ...at, kind: 'write', line, target: out.target, texts, appends: out.appends });
        } else if (index === 0 && pipeline.here === null && out !== null) {
          const sources = name === 'tee' ? [inputOf(simple)] : [...operands.map((one) => one.text), inputOf(simple)];
          for (const source of sources) {
            if (source !== null) steps.push({ ...at, kind: 'copy', line, target: out.target, source });
          }
        }
        break;
      }
      case 'echo':
      case 'printf':
        if (out !== null) {
          const texts = printed(name, words);
          const generated = generatedInto(file, texts);
          if (generated === null)
            steps.push({ ...at, kind: 'write', line, target: out.target, texts, appends: out.appends });
          else
            steps.push({
              ...at,
              kind: 'generate',
              line: generated,
              target: out.target,
              program: 'containerd config default',
            });
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
  steps.push(...hereSteps(at, pipeline, out));
  return steps;
}

/** A here-document that goes into a file, is applied to one as a patch, or goes to a program that is not followed. */
function hereSteps(
  at: Pick<Step, 'file' | 'command'>,
  pipeline: FoundPipeline,
  out: { readonly target: string; readonly appends: boolean } | null,
): readonly Step[] {
  if (pipeline.here === null) return [];
  const { startLine: from, endLine: to } = pipeline.here;
  const tools = pipeline.commands.map((command) => ({ command, tool: toolOf(command) }));
  const block = { ...at, kind: 'block', line: pipeline.line, from, to } as const;
  if (out !== null) return [{ ...block, target: out.target, appends: out.appends }];
  const patch = tools.find(({ tool }) => tool?.name === 'patch')?.tool;
  const patched = patch?.words.find(({ text }) => text.includes('/'))?.text;
  if (patched !== undefined) return [{ ...block, target: patched, appends: true }];
  const reader = tools.find(({ command }) => command.heredoc !== null);
  if (reader?.tool?.name !== 'cat' || pipeline.commands.length < 2) return [];
  return [{ ...block, target: null, appends: true }];
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
  return linesOf(whole, line).flatMap(({ text, line: own }) => {
    const plain = escapes ? text.replace(/\\([nt])/g, (_, one: string) => (one === 'n' ? '\n' : '\t')) : text;
    return plain.split('\n').map((piece) => ({ text: piece, line: own }));
  });
}

/** A word over several lines, each with the line on which it stands. */
function linesOf(text: string, line: number): readonly WrittenText[] {
  return text.split('\n').map((piece, index) => ({ text: piece, line: line + index }));
}
