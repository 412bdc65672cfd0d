import * as core from '@actions/core';
import { compareWithBaseline } from '../gate/baseline.ts';
import { type RunContext, readContext } from '../github/context.ts';
import { type LineLinks, linksAt } from '../github/links.ts';
import { left, type Note, warning } from '../github/notes.ts';
import {
  beginWatch,
  type Connect,
  endWatch,
  publishForEarlierRun,
  publishForPull,
  type Watch,
} from '../github/publish-report.ts';
import { readEvent } from '../host/event.ts';
import type { Report } from '../verdict/report.ts';
import type { ActionSettings } from './settings.ts';

/** Everything that goes to GitHub's API, after what it has to say to the report. */
export interface Publishing {
  /** With the comparison to the last watch, where one is kept. */
  readonly report: Report;
  readonly links: LineLinks;
  /** Publishes, tells the log, and resolves to the number of warnings that were printed. */
  publish(): Promise<number>;
}

/** Gets ready to publish. Nothing here fails: what cannot be had is left out, and `publish` says so. */
export async function beginPublishing(settings: ActionSettings, report: Report): Promise<Publishing> {
  const read = readContext(process.env, await readEvent(process.env));
  if (!read.ok) return nowhere(settings, report, `nothing is published: ${read.message}`);
  const { context } = read;
  const links = linksOf(context);
  if (!asksForApi(settings)) return { report, links, publish: async () => 0 };
  if (settings.token === '')
    return { ...nowhere(settings, report, 'nothing is published: there is no github-token'), links };

  const connect: Connect = async (repository) => {
    const { createGithubApi } = await import('../host/github.ts');
    return createGithubApi(settings.token, repository, context.api);
  };
  const watch = settings.trackingIssue ? await guard(() => beginWatch(connect, context, settings.key)) : null;
  const known = watch?.ok === true ? watch.value : null;
  const state = known?.ok === true ? known.tracked.state : null;
  const compared = state === null || hasBaseline(report) ? report : compareWithBaseline(report, state);
  return {
    report: compared,
    links,
    publish: async () => {
      const notes = await guard(() => publishToPull(connect, context, settings, compared));
      const watched = await guard(() => publishWatch(connect, context, settings, compared, known));
      return tell([...notesOf(notes), ...(watch?.ok === false ? [watch.note] : []), ...notesOf(watched)]);
    },
  };
}

async function publishToPull(
  connect: Connect,
  context: RunContext,
  settings: ActionSettings,
  report: Report,
): Promise<readonly Note[]> {
  if (context.earlier !== null) {
    const target = { repository: context.repository, sha: context.earlier.headSha, number: null };
    return publishForEarlierRun(connect, context, target, report, settings);
  }
  if (context.pull !== null) return publishForPull(connect, context, context.pull, report, settings);
  return [];
}

async function publishWatch(
  connect: Connect,
  context: RunContext,
  settings: ActionSettings,
  report: Report,
  watch: Watch | null,
): Promise<readonly Note[]> {
  if (watch === null) return [];
  return watch.ok ? endWatch(connect, context, watch.tracked, report, settings.key) : [watch.note];
}

type Guarded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly note: Note };

/** Whatever goes wrong in publishing is told, and changes nothing else. */
async function guard<T>(act: () => Promise<T>): Promise<Guarded<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, note: warning(`publishing to GitHub failed: ${why}`) };
  }
}

function notesOf(guarded: Guarded<readonly Note[]>): readonly Note[] {
  return guarded.ok ? guarded.value : [guarded.note];
}

function tell(notes: readonly Note[]): number {
  for (const { level, text } of notes) {
    if (level === 'warning') core.warning(text, { title: 'Cgroup Gate' });
    else core.info(`Cgroup Gate: ${text}`);
  }
  return notes.filter(({ level }) => level === 'warning').length;
}

function nowhere(settings: ActionSettings, report: Report, why: string): Publishing {
  const notes = asksForApi(settings) ? [left(why)] : [];
  return { report, links: () => null, publish: async () => tell(notes) };
}

function asksForApi({ comment, suggestions, trackingIssue }: ActionSettings): boolean {
  return comment !== 'never' || suggestions || trackingIssue;
}

function hasBaseline(report: Report): boolean {
  return report.images.some(({ baseline }) => baseline !== null);
}

/** To the pull request's head, or the commit of the run. */
function linksOf(context: RunContext): LineLinks {
  const { server, pull, earlier, repository, sha } = context;
  return linksAt(server, pull?.repository ?? repository, pull?.headSha ?? earlier?.headSha ?? sha);
}
