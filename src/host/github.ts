import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { ApiProblem, Author, GithubApi, Outcome, Pull } from '../github/api.ts';
import type { Repository } from '../github/context.ts';

type Octokit = ReturnType<typeof getOctokit>;

const PER_PAGE = 100;
/** No list is read further than this. */
const MOST_PAGES = 100;
/** An attempt that has no answer by then has failed. */
const TIMEOUT_MS = 20_000;
/** Server errors and lost connections are tried again after 1 and 4 seconds. */
const RETRIES = 2;
/** A limit that ends later than this is not waited for: a build is no place to sit in. */
const LONGEST_WAIT_S = 60;
const MOST_WAITS = 2;

/** GitHub's REST API for one repository. `api` is its address, such as `GITHUB_API_URL` has it. */
export function createGithubApi(token: string, repository: Repository, api: string): GithubApi {
  const octokit = createOctokit(token, api);
  const at = { owner: repository.owner, repo: repository.name };
  const { issues, pulls, repos } = octokit.rest;
  const pages = octokit.paginate.iterator;
  return {
    viewer: () =>
      outcome(async () => (await octokit.graphql<{ viewer: { login: string } }>('{ viewer { login } }')).viewer.login),
    listIssueComments: (issue) =>
      list(pages(issues.listComments, { ...at, issue_number: issue, per_page: PER_PAGE }), toComment),
    createIssueComment: (issue, body) =>
      write(() => issues.createComment({ ...at, issue_number: issue, body, ...ONCE })),
    updateIssueComment: (id, body) => write(() => issues.updateComment({ ...at, comment_id: id, body })),
    deleteIssueComment: (id) => write(() => issues.deleteComment({ ...at, comment_id: id })),
    getPull: (pull) => outcome(async () => toPull((await pulls.get({ ...at, pull_number: pull })).data)),
    listPullsByBranch: (owner, branch) =>
      list(
        pages(pulls.list, { ...at, state: 'open' as const, head: `${owner}:${branch}`, per_page: PER_PAGE }),
        toPull,
      ),
    listPullsOfCommit: (sha) =>
      list(pages(repos.listPullRequestsAssociatedWithCommit, { ...at, commit_sha: sha, per_page: PER_PAGE }), toPull),
    listPullFiles: (pull) =>
      list(
        pages(pulls.listFiles, { ...at, pull_number: pull, per_page: PER_PAGE }),
        (file: { filename: string; patch?: string }) => ({ path: file.filename, patch: file.patch ?? null }),
      ),
    listReviewComments: (pull) =>
      list(pages(pulls.listReviewComments, { ...at, pull_number: pull, per_page: PER_PAGE }), toReviewComment),
    createReview: (pull, review) =>
      write(() =>
        pulls.createReview({
          ...at,
          pull_number: pull,
          commit_id: review.commit,
          event: 'COMMENT',
          body: review.body,
          comments: review.comments.map(({ path, line, startLine, body }) => ({
            path,
            line,
            side: 'RIGHT',
            body,
            ...(startLine === null ? {} : { start_line: startLine, start_side: 'RIGHT' }),
          })),
          ...ONCE,
        }),
      ),
    deleteReviewComment: (id) => write(() => pulls.deleteReviewComment({ ...at, comment_id: id })),
    listIssues: async (label) => {
      const all = await list(
        pages(issues.listForRepo, { ...at, labels: label, state: 'all' as const, per_page: PER_PAGE }),
        (issue: RawIssue) => (issue.pull_request === undefined ? toIssue(issue) : null),
      );
      return all.ok ? { ok: true, value: all.value.filter((issue) => issue !== null) } : all;
    },
    createIssue: ({ title, body, label }) =>
      outcome(async () => toIssue((await issues.create({ ...at, title, body, labels: [label], ...ONCE })).data)),
    updateIssue: (issue, changes) =>
      write(() =>
        issues.update({
          ...at,
          issue_number: issue,
          ...changes,
          ...(changes.state === 'closed' ? { state_reason: 'completed' as const } : {}),
        }),
      ),
  };
}

