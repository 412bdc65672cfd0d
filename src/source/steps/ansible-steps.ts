import { squeeze } from '../build-step.ts';
import { type Arguments, blockInFile, lineInFile, replaceAll, replacingText } from '../edits/ansible.ts';
import type { Edit, Wanted } from '../edits/edit.ts';
import type { SourceFile } from '../repository.ts';
import type { Step } from './step.ts';
import { type BlockValue, readFlow, readKeyLine, unquote, valuesBelow } from './task-blocks.ts';
import { unrolled } from './task-loops.ts';

const MODULES = new Set([
  'lineinfile',
  'replace',
  'blockinfile',
  'copy',
  'template',
  'file',
  'apt',
  'yum',
  'dnf',
  'package',
  'ini_file',
  'get_url',
]);
const COLLECTION = /^(?:ansible\.(?:builtin|legacy|posix)|community\.general)\./;

/** How many tasks are read of one file. */
const MOST_TASKS = 1000;

/** The steps that Ansible's tasks take: modules that edit, copy or remove a file, or install packages. */
export function ansibleSteps(file: SourceFile): readonly Step[] {
  if (!/\.ya?ml$/i.test(file.path)) return [];
  const steps: Step[] = [];
  let left = MOST_TASKS;
  for (const [index, text] of file.lines.entries()) {
    if (/^\s*#/.test(text)) continue;
    const head = readKeyLine(text);
    const module = head?.key.replace(COLLECTION, '') ?? '';
    if (head === null || !MODULES.has(module)) continue;
    if (left-- === 0) break;
    const values = valuesOf(file, index + 1, head.rest);
    if (values.length === 0) continue;
    for (const turn of unrolled(file, index + 1, values)) steps.push(...moduleSteps(file, index + 1, module, turn));
  }
  return steps;
}

function valuesOf(file: SourceFile, line: number, rest: string): readonly BlockValue[] {
  if (rest === '') return valuesBelow(file, line);
  return rest.startsWith('{') ? readFlow(rest, line) : inlineValues(rest, line);
}

/** `lineinfile: path=/etc/x regexp='a b' line="c"`. */
function inlineValues(rest: string, line: number): readonly BlockValue[] {
  if (rest.length > 4000) return [];
  return [...rest.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:\{\{.*?\}\}|\S)+)/g)].map((match) => ({
    key: match[1] as string,
    value: unquote(match[2] as string),
    line,
    block: null,
  }));
}

