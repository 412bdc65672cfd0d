import type { DaemonFlag } from '../containerd/plugins/daemon-folders.ts';
import type { Argument } from '../systemd/answer.ts';
import type { Location } from '../text/position.ts';

/** What containerd is told on its command line. */
export interface ContainerdCommand {
  readonly config: { readonly path: string; readonly location: Location | null } | null;
  readonly address: string | null;
  /** Which of the flags it has that stand for settings of the files. */
  readonly flags: ReadonlySet<DaemonFlag>;
  /** The first word that is no flag: a sub-command, with which containerd is no daemon. */
  readonly subcommand: string | null;
  /** A flag that containerd does not have: it exits with usage. */
  readonly unknownFlag: { readonly flag: string; readonly location: Location | null } | null;
}

/**
 * The daemon's own flags and whether they take a value. Source: containerd cmd/containerd/command/main.go, the same from
 * v1.4 to v2.3.
 */
const FLAGS: Readonly<Record<string, { readonly name: string; readonly value: boolean }>> = {
  config: { name: 'config', value: true },
  c: { name: 'config', value: true },
  'log-level': { name: 'log-level', value: true },
  l: { name: 'log-level', value: true },
  address: { name: 'address', value: true },
  a: { name: 'address', value: true },
  root: { name: 'root', value: true },
  state: { name: 'state', value: true },
  help: { name: 'help', value: false },
  h: { name: 'help', value: false },
  version: { name: 'version', value: false },
  v: { name: 'version', value: false },
};

/** Reads the words after the program as Go's flag package does: one or two dashes, `=` or the next word, the last wins. */
export function readContainerdCommand(words: readonly Argument[]): ContainerdCommand {
  let config: ContainerdCommand['config'] = null;
  let address: string | null = null;
  const flags = new Set<DaemonFlag>();
  let subcommand: string | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Argument;
    const match = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(word.text);
    if (match === null) {
      if (word.text === '--') subcommand = words[i + 1]?.text ?? null;
      else subcommand = word.text;
      break;
    }
    const flag = FLAGS[match[1] as string];
    const location = word.origins[0] ?? null;
    if (flag === undefined) return { config, address, flags, subcommand, unknownFlag: { flag: word.text, location } };
    if (!flag.value) continue;
    const value = match[2] ?? words[++i]?.text;
    if (value === undefined) return { config, address, flags, subcommand, unknownFlag: { flag: word.text, location } };
    if (flag.name === 'config') config = { path: value, location };
    if (flag.name === 'address') address = value;
    if (flag.name === 'root' || flag.name === 'state' || flag.name === 'address') flags.add(flag.name);
  }
  return { config, address, flags, subcommand, unknownFlag: null };
}
