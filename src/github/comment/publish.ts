import type { GithubApi, IssueComment, Outcome } from '../api.ts';
import type { RunStamp } from '../context.ts';
import { marker, startsWith } from '../marker.ts';
import { done, failed, left, type Note } from '../notes.ts';
import { keepOwn } from '../own.ts';
import { type CommentState, type CommentSubject, type CommentText, commentText, readCommentState } from './body.ts';

export interface CommentOptions {
  readonly pull: number;
  readonly mode: 'on-failure' | 'always';
  readonly fork: boolean;
}

/**
 * Keeps the one comment of a key on a pull request up to date: written when something is wrong, changed only when what it
 * says changes, and turned into "fixed in" once all is well.
 */
export async function publishComment(
  api: GithubApi,
  subject: CommentSubject,
  options: CommentOptions,
): Promise<readonly Note[]> {
  const failure = { what: 'the comment was', permission: 'pull-requests: write', fork: options.fork };
  const found = await findOwnComments(api, options.pull, subject.key);
  if (!found.ok) return [failed(failure, found.problem)];
  const [comment, ...duplicates] = found.value;
  const result =
    comment === undefined ? await create(api, subject, options) : await update(api, subject, options, comment);
  if (!result.ok) return [failed(failure, result.problem)];
  for (const duplicate of duplicates) await api.deleteIssueComment(duplicate.id);
  return [result.value];
}

/** Our comments of this key, the oldest first. There are several where two runs began at once. */
async function findOwnComments(api: GithubApi, pull: number, key: string): Promise<Outcome<readonly IssueComment[]>> {
  const comments = await api.listIssueComments(pull);
  if (!comments.ok) return comments;
  const marked = comments.value.filter(({ body }) => startsWith(body, marker(key)));
  const own = await keepOwn(api, marked);
  return own.ok ? { ok: true, value: own.value.toSorted((a, b) => a.id - b.id) } : own;
}

async function create(api: GithubApi, subject: CommentSubject, options: CommentOptions): Promise<Outcome<Note>> {
  if (subject.report.verdict === 'pass' && options.mode !== 'always') {
    return { ok: true, value: done('no comment is needed: everything passes, and none told otherwise before') };
  }
  const { body } = commentText(subject, null, true);
  const first = await api.createIssueComment(options.pull, body);
  if (first.ok) return { ok: true, value: done('the comment was written') };
  if (first.problem.kind !== 'unavailable') return first;
  // An answer that got lost does not mean that nothing was written: a second try without a look could make two of it.
  const found = await findOwnComments(api, options.pull, subject.key);
  if (!found.ok) return found;
  if (found.value.length > 0) return { ok: true, value: done('the comment was written') };
  const second = await api.createIssueComment(options.pull, body);
  return second.ok ? { ok: true, value: done('the comment was written') } : second;
}

async function update(
  api: GithubApi,
  subject: CommentSubject,
  options: CommentOptions,
  comment: IssueComment,
): Promise<Outcome<Note>> {
  const before = readCommentState(comment.body);
  if (before !== null && isLater(before.run, subject.run)) {
    return { ok: true, value: left('the comment was left as it is: a later run has written it') };
  }
  const next = nextText(subject, options, before);
  if (next === null || next.state.digest === before?.digest) {
    return { ok: true, value: done('the comment was left as it is: nothing has changed') };
  }
  const updated = await api.updateIssueComment(comment.id, next.body);
  if (updated.ok) return { ok: true, value: done('the comment was brought up to date') };
  if (updated.problem.kind !== 'not-found') return updated;
  // Somebody may have deleted it since it was read.
  const found = await findOwnComments(api, options.pull, subject.key);
  if (!found.ok || found.value.some(({ id }) => id === comment.id)) return updated;
  return create(api, subject, options);
}

/** Null where the comment already says that it is fixed. */
function nextText(subject: CommentSubject, options: CommentOptions, before: CommentState | null): CommentText | null {
  const full = options.mode === 'always';
  const isSaid = subject.report.verdict === 'pass' && before?.verdict === 'pass';
  return isSaid && !full ? null : commentText(subject, before, full);
}

function isLater(a: RunStamp, b: RunStamp): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
