import { limits } from '../limits.ts';
import { baseOf } from '../names.ts';

/** How a file is kept while its layer streams by. */
export interface Keep {
  /** `script`: only if it begins with `#!`. */
  readonly content: boolean | 'script';
  /** `format`: only whether it is an ELF file; a Go program of 64 KiB does not exist. */
  readonly binary: boolean | 'format';
}

/** Folders of which every small file is kept: symlinks may lead from one name to any other among them. */
const folders = [
  'etc/',
  'kind/',
  'lib/lsb/',
  'lib/systemd/',
  'lib/udev/rules.d/',
  'run/',
  'usr/etc/',
  'usr/lib/dhcpcd/',
  'usr/lib/lsb/',
  'usr/lib/modprobe.d/',
  'usr/lib/sysctl.d/',
  'usr/lib/systemd/',
  'usr/lib/tmpfiles.d/',
  'usr/lib/udev/rules.d/',
  'usr/lib/os-release',
  'usr/libexec/dhcpcd-hooks/',
  'usr/local/etc/',
  'usr/local/lib/systemd/',
  'usr/local/lib/tmpfiles.d/',
  'usr/share/defaults/',
  'usr/share/factory/',
  'var/lib/kubelet/',
  'var/lib/rancher/',
  'var/run/',
];

/** Configuration that lies elsewhere. */
const extensions = /\.(?:args|cfg|conf|env|ini|json|service|slice|target|toml|tmpl|ya?ml)$/;
const subjects = /cgroup|containerd|cri-?o|docker|k0s|k3s|kube|nodeadm|os-release|rke2|runtime/;

/** What tells the version of an installed package, of dpkg (with what files it brought), rpm, apk and pacman. */
const databases =
  /^(?:var\/lib\/dpkg\/(?:status(?:\.d\/[^/]+)?|info\/[^/]*(?:containerd|cri-?o|docker|kube|moby)[^/]*\.list)|(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(?:rpmdb\.sqlite|Packages(?:\.db)?)|(?:lib|usr\/lib)\/apk\/db\/installed|var\/lib\/pacman\/local\/(?:containerd|kubelet|cri-o|docker|runc)-[^/]+\/desc)$/;

/** Programs that a boot script may run, which are looked at for whether they are scripts themselves. */
const toolFolder = /^(?:usr\/)?(?:local\/)?s?bin\//;
const mostOfTool = 512 << 10;

/**
 * Which files of a compressed layer are kept in passing, because one of the later steps may ask for them. A file that
 * the rule misses costs a second pass over its layer, never an answer. `path` is normalised. Of executables it is noted
 * what they are, unless they are large, and small scripts are kept: any of them may run at boot.
 */
export function createCaptureRule(
  interests: readonly string[],
): (path: string, size: number, mode: number) => Keep | null {
  const programs = new Set(interests);
  return (path, size, mode) => {
    if (size === 0) return null;
    const base = baseOf(path);
    const executable = (mode & 0o111) !== 0;
    const small = executable && size <= limits.smallFile;
    const tool = executable && size <= mostOfTool && toolFolder.test(path);
    const binary = programs.has(base) || (small ? 'format' : tool);
    const content = keepsContent(path, base, size, programs) || (small && 'script');
    return content || binary ? { content, binary } : null;
  };
}

function keepsContent(path: string, base: string, size: number, programs: ReadonlySet<string>): boolean {
  if (size <= limits.smallFile) {
    if (programs.has(base) || base.endsWith('.sh') || base.endsWith('.service')) return true;
    if (folders.some((folder) => path.startsWith(folder))) return true;
  }
  if (size <= limits.capturedFile && extensions.test(base) && (subjects.test(path) || base === 'config.toml'))
    return true;
  return size <= limits.capturedDatabase && databases.test(path);
}