function moduleSteps(file: SourceFile, line: number, module: string, values: readonly BlockValue[]): readonly Step[] {
  const args: Arguments = new Map(values.map(({ key, value }) => [key, value]));
  const target = args.get('path') ?? args.get('dest') ?? args.get('destfile') ?? args.get('name') ?? null;
  const lineOf = (...keys: readonly string[]): number =>
    keys.map((key) => values.find((one) => one.key === key)?.line).find((one) => one !== undefined) ?? line;
  const end = Math.max(line, ...values.map((one) => one.block?.to ?? one.line));
  const at = { file, target, command: squeeze(file.lines.slice(line - 1, end).join('\n')) };
  switch (module) {
    case 'replace':
      return [{ ...at, kind: 'edit', line: lineOf('regexp'), edit: replaceAll(args) }];
    case 'lineinfile':
      return [
        { ...at, kind: 'edit', line: lineOf('regexp', 'regex', 'search_string', 'line'), edit: lineInFile(args) },
      ];
    case 'blockinfile': {
      const block = values.find(({ key }) => key === 'block' || key === 'content');
      if (block?.block == null) return [{ ...at, kind: 'edit', line: lineOf('block'), edit: blockInFile(args) }];
      const { from, to } = block.block;
      return [
        { ...at, kind: 'edit', line: block.line, edit: blockInFile(args) },
        { ...at, kind: 'block', line: block.line, from, to, appends: true },
      ];
    }
    case 'copy':
    case 'template':
    case 'get_url': {
      const source = args.get('src');
      if (source !== undefined) return [{ ...at, kind: 'copy', line: lineOf('src'), source }];
      const content = values.find(({ key }) => key === 'content');
      if (content === undefined) return [];
      const generated = registeredDump(file, content.value);
      if (generated !== null) {
        const edits = filterEdits(content.value).map(
          (edit) => ({ ...at, kind: 'edit', line: content.line, edit }) as const,
        );
        return [{ ...at, kind: 'generate', line: generated, program: 'containerd config default' }, ...edits];
      }
      const looked = /^\{\{-?\s*lookup\(\s*["'](?:[\w.]*\.)?(?:file|template)["']\s*,\s*["']([^"']+)["']/.exec(
        content.value.trim(),
      );
      if (looked?.[1] !== undefined) return [{ ...at, kind: 'copy', line: content.line, source: looked[1] }];
      if (content.block === null) {
        const texts = content.value.split('\n').map((text) => ({ text, line: content.line }));
        return [{ ...at, kind: 'write', line: content.line, texts, appends: false }];
      }
      return [{ ...at, kind: 'block', line: content.line, ...content.block, appends: false }];
    }
    case 'file':
      return args.get('state') === 'absent' ? [{ ...at, kind: 'remove', line: lineOf('path', 'dest') }] : [];
    case 'ini_file': {
      const edit = { tool: 'ini_file', wanted: [], writes: [[...args.values()].join(' ')], apply: null, keeps: true };
      return [{ ...at, kind: 'edit', line: lineOf('option'), edit }];
    }
    default: {
      const packages = packagesBelow(file, line, end, args.get('name') ?? args.get('pkg') ?? '');
      const own = packages.find(({ name }) => /^containerd(?:\.io)?\b/.test(name));
      return [
        { ...at, target: null, kind: 'install', line: own?.line ?? line, packages: packages.map(({ name }) => name) },
      ];
    }
  }
}

/** The line of the task whose output, a default configuration, a later task writes: `{{ name.stdout }}`. */
function registeredDump(file: SourceFile, content: string): number | null {
  const name = /^\{\{-?\s*(\w+)\.stdout\b.*\}\}$/s.exec(content.trim().slice(0, 4000))?.[1];
  if (name === undefined) return null;
  const register = file.lines.findIndex((line) => new RegExp(`^\\s*register:\\s*["']?${name}["']?\\s*$`).test(line));
  for (let index = register; index >= Math.max(0, register - 10); index--) {
    if (/\bcontainerd config (?:default|dump)\b/.test(file.lines[index] ?? '')) return index + 1;
  }
  return null;
}

/** What filters of the expression change in the text: `| regex_replace('…', '…')`, `| replace('…', '…')`. */
function filterEdits(content: string): readonly Edit[] {
  const filter = /\|\s*(regex_replace|replace)\(\s*("(?:[^"\\]|\\.)*"|'[^']*')\s*,\s*("(?:[^"\\]|\\.)*"|'[^']*')/g;
  return [...content.slice(0, 4000).matchAll(filter)].map((match) => {
    const [find, put] = [unquote(match[2] as string), unquote(match[3] as string)];
    if (match[1] === 'regex_replace')
      return {
        ...replaceAll(
          new Map([
            ['regexp', find],
            ['replace', put],
          ]),
        ),
        tool: 'filter',
      };
    const wanted: Wanted = { source: find, dialect: 'perl', literal: true, ignoreCase: false, role: 'replaced' };
    return { tool: 'filter', wanted: [wanted], writes: put.split('\n'), apply: replacingText(find, put), keeps: true };
  });
}

/** The names on the module's line and in the list below it. */
function packagesBelow(
  file: SourceFile,
  line: number,
  end: number,
  name: string,
): readonly { readonly name: string; readonly line: number }[] {
  const packages = name
    .split(/[\s,[\]"']+/)
    .filter((one) => one !== '')
    .map((one) => ({ name: one, line }));
  for (let number = line + 1; number <= Math.min(file.lines.length, end + 30); number++) {
    const text = file.lines[number - 1] as string;
    const item = /^\s*-\s+["']?([\w.+=*~:{} -]+?)["']?\s*$/.exec(text)?.[1];
    if (/^\s*-\s+(?:name|hosts)\s*:/.test(text)) break;
    const named = /^\s*(?:name|pkg)\s*:\s*["']?([\w.+-]+)/.exec(text)?.[1];
    const found = item ?? named;
    if (found !== undefined) packages.push({ name: found, line: number });
  }
  return packages;
}
