import type { CommandCore } from './command-effect.ts';
import type { Side } from './decisive-files.ts';
import { divideWords } from './options.ts';

const INSTALLS = /^(?:install|reinstall|add|localinstall|remove|purge|erase|downgrade|upgrade|update|swap|in|refresh)$/;
/** Package managers, and how a command of theirs is told that changes packages. */
const MANAGERS: Readonly<Record<string, RegExp>> = {
  apt: INSTALLS,
  'apt-get': INSTALLS,
  aptitude: INSTALLS,
  apk: INSTALLS,
  dnf: INSTALLS,
  microdnf: INSTALLS,
  tdnf: INSTALLS,
  yum: INSTALLS,
  zypper: INSTALLS,
  snap: INSTALLS,
  'rpm-ostree': INSTALLS,
  transactional_update: INSTALLS,
  pacman: /^-(?:S|U|R)/,
  rpm: /^-[iUFe]|^--(?:install|upgrade|freshen|erase|reinstall)$/,
  dpkg: /^-[iPr]$|^--(?:install|purge|remove|unpack|configure)$/,
};
export const PACKAGE_MANAGERS: readonly string[] = Object.keys(MANAGERS);

const SIDE_OF: readonly (readonly [RegExp, readonly Side[]])[] = [
  [/^(?:containerd|docker-?ce|docker\.io|moby|cri-containerd)/, ['containerd']],
  [/^(?:kubelet|kubernetes|kubeadm|eks-node)/, ['kubelet']],
  // A package that is no repository's may hold anything.
  [/^\.{0,2}\/|:\/\/|\.(?:deb|rpm|apk|snap)$/, ['containerd', 'kubelet']],
];

/** The sides whose files a package manager's command may replace, as far as the names of its packages tell. */
export function sidesInstalled({ words, program }: CommandCore): readonly Side[] {
  const changes = Object.hasOwn(MANAGERS, program) ? MANAGERS[program] : undefined;
  const at = changes === undefined ? -1 : words.findIndex((word, index) => index > 0 && changes.test(word));
  if (at < 0 || words.some((word) => /^--(?:download-only|simulate|dry-run|test)$/.test(word))) return [];
  const packages = divideWords(words.slice(at + 1), [], ['o', 'c', 't', 'option']).operands;
  return SIDE_OF.filter(([name]) => packages.some((one) => name.test(one))).flatMap(([, sides]) => sides);
}
