import { readTemplateLines, type TemplateLine } from '../../platforms/template-lines.ts';
import { expressionsOf } from '../lines/template.ts';
import type { SourceFile } from '../repository.ts';
import type { Evidence } from './evidence.ts';

const LONGEST = 120;

const READ = new WeakMap<SourceFile, readonly TemplateLine[]>();

function linesOf(file: SourceFile): readonly TemplateLine[] {
  const lines = READ.get(file) ?? readTemplateLines(file.text).lines;
  READ.set(file, lines);
  return lines;
}

/** What decides about a line of a template, in words; null where nothing does. */
export function templateNote(evidence: Evidence, file: SourceFile, line: number): string | null {
  const text = file.lines[line - 1] ?? '';
  const template = /\{[{%]/.test(file.text) ? linesOf(file)[line - 1] : undefined;
  const conditions = [...(template?.branches.map(({ condition }) => condition) ?? []), ...(template?.inner ?? [])];
  const used = expressionsOf(text)
    .map((one) => one.text)
    .filter((one) => !/^\{[%{][-~+]?\s*#?(?:if|unless|with|range|each|for|else|elif|end|\/)/.test(one));
  const said: string[] = [];
  if (used.length > 0)
    said.push(`${quoted(used[0] as string)} gives the value${definedAt(evidence, used[0] as string)}`);
  const condition = conditions.at(-1);
  if (condition !== undefined) said.push(`the condition ${quoted(condition)} decides${definedAt(evidence, condition)}`);
  return said.length === 0 ? null : `a template: ${said.join(', and ')}`;
}

/**
 * The line below a table's header, within the table, that sets containerd's driver though the image's table has none such:
 * a condition of the template left it out. Null where there is none.
 */
export function leftOutFlag(file: SourceFile, header: number): number | null {
  for (let number = header + 1; number <= Math.min(file.lines.length, header + 60); number++) {
    const text = (file.lines[number - 1] as string).trim();
    if (/^\[[^\]]*\]$/.test(text)) return null;
    if (/^SystemdCgroup\s*=/.test(text)) return number;
  }
  return null;
}

/** `, set at roles/x/defaults/main.yml:12`, where exactly one place gives a variable a value. */
function definedAt(evidence: Evidence, expression: string): string {
  const inner = expression.replace(/^[\s{%$<@=(-]+|[\s}%>@)-]+$/g, '');
  const name = /[A-Za-z_]\w*$/.exec(/^[\s.\w]*/.exec(inner)?.[0].trim() ?? '')?.[0];
  if (name === undefined || name.length < 4) return '';
  const assigned = new RegExp(`^\\s*(?:export\\s+|ENV\\s+|ARG\\s+|-\\s+)?["']?${name}["']?\\s*[:=](?!=)\\s*\\S`);
  const places: string[] = [];
  for (const file of evidence.repository.files.values()) {
    if (file.aside || !file.text.includes(name)) continue;
    for (const [index, line] of file.lines.entries()) {
      if (line.length < 1000 && assigned.test(line)) places.push(`${file.path}:${index + 1}`);
      if (places.length > 1) return '';
    }
  }
  return places.length === 1 ? ` (set at ${places[0]})` : '';
}

function quoted(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `“${short}”`;
}
