import type { ShellCommand } from '../../text/shell/commands.ts';
import { coreOf, INTERPRETER, SHELL } from './command-effect.ts';

const FETCHES = /^(?:curl|wget|aria2c|fetch|lwp-download|gsutil|azcopy|oras)$/;
const FETCHED_TEXT = /[$<]\(\s*(?:sudo\s+)?(?:\/\S*\/)?(?:curl|wget)\s/;
/** Programs that fetch what they then run. */
const PULLS = /^(?:ansible-pull|chef-client|salt-call)$/;

/** The first command that runs what was downloaded: what it does is not in the image. Null for none. */
export function runsDownload(commands: readonly ShellCommand[]): ShellCommand | null {
  const fetched = new Set<string>();
  let stream = false;
  for (const command of commands) {
    const { words, program } = coreOf(command.words);
    const runner = SHELL.test(program) || INTERPRETER.test(program);
    if (PULLS.test(program)) return command;
    if (stream && runner && words.slice(1).every((word) => /^-/.test(word) || !/^[./]/.test(word))) return command;
    if ((runner || /^(?:eval|source|\.)$/.test(program)) && words.some((word) => FETCHED_TEXT.test(word)))
      return command;
    const target = runner || /^(?:source|\.)$/.test(program) ? words.slice(1) : [words[0] ?? ''];
    if (target.some((word) => word !== '' && fetched.has(nameOf(word)))) return command;
    if (FETCHES.test(program) || isCloudCopy(words, program)) {
      for (const path of savedTo(words, command.outputs)) fetched.add(nameOf(path));
    }
    stream = command.piped && (stream || FETCHES.test(program));
  }
  return null;
}

function isCloudCopy(words: readonly string[], program: string): boolean {
  return /^(?:aws|gcloud|s3cmd|mc)$/.test(program) && words.some((word) => /^(?:cp|get|sync)$/.test(word));
}

/** Where a download ends up. An archive is unpacked first, and is not told from data. */
function savedTo(words: readonly string[], outputs: readonly string[]): readonly string[] {
  const named = words.filter((_, at) => /^(?:-[a-zA-Z]*[oO]|--output(?:-document)?)$/.test(words[at - 1] ?? ''));
  const glued = words.flatMap((word) => /^(?:--output(?:-document)?=)(.+)/.exec(word)?.[1] ?? []);
  const last = words.at(-1) ?? '';
  return [...named, ...glued, ...outputs, last].filter(
    (path) => !/^-|\.(?:tgz|gz|xz|zst|zip|tar|deb|rpm|gpg|asc)$/.test(path),
  );
}

/** Whether a file is called by its name or by its path: it is the same one. */
function nameOf(path: string): string {
  return path.split('?', 1)[0]!.replace(/^.*\//, '');
}
