import { existsSync } from 'node:fs';

/** A real kubelet of this machine. */
export interface RealKubelet {
  /** Upstream's version without the `v`. */
  readonly version: string;
  readonly minor: number;
  readonly program: string;
}

/**
 * The kubelets that the environment variable `KUBELET_MORE` names, as `VERSION=PROGRAM` words; `KUBELET_ONLY` picks some
 * of them by version. No package that the other tests use brings one, so without the variable there is none.
 */
export function realKubelets(): readonly RealKubelet[] {
  const only = words(process.env.KUBELET_ONLY);
  return words(process.env.KUBELET_MORE)
    .map((word) => {
      const [version = '', program = ''] = word.split('=');
      if (!existsSync(program)) throw new Error(`KUBELET_MORE names ${program}, which is not there`);
      return { version, minor: Number(version.split('.')[1]), program };
    })
    .filter(({ version }) => only.length === 0 || only.includes(version));
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
