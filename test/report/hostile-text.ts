import fc from 'fast-check';
import { HOSTILE } from './samples.ts';

const FRAGMENTS = [
  ...HOSTILE,
  '::',
  ':',
  '#',
  '##',
  '[',
  '##[',
  '##vso[',
  '`',
  '```',
  '<!--',
  '-->',
  '--!>',
  '<',
  '&',
  '&#64;',
  '@',
  '@a/b',
  '\\',
  '|',
  '\n',
  '\r',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\u001b[',
  '\u001b]0;t',
  '\u0007',
  '\u009b31m',
  '\u200b',
  '\ud83d',
  '\udca9',
  '日本',
  'e\u0301',
  '%0A',
  '%',
  ',',
  ']]>',
  '"',
  'https://a.example',
  ' ',
  '\t',
];

/** Any text at all, and texts glued together from what has a meaning somewhere. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 3 })), { maxLength: 14 })
    .map((parts) => parts.join('')),
);

/** What the runner obeys (actions/runner, src/Runner.Common/ActionCommand.cs), with the blanks that .NET trims. */
export function runnerCommands(log: string): string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^[\s\u0085]*::/u.test(line) || line.includes('##['));
}

/** Characters that move the cursor, colour, reorder or hide. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
