import type { ApiProblem, GithubApi, Pull } from './api.ts';
import type { EarlierRun, Repository } from './context.ts';

export type FindPullResult =
  | { readonly ok: true; readonly pull: Pull }
  | { readonly ok: false; readonly kind: 'none'; readonly message: string }
  | { readonly ok: false; readonly kind: 'problem'; readonly problem: ApiProblem };

/** What is known of the pull request that a report belongs to. */
export interface PullClue {
  readonly repository: Repository;
  readonly sha: string;
  readonly number: number | null;
  readonly earlier: EarlierRun | null;
}

/**
 * Finds the open pull request whose head is a commit, by asking GitHub. Nothing of this is taken from the report, which
 * may be anybody's. GitHub does not name a fork's pull request in the workflow_run event, and does not always list it by
 * commit, so that its branch is asked for first.
 */
export async function findPull(api: GithubApi, clue: PullClue): Promise<FindPullResult> {
  if (clue.number !== null) return named(api, clue, clue.number);
  const [owner] = clue.earlier?.headRepository?.split('/') ?? [];
  const branch = clue.earlier?.headBranch ?? null;
  if (owner !== undefined && branch !== null) {
    const byBranch = await api.listPullsByBranch(owner, branch);
    if (!byBranch.ok) return { ok: false, kind: 'problem', problem: byBranch.problem };
    const fitting = byBranch.value.filter(
      (pull) => fits(pull, clue) && pull.headRepository === clue.earlier?.headRepository,
    );
    if (fitting.length > 0) return theOne(fitting, clue);
  }
  const byCommit = await api.listPullsOfCommit(clue.sha);
  if (!byCommit.ok) return { ok: false, kind: 'problem', problem: byCommit.problem };
  return theOne(
    byCommit.value.filter((pull) => fits(pull, clue)),
    clue,
  );
}

async function named(api: GithubApi, clue: PullClue, number: number): Promise<FindPullResult> {
  const pull = await api.getPull(number);
  if (!pull.ok) return { ok: false, kind: 'problem', problem: pull.problem };
  if (fits(pull.value, clue)) return { ok: true, pull: pull.value };
  return none(`pull request ${number} is closed, or its head is no longer ${clue.sha}`);
}

function theOne(pulls: readonly Pull[], { sha }: PullClue): FindPullResult {
  const [pull, second] = pulls;
  if (pull === undefined) return none(`no open pull request has the head ${sha}: it has moved on, or was closed`);
  if (second !== undefined) {
    return none(`several pull requests have the head ${sha}: say which one with --pull-request NUMBER`);
  }
  return { ok: true, pull };
}

function fits(pull: Pull, { repository, sha }: PullClue): boolean {
  const base = `${repository.owner}/${repository.name}`;
  return pull.open && pull.headSha === sha && pull.baseRepository.toLowerCase() === base.toLowerCase();
}

function none(message: string): FindPullResult {
  return { ok: false, kind: 'none', message };
}
