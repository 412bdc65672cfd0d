export type Tone = 'bad' | 'warn' | 'good' | 'note' | 'frame' | 'strong' | 'faint' | 'removed' | 'added';

/** Puts a text into a tone; without colour it is the text itself. */
export type Paint = (tone: Tone, text: string) => string;

/** Select Graphic Rendition parameters (ECMA-48, 8.3.117). */
const PARAMETERS: Readonly<Record<Tone, string>> = {
  bad: '1;31',
  warn: '1;33',
  good: '1;32',
  note: '1;36',
  frame: '34',
  strong: '1',
  faint: '2',
  removed: '31',
  added: '32',
};

/** The painter for a report with or without colour. */
export function painter(colour: boolean): Paint {
  return (tone, text) => (colour && text !== '' ? `\u001b[${PARAMETERS[tone]}m${text}\u001b[0m` : text);
}
