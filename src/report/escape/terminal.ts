import { visible } from './visible.ts';

/**
 * Terminal sequences of ECMA-48: CSI with its parameters, the strings OSC, DCS, SOS, PM and APC up to their end, and the
 * two-character ones. Built from a string since a pattern may not hold a control character.
 */
const SEQUENCES = new RegExp(
  [
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0080-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    '\\u001b[ -/]*[0-OQ-WYZ\\\\`-~]',
  ].join('|'),
  'g',
);

const COMMAND_ANYWHERE = /##(?=[a-z]*\[)/gi;
/** Also behind the project's own colours, in case a later program takes them out. */
const COMMAND_AT_START = /^((?:[^\S\r\n]|\p{Cc}\[[\d;]*m)*):(?=:)/gmu;

/** One line of prose for a terminal or a log: terminal sequences are gone, whatever else cannot be seen is spelled out. */
export function terminal(text: string): string {
  return breakCommands(visible(text.replace(SEQUENCES, '').replace(/[\t\r\n]+/g, ' ')));
}

/**
 * Takes the force from what a CI runner would obey: a line that begins with `::`, and `##[`, `##vso[` and the like
 * anywhere (actions/runner, src/Runner.Common/ActionCommand.cs: the line is trimmed first, the second form is searched
 * for in the whole line). The text stays legible: `:\:` and `#\#[`.
 */
export function breakCommands(text: string): string {
  return text.replace(COMMAND_ANYWHERE, '#\\#').replace(COMMAND_AT_START, '$1:\\');
}
