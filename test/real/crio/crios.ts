import { existsSync } from 'node:fs';

/** A real CRI-O of this machine. */
export interface RealCrio {
  /** Upstream's version without the `v`. */
  readonly version: string;
  readonly minor: number;
  readonly program: string;
}

/**
 * The programs that the environment variable `CRIO_MORE` names, as `VERSION=PROGRAM` words; `CRIO_ONLY` picks some of them
 * by version. No package that the other tests use brings one, so without the variable there is none. Upstream's sources
 * hold all that `go build -mod=vendor ./cmd/crio` needs.
 */
export function realCrios(): readonly RealCrio[] {
  const only = words(process.env.CRIO_ONLY);
  return words(process.env.CRIO_MORE)
    .map((word) => {
      const [version = '', program = ''] = word.split('=');
      if (!existsSync(program)) throw new Error(`CRIO_MORE names ${program}, which is not there`);
      return { version, minor: Number(version.split('.')[1]), program };
    })
    .filter(({ version }) => only.length === 0 || only.includes(version));
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
