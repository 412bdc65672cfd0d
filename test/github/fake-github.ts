import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findOperation, type Operation, sample } from './openapi.ts';

/**
 * A GitHub with one repository, `acme/nodes`, that behaves as the real one does where it matters here. Every request and
 * every answer is held against GitHub's own description; `violations` says what did not fit.
 */
export interface FakeGithub {
  readonly url: string;
  readonly repository: FakeRepository;
  /** `POST /repos/…`, in order. */
  readonly requests: string[];
  readonly violations: string[];
  /** Requests whose `METHOD /path` fits are answered so, the given number of times. */
  fail(fault: Fault): void;
  close(): Promise<void>;
}

export interface Fault {
  readonly on: RegExp;
  readonly times: number;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request is carried out, and only its answer gets lost. */
  readonly afterwards?: boolean;
}

export interface FakeRepository {
  /** Whom the token writes as. */
  viewer: string;
  /** Whether the token may ask for that. */
  mayAskViewer: boolean;
  /** What the token may do. */
  mayWrite: boolean;
  readonly pulls: FakePull[];
  readonly comments: FakeComment[];
  readonly reviewComments: FakeReviewComment[];
  readonly reviews: { pull: number; body: string; comments: number }[];
  readonly issues: FakeIssue[];
}

export interface FakePull {
  number: number;
  state: 'open' | 'closed';
  headSha: string;
  headBranch: string;
  headRepository: string;
  files: { path: string; patch?: string }[];
}

export interface FakeComment {
  id: number;
  issue: number;
  body: string;
  user: string;
}

export interface FakeReviewComment {
  id: number;
  pull: number;
  body: string;
  user: string;
  path: string;
  line: number | null;
  startLine: number | null;
  replyTo: number | null;
}

export interface FakeIssue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  user: string;
  labels: string[];
  isPull?: boolean;
}

export const TOKEN = 'ghs_fake';
const FULL_NAME = 'acme/nodes';
const BODY_LIMIT = 65_536;

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** A list, of which one page is sent. */
  readonly list?: readonly unknown[];
}

