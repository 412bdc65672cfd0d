import * as v from 'valibot';

/** What a run of a workflow is about, as the runner's environment and the event tell it. */
export interface RunContext {
  readonly event: string;
  readonly repository: Repository;
  /** `https://…`, without a final slash; null outside of a workflow. */
  readonly server: string | null;
  readonly api: string;
  readonly sha: string | null;
  readonly run: RunStamp;
  /** The pull request that this run is for. */
  readonly pull: PullOfRun | null;
  /** With the event workflow_run: the run that came before. */
  readonly earlier: EarlierRun | null;
}

export interface Repository {
  readonly owner: string;
  readonly name: string;
}

/** Tells which of two runs is the later one. */
export interface RunStamp {
  readonly id: number;
  readonly attempt: number;
}

export interface PullOfRun {
  readonly number: number;
  /** Where it wants to go; comments belong there. */
  readonly repository: Repository;
  readonly headSha: string;
  readonly fork: boolean;
}

export interface EarlierRun {
  readonly run: RunStamp;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  /** `owner/name`; null where the fork is gone. */
  readonly headRepository: string | null;
}

export type ReadContextResult =
  | { readonly ok: true; readonly context: RunContext }
  | { readonly ok: false; readonly message: string };

const sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const fullName = v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/));
const headRepository = v.nullish(v.object({ full_name: fullName }));

const payloadShape = v.object({
  pull_request: v.optional(
    v.object({
      number: id,
      head: v.object({ sha, repo: headRepository }),
      base: v.object({ repo: v.object({ full_name: fullName }) }),
    }),
  ),
  workflow_run: v.optional(
    v.object({
      id,
      run_attempt: v.optional(id, 1),
      event: v.string(),
      head_sha: sha,
      head_branch: v.nullish(v.string()),
      head_repository: headRepository,
    }),
  ),
});

/**
 * @param env the runner's environment
 * @param payload the event, as parsed from the event file; of unknown shape
 */
export function readContext(env: Readonly<Record<string, string | undefined>>, payload: unknown): ReadContextResult {
  const repository = readRepository(env['GITHUB_REPOSITORY'] ?? '');
  if (repository === null) return { ok: false, message: 'GITHUB_REPOSITORY names no repository' };
  const api = webAddress(env['GITHUB_API_URL']);
  if (api === null) return { ok: false, message: "GITHUB_API_URL is not the API's address" };
  const parsed = v.safeParse(payloadShape, payload ?? {});
  const event = parsed.success ? parsed.output : {};
  return {
    ok: true,
    context: {
      event: env['GITHUB_EVENT_NAME'] ?? '',
      repository,
      server: webAddress(env['GITHUB_SERVER_URL']),
      api,
      sha: v.is(sha, env['GITHUB_SHA']) ? env['GITHUB_SHA'] : null,
      run: { id: count(env['GITHUB_RUN_ID']), attempt: count(env['GITHUB_RUN_ATTEMPT']) },
      pull: readPull(event.pull_request),
      earlier: readEarlier(event.workflow_run),
    },
  };
}

/** `owner/name`, or null. */
export function readRepository(text: string): Repository | null {
  const [owner, name] = v.is(fullName, text) ? text.split('/') : [];
  return owner === undefined || name === undefined ? null : { owner, name };
}

/** Whether a text is a full commit id. */
export function isSha(text: string): boolean {
  return v.is(sha, text);
}

type Payload = v.InferOutput<typeof payloadShape>;

function readPull(pull: Payload['pull_request']): PullOfRun | null {
  if (pull === undefined) return null;
  const repository = readRepository(pull.base.repo.full_name);
  if (repository === null) return null;
  const fork = pull.head.repo?.full_name !== pull.base.repo.full_name;
  return { number: pull.number, repository, headSha: pull.head.sha, fork };
}

function readEarlier(run: Payload['workflow_run']): EarlierRun | null {
  if (run === undefined) return null;
  return {
    run: { id: run.id, attempt: run.run_attempt },
    event: run.event,
    headSha: run.head_sha,
    headBranch: run.head_branch ?? null,
    headRepository: run.head_repository?.full_name ?? null,
  };
}

function webAddress(text: string | undefined): string | null {
  if (text === undefined || !/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  return text.replace(/\/+$/, '');
}

function count(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
