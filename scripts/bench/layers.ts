/** The eight layers of the benchmark's node image as tars. */
import { linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BOOT_FILES, BOOT_LINKS } from './boot-files.ts';
import { shell } from './commands.ts';
import { noise, prose, writeFiller } from './filler.ts';
import { goProgram } from './go-program.ts';
import type { LayerFile } from './layout.ts';
import { asKubelet, CONTAINERD_TOML, KUBELET_CONFIG, KUBELET_SERVICE } from './node-files.ts';

/** Writes `1.tar` to `8.tar`; `megabytes` is the size of the content store in the sixth. */
export function writeLayers(base: string, destination: string, megabytes: number): LayerFile[] {
  mkdirSync(destination, { recursive: true });
  const pack = (number: number, fill: (put: Put, folder: string) => void): string => {
    const folder = join(destination, `${number}`);
    mkdirSync(folder, { recursive: true });
    fill((path, content) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content, { mode: path.includes('/bin/') ? 0o755 : 0o644 });
    }, folder);
    const tar = packFolder(folder, join(destination, `${number}.tar`));
    rmSync(folder, { recursive: true });
    return tar;
  };
  const tars = [
    packFolder(base, join(destination, '1.tar')),
    pack(2, (put) => {
      put('etc/containerd/config.toml', CONTAINERD_TOML(true));
      put('etc/systemd/system/kubelet.service', KUBELET_SERVICE);
      put('etc/opq.d/old.conf', 'old');
    }),
    pack(3, (put) => put('etc/.wh.motd', '')),
    pack(4, (put) => {
      put('etc/opq.d/.wh..wh..opq', '');
      put('etc/opq.d/new.conf', 'new');
    }),
    pack(5, (put, folder) => {
      put('etc/crictl.yaml', 'runtime-endpoint: unix:///run/containerd/containerd.sock\n');
      linkSync(join(folder, 'etc/crictl.yaml'), join(folder, 'etc/crictl-hard.yaml'));
      symlinkSync('crictl.yaml', join(folder, 'etc/crictl-link.yaml'));
    }),
    pack(6, (put, folder) => {
      put('usr/bin/kubelet', asKubelet(readFileSync(join(base, 'usr/bin/containerd')), 'v1.34.1'));
      const store = 'var/lib/containerd/io.containerd.content.v1.content/blobs/sha256';
      mkdirSync(join(folder, store), { recursive: true });
      // Always as many files, so that only their sizes differ.
      for (let index = 0; index < 20; index++) {
        writeFiller(join(folder, store, `blob-${index}`), Math.floor((megabytes * 2 ** 20) / 20));
      }
    }),
    pack(7, (put) => put('var/lib/kubelet/config.yaml', KUBELET_CONFIG)),
    pack(8, (put) => put('etc/containerd/config.toml', CONTAINERD_TOML(false))),
  ];
  return tars.map((path) => ({ path }));
}

type Put = (path: string, content: string | Buffer) => void;

export function packFolder(folder: string, tar: string): string {
  shell(
    `tar --sort=name --numeric-owner --owner=0 --group=0 --mtime=@0 --format=posix --pax-option=delete=atime,delete=ctime -C '${folder}' -cf '${tar}' .`,
  );
  return tar;
}

/** A base without Debian: as many files as one, none of them large, and a program that looks like a Go program. */
export function writeSmallBase(folder: string): void {
  const put = (path: string, content: string | Buffer, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  };
  put('etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
  put('usr/lib/systemd/systemd', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), noise('systemd', 100_000)]));
  mkdirSync(join(folder, 'usr/sbin'), { recursive: true });
  symlinkSync('../lib/systemd/systemd', join(folder, 'usr/sbin/init'));
  symlinkSync('usr/sbin', join(folder, 'sbin'));
  symlinkSync('usr/lib', join(folder, 'lib'));
  put(
    'usr/lib/systemd/system/containerd.service',
    '[Service]\nExecStart=/usr/bin/containerd\n[Install]\nWantedBy=multi-user.target\n',
  );
  put('usr/bin/containerd', goProgram('github.com/containerd/containerd/cmd/containerd', '1.7.27', 40));
  for (const { path, content, mode } of BOOT_FILES) put(path, content, mode);
  for (const { path, target } of BOOT_LINKS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
  for (let index = 0; index < 12_000; index++) {
    put(`usr/share/doc/package-${index % 400}/file-${index}`, prose(`doc ${index}`, 500 + ((index * 37) % 3000)));
  }
}
