import { plural } from '../../report/tally.ts';
import type { Report } from '../../verdict/report.ts';
import type { GithubApi, ReviewComment } from '../api.ts';
import { DEFAULT_KEY, spell, suggestionOf } from '../marker.ts';
import { done, failed, left, type Note } from '../notes.ts';
import { keepOwn } from '../own.ts';
import { reviewBody, suggestionBody } from './body.ts';
import { hasCandidates, placeSuggestions, type Suggestion } from './suggestion.ts';

/** GitHub takes a review with more comments for abuse (reviewdog, maxCommentsPerRequest). */
const MOST = 30;

export interface ReviewOptions {
  readonly pull: number;
  readonly key: string;
  /** The head commit that was looked at. */
  readonly sha: string;
  readonly fork: boolean;
}

/**
 * Offers fixes on lines of the pull request as suggestions: each once, none outside of the diff, since GitHub refuses a
 * whole review for that. Earlier ones of ours that no longer stand, and that nobody has answered, go.
 */
export async function publishSuggestions(
  api: GithubApi,
  report: Report,
  options: ReviewOptions,
): Promise<readonly Note[]> {
  const failure = { what: 'the suggestions were', permission: 'pull-requests: write', fork: options.fork };
  const comments = await api.listReviewComments(options.pull);
  if (!comments.ok) return [failed(failure, comments.problem)];
  const own = await keepOwn(
    api,
    comments.value.filter(({ body }) => suggestionOf(body) !== null),
  );
  if (!own.ok) return [failed(failure, own.problem)];

  let wanted: readonly Suggestion[] = [];
  if (hasCandidates(report)) {
    const files = await api.listPullFiles(options.pull);
    if (!files.ok) return [failed(failure, files.problem)];
    wanted = placeSuggestions(report, files.value);
    if (wanted.length === 0) {
      const note = left('no fix is offered as a suggestion: none is for a line in the diff; the comment shows them');
      return [...(await deleteStale(api, comments.value, own.value, wanted, report, options)), note];
    }
  }
  const notes = await deleteStale(api, comments.value, own.value, wanted, report, options);
  const standing = new Set(
    own.value.filter(({ outdated }) => !outdated).map(({ body }) => suggestionOf(body)?.fingerprint),
  );
  const missing = wanted.filter(({ fingerprint }) => !standing.has(fingerprint));
  if (missing.length === 0) return notes;
  const shown = missing.slice(0, MOST);
  const created = await api.createReview(options.pull, {
    commit: options.sha,
    body: reviewBody(shown.length, options.key),
    comments: shown.map((suggestion) => ({
      path: suggestion.path,
      line: suggestion.endLine,
      startLine: suggestion.startLine === suggestion.endLine ? null : suggestion.startLine,
      body: suggestionBody(suggestion, options.key),
    })),
  });
  if (!created.ok) return [...notes, failed(failure, created.problem)];
  const more = missing.length > shown.length ? `, and ${missing.length - shown.length} more are in the report` : '';
  return [...notes, done(`${plural(shown.length, 'suggestion')} written${more}`)];
}

/** Takes away our own comments that are outdated, or whose fix is no longer needed. */
async function deleteStale(
  api: GithubApi,
  all: readonly ReviewComment[],
  own: readonly ReviewComment[],
  wanted: readonly Suggestion[],
  report: Report,
  { key }: ReviewOptions,
): Promise<readonly Note[]> {
  const answered = new Set(all.map(({ replyTo }) => replyTo));
  const needed = new Set(wanted.map(({ fingerprint }) => fingerprint));
  const decided = report.verdict !== 'undetermined';
  const stale = own.filter((comment) => {
    const suggestion = suggestionOf(comment.body);
    if (suggestion === null || suggestion.key !== spell(key || DEFAULT_KEY) || answered.has(comment.id)) return false;
    return comment.outdated || (decided && !needed.has(suggestion.fingerprint));
  });
  let count = 0;
  for (const comment of stale) if ((await api.deleteReviewComment(comment.id)).ok) count++;
  return count === 0 ? [] : [done(`${plural(count, 'earlier suggestion')} taken away: no longer needed`)];
}
