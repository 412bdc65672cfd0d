import { isProcessSubstitution, skipArithmetic } from './expansions.ts';
import { type HereDocument, readHereDocument } from './here-documents.ts';
import { type Cursor, mayGoOn, type OperatorToken, type RedirectOperator, type Token } from './token.ts';
import { readWord, skipCommentLines } from './words.ts';

const REDIRECT = /(?:(\d{1,9})(?=[<>]))?(&>>|&>|<<<|<<-|<<|<>|<&|<|>>|>\||>&|>)/y;
const OPERATOR = /\|\||\|&|\||&&|&|;;&|;;|;&|;/y;
/** Words behind which another command begins. */
export const BEFORE_COMMAND: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'do',
  'while',
  'until',
  '!',
  '{',
  'time',
]);

/**
 * Divides a shell text as POSIX and bash do (POSIX.1-2017, Shell Command Language 2.2 to 2.10); nothing is expanded. Total:
 * a text that is no shell's gives tokens too. Read as far as they are taken.
 * @param end the bracket that ends the text, which is passed over; null for the text's own end
 * @param depth how many expansions the text stands in
 */
export function* readTokens(cursor: Cursor, end: ')' | null, depth: number): Generator<Token, void> {
  const { text, options } = cursor;
  const documents: HereDocument[] = [];
  let tabs: boolean | null = null;
  let brackets = 0;
  /** How many `case` are open: the bracket behind one of their patterns closes nothing. */
  let cases = 0;
  let startsCommand = true;
  while (cursor.at < text.length && mayGoOn(cursor)) {
    const symbol = text[cursor.at]!;
    const at = cursor.place(cursor.at);
    if (symbol === ' ' || symbol === '\t' || symbol === '\r') cursor.at += 1;
    else if (symbol === '\\' && text[cursor.at + 1] === '\n') {
      cursor.at += 2;
      if (options.embedded) skipCommentLines(cursor);
    } else if (symbol === '\n') {
      cursor.at += 1;
      yield { kind: 'newline', at };
      for (const document of documents.splice(0)) yield readHereDocument(cursor, document);
      startsCommand = true;
      tabs = null;
    } else if (symbol === '#') {
      const stop = text.indexOf('\n', cursor.at);
      cursor.at = stop < 0 ? text.length : stop;
    } else if (symbol === ')') {
      cursor.at += 1;
      startsCommand = true;
      tabs = null;
      if (cases === 0 && brackets === 0 && end === ')') return;
      if (cases === 0) brackets = Math.max(0, brackets - 1);
      yield { kind: 'operator', operator: ')', at };
    } else if (startsCommand && !options.embedded && skipArithmetic(cursor, cursor.at)) {
      startsCommand = false;
    } else {
      const redirect = takeRedirect(cursor, depth);
      if (redirect !== null) {
        tabs = redirect.operator === '<<' ? false : redirect.operator === '<<-' ? true : null;
        yield { kind: 'redirect', ...redirect, at };
        continue;
      }
      const operator = takeOperator(cursor);
      if (operator !== null) {
        if (operator === '(' && cases === 0) brackets += 1;
        startsCommand = true;
        tabs = null;
        yield { kind: 'operator', operator, at };
        continue;
      }
      const word = readWord(cursor, depth, () => {
        brackets += 1;
      });
      if (word === null) continue;
      if (tabs !== null && !options.embedded) documents.push({ delimiter: word.text, tabs });
      tabs = null;
      const keyword = word.plain && startsCommand ? word.text : '';
      if (keyword === 'case') cases += 1;
      else if (keyword === 'esac') cases = Math.max(0, cases - 1);
      startsCommand = BEFORE_COMMAND.has(keyword);
      yield word;
    }
  }
  if (end !== null || brackets > 0 || documents.length > 0) cursor.open = true;
}

/** Takes a redirection. */
function takeRedirect(
  cursor: Cursor,
  depth: number,
): { readonly operator: RedirectOperator; readonly descriptor: number | null } | null {
  if (isProcessSubstitution(cursor, depth)) return null;
  const match = matchAt(REDIRECT, cursor);
  if (match === null) return null;
  cursor.at += match[0].length;
  return {
    operator: match[2] as RedirectOperator,
    descriptor: match[1] === undefined ? null : Number(match[1]),
  };
}

function takeOperator(cursor: Cursor): OperatorToken['operator'] | null {
  const operator = cursor.text[cursor.at] === '(' ? '(' : (matchAt(OPERATOR, cursor)?.[0] ?? null);
  cursor.at += operator?.length ?? 0;
  return operator as OperatorToken['operator'] | null;
}

function matchAt(pattern: RegExp, { text, at }: Cursor): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
