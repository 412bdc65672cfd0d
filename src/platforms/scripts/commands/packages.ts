import type { Side } from '../decisive-files/decisive-files.ts';
import type { CommandCore } from './command-effect.ts';
import { divideWords } from './options.ts';

const INSTALLS = /^(?:install|reinstall|add|localinstall|remove|purge|erase|downgrade|upgrade|update|swap|in|refresh)$/;
/** Package managers, `cloud-init` for what its data has one do, and how a command of theirs is told that changes packages. */
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
  'cloud-init': /^install$/,
  dpkg: /^-[iPr]$|^--(?:install|purge|remove|unpack|configure)$/,
};
export const PACKAGE_MANAGERS: readonly string[] = Object.keys(MANAGERS);

const SIDE_OF: readonly (readonly [RegExp, readonly Side[]])[] = [
  [/^(?:containerd|docker-?ce|docker\.io|moby|cri-containerd)/, ['containerd']],
  [/^(?:kubelet|kubernetes|kubeadm|eks-node)/, ['kubelet']],
  // A package that is no repository's may hold anything.
  [/^\.{0,2}\/|:\/\/|\.(?:deb|rpm|apk|snap)$/, ['containerd', 'kubelet']],
];

/** How a command is told that brings every package up to date, where it names none. */
const UPGRADES: Readonly<Record<string, RegExp>> = {
  apt: /^(?:upgrade|dist-upgrade|full-upgrade)$/,
  'apt-get': /^(?:upgrade|dist-upgrade|full-upgrade)$/,
  aptitude: /^(?:upgrade|safe-upgrade|dist-upgrade|full-upgrade)$/,
  'cloud-init': /^upgrade$/,
  apk: /^upgrade$/,
  dnf: /^(?:upgrade|update|up|upgrade-minimal|update-minimal|distro-sync|dsync)$/,
  microdnf: /^(?:upgrade|update)$/,
  tdnf: /^(?:upgrade|update|distro-sync)$/,
  yum: /^(?:upgrade|update|update-minimal|distro-sync)$/,
  zypper: /^(?:up|update|dup|dist-upgrade|patch)$/,
  pacman: /^-S\w*u/,
};
/** Nothing is changed by these: packages are only fetched, or named. */
const ONLY_TOLD = /^--(?:download-?only|simulate|dry-run|just-print|no-act|recon|assumeno|test|print(?:-uris)?)$/;
/** The same in letters, which are apt's only. */
const APT_ONLY_TELLS = /^-[bfhmquyV]*[ds][bdfhmqsuyV]*$/;
const TAKING = ['o', 'c', 't', 'option'];

function onlyTells(words: readonly string[], program: string): boolean {
  return words.some((word) => ONLY_TOLD.test(word) || (/^apt/.test(program) && APT_ONLY_TELLS.test(word)));
}

/** How a whole system is replaced by one of another name. */
const REPLACES: Readonly<Record<string, RegExp>> = {
  bootc: /^switch$/,
  ostree: /^deploy$/,
  'rpm-ostree': /^(?:deploy|rebase)$/,
};
export const SYSTEM_PROGRAMS: readonly string[] = Object.keys(REPLACES);

/** Whether a package manager's command brings every package up to date. */
export function upgradesAll({ words, program }: CommandCore): boolean {
  const told = Object.hasOwn(UPGRADES, program) ? UPGRADES[program]! : null;
  const at = told === null ? -1 : words.findIndex((word, index) => index > 0 && told.test(word));
  if (at < 0 || onlyTells(words, program)) return false;
  return divideWords(words.slice(at + 1), [], TAKING).operands.length === 0;
}

/**
 * The sides whose files a package manager's command may replace, as far as the names of its packages tell.
 * @param fed it is given more words than stand in it
 */
export function sidesInstalled({ words, program }: CommandCore, fed: boolean): readonly Side[] {
  const replaces = Object.hasOwn(REPLACES, program) ? REPLACES[program]! : null;
  if (replaces !== null && words.some((word) => replaces.test(word))) return ['containerd', 'kubelet'];
  const changes = Object.hasOwn(MANAGERS, program) ? MANAGERS[program] : undefined;
  const at = changes === undefined ? -1 : words.findIndex((word, index) => index > 0 && changes.test(word));
  if (at < 0 || onlyTells(words, program)) return [];
  const packages = divideWords(words.slice(at + 1), [], TAKING).operands;
  // What a variable holds that nothing in the text sets is not known.
  if (fed || packages.some((one) => /^\$[\w{(@*]/.test(one))) return ['containerd', 'kubelet'];
  return SIDE_OF.filter(([name]) => packages.some((one) => name.test(one))).flatMap(([, sides]) => sides);
}
