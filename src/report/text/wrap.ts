import { displayWidth } from './width.ts';

/**
 * Breaks `text` at blanks into lines of at most `width` cells. A word that is longer than that stays whole, so that a
 * path can still be clicked.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const wordCells = displayWidth(word);
    if (line !== '' && cells + 1 + wordCells > width) {
      lines.push(line);
      line = word;
      cells = wordCells;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      cells += (cells === 0 ? 0 : 1) + wordCells;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** The same with `first` before the first line and as many blanks before the others. */
export function wrapAfter(first: string, text: string, width: number): string[] {
  const indent = displayWidth(first);
  const lines = wrap(text, Math.max(20, width - indent));
  return lines.map((line, index) => (index === 0 ? first : ' '.repeat(indent)) + line);
}