/** What makes something new is not repeated by itself, since it may have been made although no answer came. */
const ONCE = { request: { retries: 0 } };

function createOctokit(token: string, api: string): Octokit {
  const wait = (seconds: number, _options: unknown, _octokit: unknown, retryCount: number): boolean =>
    seconds <= LONGEST_WAIT_S && retryCount < MOST_WAITS;
  const nothing = (): void => {};
  return getOctokit(
    token,
    {
      baseUrl: api,
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      retry: { retries: RETRIES, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
      throttle: { onRateLimit: wait, onSecondaryRateLimit: wait },
    },
    timeout,
    retry,
    throttling,
  );
}

/** Stands before the other plugins, so that each attempt has its own time. */
function timeout(octokit: { hook: { before(name: 'request', hook: (options: Timed) => void): void } }): object {
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) };
  });
  return {};
}

interface Timed {
  request?: object;
}

async function list<Raw, T>(
  pages: AsyncIterable<{ data: Raw[] }>,
  read: (raw: Raw) => T,
): Promise<Outcome<readonly T[]>> {
  return outcome(async () => {
    const found: T[] = [];
    let count = 0;
    for await (const { data } of pages) {
      for (const raw of data) found.push(read(raw));
      if (++count >= MOST_PAGES) break;
    }
    return found;
  });
}

async function write(act: () => Promise<unknown>): Promise<Outcome<null>> {
  return outcome(async () => {
    await act();
    return null;
  });
}

async function outcome<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (cause) {
    return { ok: false, problem: toProblem(cause) };
  }
}

function toProblem(cause: unknown): ApiProblem {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  // GraphQL refuses with status 200 and a list of errors.
  if (error.name === 'GraphqlResponseError')
    return { kind: 'forbidden', status: 200, message: firstLine(error.message) };
  const response =
    'response' in error ? (error.response as { headers?: Record<string, string> } | undefined) : undefined;
  const status = response === undefined || !('status' in error) ? null : Number(error.status);
  const limited =
    status === 429 ||
    (status === 403 && (response?.headers?.['x-ratelimit-remaining'] === '0' || /\brate limit/i.test(error.message)));
  return { kind: limited ? 'rate-limited' : kindOf(status), status, message: firstLine(error.message) };
}

function kindOf(status: number | null): ApiProblem['kind'] {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case null:
      return 'unavailable';
    default:
      return status < 500 ? 'refused' : 'unavailable';
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 500) ?? '';
}

type RawUser = { login: string; type?: string } | null | undefined;

function toAuthor(user: RawUser): Author | null {
  return user == null ? null : { login: user.login, bot: user.type === 'Bot' };
}

function toComment(raw: { id: number; body?: string | null; user?: RawUser }) {
  return { id: raw.id, body: raw.body ?? '', author: toAuthor(raw.user) };
}

interface RawPull {
  number: number;
  state: string;
  head: { sha: string; repo: { full_name: string } | null };
  base: { repo: { full_name: string } };
}

function toPull(raw: RawPull): Pull {
  return {
    number: raw.number,
    open: raw.state === 'open',
    headSha: raw.head.sha,
    headRepository: raw.head.repo?.full_name ?? null,
    baseRepository: raw.base.repo.full_name,
  };
}

interface RawReviewComment {
  id: number;
  body: string;
  user?: RawUser;
  in_reply_to_id?: number;
  line?: number | null;
  position?: number | null;
}

/** GitHub gives an outdated comment no line and no position any more. */
function toReviewComment(raw: RawReviewComment) {
  return { ...toComment(raw), replyTo: raw.in_reply_to_id ?? null, outdated: raw.line == null && raw.position == null };
}

interface RawIssue {
  number: number;
  state: string;
  body?: string | null;
  user?: RawUser;
  labels: (string | { name?: string })[];
  pull_request?: unknown;
}

function toIssue(raw: RawIssue) {
  return {
    number: raw.number,
    open: raw.state === 'open',
    body: raw.body ?? '',
    author: toAuthor(raw.user),
    labels: raw.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
  };
}
