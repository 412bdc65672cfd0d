import type { RawOptions } from '../gate/read-options.ts';
import { isSha, type Repository, type RunContext, readContext, readRepository } from '../github/context.ts';

/** What `publish` writes to. */
export interface PublishTarget {
  readonly context: RunContext;
  readonly repository: Repository;
  readonly sha: string;
  readonly pullRequest: number | null;
  readonly key: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the command runs by hand, no runner says it. */
const PUBLIC_API = 'https://api.github.com';

/** @returns the target, or what is wrong with how it was named */
export function readPublishTarget(raw: RawOptions, env: Environment, payload: unknown): PublishTarget | string {
  const asked = raw.get('repository')?.at(-1) ?? env.GITHUB_REPOSITORY ?? '';
  const repository = readRepository(asked);
  if (repository === null) {
    return raw.has('repository')
      ? `--repository ${asked}: give OWNER/NAME`
      : 'GITHUB_REPOSITORY names no repository; say --repository OWNER/NAME';
  }
  const read = readContext(
    { ...env, GITHUB_REPOSITORY: asked, GITHUB_API_URL: env.GITHUB_API_URL || PUBLIC_API },
    payload,
  );
  if (!read.ok) return read.message;
  const { context } = read;
  const token = env.GITHUB_TOKEN || env.GH_TOKEN || '';
  const sha = raw.get('sha')?.at(-1) ?? context.earlier?.headSha ?? context.pull?.headSha;
  const number = raw.get('pull-request')?.at(-1) ?? null;
  const key = raw.get('key')?.at(-1) ?? '';
  if (number !== null && !/^[1-9]\d{0,9}$/.test(number)) return `--pull-request ${number}: give its number`;
  if (sha === undefined) return 'no event names a commit here; say --sha SHA, the full id of the head commit';
  if (!isSha(sha)) return `--sha ${sha}: give the full commit id`;
  if (!/^[\w.:/@ -]{0,100}$/.test(key)) return '--key: use at most 100 letters, digits and . : / @ - _';
  if (token === '') return 'GITHUB_TOKEN is not set; publishing needs a token that may write to pull requests';
  return { context, repository, sha, pullRequest: number === null ? null : Number(number), key, token };
}
