import { squeeze } from '../build-step.ts';
import { blockInFile, lineInFile, replaceAll } from '../edits/ansible.ts';
import type { SourceFile } from '../repository.ts';
import type { Step } from './step.ts';
import { readKeyLine, readValue, unquote } from './task-blocks.ts';

interface Attribute {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** A thing that a tool brings into a state: its kind, its name, and what is said of it. */
interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly end: number;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

const LONGEST = 2000;
const REACH = 80;
/** How many resources are read of one file. */
const MOST = 500;

/** What Salt's states, Puppet's resources and Chef's resources do with files. */
export function resourceSteps(file: SourceFile): readonly Step[] {
  const resources = /\.sls$/i.test(file.path)
    ? saltStates(file)
    : /\.pp$/i.test(file.path)
      ? blocks(
          file,
          /^\s*([\w:]+)\s*\{\s*["']?([^"':]+(?:::[^"':]+)*)["']?\s*:\s*$/,
          /^\s*\}/,
          /^\s*(\w+)\s*=>\s*(.*?),?\s*$/,
        )
      : /\.rb$/i.test(file.path)
        ? blocks(
            file,
            /^\s*([a-z_]+)[ (]+["']([^"']+)["']\)?\s+do\s*$/,
            /^\s*end\b/,
            /^\s*(\w+)[ (]+(["'].*?["'])\)?\s*$/,
          )
        : [];
  return resources.flatMap((resource) => stepsOf(file, resource));
}

function stepsOf(file: SourceFile, { kind, name, line, end, attributes }: Resource): readonly Step[] {
  const value = (...keys: readonly string[]): Attribute | undefined =>
    keys.map((key) => attributes.get(key)).find((one) => one !== undefined);
  const target = value('path', 'name')?.value ?? name;
  const at = { file, target, command: squeeze(file.lines.slice(line - 1, end).join('\n')) };
  const source = value('source', 'src');
  const content = value('content', 'contents');
  const match = value('match', 'pattern');
  switch (kind) {
    case 'file.replace': {
      const args = new Map([
        ['regexp', match?.value ?? ''],
        ['replace', value('repl')?.value ?? ''],
      ]);
      return [{ ...at, kind: 'edit', line: match?.line ?? line, edit: { ...replaceAll(args), tool: 'file.replace' } }];
    }
    case 'file.line':
    case 'file_line': {
      const own = value('line', 'content');
      const args = new Map([
        ['line', own?.value ?? ''],
        ...(match === undefined ? [] : [['regexp', match.value] as const]),
        ...(value('after') === undefined ? [] : [['insertafter', value('after')?.value ?? ''] as const]),
      ]);
      return [{ ...at, kind: 'edit', line: (match ?? own)?.line ?? line, edit: { ...lineInFile(args), tool: kind } }];
    }
    case 'file.blockreplace':
    case 'file.append':
    case 'file.prepend': {
      const own = value('content', 'text');
      const anchor = value('insert_after_match', 'insert_before_match', 'marker_start');
      const args = new Map([['block', own?.value ?? ''], ...(anchor ? [['insertafter', anchor.value] as const] : [])]);
      const edit = { ...blockInFile(args), tool: kind };
      return own === undefined ? [] : [{ ...at, kind: 'edit', line: (anchor ?? own).line, edit }];
    }
    case 'file.absent':
      return [{ ...at, kind: 'remove', line }];
    case 'file.managed':
    case 'file':
    case 'template':
    case 'cookbook_file':
    case 'remote_file': {
      if (/^(?:["':]?)absent\b/.test(value('ensure')?.value ?? '')) return [{ ...at, kind: 'remove', line }];
      if (source !== undefined) return [{ ...at, kind: 'copy', line: source.line, source: plainSource(source.value) }];
      const called = /^(template|epp|file)\(\s*["']([^"'/]+)\/([^"']+)["']/.exec(content?.value ?? '');
      if (called === null || content === undefined) return [];
      const [, how, module, path] = called;
      const folder = how === 'file' ? 'files' : 'templates';
      return [{ ...at, kind: 'copy', line: content.line, source: `${module}/${folder}/${path}` }];
    }
    default:
      return [];
  }
}

/** `puppet:///modules/MODULE/PATH` lies in the module's `files`; `salt://PATH` below some root. */
function plainSource(value: string): string {
  return value.replace(/^puppet:\/\/\/modules\/([^/]+)\//, '$1/files/').replace(/^salt:\/\//, '');
}

function blocks(file: SourceFile, head: RegExp, foot: RegExp, attribute: RegExp): readonly Resource[] {
  const found: Resource[] = [];
  for (const [index, text] of file.lines.entries()) {
    const [, kind, name] = text.length > LONGEST ? [] : (head.exec(text) ?? []);
    if (kind === undefined || name === undefined) continue;
    if (found.length >= MOST) break;
    const attributes = new Map<string, Attribute>();
    let end = index + 1;
    for (; end < Math.min(file.lines.length, index + REACH); end++) {
      const line = file.lines[end] as string;
      if (foot.test(line)) break;
      const [, key, value] = line.length > LONGEST ? [] : (attribute.exec(line) ?? []);
      if (key !== undefined && value !== undefined) attributes.set(key, { value: unquote(value), line: end + 1 });
    }
    found.push({ kind, name: name.trim(), line: index + 1, end, attributes });
  }
  return found;
}

function saltStates(file: SourceFile): readonly Resource[] {
  const found: Resource[] = [];
  for (const [index, text] of file.lines.entries()) {
    const head = readKeyLine(text);
    if (head === null || head.rest !== '' || !/^file\.\w+$/.test(head.key)) continue;
    if (found.length >= MOST) break;
    const attributes = new Map<string, Attribute>();
    let end = index + 1;
    for (; end < Math.min(file.lines.length, index + REACH); end++) {
      const line = file.lines[end] as string;
      if (line.trim() === '') continue;
      if (line.length - line.trimStart().length < head.indent || !/^\s/.test(line)) break;
      const entry = /^\s*-\s/.test(line) ? readKeyLine(line) : null;
      if (entry !== null) attributes.set(entry.key, { value: readValue(file, end + 1, entry).value, line: end + 1 });
    }
    found.push({ kind: head.key, name: stateName(file, index, head.indent), line: index + 1, end, attributes });
  }
  return found;
}

/** The identifier above, which is the path where none is given. */
function stateName(file: SourceFile, index: number, indent: number): string {
  for (let at = index - 1; at >= Math.max(0, index - REACH); at--) {
    const line = file.lines[at] as string;
    if (line.trim() !== '' && line.length - line.trimStart().length < indent) return line.trim().replace(/:\s*$/, '');
  }
  return '';
}
