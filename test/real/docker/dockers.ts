import { existsSync } from 'node:fs';

/** A real dockerd of this machine. */
export interface RealDocker {
  /** Upstream's version without the `v`. */
  readonly version: string;
  readonly program: string;
  /** The containerd that it starts. */
  readonly containerd: string;
}

/**
 * The programs that the environment variable `DOCKERD_MORE` names, as `VERSION=PROGRAM` words; `DOCKERD_ONLY` picks some of
 * them by version, and `DOCKERD_CONTAINERD` is the containerd that they start. Debian's docker.io has some.
 */
export function realDockers(): readonly RealDocker[] {
  const only = words(process.env.DOCKERD_ONLY);
  const containerd = process.env.DOCKERD_CONTAINERD ?? '/usr/bin/containerd';
  return words(process.env.DOCKERD_MORE)
    .map((word) => {
      const [version = '', program = ''] = word.split('=');
      for (const one of [program, containerd]) if (!existsSync(one)) throw new Error(`${one} is not there`);
      return { version, program, containerd };
    })
    .filter(({ version }) => only.length === 0 || only.includes(version));
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
