import { createBinaryScanner } from '../../src/binary/binary-scanner.ts';
import { elfFile, inlineBuildInfo } from '../binary/elf-fixture.ts';
import type { MemoryFile } from '../support/memory-tree.ts';

/** A program with these version strings and this module text. */
export function goProgram(stamps: readonly string[], lines: readonly string[]): MemoryFile {
  const strings = Buffer.from(stamps.map((stamp) => `\0${stamp}\0`).join(''), 'latin1');
  const file = elfFile([{ bytes: strings }, { writable: true, bytes: inlineBuildInfo('go1.24.4', lines) }]);
  const scanner = createBinaryScanner();
  scanner.push(file);
  return { content: file, mode: 0o755, binary: scanner.done() };
}

export const containerd1 = ['path\tgithub.com/containerd/containerd/cmd/containerd'];
export const containerd2 = ['path\tgithub.com/containerd/containerd/v2/cmd/containerd'];
export const kubelet = ['path\tk8s.io/kubernetes/cmd/kubelet'];
