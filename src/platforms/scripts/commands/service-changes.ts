import type { Side } from '../decisive-files/decisive-files.ts';
import { decisiveAt, pathFrom } from '../decisive-files/decisive-paths.ts';
import type { CommandCore } from './command-effect.ts';

/** Engines that give a container folders of the node; `container` stands for whichever reads a file of volumes. */
const ENGINES = ['docker', 'podman', 'nerdctl', 'ctr', 'crictl', 'systemd-nspawn', 'runc', 'container'];
export const SERVICE_PROGRAMS: readonly string[] = ['systemctl', 'containerd', 'kubelet', ...ENGINES];

/** What a command changes about how containerd or the kubelet is started, by other means than their files. */
export function sidesRestarted({ words, program }: CommandCore, path: string): readonly Side[] {
  if (program === 'systemctl') return systemctlSides(words.slice(1));
  if (program !== 'containerd' && program !== 'kubelet') return [];
  // A unit's own command is resolved with the unit, whatever the unit is called, and so is a script in the program's place.
  if (/\.service(?:\.d\/[^/]*)?$/.test(path) || path.endsWith(`/${program}`)) return [];
  return startsItself(program, words.slice(1)) ? [program] : [];
}

function systemctlSides(given: readonly string[]): readonly Side[] {
  const command = given.find((word) => !word.startsWith('-')) ?? '';
  const rest = given.slice(given.indexOf(command) + 1);
  if (command === 'set-environment') {
    const names = rest.map((word) => word.split('=', 1)[0]!);
    return sidesIn((side) => names.some((name) => name.toLowerCase().includes(side)));
  }
  if (/^(?:edit|revert)$/.test(command)) return sidesIn((side) => rest.some((word) => unitOf(word) === side));
  // A unit file of another folder becomes the service's.
  if (!/^(?:link|enable|reenable)$/.test(command)) return [];
  return sidesIn((side) => rest.some((word) => word.startsWith('/') && unitOf(word) === side && !isUnitFolder(word)));
}

function sidesIn(holds: (side: Side) => boolean): readonly Side[] {
  return (['containerd', 'kubelet'] as const).filter(holds);
}

function unitOf(word: string): string {
  return word.replace(/^.*\//, '').replace(/\.service$/, '');
}

function isUnitFolder(path: string): boolean {
  return /^\/(?:etc|run|lib|usr\/lib)\/systemd\/system\//.test(path);
}

/** A daemon with settings that decide its driver: those of the unit are resolved, and not these. */
function startsItself(program: Side, given: readonly string[]): boolean {
  if (given.some((word) => /^(?:-h|-v|--help|--version|help)$/.test(word))) return false;
  const text = given.join(' ');
  if (program === 'kubelet') return /(?:^|\s)--(?:cgroup-driver|config|config-dir|kubeconfig)\b/.test(text);
  const config = /(?:^|\s)--?c(?:onfig)?[\s=]+(\S+)/.exec(text)?.[1];
  return (
    config !== undefined && config !== '/etc/containerd/config.toml' && !/^(?:config|oci-hook|publish)\b/.test(text)
  );
}

/** The sides whose files a container can write, for they lie in folders of the node that it is given. */
export function sidesMounted({ words, program }: CommandCore): readonly Side[] {
  if (!ENGINES.includes(program)) return [];
  const sides = new Set<Side>();
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? '';
    const volume = /^(?:-[a-zA-Z]*v|--volume|--bind)$/.test(before)
      ? word
      : /^(?:-v=?|--volume=|--bind=)(\/.*)/.exec(word)?.[1];
    const mount = /^(?:--mount=)?(.*\b(?:src|source)=([^,]+).*)$/.exec(word);
    if (volume !== undefined && !/:(?:.*,)?ro\b/.test(volume)) addBelow(sides, volume.split(':', 1)[0]!);
    else if (mount !== null && /^type=bind|,type=bind/.test(mount[1]!) && !/\b(?:readonly|ro)\b/.test(mount[1]!)) {
      addBelow(sides, mount[2]!);
    }
  }
  return [...sides];
}

function addBelow(sides: Set<Side>, folder: string): void {
  const path = pathFrom(folder, null);
  for (const { side } of path === null ? [] : decisiveAt(path)) sides.add(side);
}
