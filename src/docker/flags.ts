import { isGoBoolean, isGoInteger } from '../containerd/go/strconv.ts';
import type { UnitAnswer } from '../systemd/answer.ts';
import { type CommandFlags, readCommandFlags } from '../systemd/command-flags.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import type { Version } from '../versions/version.ts';
import { isFlag } from './directives.ts';

const SHORT_FLAGS: Readonly<Record<string, string>> = {
  b: 'bridge',
  D: 'debug',
  G: 'group',
  g: 'graph',
  H: 'host',
  h: 'help',
  l: 'log-level',
  p: 'pidfile',
  s: 'storage-driver',
  v: 'version',
};

const BOOLEANS: ReadonlySet<string> = new Set(
  (
    'allow-direct-routing cri-containerd debug disable-legacy-registry experimental help icc init ip-forward ' +
    'ip-forward-no-drop ip-masq iptables ip6tables ipv6 live-restore no-new-privileges raw-logs restart rootless ' +
    'selinux-enabled tls tlsverify userland-proxy validate version'
  ).split(' '),
);

const NUMBERS: ReadonlySet<string> = new Set(
  (
    'cpu-rt-period cpu-rt-runtime default-stop-timeout max-concurrent-downloads max-concurrent-uploads ' +
    'max-download-attempts mtu network-control-plane-mtu network-diagnostic-port oom-score-adjust shutdown-timeout'
  ).split(' '),
);

/**
 * Reads the command line as pflag and cobra do (spf13/pflag flag.go; moby cmd/dockerd/docker.go, `NoArgs`): long flags with
 * their value behind `=` or in the next word, letters that may stand together, booleans with a value only behind `=`, and
 * no word that is none of these.
 */
export function readFlags(unit: UnitAnswer | null, version: Version | null): CommandFlags {
  return readCommandFlags(unit?.command?.arguments ?? [], (word, nextWord, flags) => {
    const parts = partsOf(word.text);
    if (parts.length === 0) return 'argument-refused';
    for (const { name, value } of parts) {
      if (!isFlag(name, version)) return 'flag-unknown';
      const next = value === null && !BOOLEANS.has(name) ? nextWord() : undefined;
      const text = value ?? (BOOLEANS.has(name) ? 'true' : next?.text);
      if (text === undefined || !fits(name, text)) return 'argument-refused';
      flags.push({ name, value: text, location: (next ?? word).origins[0] ?? null });
    }
    return null;
  });
}

/** The flags of one word, without value where that may be in the next one; none for a word that is no flag. */
function partsOf(word: string): readonly { readonly name: string; readonly value: string | null }[] {
  const [, long, value = null] = /^--([^-=][^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (long !== undefined) return [{ name: long, value }];
  if (!/^-[^-]/.test(word)) return [];
  const found: { name: string; value: string | null }[] = [];
  for (let at = 1; at < word.length; at++) {
    const name = SHORT_FLAGS[word.charAt(at)] ?? `-${word.charAt(at)}`;
    const rest = word.slice(at + 1);
    if (rest.startsWith('=')) return [...found, { name, value: rest.slice(1) }];
    if (!BOOLEANS.has(name)) return [...found, { name, value: rest === '' ? null : rest }];
    found.push({ name, value: null });
  }
  return found;
}

function fits(name: string, value: string): boolean {
  if (isPlaceholder(value)) return true;
  if (BOOLEANS.has(name)) return isGoBoolean(value);
  return !NUMBERS.has(name) || isGoInteger(value);
}
