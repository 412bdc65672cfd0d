/**
 * Prints what the real daemons and we say of a configuration, to look into a disagreement:
 *   node test/real/containerd/ask.ts FILE [VERSION...]
 * FILE is one configuration file, or several, each after a line `--- PATH`, as a failing test prints them.
 */
import { readFileSync } from 'node:fs';
import { resolveContainerd } from '../../../src/containerd/resolve.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';
import { realContainerds } from './daemons.ts';
import { askContainerd } from './oracle.ts';

const configPath = '/etc/containerd/config.toml';
const [path = '', ...versions] = process.argv.slice(2);
const files = parseFiles(readFileSync(path, 'utf8'));

for (const containerd of realContainerds()) {
  if (versions.length > 0 && !versions.includes(containerd.version)) continue;
  const real = await askContainerd(containerd, files).catch((error: Error) => error.message);
  const ours = await resolveContainerd(memoryTree(files), {
    version: containerd.told,
    architecture: 'amd64',
    configPath,
    configGiven: false,
  });
  const handlers = Object.fromEntries(ours.handlers.map(({ name, driver }) => [name, driver]));
  console.log(`${containerd.version} real`, JSON.stringify(real));
  const { state, stateReason, defaultHandler, runtimeConfig, doubts } = ours;
  const shown = { state, reason: stateReason?.detail, default: defaultHandler, handlers, runtimeConfig, doubts };
  console.log(`${containerd.version} ours`, JSON.stringify(shown));
}

function parseFiles(text: string): Record<string, MemoryFile> {
  if (!/^--- /m.test(text)) return { [configPath]: text };
  const files: Record<string, MemoryFile> = {};
  for (const part of text.split(/^--- /m).slice(1)) {
    const end = part.indexOf('\n');
    const body = part.slice(end + 1);
    files[part.slice(0, end).trim()] = body.startsWith('{"symlink"') ? (JSON.parse(body) as MemoryFile) : body;
  }
  return files;
}
