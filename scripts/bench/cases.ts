/** What is compared with what. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifacts } from './artifacts.ts';
import { shell } from './commands.ts';
import { type Command, pipeline } from './measure.ts';
import { CLI, NODE, ours } from './ours.ts';
import * as peers from './peers.ts';

export interface Case {
  readonly name: string;
  readonly ours: Command;
  /** The reference, where bytes and memory are to be looked at. */
  readonly reference: string | null;
  /** Against whom, and the ratio that is aimed at, if one is. */
  readonly against: readonly (readonly [Command, number | null])[];
}

const cat = (path: string) => pipeline('cat', `cat '${path}' >/dev/null`);

export interface Surroundings {
  /** `localhost:PORT`, with the images bench:gzip, bench:chunked and bench:estargz. */
  readonly registry: string;
  /** An engine that has bench/node:v1 can be reached. */
  readonly engine: boolean;
}

export function casesOf(artifacts: Artifacts, { registry, engine }: Surroundings): readonly Case[] {
  const { dockerSave, ociGzip, ociZstd, rootfsTar } = artifacts;
  const sum = 'sha256sum >/dev/null';
  const archive = (size: string, path: string): Case => ({
    name: `docker archive, plain layers, ${size}`,
    reference: `docker-archive:${path}`,
    ours: ours(`docker-archive:${path}`),
    against: [[cat(path), 1.5]],
  });
  const cache = join(artifacts.folder, 'layer-cache');
  return [
    {
      name: '--version',
      reference: null,
      ours: { name: 'cgroup-gate --version', file: NODE, args: [CLI, '--version'], verify: () => {} },
      against: [[{ name: 'node -e 0', file: NODE, args: ['-e', '0'], verify: () => {} }, 1.5]],
    },
    archive('0.3 GB', dockerSave.small),
    {
      ...archive('1.2 GB', dockerSave.middle),
      against: [
        [cat(dockerSave.middle), 1.5],
        [peers.snykExtraction(dockerSave.middle, 'docker-archive'), 0.07],
        [peers.craneArchive(dockerSave.middle), 0.07],
        ...(engine ? ([[peers.dockerLoad(dockerSave.middle), 0.01]] as const) : []),
        [peers.skopeoUmoci(`docker-archive:${dockerSave.middle}`), null],
      ],
    },
    archive('4 GB', dockerSave.large),
    {
      name: 'root file system tar, plain',
      reference: `tarball:${rootfsTar}`,
      ours: ours(`tarball:${rootfsTar}`),
      against: [[peers.tarFile(rootfsTar), 2]],
    },
    {
      name: 'root file system tar, gzip',
      reference: `tarball:${artifacts.rootfsTarGzip}`,
      ours: ours(`tarball:${artifacts.rootfsTarGzip}`),
      against: [
        [peers.tarPiped(artifacts.rootfsTarGzip, 'igzip -dc'), null],
        [peers.tarPiped(artifacts.rootfsTarGzip, 'pigz -dc'), null],
      ],
    },
    {
      name: 'docker archive, compressed as a whole',
      reference: `docker-archive:${artifacts.dockerSaveGzip}`,
      ours: ours(`docker-archive:${artifacts.dockerSaveGzip}`),
      against: [[pipeline('igzip -dc', `igzip -dc '${artifacts.dockerSaveGzip}' >/dev/null`), null]],
    },
    {
      name: 'OCI layout, gzip layers, verified',
      reference: `oci:${ociGzip}`,
      ours: ours(`oci:${ociGzip}`),
      against: [
        [peers.layersThrough(ociGzip, 'pigz -dc | sha256sum', `pigz -dc <{} 2>/dev/null | ${sum}`, 1), 0.6],
        [
          peers.layersThrough(ociGzip, 'igzip -dc | sha256sum on both cores', `igzip -dc <{} 2>/dev/null | ${sum}`),
          1.4,
        ],
        [peers.layersThrough(ociGzip, 'igzip -dc on both cores', 'igzip -dc <{} >/dev/null 2>&1; true'), null],
        [peers.umociUnpack(ociGzip), null],
      ],
    },
    {
      name: 'OCI layout, zstd layers, verified',
      reference: `oci:${ociZstd}`,
      ours: ours(`oci:${ociZstd}`),
      against: [
        [peers.layersThrough(ociZstd, 'zstd -dc | sha256sum', `zstd -dcq <{} 2>/dev/null | ${sum}; true`, 1), 1.2],
        [peers.layersThrough(ociZstd, 'zstd -dc', 'zstd -dcq <{} >/dev/null 2>&1; true', 1), null],
      ],
    },
    partial('OCI layout, zstd:chunked', `oci:${artifacts.zstdChunked}`),
    partial('OCI layout, eStargz', `oci:${artifacts.estargz}`),
    {
      name: 'registry, gzip layers, verified',
      reference: `docker://${registry}/bench:gzip`,
      ours: ours(`docker://${registry}/bench:gzip`),
      against: [[peers.craneRegistry(`${registry}/bench:gzip`), 0.6]],
    },
    {
      ...partial('registry, zstd:chunked', `docker://${registry}/bench:chunked`),
      against: [[peers.craneRegistry(`${registry}/bench:gzip`), null]],
    },
    partial('registry, eStargz', `docker://${registry}/bench:estargz`),
    ...(engine
      ? [
          {
            name: 'container engine',
            reference: 'docker-daemon:bench/node:v1',
            ours: ours('docker-daemon:bench/node:v1'),
            against: [[peers.dockerSave(), 0.2]] as const,
          },
        ]
      : []),
    {
      name: 'second run with the layer cache, one small layer changed',
      reference: null,
      ours: ours(`oci:${changedTop(artifacts)}`, ['--cache', `${cache}-warm`], () => warm(artifacts, `${cache}-warm`)),
      against: [
        [
          {
            ...ours(`oci:${ociGzip}`, ['--cache', cache], () => rmSync(cache, { recursive: true, force: true })),
            name: 'the first run',
          },
          0.1,
        ],
      ],
    },
  ];
}

function partial(name: string, reference: string): Case {
  return { name, reference, ours: ours(reference), against: [] };
}

/** The gzip image with another layer on top. */
function changedTop({ folder, ociGzip }: Artifacts): string {
  const changed = join(folder, 'oci-gzip-changed');
  if (!existsSync(changed)) {
    const added = join(folder, 'build/added');
    mkdirSync(added, { recursive: true });
    shell(`echo changed >'${added}/changed'
      cp -rl '${ociGzip}' '${changed}.part'
      umoci insert --rootless --image '${changed}.part:node' '${added}/changed' /etc/changed >/dev/null 2>&1
      mv '${changed}.part' '${changed}'`);
  }
  return changed;
}

let keptIsOfThisRun = false;

/** The cache as a first run leaves it, made once in each run of the benchmark: an older build's is worth nothing. */
function warm({ folder, ociGzip }: Artifacts, cache: string): void {
  const kept = join(folder, 'layer-cache-kept');
  if (!keptIsOfThisRun) {
    rmSync(kept, { recursive: true, force: true });
    keptIsOfThisRun = true;
    shell(`'${NODE}' '${CLI}' check --cache '${kept}' 'oci:${ociGzip}' >/dev/null || true`);
  }
  rmSync(cache, { recursive: true, force: true });
  cpSync(kept, cache, { recursive: true });
}
