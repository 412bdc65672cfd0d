import { substituting } from '../edits/ansible.ts';
import type { Edit, Wanted } from '../edits/edit.ts';
import { sedEdit } from '../edits/sed.ts';
import { perlReplacement } from '../pattern/substitute.ts';
import type { SimpleCommand, Word } from '../shell/pipelines.ts';
import { optionOf, valuesOf } from './copy-commands.ts';

/** An edit, the file that it names, and the line where what it looks for is written (null: the command's own). */
export interface CommandEdit {
  readonly edit: Edit;
  readonly target: string | null;
  readonly line: number | null;
}

/** Programs whose working is not followed: what they set is in their words. */
const SETTERS = new Set(['awk', 'gawk', 'tomlq', 'yq', 'jq', 'dasel', 'crudini', 'toml']);

/** The edits that a command makes, `sed` apart. @param out the file into which its output goes */
export function editsBy(
  name: string,
  words: readonly Word[],
  before: SimpleCommand | null,
  out: string | null,
): readonly CommandEdit[] {
  const operands = words.filter(({ text }) => !text.startsWith('-'));
  const last = operands.at(-1)?.text ?? null;
  if (SETTERS.has(name)) return [setterEdit(name, words, out)];
  switch (name) {
    case 'perl': {
      const edit = perlEdit(words, out !== null);
      return edit === null ? [] : [{ edit, target: out ?? last, line: null }];
    }
    case 'ex':
    case 'ed': {
      const scripts = name === 'ex' ? operands.slice(0, -1) : (before?.words ?? []);
      return scripts.flatMap(({ text, line }) => {
        const script = lineEditorScript(text);
        const edit = script === null ? null : sedEdit([script], false, true);
        return edit === null ? [] : [{ edit: { ...edit, tool: name }, target: last, line }];
      });
    }
    case 'virt-customize':
      return valuesOf(words, '--edit').flatMap((value) => {
        const [, target, script] = /^([^:]+):(.+)$/s.exec(value) ?? [];
        const edit = script === undefined ? null : perlSubstitution(script, true);
        const line = words.find(({ text }) => text.includes(value))?.line ?? null;
        return edit === null || target === undefined ? [] : [{ edit, target, line }];
      });
    default:
      return [];
  }
}

function setterEdit(name: string, words: readonly Word[], out: string | null): CommandEdit {
  const text = words.map((word) => word.text).join(' ');
  const operands = words.filter((word) => !word.text.startsWith('-'));
  const files = operands.filter((word) => /[/.$]/.test(word.text) && !/[\s='"|]/.test(word.text));
  const keeps = out !== null || /(?:^|\s)-(?:i|-in-?place)|--set\b|\bput\b|inplace/.test(text);
  const first = name === 'toml' ? words[1]?.text : undefined;
  return {
    edit: { tool: name, wanted: [], writes: [text], apply: null, keeps },
    target: out ?? optionOf(words, ['-f', '--file']) ?? first ?? files.at(-1)?.text ?? null,
    line: null,
  };
}

/** The substitution of `ed` (`g/…/s//…/`) or `ex` (`%s/…/…/ | x`) as `sed` would have it. */
function lineEditorScript(text: string): string | null {
  const [, ex] = /^%(s(\W).*?\2.*?\2\w*)/.exec(text) ?? [];
  if (ex !== undefined) return ex;
  const [, address, edit] = /^(?:g|,)?(\/.*?\/)?(s(\W).*)$/.exec(text) ?? [];
  return edit === undefined ? null : `${address ?? ''}${edit}`;
}

/** `perl -pi -e 's/…/…/'`. */
function perlEdit(words: readonly Word[], piped: boolean): Edit | null {
  const script = words.find(({ text }) => /^s\W/.test(text))?.text;
  if (script === undefined) return null;
  return perlSubstitution(script, piped || words.some(({ text }) => /^-\w*i/.test(text)));
}

function perlSubstitution(script: string, keeps: boolean): Edit | null {
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
    keeps,
  };
}
