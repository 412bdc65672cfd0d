import type { Fix } from '../verdict/report.ts';
import type { Edit } from '../verdict/rule.ts';
import type { FileTexts } from './file-texts.ts';

/** Turns an edit into whole lines of the file. Null where the file's text does not bear it. */
export async function concreteFix(edit: Edit, texts: FileTexts): Promise<Fix | null> {
  if (edit.kind === 'append') return appendedFix(edit.title, edit.path, edit.text, texts);
  const location = edit.kind === 'insert' ? edit.after : edit.location;
  const text = await texts.get(location.path);
  const first = text?.lines[location.startLine - 1];
  if (first === undefined || location.startLine !== location.endLine) return null;
  const at = { title: edit.title, path: location.path, startLine: location.startLine, endLine: location.endLine };
  switch (edit.kind) {
    case 'replace':
      return {
        ...at,
        replacement: first.slice(0, location.startColumn - 1) + edit.text + first.slice(location.endColumn - 1),
      };
    case 'take-out':
      return {
        ...at,
        replacement: withoutItem(first.slice(0, location.startColumn - 1), first.slice(location.endColumn - 1)),
      };
    case 'insert': {
      const indent = /^[ \t]*/.exec(first)?.[0] ?? '';
      const below = /^[ \t]*(?=[A-Za-z"'])/.exec(text?.lines[location.startLine] ?? '')?.[0];
      return { ...at, replacement: `${first}\n${below ?? `${indent}  `}${edit.line}` };
    }
    case 'delete':
      return { ...at, replacement: '' };
  }
}

/** Takes the place of the last line that is not blank. */
async function appendedFix(title: string, path: string, added: string, texts: FileTexts): Promise<Fix | null> {
  const text = await texts.get(path);
  if (text === null) return null;
  const last = Math.max(
    text.lines.findLastIndex((line) => line.trim() !== ''),
    0,
  );
  return { title, path, startLine: last + 1, endLine: last + 1, replacement: `${text.lines[last] ?? ''}\n${added}` };
}

/** What stands before and behind an item, without the comma that parted it from the next one or the one before. */
function withoutItem(before: string, behind: string): string {
  const next = /^\s*,\s*/.exec(behind)?.[0];
  if (next !== undefined) return (before + behind.slice(next.length)).trimEnd();
  return before.replace(/\s*,\s*$/, '') + behind;
}
