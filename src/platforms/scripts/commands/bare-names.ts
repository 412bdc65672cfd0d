import { type BootText, isOwn } from '../follow/boot-text.ts';
import { INTERPRETER, isKnownProgram, SHELL } from './command-effect.ts';

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
    'arch arp arping bc blockdev break bridge buildah busybox cgexec chpasswd chronyc cksum conntrack ' +
    'continue coreutils crictl crio csplit ctr curl date dd df dmesg dmsetup dotlockfile du dumpe2fs env ' +
    'etcd etcdctl etckeeper ethtool eval eximstats expand expr factor fdisk flock fsck fstab-decode ' +
    'getopt getopts git gpasswd gpg groupadd growpart halt hdparm helm host hostid hostname hostnamectl ' +
    'hwclock ifconfig ifdown ifquery ifup insmod ip ipset ipvsadm iw join journalctl jq kexec keyctl ' +
    'kill killall kmod kubeadm kubectl kubelet ldconfig let link logrotate lsblk lscpu lsmod lspci mail ' +
    'man mdadm mknod mkswap mktemp modinfo modprobe mount multipath netstat networkctl newgrp nft nproc ' +
    'nslookup nvme on_ac_power openssl parted partprobe pgrep pidof ping pkill podman poweroff ps pwd ' +
    'rc-service reboot renice resize2fs resolvectl rmmod route run-parts runc runlevel savelog sendmail ' +
    'seq service setenforce setpriv sgdisk shutdown skopeo snap snapd split ss sshd start-stop-daemon ' +
    'stty swapoff swapon sync sysctl tar tc timedatectl tput traceroute tty tune2fs udevadm umount uname ' +
    'unattended-upgrade uptime useradd usermod users visudo vmstat wget who whoami wipefs zcat'
  ).split(' '),
);
const FAMILIES = new RegExp(
  [
    'systemd-',
    'ip6?tables',
    '(?:eb|arp)tables',
    'mkfs',
    'log_',
    'aa[-_]',
    'apt-',
    'dpkg-',
    'update-(?:alternatives|rc\\.d|grub|initramfs|ca-)',
    '(?:pv|vg|lv)(?:s|ck|create|change|convert|display|extend|remove|resize|scan)$',
    '(?:[bx]z|lz|zstd)\\w*$',
    'containerd(?:-shim[\\w-]*)?$',
    'docker(?:d|-proxy|-init)?$',
  ]
    .map((family) => `^${family}`)
    .join('|'),
);
const SOURCES = /^[^#\n]*(?:^|[\s;])(?:\.|source)\s+\S/m;
const FUNCTION = /(?:^|[;{}\s])(?:function\s+([\w.+-]+)|([\w.+-]+)\s*\(\s*\))/g;

/**
 * @param local the programs that the image's maker put beside those of the distribution, by name
 */
export function bareNames({ text, own, variables, lines }: BootText, local: ReadonlyMap<string, string>): BareNames {
  let ofText: Defined | null = null;
  const isFunction = (name: string): boolean => {
    ofText ??= definedIn(text);
    return [ofText, definedInFile(lines)].some(
      ({ functions, more }) => functions.has(name) || (more && name.includes('_') && !name.includes('.')),
    );
  };
  const known = new Map<string, readonly string[]>();
  const find = (name: string): readonly string[] => {
    const path = local.get(name);
    if (path !== undefined) return [path];
    if (!NAME.test(name) || isTool(name) || isFunction(name)) return [];
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

interface Defined {
  readonly functions: ReadonlySet<string>;
  /** Others are read in: these have names with an underscore, which programs have not. */
  readonly more: boolean;
}

function definedIn(text: string): Defined {
  const functions = new Set([...text.matchAll(FUNCTION)].map(([, word, plain]) => word ?? plain!));
  return { functions, more: SOURCES.test(text) };
}

/** Many texts stand in one file. */
const files = new WeakMap<readonly string[], Defined>();

function definedInFile(lines: readonly string[]): Defined {
  const known = files.get(lines) ?? definedIn(lines.join('\n'));
  files.set(lines, known);
  return known;
}

function isTool(name: string): boolean {
  return TOOLS.has(name) || FAMILIES.test(name) || isKnownProgram(name) || SHELL.test(name) || INTERPRETER.test(name);
}

/** Folders of packages, and those that every search goes through in any case, are left out. */
function searched(values: readonly string[]): readonly string[] {
  const folders = values.flatMap((value) => value.split(':')).map((folder) => folder.replace(/\/+$/, ''));
  return [...new Set(folders)]
    .filter((folder) => /^\/[^$`*]+$/.test(folder) && !STANDARD.test(folder) && isOwn(folder))
    .slice(0, MOST_FOLDERS);
}
