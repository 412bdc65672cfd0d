import type { GateOptions } from '../../src/gate/options.ts';
import type { OpenedImage } from '../../src/image/opened-image.ts';
import { memoryTree } from './memory-tree.ts';
import { type Files, SYSTEMD } from './node-image.ts';

/** What is asked where a test asks for nothing. */
export const judgeOptions: GateOptions = {
  images: [],
  require: 'systemd',
  handlers: 'all',
  failOn: 'error',
  skip: new Map(),
  containerdVersion: null,
  kubeletVersion: null,
  kubeletConfig: null,
  kindConfig: null,
  verify: false,
  cache: null,
  platform: { os: 'linux', architecture: 'amd64' },
  platformGiven: false,
  repo: null,
  baseline: null,
  kind: { timeout: 1, watch: 1, retainOnFailure: false, logs: null },
};

/** A root file system that systemd boots, as if it had been opened. */
export function openedImage(files: Files): OpenedImage {
  return {
    reference: 'node',
    form: 'rootfs',
    digest: null,
    platform: null,
    labels: {},
    tree: memoryTree({ ...SYSTEMD, ...files }),
    layers: [],
    stored: null,
    problems: [],
    settle: async () => [],
    reading: () => ({ layers: 0, layersRead: 0, bytesRead: 0, totalBytes: null, remarks: [] }),
    close: async () => {},
  };
}
