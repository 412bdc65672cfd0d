/** Builds what the benchmark reads: one node image in every form, from Debian's packages. What is there stays. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, made, shell } from './commands.ts';
import { packFolder, writeLayers, writeSmallBase } from './layers.ts';
import { writeLayout } from './layout.ts';
import { startRegistry } from './registry.ts';

/** Programs that are not part of this Debian, unpacked beside it. */
export const CRANE = join(CACHE, 'bench/tools/crane/usr/bin/crane');
const skopeoRoot = join(CACHE, 'bench/tools/skopeo');
/** A skopeo that writes zstd:chunked (1.14 and later), with libraries of its own. */
export const NEW_SKOPEO = `${skopeoRoot}/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 --library-path ${skopeoRoot}/usr/lib/x86_64-linux-gnu ${skopeoRoot}/usr/bin/skopeo --insecure-policy`;

const packages =
  'systemd,systemd-sysv,containerd,runc,iproute2,iptables,procps,kmod,ethtool,socat,conntrack,ebtables,util-linux,mount,nfs-common,jq,curl,openssh-client,perl,python3-minimal,git,vim-tiny';

export function installTools(): void {
  shell(`
    missing=()
    for tool in debootstrap skopeo umoci pigz zstd igzip:isal docker-registry; do
      command -v "\${tool%%:*}" >/dev/null || missing+=("\${tool##*:}")
    done
    if [ \${#missing[@]} -gt 0 ]; then apt-get update -qq && apt-get install -y -qq "\${missing[@]}"; fi
    . test/real/packages.sh
    unpack sid "$CACHE/bench/tools/crane" crane
    unpack_system sid "$CACHE/bench/tools/skopeo" skopeo`);
}

/** The node image as an OCI layout with plain layers, its content store of so many megabytes. */
async function plainLayout(folder: string, base: string, megabytes: number): Promise<string> {
  const path = join(folder, `oci-raw-${megabytes}`);
  if (!isThere(join(path, 'index.json'))) {
    process.stderr.write(`bench: making ${path}\n`);
    rmSync(path, { recursive: true, force: true });
    const layers = join(folder, 'build', `layers-${megabytes}`);
    await writeLayout(writeLayers(base, layers, megabytes), path);
    rmSync(layers, { recursive: true });
  }
  return path;
}

function isThere(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

const saved = (from: string, to: string) =>
  made(to, (part) =>
    shell(`skopeo --insecure-policy copy -q 'oci:${from}:node' 'docker-archive:${part}:bench/node:v1'`),
  );

/** Megabytes of the content store that make an archive of about 0.3 (with a base of its own), 1.2 and 4 GB. */
const middle = 650;
const large = 3450;

export interface Artifacts {
  readonly folder: string;
  readonly dockerSave: { readonly small: string; readonly middle: string; readonly large: string };
  readonly dockerSaveGzip: string;
  readonly ociGzip: string;
  readonly ociZstd: string;
  readonly zstdChunked: string;
  readonly estargz: string;
  readonly rootfsTar: string;
  readonly rootfsTarGzip: string;
}

export async function buildArtifacts(folder = join(CACHE, 'bench')): Promise<Artifacts> {
  mkdirSync(join(folder, 'build'), { recursive: true });
  installTools();
  const debian = made(join(folder, 'build/base'), (part) =>
    shell(`. test/real/packages.sh
      debootstrap --variant=minbase --include=${packages} bookworm '${part}' "$(mirror)" >'${folder}/build/debootstrap.log' 2>&1
      rm -rf '${part}'/var/cache/apt/archives/*.deb '${part}'/var/lib/apt/lists/*`),
  );
  const light = made(join(folder, 'build/light-base'), (part) => writeSmallBase(part));
  const raw = await plainLayout(folder, debian, middle);
  const at = (name: string) => join(folder, name);
  const dockerSave = {
    small: saved(await plainLayout(folder, light, 170), at('docker-save-0.3.tar')),
    middle: saved(raw, at('docker-save-1.2.tar')),
    large: saved(await plainLayout(folder, debian, large), at('docker-save-4.tar')),
  };
  const converted = (name: string, format: string) =>
    made(at(name), (part) =>
      shell(`skopeo --insecure-policy copy -q --dest-compress-format ${format} 'oci:${raw}:node' 'oci:${part}:node'`),
    );
  const ociGzip = converted('oci-gzip', 'gzip');
  const rootfsTar = made(at('rootfs.tar'), (part) => {
    const unpacked = `${folder}/build/unpacked`;
    shell(
      `rm -rf '${unpacked}' && umoci unpack --rootless --image '${at('oci-gzip')}:node' '${unpacked}' >/dev/null 2>&1`,
    );
    packFolder(join(unpacked, 'rootfs'), part);
    shell(`chmod -R u+w '${unpacked}' && rm -rf '${unpacked}'`);
  });
  const registry = await startRegistry(at('registry'));
  try {
    return {
      folder,
      dockerSave,
      dockerSaveGzip: made(at('docker-save.tar.gz'), (part) => shell(`pigz -6 -c '${dockerSave.middle}' >'${part}'`)),
      ociGzip,
      ociZstd: converted('oci-zstd', 'zstd'),
      zstdChunked: made(at('oci-zstd-chunked'), (part) =>
        shell(
          `${NEW_SKOPEO} copy -q --dest-compress-format zstd:chunked --dest-force-compress-format 'oci:${raw}:node' 'oci:${part}:node'`,
        ),
      ),
      estargz: made(at('oci-estargz'), (part) => writeEstargz(raw, registry.address, part)),
      rootfsTar,
      rootfsTarGzip: made(at('rootfs.tar.gz'), (part) => shell(`pigz -6 -c '${rootfsTar}' >'${part}'`)),
    };
  } finally {
    registry.stop();
  }
}

/** Only crane writes it, and only into a registry. */
function writeEstargz(raw: string, registry: string, folder: string): void {
  const [{ digest }] = (
    JSON.parse(readFileSync(join(raw, 'index.json'), 'utf8')) as { manifests: [{ digest: string }] }
  ).manifests;
  const blob = (name: string) => join(raw, 'blobs/sha256', name.slice('sha256:'.length));
  const { layers } = JSON.parse(readFileSync(blob(digest), 'utf8')) as { layers: { digest: string }[] };
  const files = layers.map((layer) => `-f '${blob(layer.digest)}'`).join(' ');
  shell(`GGCR_EXPERIMENT_ESTARGZ=1 '${CRANE}' append --insecure --oci-empty-base ${files} -t ${registry}/bench:estargz >/dev/null
    skopeo --insecure-policy copy -q --src-tls-verify=false docker://${registry}/bench:estargz 'oci:${folder}:node'`);
}
