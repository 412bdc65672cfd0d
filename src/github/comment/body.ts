import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { safeLink } from '../../report/markdown/options.ts';
import { renderFixed, renderMarkdown } from '../../report/markdown/render.ts';
import type { Report } from '../../verdict/report.ts';
import type { RunStamp } from '../context.ts';
import type { LineLinks } from '../links.ts';
import { marker, readState, stateBlock } from '../marker.ts';

/** GitHub takes 65 536 characters; so many bytes are always fewer. */
const LIMIT = 60_000;
const RESERVE = 1_500;

/** What a comment remembers for the next run. */
export interface CommentState {
  readonly verdict: 'pass' | 'fail' | 'undetermined';
  /** Over all that the comment shows but the commit that its links lead to. */
  readonly digest: string;
  readonly run: RunStamp;
  /**
   * The commit that failed when the comment was written last, where none has passed since; null too where it could only not
   * be decided.
   */
  readonly failedIn: string | null;
  /** The commit that mended what an earlier comment told. */
  readonly fixedIn: string | null;
}

const stateShape = v.object({
  verdict: v.picklist(['pass', 'fail', 'undetermined']),
  digest: v.string(),
  run: v.object({ id: v.number(), attempt: v.number() }),
  failedIn: v.optional(v.nullable(v.string()), null),
  fixedIn: v.nullable(v.string()),
});

export interface CommentText {
  readonly body: string;
  readonly state: CommentState;
}

export interface CommentSubject {
  readonly report: Report;
  readonly key: string;
  /** The head commit of the pull request. */
  readonly sha: string;
  readonly run: RunStamp;
  readonly links: LineLinks;
  readonly runLink: string | null;
}

/** What an earlier comment remembers; null where it cannot be read. */
export function readCommentState(body: string): CommentState | null {
  const parsed = v.safeParse(stateShape, readState(body));
  return parsed.success ? parsed.output : null;
}

/**
 * The whole comment.
 * @param before what the comment that it takes the place of remembers
 * @param full false: of a pass after something else only the sentence that it passes now
 */
export function commentText(subject: CommentSubject, before: CommentState | null, full: boolean): CommentText {
  const { report, key, run, sha } = subject;
  const passes = report.verdict === 'pass';
  const passedBefore = before?.verdict === 'pass';
  // What fails again and reads the same is not written anew: a repeated run may be of a commit that failed itself.
  const isFirst = run.attempt <= 1;
  const wasFixed = isFirst && before !== null && before.failedIn !== null && before.failedIn !== sha;
  const fixedIn = !passes ? null : passedBefore ? before.fixedIn : wasFixed ? sha : null;
  const told = !passes || full || before === null;
  const render = (shown: Report, links: LineLinks): string =>
    told ? renderMarkdown(shown, { links, limit: LIMIT - RESERVE, detail: 'comment' }) : '';
  const isNews = passes && before !== null && (!passedBefore || fixedIn !== null);
  const fixed = isNews ? renderFixed(report, fixedIn) : '';
  const state: CommentState = {
    verdict: report.verdict,
    digest: digestOf([fixed, render(withoutReading(report), () => null)]),
    run,
    failedIn: report.verdict === 'fail' ? sha : passes ? null : (before?.failedIn ?? null),
    fixedIn,
  };
  const link = safeLink(subject.runLink);
  const parts = [
    marker(key),
    fixed,
    render(report, subject.links),
    link === null ? '' : `<sub>[Full report](${link})</sub>\n`,
    stateBlock(state),
  ];
  return { body: parts.filter((part) => part !== '').join('\n'), state };
}

/** How much was read of an image differs from run to run, and is no news. */
function withoutReading(report: Report): Report {
  return { ...report, images: report.images.map((image) => ({ ...image, reading: null })) };
}

function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}
