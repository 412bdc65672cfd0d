import type { LineCommand } from './line-command.ts';

const LARGEST = 256 << 10;
/** A comment, a text, also one without an end, a sign, or a word. */
const TOKEN = /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#).*|"((?:[^"\\\n]|\\.)*)"?|[{};]|[^\s{};"]+/g;
/** The lists whose texts are commands: apt.conf(5) of apt 3.0. */
const HOOK = /(?:^|::)(?:(?:Pre|Post)-Invoke(?:-\w+)*|(?:Pre|Post)-Install-Pkgs)(?:::)?$/i;

/** The commands that apt runs before and after it changes packages, or has fetched its lists. */
export function readAptHooks(text: string): readonly LineCommand[] {
  if (!/-(?:Invoke|Install-Pkgs)/i.test(text)) return [];
  const commands: LineCommand[] = [];
  /** Whether what stands in a bracket is a hook's. */
  const open: boolean[] = [];
  let named = false;
  let line = 1;
  let counted = 0;
  for (const { 0: token, 1: command, index } of text.slice(0, LARGEST).matchAll(TOKEN)) {
    if (command !== undefined) {
      if (!named && open.at(-1) !== true) continue;
      line += text.slice(counted, index).split('\n').length - 1;
      counted = index;
      commands.push({ command: command.replaceAll('\\"', '"'), line });
    } else if (token === '{') {
      open.push(named || open.at(-1) === true);
      named = false;
    } else if (token === '}') open.pop();
    else if (token === ';') named = false;
    else if (!/^(?:\/[/*]|#)/.test(token)) named = HOOK.test(token);
  }
  return commands;
}

/** The commands that dpkg runs around its own: dpkg.cfg.d of dpkg 1.22. */
export function readDpkgHooks(text: string): readonly LineCommand[] {
  return text.split('\n').flatMap((whole, at): readonly LineCommand[] => {
    const command = /^\s*(?:pre|post)-invoke(?:\s*=\s*|\s+)(\S.*)$/.exec(whole)?.[1];
    return command === undefined ? [] : [{ command: command.replace(/^(["'])(.*)\1\s*$/, '$2'), line: at + 1 }];
  });
}
