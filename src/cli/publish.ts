import type { RawOptions } from '../gate/read-options.ts';
import { warning } from '../github/notes.ts';
import { publishForEarlierRun } from '../github/publish-report.ts';
import { readEvent } from '../host/event.ts';
import { readReports } from '../host/report-files.ts';
import { mergeReports } from '../report/merge.ts';
import { EXIT } from './exit.ts';
import { readPublishTarget } from './publish-target.ts';
import { say } from './streams.ts';

/**
 * `cgroup-gate publish`: writes saved reports, of several as one, into the comment of the pull request that they are for.
 * Resolves to the exit status; `undetermined` where something did not reach GitHub.
 */
export async function publish(paths: readonly string[], raw: RawOptions): Promise<number> {
  const { env } = process;
  const target = readPublishTarget(raw, env, await readEvent(env));
  if (typeof target === 'string') return wrong(target);
  const { context, repository, sha, pullRequest, key, token } = target;

  const reports = await readReports(paths);
  if (!reports.ok) return wrong(reports.message);
  const report = mergeReports(reports.reports);
  if (report === null) return wrong('name at least one report');
  const { createGithubApi } = await import('../host/github.ts');
  const notes = await publishForEarlierRun(
    (at) => Promise.resolve(createGithubApi(token, at, context.api)),
    context,
    { repository, sha, number: pullRequest },
    report,
    { comment: 'on-failure', suggestions: false, key },
  ).catch((cause) => [warning(`nothing was published: ${cause instanceof Error ? cause.message : cause}`)]);
  for (const note of notes) say(note.text);
  return notes.some(({ level }) => level === 'warning') ? EXIT.undetermined : EXIT.passed;
}

function wrong(message: string): number {
  say(message);
  return EXIT.usage;
}
