import type { Report } from '../verdict/report.ts';
import type { GithubApi } from './api.ts';
import { publishComment } from './comment/publish.ts';
import type { PullOfRun, Repository, RunContext, RunStamp } from './context.ts';
import { linksAt, runLink } from './links.ts';
import { failed, left, type Note } from './notes.ts';
import { findPull } from './pull-request.ts';
import { publishSuggestions } from './review/publish.ts';
import { findTracked, publishTracked, type Tracked, trackingFailed, WATCH_EVENTS } from './watch/publish.ts';

/** The API of a repository, loaded only when it is needed. */
export type Connect = (repository: Repository) => Promise<GithubApi>;

export interface PublishOptions {
  readonly comment: 'on-failure' | 'always' | 'never';
  readonly suggestions: boolean;
  readonly key: string;
}

/** Writes what a run has found onto its own pull request. */
export async function publishForPull(
  connect: Connect,
  context: RunContext,
  pull: PullOfRun,
  report: Report,
  options: PublishOptions,
): Promise<readonly Note[]> {
  if (options.comment === 'never' && !options.suggestions) return [];
  const api = await connect(pull.repository);
  const at = { pull: pull.number, key: options.key, sha: pull.headSha, fork: pull.fork };
  const notes = await commentOn(api, context, pull, report, options, context.run);
  if (!options.suggestions) return notes;
  if (notes.some(({ outage }) => outage)) return [...notes, left('the suggestions were left out for the same reason')];
  return [...notes, ...(await publishSuggestions(api, report, at))];
}

/** Which pull request a report that another run has left is for. */
export interface EarlierTarget {
  readonly repository: Repository;
  readonly sha: string;
  readonly number: number | null;
}

/**
 * Writes what an earlier run has found, from a run that may write. Such a report may come from a fork and say anything:
 * it gets a comment, in our words, but no suggestion, since a click on one would bring its lines into the branch.
 */
export async function publishForEarlierRun(
  connect: Connect,
  context: RunContext,
  target: EarlierTarget,
  report: Report,
  options: PublishOptions,
): Promise<readonly Note[]> {
  if (options.comment === 'never') return [];
  const { earlier } = context;
  if (target.number === null && earlier !== null && !earlier.event.startsWith('pull_request')) {
    return [left(`no comment: the run before was for the event ${earlier.event}, not for a pull request`)];
  }
  const api = await connect(target.repository);
  const found = await findPull(api, { ...target, earlier });
  if (!found.ok) {
    if (found.kind === 'none') return [left(`no comment: ${found.message}`)];
    return [failed({ what: 'the comment was', permission: 'pull-requests: write', fork: false }, found.problem)];
  }
  const pull = { number: found.pull.number, repository: target.repository, headSha: target.sha, fork: false };
  return commentOn(api, context, pull, report, options, earlier?.run ?? context.run);
}

async function commentOn(
  api: GithubApi,
  context: RunContext,
  pull: PullOfRun,
  report: Report,
  { comment: mode, key }: PublishOptions,
  run: RunStamp,
): Promise<readonly Note[]> {
  if (mode === 'never') return [];
  const subject = {
    report,
    key,
    sha: pull.headSha,
    run,
    links: linksAt(context.server, pull.repository, pull.headSha),
    runLink: runLink(context.server, context.repository, run.id),
  };
  return publishComment(api, subject, { pull: pull.number, mode, fork: pull.fork });
}

/** The tracking issue, before the run's report is shown, since that says what is new. */
export type Watch = { readonly ok: true; readonly tracked: Tracked } | { readonly ok: false; readonly note: Note };

/** Reads what the last watch remembers. */
export async function beginWatch(connect: Connect, context: RunContext, key: string): Promise<Watch> {
  if (!WATCH_EVENTS.includes(context.event)) {
    const events = WATCH_EVENTS.join(', ');
    return { ok: false, note: left(`no tracking issue: the event is ${context.event}, and it is kept on ${events}`) };
  }
  const found = await findTracked(await connect(context.repository), key);
  return found.ok ? { ok: true, tracked: found.value } : { ok: false, note: trackingFailed(found.problem) };
}

/** Writes the tracking issue. */
export async function endWatch(
  connect: Connect,
  context: RunContext,
  tracked: Tracked,
  report: Report,
  key: string,
): Promise<readonly Note[]> {
  const subject = {
    report,
    key,
    links: linksAt(context.server, context.repository, context.sha),
    runLink: runLink(context.server, context.repository, context.run.id),
  };
  return publishTracked(await connect(context.repository), tracked, subject, context.run);
}
