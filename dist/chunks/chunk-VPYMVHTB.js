import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/report/escape/visible.ts
var INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu;
var SHORT = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
function visible(text) {
  return text.replace(INVISIBLE, spell);
}
function spelling(character) {
  const spelled = visible(character);
  return spelled === character ? null : spelled;
}
function clip(text, limit) {
  if (text.length <= limit) return text;
  const end = Math.max(0, limit - 1);
  const last = text.charCodeAt(end - 1);
  return `${text.slice(0, last >= 55296 && last <= 56319 ? end - 1 : end)}…`;
}
function spell(character) {
  return SHORT[character] ?? `\\u{${character.codePointAt(0).toString(16)}}`;
}

// src/report/escape/terminal.ts
var SEQUENCES = new RegExp(
  [
    "(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]",
    "(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0080-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)",
    "\\u001b[ -/]*[0-OQ-WYZ\\\\`-~]"
  ].join("|"),
  "g"
);
var COMMAND_ANYWHERE = /##(?=[a-z]*\[)/gi;
var COMMAND_AT_START = new RegExp("^((?:[^\\S\\r\\n]|\\p{Cc}\\[[\\d;]*m)*):(?=:)", "gmu");
function terminal(text) {
  return breakCommands(visible(text.replace(SEQUENCES, "").replace(/[\t\r\n]+/g, " ")));
}
function breakCommands(text) {
  return text.replace(COMMAND_ANYWHERE, "#\\#").replace(COMMAND_AT_START, "$1:\\");
}

export {
  visible,
  spelling,
  clip,
  terminal,
  breakCommands
};
