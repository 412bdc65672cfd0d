/** The same job by other programs: get the file out that decides, and compare it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRANE } from './artifacts.ts';
import { CACHE, shell } from './commands.ts';
import { type Command, pipeline } from './measure.ts';
import { CONTAINERD_TOML } from './node-files.ts';
import { NODE } from './ours.ts';

const wanted = 'etc/containerd/config.toml';
const work = join(CACHE, 'bench/work');

function extracting(name: string, script: string, path = join(work, wanted)): Command {
  return {
    ...pipeline(name, script, (_output, status) => {
      if (status !== 0) throw new Error(`it ended with status ${status}`);
      if (readFileSync(path, 'utf8') !== CONTAINERD_TOML(false)) throw new Error('the file is not the right one');
    }),
    prepare: () => {
      if (existsSync(work)) shell(`chmod -R u+w '${work}' && rm -rf '${work}'`);
      mkdirSync(work, { recursive: true });
    },
  };
}

export const skopeoUmoci = (source: string) =>
  extracting(
    'skopeo copy + umoci unpack',
    `skopeo --insecure-policy copy -q '${source}' 'oci:${work}/oci:node'
     umoci unpack --rootless --image '${work}/oci:node' '${work}/unpacked' >/dev/null 2>&1`,
    join(work, 'unpacked/rootfs', wanted),
  );

export const umociUnpack = (layout: string) =>
  extracting(
    'umoci unpack',
    `umoci unpack --rootless --image '${layout}:node' '${work}/unpacked' >/dev/null 2>&1`,
    join(work, 'unpacked/rootfs', wanted),
  );

export const craneArchive = (archive: string) =>
  extracting('crane export | tar', `'${CRANE}' export - - <'${archive}' | tar -xf - -C '${work}' ${wanted}`);

export const craneRegistry = (image: string) =>
  extracting('crane export | tar', `'${CRANE}' export --insecure '${image}' - | tar -xf - -C '${work}' ${wanted}`);

export const tarFile = (archive: string, flag = '') =>
  extracting(`GNU tar ${flag}`.trim(), `tar -x${flag}f '${archive}' -C '${work}' ./${wanted}`);

export const tarPiped = (archive: string, decompress: string) =>
  extracting(`${decompress} | tar`, `${decompress} '${archive}' | tar -xf - -C '${work}' ./${wanted}`);

/** The engine of DOCKER_HOST; the image is gone before each run. */
export function dockerLoad(archive: string): Command {
  const command = extracting(
    'docker load + create + cp',
    `docker load -q -i '${archive}' >/dev/null
     container=$(docker create bench/node:v1 none)
     docker cp -q "$container:/${wanted}" '${work}/config.toml'
     docker rm "$container" >/dev/null`,
    join(work, 'config.toml'),
  );
  return {
    ...command,
    prepare: () => {
      command.prepare?.();
      shell('docker image rm -f bench/node:v1 >/dev/null 2>&1 || true');
    },
  };
}

export const dockerSave = () => pipeline('docker save to nowhere', 'docker save bench/node:v1 >/dev/null');

/** What snyk's container scanner does first, and nothing else of it. */
export function snykExtraction(archive: string, kind: 'docker-archive' | 'oci-archive'): Command {
  const folder = join(CACHE, 'bench/peers');
  if (!existsSync(join(folder, 'node_modules/snyk-docker-plugin'))) {
    mkdirSync(folder, { recursive: true });
    // It asks for a version of this one that a mirror may not have yet; extraction does not use it.
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides: { shescape: '^2.1.0' } }));
    shell(`cd '${folder}' && npm install --silent --no-audit --no-fund --ignore-scripts snyk-docker-plugin@9.20.2`);
  }
  const script = join(folder, 'extract.cjs');
  writeFileSync(
    script,
    `const { extractImageContent } = require('snyk-docker-plugin/dist/extractor');
const { streamToString } = require('snyk-docker-plugin/dist/stream-utils');
const path = '/${wanted}';
const actions = [{ actionName: 'text', filePathMatches: (file) => file === path, callback: (stream) => streamToString(stream) }];
extractImageContent(process.argv[2], process.argv[3], actions, {}).then(
  ({ extractedLayers }) => process.stdout.write(String(extractedLayers[path].text)),
  (error) => { console.error(error); process.exit(1); },
);
`,
  );
  return {
    name: "snyk-docker-plugin's extraction",
    file: NODE,
    args: [script, kind, archive],
    verify: (output) => {
      if (output !== CONTAINERD_TOML(false)) throw new Error('the file is not the right one');
    },
  };
}

/** The layers of a layout, the largest first, as many at once as there are cores. */
export function layersThrough(layout: string, name: string, filter: string, atOnce = 2): Command {
  return pipeline(name, `ls -S '${layout}'/blobs/sha256/* | xargs -P ${atOnce} -I{} bash -c '${filter}'`);
}

export function cleanUp(): void {
  rmSync(work, { recursive: true, force: true });
}
