import type { GeneratorName } from './boot-generator.ts';

/** Files of a folder whose name matches. */
export interface FilePattern {
  readonly folder: string;
  readonly name: RegExp;
}

/** What is known of a platform: how an image shows it, and what it does at boot. */
export interface Platform {
  readonly name: GeneratorName;
  /** The subject of a sentence. */
  readonly title: string;
  readonly writes: 'containerd' | 'kubelet' | 'both';
  /** Paths each of which shows it, the best first. */
  readonly evidence: readonly string[];
  /** Files by pattern each of which shows it. */
  readonly evidencePatterns?: readonly FilePattern[];
  /** The `ID` in os-release that shows it. */
  readonly osId?: string;
  /** Paths that show its program, which does nothing where the image has a kubelet of its own and no unit starts it. */
  readonly programs?: readonly string[];
  /** Files it fills in; the first that exists is read. */
  readonly containerdTemplates?: readonly (string | FilePattern)[];
  readonly kubeletTemplates?: readonly (string | FilePattern)[];
  /** One sentence: what writes which file, when, and which driver comes out. */
  readonly note: string;
}

/** Where unit files lie, the stronger first. */
export const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

export function unitPaths(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => UNIT_FOLDERS.map((folder) => `${folder}/${name}`));
}
