import { compareWithBaseline } from '../../gate/baseline.ts';
import type { ImageReport } from '../../verdict/report.ts';
import type { ApiProblem, GithubApi, Issue, Outcome } from '../api.ts';
import type { RunStamp } from '../context.ts';
import { marker, startsWith } from '../marker.ts';
import { done, failed, left, type Note, warning } from '../notes.ts';
import { keepOwn } from '../own.ts';
import { nextState, readWatchState, type WatchState } from './state.ts';
import { issueBody, issueComment, issueTitle, newsLines, type WatchSubject } from './words.ts';

/** The label by which the issue is found again. */
export const WATCH_LABEL = 'cgroup-gate';
/** The events for which published images are watched; a pull request says nothing of them. */
export const WATCH_EVENTS = ['schedule', 'workflow_dispatch', 'repository_dispatch', 'push'];

/** The issue of a key and what it remembers, before a run changes it. */
export interface Tracked {
  readonly issue: Issue | null;
  readonly state: WatchState | null;
}

const FAILURE = { what: 'the tracking issue was', permission: 'issues: write', fork: false };

/** Finds the issue of a key, open or closed: by its label, its marker and its author. */
export async function findTracked(api: GithubApi, key: string): Promise<Outcome<Tracked>> {
  const issues = await api.listIssues(WATCH_LABEL);
  if (!issues.ok) return issues;
  const marked = issues.value.filter(({ body }) => startsWith(body, marker(key, 'watch')));
  const own = await keepOwn(api, marked);
  if (!own.ok) return own;
  const [issue = null] = own.value.toSorted((a, b) => a.number - b.number);
  return { ok: true, value: { issue, state: issue === null ? null : readWatchState(issue.body) } };
}

/** Says in the log that the issue could not be read. */
export function trackingFailed(problem: ApiProblem): Note {
  return failed(FAILURE, problem);
}

/**
 * Opens, updates, closes or reopens the one issue of a key. It is closed only when everything passes: a run that could not
 * decide closes nothing. A person who has closed it is not overruled until something new turns up.
 */
export async function publishTracked(
  api: GithubApi,
  tracked: Tracked,
  subject: WatchSubject,
  run: RunStamp,
): Promise<readonly Note[]> {
  const report = compareWithBaseline(subject.report, tracked.state ?? { images: [] });
  const told = { ...subject, report };
  const body = issueBody(told, nextState(report, tracked.state, run));
  const { issue, state } = tracked;
  if (issue === null) return report.verdict === 'fail' ? open(api, told, body) : [done(nothingToOpen(report.verdict))];
  if (state !== null && (state.run.id > run.id || (state.run.id === run.id && state.run.attempt > run.attempt))) {
    return [left(`issue ${issue.number} was left as it is: a later run has written it`)];
  }
  const news = newsLines(report);
  if (report.verdict === 'pass') return issue.open ? close(api, told, issue, body, news) : remember(api, issue, body);
  if (issue.open) return update(api, told, issue, body, news);
  if (report.verdict === 'undetermined') {
    return [left(`issue ${issue.number} stays closed: this run could not decide`)];
  }
  if (state?.verdict !== 'pass' && !report.images.some(isWorse)) {
    return [left(`issue ${issue.number} stays closed: somebody closed it, and nothing is new since`)];
  }
  return reopen(api, told, issue, body, news);
}

/** Whether something is wrong that was not before; an image that could not be decided this time is not wrong by that. */
function isWorse({ findings }: ImageReport): boolean {
  return findings.some(({ baseline, undecided, skipped }) => baseline === 'new' && !undecided && skipped === null);
}

function nothingToOpen(verdict: 'pass' | 'undetermined'): string {
  return verdict === 'pass'
    ? 'no tracking issue is needed: everything passes'
    : 'no tracking issue was opened: this run could not decide';
}

async function open(api: GithubApi, { key }: WatchSubject, body: string): Promise<readonly Note[]> {
  const created = await createOnce(api, key, body);
  if (!created.ok) return [trackingFailed(created.problem)];
  const { number, labels } = created.value;
  if (labels.includes(WATCH_LABEL)) return [done(`issue ${number} was opened`)];
  return [
    warning(
      `issue ${number} was opened, but without the label ${WATCH_LABEL}: give it that, or the next run opens another`,
    ),
  ];
}

/** An answer that got lost does not mean that nothing was opened: it is looked for before a second try. */
async function createOnce(api: GithubApi, key: string, body: string): Promise<Outcome<Issue>> {
  const issue = { title: issueTitle(key), body, label: WATCH_LABEL };
  const first = await api.createIssue(issue);
  if (first.ok || first.problem.kind !== 'unavailable') return first;
  const found = await findTracked(api, key);
  if (!found.ok) return found;
  return found.value.issue === null ? api.createIssue(issue) : { ok: true, value: found.value.issue };
}

async function update(
  api: GithubApi,
  { report, runLink }: WatchSubject,
  issue: Issue,
  body: string,
  news: readonly string[],
): Promise<readonly Note[]> {
  const updated = await api.updateIssue(issue.number, { body });
  if (!updated.ok) return [trackingFailed(updated.problem)];
  if (news.length === 0) return [done(`issue ${issue.number} was brought up to date: nothing has changed`)];
  const sentence = report.verdict === 'undetermined' ? 'This run could not decide everything.' : 'Since the last run:';
  return comment(api, issue, issueComment(sentence, news, runLink), `issue ${issue.number} tells what has changed`);
}

async function close(
  api: GithubApi,
  { runLink }: WatchSubject,
  issue: Issue,
  body: string,
  news: readonly string[],
): Promise<readonly Note[]> {
  const said = await api.createIssueComment(issue.number, issueComment('Every image passes now.', news, runLink));
  if (!said.ok) return [trackingFailed(said.problem)];
  const closed = await api.updateIssue(issue.number, { body, state: 'closed' });
  return [closed.ok ? done(`issue ${issue.number} was closed: everything passes`) : trackingFailed(closed.problem)];
}

async function reopen(
  api: GithubApi,
  { runLink }: WatchSubject,
  issue: Issue,
  body: string,
  news: readonly string[],
): Promise<readonly Note[]> {
  const reopened = await api.updateIssue(issue.number, { body, state: 'open' });
  if (!reopened.ok) return [trackingFailed(reopened.problem)];
  return comment(api, issue, issueComment('It fails again.', news, runLink), `issue ${issue.number} was reopened`);
}

/** Everything passed, and passes still: the closed issue remembers the digests, without a word. */
async function remember(api: GithubApi, issue: Issue, body: string): Promise<readonly Note[]> {
  const updated = await api.updateIssue(issue.number, { body });
  return [updated.ok ? done(`issue ${issue.number} stays closed: everything passes`) : trackingFailed(updated.problem)];
}

async function comment(api: GithubApi, issue: Issue, text: string, what: string): Promise<readonly Note[]> {
  const said = await api.createIssueComment(issue.number, text);
  return [said.ok ? done(what) : trackingFailed(said.problem)];
}
