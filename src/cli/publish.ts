import type { RawOptions } from '../gate/read-options.ts';
import { isSha, readContext, readRepository } from '../github/context.ts';
import { warning } from '../github/notes.ts';
import { publishForEarlierRun } from '../github/publish-report.ts';
import { readEvent } from '../host/event.ts';
import { readReports } from '../host/report-files.ts';
import { mergeReports } from '../report/merge.ts';
import { EXIT } from './exit.ts';
import { say } from './streams.ts';

/**
 * `cgroup-gate publish`: writes saved reports, of several as one, into the comment of the pull request that they are for.
 * Resolves to the exit status; `undetermined` where something did not reach GitHub.
 */
export async function publish(paths: readonly string[], raw: RawOptions): Promise<number> {
  const { env } = process;
  const token = env.GITHUB_TOKEN || env.GH_TOKEN || '';
  const asked = raw.get('repository')?.at(-1);
  const read = readContext(asked === undefined ? env : { ...env, GITHUB_REPOSITORY: asked }, await readEvent(env));
  if (!read.ok) return wrong(asked === undefined ? `${read.message}; say --repository OWNER/NAME` : read.message);
  const { context } = read;
  const repository = asked === undefined ? context.repository : readRepository(asked);
  const sha = raw.get('sha')?.at(-1) ?? context.earlier?.headSha ?? context.pull?.headSha;
  const number = raw.get('pull-request')?.at(-1) ?? null;
  const key = raw.get('key')?.at(-1) ?? '';
  if (token === '') return wrong('GITHUB_TOKEN is not set; publishing needs a token that may write to pull requests');
  if (repository === null) return wrong('--repository: give OWNER/NAME');
  if (sha === undefined) return wrong('the event names no commit; say --sha SHA');
  if (!isSha(sha)) return wrong(`--sha ${sha}: give the full commit id`);
  if (number !== null && !/^[1-9]\d{0,9}$/.test(number)) return wrong(`--pull-request ${number}: give its number`);
  if (!/^[\w.:/@ -]{0,100}$/.test(key)) return wrong('--key: use at most 100 letters, digits and . : / @ - _');

  const reports = await readReports(paths);
  if (!reports.ok) return wrong(reports.message);
  const report = mergeReports(reports.reports);
  if (report === null) return wrong('name at least one report');
  const { createGithubApi } = await import('../host/github.ts');
  const notes = await publishForEarlierRun(
    (at) => Promise.resolve(createGithubApi(token, at, context.api)),
    context,
    { repository, sha, number: number === null ? null : Number(number) },
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
