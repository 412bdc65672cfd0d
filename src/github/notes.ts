import { clip } from '../report/escape/visible.ts';
import { singleLine } from '../report/escape/workflow-command.ts';
import type { ApiProblem } from './api.ts';

/** What publishing did or left, for the log. One line, safe to print. */
export interface Note {
  /** `warning`: somebody has to do something about it. */
  readonly level: 'info' | 'warning';
  /** False where something that was asked for did not reach GitHub. */
  readonly done: boolean;
  /** True where GitHub did not answer at all, or not to this token: there is no use in asking for more. */
  readonly outage: boolean;
  readonly text: string;
}

/** Something was done, or there was nothing to do. */
export function done(text: string): Note {
  return { level: 'info', done: true, outage: false, text: singleLine(text) };
}

/** Something was left out for a reason that nobody need mend. */
export function left(text: string): Note {
  return { level: 'info', done: false, outage: false, text: singleLine(text) };
}

/** What was not published, why, and what to do. */
export interface Failure {
  /** `the comment was`. */
  readonly what: string;
  /** `pull-requests: write`. */
  readonly permission: string;
  /** A pull request of a fork, whose token can only read. */
  readonly fork: boolean;
}

/** Says why something did not reach GitHub. */
export function failed({ what, permission, fork }: Failure, problem: ApiProblem): Note {
  const not = `${what} not written`;
  const status = problem.status === null ? '' : ` (${problem.status})`;
  const said = problem.message === '' ? '' : `: ${clip(problem.message, 200)}`;
  switch (problem.kind) {
    case 'forbidden':
    case 'not-found':
      if (fork) {
        return left(
          `${not}: the token of a pull request from a fork can only read${status}. The job summary and the annotations have the report; publish it from a workflow_run to get the comment`,
        );
      }
      return warning(`${not}: GitHub refuses it${status}. Give the job the permission ${permission}`);
    case 'unauthorized':
      return warning(`${not}: GitHub does not know the token${status}. Give a valid one as github-token`, true);
    case 'refused':
      return warning(`${not}: GitHub does not take it${status}${said}`);
    case 'rate-limited':
      return warning(`${not}: GitHub's rate limit is used up${status}. The next run tries again`, true);
    case 'unavailable':
      return warning(`${not}: GitHub's API does not answer${status}${said}. The next run tries again`, true);
  }
}

/** Something was not done, and somebody has to see to it. */
export function warning(text: string, outage = false): Note {
  return { level: 'warning', done: false, outage, text: singleLine(text) };
}
