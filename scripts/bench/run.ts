/**
 * The benchmark: `node scripts/bench/run.ts [--pairs N] [--only CASE] [--without PEER] [--json FILE]` compares us with
 * others on a node image of 1.2 GB; with `--only`, FILE keeps its other rows. `--check` looks only at what we read and at
 * memory, on a small image, and fails where that has grown (`--record` takes it for right).
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildArtifacts } from './artifacts.ts';
import { casesOf } from './cases.ts';
import { shell } from './commands.ts';
import { checkGuards } from './guards.ts';
import { compare } from './measure.ts';
import { usageOf } from './ours.ts';
import { cleanUp } from './peers.ts';
import { startRegistry } from './registry.ts';
import { type Row, tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    without: { type: 'string', default: ' none ' },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

if (values.check) process.exitCode = await checkGuards(values.record);
else await runAll(Number(values.pairs), values.only, values.without, values.json);

async function runAll(pairs: number, only: string, without: string, json: string | undefined): Promise<void> {
  const artifacts = await buildArtifacts();
  const registry = await startRegistry(join(artifacts.folder, 'registry'));
  try {
    const push = (name: string, layout: string) =>
      shell(
        `skopeo --insecure-policy inspect --raw --tls-verify=false docker://${registry.address}/bench:${name} >/dev/null 2>&1 ||
         skopeo --insecure-policy copy -q --preserve-digests --dest-tls-verify=false 'oci:${layout}:node' docker://${registry.address}/bench:${name}`,
      );
    push('gzip', artifacts.ociGzip);
    push('chunked', artifacts.zstdChunked);
    push('estargz', artifacts.estargz);
    const engine = hasEngine(artifacts.dockerSave.middle);
    const rows: Row[] = [];
    for (const one of casesOf(artifacts, { registry: registry.address, engine })) {
      if (!one.name.includes(only)) continue;
      process.stderr.write(`bench: ${one.name}\n`);
      const usage = one.reference === null ? null : usageOf(one.reference);
      const size = one.reference === null ? null : sizeOf(one.reference);
      const comparisons = one.against
        .filter(([peer]) => !peer.name.includes(without))
        .map(([peer, target]) => {
          const result = { ...compare(one.ours, peer, pairs), target };
          process.stderr.write(`bench:   ${result.ratio.toPrecision(2)} times ${peer.name}\n`);
          return result;
        });
      rows.push({ name: one.name, usage, size, comparisons });
    }
    const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
    const result = { date: new Date().toISOString().slice(0, 10), machine, pairs, rows };
    process.stdout.write(tableOf(result));
    if (json !== undefined) {
      const kept = only === '' ? result : { ...result, rows: replaceRows(json, rows) };
      writeFileSync(json, `${JSON.stringify(kept, null, 2)}\n`);
    }
  } finally {
    registry.stop();
    cleanUp();
  }
}

/** The rows of an earlier result in which those that were measured again are new. */
function replaceRows(json: string, rows: readonly Row[]): readonly Row[] {
  const earlier = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as { rows: readonly Row[] }).rows : [];
  const known = earlier.map((row) => rows.find(({ name }) => name === row.name) ?? row);
  return [...known, ...rows.filter(({ name }) => earlier.every((row) => row.name !== name))];
}

function hasEngine(archive: string): boolean {
  try {
    shell(
      `docker version >/dev/null 2>&1 && (docker image inspect bench/node:v1 >/dev/null 2>&1 || docker load -q -i '${archive}' >/dev/null)`,
    );
    return true;
  } catch {
    process.stderr.write('bench: no container engine can be reached; set DOCKER_HOST to compare with one\n');
    return false;
  }
}

function sizeOf(reference: string): number | null {
  const path = /^(?:docker-archive|tarball|oci):(\/.*)$/.exec(reference)?.[1];
  if (path === undefined) return null;
  return statSync(path).isDirectory() ? Number(shell(`du -sb '${path}'`).split('\t')[0]) : statSync(path).size;
}
