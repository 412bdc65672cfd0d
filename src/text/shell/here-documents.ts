import { type Cursor, type DocumentToken, mayGoOn } from './token.ts';

/** What a line asked for: the lines up to the one that is `delimiter`, with tabs before it where `tabs` says so. */
export interface HereDocument {
  readonly delimiter: string;
  readonly tabs: boolean;
}

/** Reads a here-document, from the start of a line on (POSIX.1-2017, Shell Command Language 2.7.4). */
export function readHereDocument(cursor: Cursor, { delimiter, tabs }: HereDocument): DocumentToken {
  const { text, at: start } = cursor;
  while (cursor.at < text.length) {
    const stop = text.indexOf('\n', cursor.at);
    const end = stop < 0 ? text.length : stop;
    const written = text.slice(cursor.at, end).replace(/\r$/, '');
    const body = { kind: 'document', text: text.slice(start, cursor.at), at: start } as const;
    if (!mayGoOn(cursor, end - cursor.at + 1)) break;
    cursor.at = Math.min(end + 1, text.length);
    if ((tabs ? written.replace(/^\t+/, '') : written) === delimiter) return body;
  }
  cursor.open = true;
  return { kind: 'document', text: text.slice(start), at: start };
}
