/** What does not depend on the machine: how much we read, and how much memory that takes. Recorded in `guards.json`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CACHE, made } from './commands.ts';
import { writeLayers, writeSmallBase } from './layers.ts';
import { writeLayout } from './layout.ts';
import { type Usage, usageOf } from './ours.ts';

const recorded = join(import.meta.dirname, 'guards.json');
/** How far above the record is no growth: bytes hardly vary, memory does. */
const slack = { imageBytes: 1.02, bytesRead: 1.05, peakBytes: 1.2 };
const mostMemory = 150e6;

/** 1 if something has grown, with a line for each. `--record` takes what is now for right. */
export async function checkGuards(record: boolean): Promise<number> {
  const folder = join(CACHE, 'bench-check-boot');
  mkdirSync(folder, { recursive: true });
  const base = made(join(folder, 'base'), writeSmallBase);
  const plain = join(folder, 'plain');
  if (!readdirSync(folder).includes('plain')) {
    await writeLayout(writeLayers(base, join(folder, 'layers'), 60), plain);
    rmSync(join(folder, 'layers'), { recursive: true });
  }
  const packed = async (name: string, pack: (bytes: Buffer) => Buffer) => {
    const target = join(folder, name);
    if (!readdirSync(folder).includes(name)) await packLayout(plain, target, pack);
    return `oci:${target}`;
  };
  const forms: readonly (readonly [string, string])[] = [
    ['plain layers', `oci:${plain}`],
    ['gzip layers', await packed('gzip', (bytes) => gzipSync(bytes, { level: 1 }))],
    ['zstd layers', await packed('zstd', (bytes) => zstdCompressSync(bytes))],
  ];
  const found = Object.fromEntries(forms.map(([name, reference]) => [name, leastUsage(reference)]));
  if (record) {
    writeFileSync(recorded, `${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  const limits = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, Usage>;
  let grown = 0;
  for (const [name, usage] of Object.entries(found)) {
    for (const key of ['imageBytes', 'bytesRead', 'peakBytes'] as const) {
      const most = Math.min(
        (limits[name]?.[key] ?? 0) * slack[key],
        key === 'peakBytes' ? mostMemory : Number.POSITIVE_INFINITY,
      );
      const fits = usage[key] <= most;
      if (!fits) grown = 1;
      process.stdout.write(`${fits ? 'ok   ' : 'GROWN'} ${name}: ${key} ${usage[key]}, at most ${Math.round(most)}\n`);
    }
  }
  return grown;
}

/** Of three runs: the first compiles our code, and the collector's moments vary. */
function leastUsage(reference: string): Usage {
  const runs = [usageOf(reference), usageOf(reference), usageOf(reference)];
  const least = (key: keyof Usage) => Math.min(...runs.map((run) => run[key]));
  return { imageBytes: least('imageBytes'), bytesRead: least('bytesRead'), peakBytes: least('peakBytes') };
}

/** The same image with compressed layers. */
async function packLayout(plain: string, target: string, pack: (bytes: Buffer) => Buffer): Promise<void> {
  const blob = (folder: string, digest: string) => join(folder, 'blobs/sha256', digest.slice('sha256:'.length));
  const index = JSON.parse(readFileSync(join(plain, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
  const manifest = JSON.parse(readFileSync(blob(plain, index.manifests[0]!.digest), 'utf8')) as {
    layers: { digest: string }[];
  };
  const folder = `${target}.layers`;
  mkdirSync(folder, { recursive: true });
  const layers = manifest.layers.map(({ digest }, number) => {
    const path = join(folder, `${number}`);
    writeFileSync(path, pack(readFileSync(blob(plain, digest))));
    return { path, diffId: digest };
  });
  rmSync(target, { recursive: true, force: true });
  await writeLayout(layers, target);
  rmSync(folder, { recursive: true });
}
