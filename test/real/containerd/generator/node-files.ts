import fc from 'fast-check';
import type { MemoryFile } from '../../../support/memory-tree.ts';
import { chance, oneOf, sometimes } from '../../generate/weighted.ts';
import { configFile, type FileStyle } from './config-file.ts';

/** A node as far as containerd's configuration goes. */
export interface GeneratedNode {
  readonly files: Readonly<Record<string, MemoryFile>>;
  /** Null where containerd is started without `--config`. */
  readonly configPath: string | null;
}

/** How often each is there, in percent; most are there for `imports` lines to find. */
const dropIns = {
  '/etc/containerd/conf.d/10-a.toml': 95,
  '/etc/containerd/conf.d/20-b.toml': 90,
  '/etc/containerd/conf.d/9-c.toml': 12,
  '/etc/containerd/conf.d/.hidden.toml': 4,
  '/etc/containerd/conf.d/B.TOML': 3,
  '/etc/containerd/extra.toml': 95,
  '/opt/cri/more.toml': 95,
};

/** Everything below /etc/containerd, mostly valid, with each odd thing in a few of a hundred. */
export function generatedNode(style: FileStyle): fc.Arbitrary<GeneratedNode> {
  const dropIn = configFile({ importing: 6, versionless: 30, ...style });
  return fc
    .record({
      main: sometimes(98, configFile({ importing: 40, versionless: 14, ...style })),
      place: oneOf({ default: 92, given: 6, 'given, not there': 1, link: 2 }),
      dropIns: fc.record(
        Object.fromEntries(Object.entries(dropIns).map(([path, percent]) => [path, sometimes(percent, dropIn)])),
      ),
      link: sometimes(85, oneOf({ '../extra.toml': 7, '/etc/containerd/conf.d/10-a.toml': 3, '/nowhere': 0.4 })),
      workingDirectory: chance(6),
    })
    .map(({ main, place, dropIns, link, workingDirectory }) => {
      const files: Record<string, MemoryFile> = {};
      const elsewhere = '/opt/containerd/config.toml';
      if (main !== null) {
        files[place === 'given' || place === 'link' ? elsewhere : '/etc/containerd/config.toml'] = main;
      }
      if (place === 'link') files['/etc/containerd/config.toml'] = { symlink: '../../opt/containerd/config.toml' };
      for (const [path, content] of Object.entries(dropIns)) if (content !== null) files[path] = content;
      if (link !== null) files['/etc/containerd/conf.d/9-link.toml'] = { symlink: link };
      if (workingDirectory) files['/conf.d/10-cwd.toml'] = Buffer.from('version = 2\n');
      return { files, configPath: place === 'given' || place === 'given, not there' ? elsewhere : null };
    });
}

/** The files as text, for a message. */
export function showNode({ files, configPath }: GeneratedNode): string {
  const shown = Object.entries(files).map(([path, file]) => {
    if (file instanceof Uint8Array) return `--- ${path}\n${showBytes(file)}`;
    return `--- ${path}\n${typeof file === 'string' ? file : JSON.stringify(file)}`;
  });
  return [configPath === null ? '(no --config)' : `--config ${configPath}`, ...shown].join('\n');
}

function showBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to show them
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
