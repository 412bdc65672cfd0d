/**
 * The few operations on one repository of GitHub that publishing needs. Lists are complete: an implementation reads all
 * pages. Texts that come back were written by anyone: whoever shows one escapes it.
 */
export interface GithubApi {
  /** The login that this token writes as, such as `github-actions[bot]`. */
  viewer(): Promise<Outcome<string>>;
  listIssueComments(issue: number): Promise<Outcome<readonly IssueComment[]>>;
  createIssueComment(issue: number, body: string): Promise<Outcome<null>>;
  updateIssueComment(id: number, body: string): Promise<Outcome<null>>;
  deleteIssueComment(id: number): Promise<Outcome<null>>;
  getPull(pull: number): Promise<Outcome<Pull>>;
  /** Open pull requests whose branch is `branch` of the account `owner`. */
  listPullsByBranch(owner: string, branch: string): Promise<Outcome<readonly Pull[]>>;
  listPullsOfCommit(sha: string): Promise<Outcome<readonly Pull[]>>;
  listPullFiles(pull: number): Promise<Outcome<readonly PullFile[]>>;
  listReviewComments(pull: number): Promise<Outcome<readonly ReviewComment[]>>;
  createReview(pull: number, review: NewReview): Promise<Outcome<null>>;
  deleteReviewComment(id: number): Promise<Outcome<null>>;
  /** Open and closed ones that carry the label; pull requests are not among them. */
  listIssues(label: string): Promise<Outcome<readonly Issue[]>>;
  createIssue(issue: NewIssue): Promise<Outcome<Issue>>;
  updateIssue(issue: number, changes: IssueChanges): Promise<Outcome<null>>;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ApiProblem };

export interface ApiProblem {
  /**
   * `refused`: the request was understood and not accepted (409, 410, 422). `unavailable`: no answer, or a server error;
   * what was asked for may have happened all the same.
   */
  readonly kind: 'unauthorized' | 'forbidden' | 'not-found' | 'refused' | 'rate-limited' | 'unavailable';
  readonly status: number | null;
  readonly message: string;
}

export interface Author {
  readonly login: string;
  readonly bot: boolean;
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly author: Author | null;
}

export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly headSha: string;
  /** `owner/name` of the head's repository; null where the fork is gone. */
  readonly headRepository: string | null;
  readonly baseRepository: string;
}

export interface PullFile {
  readonly path: string;
  /** A unified diff without file headers; null for binary files and large ones. */
  readonly patch: string | null;
}

export interface ReviewComment {
  readonly id: number;
  readonly body: string;
  readonly author: Author | null;
  /** The comment that this one answers, or null. */
  readonly replyTo: number | null;
  /** True where the line that it stood on is no longer in the diff. */
  readonly outdated: boolean;
}

export interface NewReview {
  readonly commit: string;
  readonly body: string;
  readonly comments: readonly {
    readonly path: string;
    /** The last line, in the new version of the file. */
    readonly line: number;
    /** The first line, where there are several. */
    readonly startLine: number | null;
    readonly body: string;
  }[];
}

export interface Issue {
  readonly number: number;
  readonly open: boolean;
  readonly body: string;
  readonly author: Author | null;
  readonly labels: readonly string[];
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly label: string;
}

export interface IssueChanges {
  readonly body?: string;
  readonly state?: 'open' | 'closed';
}