/** Starts the server on a free port of this machine. */
export async function startFakeGithub(): Promise<FakeGithub> {
  const repository: FakeRepository = {
    viewer: 'github-actions[bot]',
    mayAskViewer: true,
    mayWrite: true,
    pulls: [],
    comments: [],
    reviewComments: [],
    reviews: [],
    issues: [],
  };
  const requests: string[] = [];
  const violations: string[] = [];
  const faults: { fault: Fault; left: number }[] = [];
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => serve(request, response, body))
      .catch((cause) => {
        violations.push(`the fake server failed: ${cause instanceof Error ? cause.stack : cause}`);
        response.writeHead(500).end();
      });
  });

  function serve(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const method = request.method ?? '';
    const url = new URL(request.url ?? '', 'http://fake');
    const line = `${method} ${url.pathname}`;
    requests.push(line);
    const fault = faults.find((one) => one.left > 0 && one.fault.on.test(line));
    if (fault !== undefined) {
      fault.left--;
      if (fault.fault.afterwards === true) answer(method, url, request, body);
      const { status, message = 'Server Error', headers = {} } = fault.fault;
      send(response, status, { message, documentation_url: 'https://docs.example/', status: String(status) }, headers);
      return;
    }
    const { operation, result } = answer(method, url, request, body);
    if (result.list === undefined) {
      checkAnswer(operation, line, result.status, result.body);
      send(response, result.status, result.body, {});
      return;
    }
    const perPage = Number(url.searchParams.get('per_page') ?? 30);
    const page = Number(url.searchParams.get('page') ?? 1);
    const shown = result.list.slice((page - 1) * perPage, page * perPage);
    checkAnswer(operation, line, result.status, shown);
    send(response, result.status, shown, pageLinks(url, request, page, Math.ceil(result.list.length / perPage)));
  }

  function checkAnswer(operation: Operation | null, line: string, status: number, body: unknown): void {
    const problem = operation?.responseProblem(status, body) ?? null;
    if (problem !== null) violations.push(`answer to ${line}: ${problem}`);
  }

  function answer(
    method: string,
    url: URL,
    request: IncomingMessage,
    body: unknown,
  ): { operation: Operation | null; result: Answer } {
    if (request.headers.authorization !== `token ${TOKEN}`)
      return { operation: null, result: refusal(401, 'Bad credentials') };
    if (url.pathname === '/graphql') return { operation: null, result: viewer(body) };
    const operation = findOperation(method, url.pathname);
    if (operation === null) {
      violations.push(`${method} ${url.pathname} is not described`);
      return { operation, result: refusal(404, 'Not Found') };
    }
    const problem = operation.requestProblem(url.searchParams, body);
    if (problem !== null) violations.push(`${method} ${url.pathname}: ${problem}`);
    if (`${operation.parameters['owner']}/${operation.parameters['repo']}` !== FULL_NAME) {
      return { operation, result: refusal(404, 'Not Found') };
    }
    if (method !== 'GET' && !repository.mayWrite) {
      return { operation, result: refusal(403, 'Resource not accessible by integration') };
    }
    return {
      operation,
      result: carryOut(repository, operation, url.searchParams, (body ?? {}) as Record<string, unknown>),
    };
  }

  function viewer(body: unknown): Answer {
    const query = (body as { query?: unknown })?.query;
    if (query !== '{ viewer { login } }') violations.push(`GraphQL: ${String(query)}`);
    if (!repository.mayAskViewer) {
      const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }];
      return { status: 200, body: { data: null, errors } };
    }
    return { status: 200, body: { data: { viewer: { login: repository.viewer } } } };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository,
    requests,
    violations,
    fail: (fault) => faults.push({ fault, left: fault.times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function carryOut(
  repository: FakeRepository,
  { method, path, parameters }: Operation,
  query: URLSearchParams,
  body: Record<string, unknown>,
): Answer {
  const number = Number(parameters['issue_number'] ?? parameters['pull_number'] ?? parameters['comment_id']);
  const text = body['body'];
  if (typeof text === 'string' && text.length > BODY_LIMIT) {
    return {
      status: 422,
      body: invalid('IssueComment', 'body', `body is too long (maximum is ${BODY_LIMIT} characters)`),
    };
  }
  switch (`${method} ${path.replace('/repos/{owner}/{repo}', '')}`) {
    case 'GET /issues/{issue_number}/comments':
      return { status: 200, list: repository.comments.filter(({ issue }) => issue === number).map(showComment) };
    case 'POST /issues/{issue_number}/comments': {
      const comment = { id: nextId(repository.comments), issue: number, body: String(text), user: repository.viewer };
      repository.comments.push(comment);
      return { status: 201, body: showComment(comment) };
    }
    case 'PATCH /issues/comments/{comment_id}': {
      const comment = repository.comments.find(({ id }) => id === number);
      if (comment === undefined) return refusal(404, 'Not Found');
      comment.body = String(text);
      return { status: 200, body: showComment(comment) };
    }
    case 'DELETE /issues/comments/{comment_id}':
      return remove(repository.comments, number);
    case 'GET /pulls': {
      const [owner, branch] = (query.get('head') ?? ':').split(':');
      const fitting = repository.pulls.filter(
        (pull) =>
          pull.headRepository.startsWith(`${owner}/`) &&
          pull.headBranch === branch &&
          pull.state === query.get('state'),
      );
      return { status: 200, list: fitting.map((pull) => showPull('pull-request-simple', pull)) };
    }
    case 'GET /commits/{commit_sha}/pulls': {
      // GitHub knows only commits of the repository itself here.
      const fitting = repository.pulls.filter(
        (pull) => pull.headSha === parameters['commit_sha'] && pull.headRepository === FULL_NAME,
      );
      return { status: 200, list: fitting.map((pull) => showPull('pull-request-simple', pull)) };
    }
    case 'GET /pulls/{pull_number}': {
      const pull = repository.pulls.find((one) => one.number === number);
      return pull === undefined ? refusal(404, 'Not Found') : { status: 200, body: showPull('pull-request', pull) };
    }
    case 'GET /pulls/{pull_number}/files': {
      const files = repository.pulls.find((one) => one.number === number)?.files ?? [];
      return {
        status: 200,
        list: files.map(({ path, patch }) =>
          sample('diff-entry', { filename: path, status: 'modified', ...(patch === undefined ? {} : { patch }) }),
        ),
      };
    }
    case 'GET /pulls/{pull_number}/comments':
      return {
        status: 200,
        list: repository.reviewComments.filter(({ pull }) => pull === number).map(showReviewComment),
      };
    case 'DELETE /pulls/comments/{comment_id}':
      return remove(repository.reviewComments, number);
    case 'POST /pulls/{pull_number}/reviews':
      return review(repository, number, body);
    case 'GET /issues': {
      const label = query.get('labels') ?? '';
      return { status: 200, list: repository.issues.filter(({ labels }) => labels.includes(label)).map(showIssue) };
    }
    case 'POST /issues': {
      const issue: FakeIssue = {
        number:
          Math.max(0, ...repository.issues.map((one) => one.number), ...repository.pulls.map((one) => one.number)) + 1,
        title: String(body['title']),
        body: String(text),
        state: 'open',
        user: repository.viewer,
        labels: body['labels'] as string[],
      };
      repository.issues.push(issue);
      return { status: 201, body: showIssue(issue) };
    }
    case 'PATCH /issues/{issue_number}': {
      const issue = repository.issues.find((one) => one.number === number);
      if (issue === undefined) return refusal(404, 'Not Found');
      if (typeof text === 'string') issue.body = text;
      if (body['state'] === 'open' || body['state'] === 'closed') issue.state = body['state'];
      return { status: 200, body: showIssue(issue) };
    }
    default:
      throw new Error(`${method} ${path} has no behaviour`);
  }
}

interface ReviewCommentInput {
  path: string;
  line: number;
  start_line?: number;
  side?: string;
  body: string;
}

/** One comment on a line that the diff does not show refuses the whole review. */
function review(repository: FakeRepository, number: number, body: Record<string, unknown>): Answer {
  const pull = repository.pulls.find((one) => one.number === number);
  if (pull === undefined) return refusal(404, 'Not Found');
  const comments = (body['comments'] ?? []) as ReviewCommentInput[];
  const inside = comments.every(({ path, line, start_line: start = line, side }) => {
    const patch = pull.files.find((file) => file.path === path)?.patch;
    const last = hunkOf(patch, line);
    return side === 'RIGHT' && last !== null && hunkOf(patch, start) === last && start <= line;
  });
  if (!inside || comments.some((comment) => comment.start_line === comment.line)) {
    return {
      status: 422,
      body: {
        message: 'Unprocessable Entity',
        errors: ['Line could not be resolved'],
        documentation_url: 'https://docs.example/',
      },
    };
  }
  for (const comment of comments) {
    repository.reviewComments.push({
      id: nextId(repository.reviewComments),
      pull: number,
      body: comment.body,
      user: repository.viewer,
      path: comment.path,
      line: comment.line,
      startLine: comment.start_line ?? null,
      replyTo: null,
    });
  }
  repository.reviews.push({ pull: number, body: String(body['body']), comments: comments.length });
  return {
    status: 200,
    body: sample('pull-request-review', { user: showUser(repository.viewer), state: 'COMMENTED' }),
  };
}

/** Which hunk of a patch shows a line of the new file; null for none. Counts by the hunks' headers only. */
function hunkOf(patch: string | undefined, line: number): number | null {
  const headers = [...(patch ?? '').matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)];
  const index = headers.findIndex(
    ([, start, count = '1']) => line >= Number(start) && line < Number(start) + Number(count),
  );
  return index < 0 ? null : index;
}

function remove(list: { id: number }[], id: number): Answer {
  const index = list.findIndex((one) => one.id === id);
  if (index < 0) return refusal(404, 'Not Found');
  list.splice(index, 1);
  return { status: 204 };
}

function nextId(list: readonly { id: number }[]): number {
  return Math.max(1000, ...list.map(({ id }) => id)) + 1;
}

function showUser(login: string) {
  return sample('simple-user', { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' }) as never;
}

function showComment({ id, body, user }: FakeComment) {
  return sample('issue-comment', { id, body, user: showUser(user) });
}

function showReviewComment({ id, body, user, path, line, startLine, replyTo }: FakeReviewComment) {
  return sample('pull-request-review-comment', {
    id,
    body,
    user: showUser(user),
    path,
    ...(line === null ? {} : { line, position: line }),
    ...(startLine === null ? {} : { start_line: startLine }),
    ...(replyTo === null ? {} : { in_reply_to_id: replyTo }),
  });
}

function showPull(schema: 'pull-request' | 'pull-request-simple', pull: FakePull) {
  const { number, state, headSha, headBranch, headRepository } = pull;
  const whole = sample(schema, { number, state }) as Record<string, Record<string, unknown>>;
  const repo = (name: string) => sample('repository', { full_name: name });
  return {
    ...whole,
    head: { ...whole['head'], sha: headSha, ref: headBranch, repo: repo(headRepository) },
    base: { ...whole['base'], repo: repo(FULL_NAME) },
  };
}

function showIssue({ number, title, body, state, user, labels, isPull }: FakeIssue) {
  const pull = isPull === true ? { pull_request: { url: null, html_url: null, diff_url: null, patch_url: null } } : {};
  return sample('issue', { number, title, body, state, user: showUser(user), labels, ...pull });
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.example/', status: String(status) } };
}

function invalid(resource: string, field: string, message: string) {
  return {
    message: 'Validation Failed',
    documentation_url: 'https://docs.example/',
    errors: [{ resource, field, message, code: 'custom' }],
  };
}

function pageLinks(url: URL, request: IncomingMessage, page: number, pages: number): Record<string, string> {
  const at = (number: number): string => {
    const next = new URL(url.pathname + url.search, `http://${request.headers.host}`);
    next.searchParams.set('page', String(number));
    return next.href;
  };
  return page < pages ? { Link: `<${at(page + 1)}>; rel="next", <${at(pages)}>; rel="last"` } : {};
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
