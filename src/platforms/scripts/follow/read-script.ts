import type { FileTree, TreeFailure } from '../../../image/file-tree.ts';
import { isRunTimePath } from '../../../systemd/run-time-paths.ts';
import { staysMissing } from '../../../systemd/written-later.ts';
import { mayBeThere } from '../../unread-at-boot.ts';
import { INTERPRETER, SHELL } from '../commands/command-effect.ts';

export type Language = 'shell' | 'other';

export type ScriptRead =
  | { readonly kind: 'script'; readonly path: string; readonly text: string; readonly language: Language }
  /** A program, a folder, or nothing at all. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unread'; readonly reason: string; readonly problem: string };

/** What is larger is a program, or a program inside of a script. */
const LARGEST_SCRIPT = 2 << 20;
/** Image readers keep what is smaller in passing; whatever is larger may cost a second pass over its layer. */
const SMALL = 64 << 10;
/** Of programs in these folders image readers note what they are up to this size, so that it costs nothing to ask. */
const LARGEST_TOOL = 512 << 10;
const TOOL_FOLDER = /^\/(?:usr\/)?(?:local\/)?s?bin\//;
const NONE = { kind: 'none' } as const;

/**
 * Programs of a distribution, which are no scripts or are not about this. To look whether each of them is a script would
 * cost a second pass over a layer.
 */
const DISTRIBUTED =
  /^\/(?:usr\/)?(?:s?bin|lib(?:64|exec)?)\/(?:.*\/)?(?:ba|da|z|k)?(?:sh|systemctl|systemd\S*|kmod|modprobe|u?mount|sysctl|curl|wget|tar|[gm]?awk|g?sed|e?grep|busybox|coreutils|containerd\S*|kubelet|kubeadm|kubectl|crictl|ctr|runc|sshd|dockerd|jq|openssl|udevadm|journalctl|ethtool|ip|iptables\S*|xtables\S*|nft|snap|snapd|python[\d.]*|perl[\d.]*|env|cp|mv|install|chmod|mkdir|rm|cat|find)$/;

/** Of a package's programs that are not small only these are looked at: each other one would cost that pass as well. */
export const SCRIPT_NAME = /\.(?:sh|bash|py|pl|rb|run)$/;

/**
 * A script's text.
 * @param run it is what a command runs, or else only named by one
 * @param given the language of the program that it is given to; null where its first line says it
 * @param own a command of the image's own maker runs it, and not one of a distribution's package
 */
export async function readScript(
  tree: FileTree,
  path: string,
  { run, given, own }: { readonly run: boolean; readonly given: Language | null; readonly own: boolean },
): Promise<ScriptRead> {
  const stat = await tree.stat(path);
  if (!stat.ok) return run && own && stat.reason === 'absent' ? missing(tree, path) : failed(stat);
  const { kind, size, mode } = stat.entry;
  if (kind !== 'file') return NONE;
  const executable = (mode & 0o111) !== 0;
  if (size > SMALL) {
    const { path: found } = stat.entry;
    const cheap = run && executable && size <= LARGEST_TOOL && TOOL_FOLDER.test(found);
    const told = own || given === 'shell' || SCRIPT_NAME.test(found) || cheap;
    const looked = told && (run || executable) && !DISTRIBUTED.test(found);
    if (!looked || (size > LARGEST_SCRIPT && given === null)) return NONE;
  }
  // Image readers note in passing what an executable is; the content of one that is no script they do not keep.
  if (executable) {
    const binary = await tree.binary(path);
    if (binary.ok && binary.facts.format === 'elf') return NONE;
  }
  const read = await tree.read(path, LARGEST_SCRIPT);
  if (!read.ok) return failed(read);
  // A shell takes a program without a first line for a script of its own (POSIX.1-2024, 2.9.1.4).
  const language = languageOf(read.bytes, given ?? (run && executable ? 'shell' : null));
  if (language === null) return NONE;
  return { kind: 'script', path: read.entry.path, text: new TextDecoder().decode(read.bytes), language };
}

/** What the image lacks may come with a file system that is mounted at boot; what only a running node has is no image's. */
async function missing(tree: FileTree, path: string): Promise<ScriptRead> {
  if (isRunTimePath(path) || staysMissing(path)) return NONE;
  const read = await tree.read(path, LARGEST_SCRIPT);
  return read.ok ? NONE : failed(read);
}

function failed(failure: TreeFailure): ScriptRead {
  return mayBeThere(failure) ? { kind: 'unread', reason: failure.reason, problem: failure.detail } : NONE;
}

function languageOf(bytes: Uint8Array, given: Language | null): Language | null {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return bytes.subarray(0, 4096).includes(0) ? null : given;
  return languageOfFirstLine(new TextDecoder().decode(bytes.subarray(2, 300)), given);
}

function languageOfFirstLine(text: string, given: Language | null): Language {
  const words = text
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .map((word) => word.slice(word.lastIndexOf('/') + 1));
  const program = words.find((word) => !/^env$|^-|=/.test(word)) ?? '';
  return INTERPRETER.test(program) ||
    /^(?:[gmn]?awk|g?sed)$/.test(program) ||
    (given === 'other' && !SHELL.test(program))
    ? 'other'
    : 'shell';
}

/** The language of a text that is put into a file: its first line says it, or the program that runs it, or its name. */
export function languageOfText(text: string, path: string, given: Language | null): Language {
  if (text.startsWith('#!')) return languageOfFirstLine(text.slice(2, 300), given);
  return given ?? (/\.(?:py|pl|rb)$/.test(path) ? 'other' : 'shell');
}
