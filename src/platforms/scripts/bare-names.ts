import type { BootText } from './boot-text.ts';
import { INTERPRETER, isKnownProgram, SHELL } from './command-effect.ts';
import { isDistributed } from './read-script.ts';

/** Finds the programs that one text starts by their names alone. */
export interface BareNames {
  /** The paths at which a program of that name may be a script; none where it is a known program, or a function of the text. */
  pathsOf(name: string): readonly string[];
}

const FOLDERS = ['/usr/sbin', '/usr/bin'];
const STANDARD = /^\/(?:usr\/(?:local\/)?)?s?bin$/;
/** A path may be searched through any number of folders. */
const MOST_FOLDERS = 4;
const NAME = /^[A-Za-z][\w.+-]{1,63}$/;
/** Tools of distributions, beside the programs that are told apart by name. */
const TOOLS = new Set(
  (
    'arch arp arping bc blockdev break bridge cgexec chpasswd chronyc cksum conntrack continue csplit ' +
    'date dd df dmesg dmsetup dotlockfile du dumpe2fs etckeeper ethtool eval eximstats expand expr ' +
    'factor fdisk flock fsck fstab-decode getopt getopts git gpasswd gpg groupadd growpart halt hdparm ' +
    'host hostid hostname hostnamectl hwclock ifconfig ifdown ifquery ifup insmod ipset ipvsadm iw join ' +
    'kexec keyctl kill killall kubectl ldconfig let link logrotate lsblk lscpu lsmod lspci mail man ' +
    'mdadm mknod mkswap mktemp modinfo multipath netstat networkctl newgrp nproc nslookup nvme ' +
    'on_ac_power parted partprobe pgrep pidof ping pkill poweroff ps pwd rc-service reboot renice ' +
    'resize2fs resolvectl rmmod route run-parts runlevel savelog sendmail seq service setenforce setpriv ' +
    'sgdisk shutdown split ss start-stop-daemon stty swapoff swapon sync sysctl tc timedatectl tput ' +
    'traceroute tty tune2fs udevadm uname unattended-upgrade uptime useradd usermod users visudo vmstat ' +
    'who whoami wipefs zcat'
  ).split(' '),
);
const FAMILIES =
  /^(?:systemd-|ip(?:6|v4|v6)?$|ip6?tables|nft$|ebtables|arptables|mkfs|fsck|log_|aa[-_]|apt-|dpkg-|update-|[rl]?vm|pv|vg|lv|[bx]z|lz|zstd|z?[ef]?grep$|ch(?:own|mod|grp)$|containerd|kubelet|kubeadm|docker|podman)/;
const SOURCES = /^[^#\n]*(?:^|[\s;])(?:\.|source)\s+\S/m;
const FUNCTION = /(?:^|[;{}\s])(?:function\s+([\w.+-]+)|([\w.+-]+)\s*\(\s*\))/g;

/**
 * @param local the programs that the image's maker put beside those of the distribution, by name
 */
export function bareNames({ text, own, variables, lines }: BootText, local: ReadonlyMap<string, string>): BareNames {
  /** The text, and the file that it stands in. */
  const whole = (): readonly string[] => [text, ...(lines.length > 1 ? [lines.join('\n')] : [])];
  let functions: ReadonlySet<string> | null = null;
  const isFunction = (name: string): boolean => {
    functions ??= new Set(
      whole().flatMap((one) => [...one.matchAll(FUNCTION)].map(([, word, plain]) => word ?? plain!)),
    );
    return functions.has(name);
  };
  let sources: boolean | null = null;
  /** Functions that a text reads in are called so, and programs are not. */
  const isReadIn = (name: string): boolean => {
    if (!name.includes('_') || name.includes('.')) return false;
    sources ??= whole().some((one) => SOURCES.test(one));
    return sources;
  };
  const known = new Map<string, readonly string[]>();
  const find = (name: string): readonly string[] => {
    const path = local.get(name);
    if (path !== undefined) return [path];
    if (!NAME.test(name) || isTool(name) || isReadIn(name) || isFunction(name)) return [];
    // A package's scripts name tools of its own and of many others; one word is most often a tool's name.
    if (!own && !/[-_]/.test(name)) return [];
    return [...searched(variables.get('PATH') ?? []), ...FOLDERS].map((folder) => `${folder}/${name}`);
  };
  return {
    pathsOf(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      const found = find(name);
      known.set(name, found);
      return found;
    },
  };
}

function isTool(name: string): boolean {
  return (
    TOOLS.has(name) ||
    FAMILIES.test(name) ||
    isKnownProgram(name) ||
    SHELL.test(name) ||
    INTERPRETER.test(name) ||
    isDistributed(`/usr/bin/${name}`)
  );
}

/** The folders of a search path that every search goes through in any case are left out. */
function searched(values: readonly string[]): readonly string[] {
  const folders = values.flatMap((value) => value.split(':')).map((folder) => folder.replace(/\/+$/, ''));
  return [...new Set(folders)]
    .filter((folder) => /^\/[^$`*]+$/.test(folder) && !STANDARD.test(folder))
    .slice(0, MOST_FOLDERS);
}
