import { resolve } from 'node:path';
import * as core from '@actions/core';
import { OPTIONS } from '../gate/options.ts';
import type { RawOptions } from '../gate/read-options.ts';

/** What the action is told besides the gate's options. */
export interface ActionSettings {
  readonly images: readonly string[];
  /** Saved reports to publish instead of judging images; none: judge. */
  readonly publish: readonly string[];
  readonly raw: RawOptions;
  readonly token: string;
  readonly annotations: boolean;
  readonly comment: 'on-failure' | 'always' | 'never';
  readonly suggestions: boolean;
  readonly summary: boolean;
  readonly sarifFile: string | null;
  readonly reportFile: string | null;
  readonly junitFile: string | null;
  readonly trackingIssue: boolean;
  readonly key: string;
}

export type ReadSettingsResult =
  | { readonly ok: true; readonly settings: ActionSettings }
  | { readonly ok: false; readonly message: string };

/** Reads the inputs from the environment as the runner sets them. A wrong one is named in the message. */
export function readSettings(workspace: string | null): ReadSettingsResult {
  const raw = new Map<string, readonly string[]>();
  for (const option of OPTIONS) {
    if (option.only === 'command') continue;
    const value = core.getInput(option.name);
    if (value === '') continue;
    raw.set(option.name, option.repeatable ? core.getMultilineInput(option.name) : [value]);
  }
  if (!raw.has('repo') && workspace !== null) raw.set('repo', [workspace]);
  const images = core.getMultilineInput('images').filter((image) => !image.startsWith('#'));
  const publish = core.getMultilineInput('publish');
  if (images.length === 0 && publish.length === 0) {
    return { ok: false, message: 'images: name at least one image, one a line' };
  }
  const wrong: string[] = [];
  const settings: ActionSettings = {
    images,
    publish,
    raw,
    token: core.getInput('github-token'),
    annotations: readBoolean('annotations', true, wrong),
    comment: readChoice('comment', ['on-failure', 'always', 'never'], wrong),
    suggestions: readBoolean('suggestions', true, wrong),
    summary: readBoolean('summary', true, wrong),
    sarifFile: core.getInput('sarif-file') || null,
    reportFile: core.getInput('report-file') || null,
    junitFile: core.getInput('junit-file') || null,
    trackingIssue: readBoolean('tracking-issue', false, wrong),
    key: core.getInput('key'),
  };
  wrong.push(...sameFiles(settings));
  if (!/^[\w.:/@ -]{0,100}$/.test(settings.key)) wrong.push('key: use at most 100 letters, digits and . : / @ - _');
  return wrong.length === 0 ? { ok: true, settings } : { ok: false, message: wrong.join('; ') };
}

/** Inputs that name one file for two reports. */
function sameFiles({ reportFile, sarifFile, junitFile }: ActionSettings): readonly string[] {
  const named = Object.entries({ 'report-file': reportFile, 'sarif-file': sarifFile, 'junit-file': junitFile });
  return named.flatMap(([name, path], index) => {
    const other =
      path && named.slice(0, index).find(([, before]) => before !== null && resolve(before) === resolve(path));
    return other ? [`${name}: ${other[0]} names the same file; give each a file of its own`] : [];
  });
}

function readBoolean(name: string, fallback: boolean, wrong: string[]): boolean {
  const value = core.getInput(name).toLowerCase();
  if (value === '') return fallback;
  if (value === 'true' || value === 'false') return value === 'true';
  wrong.push(`${name}: give true or false`);
  return fallback;
}

function readChoice<T extends string>(name: string, allowed: readonly [T, ...T[]], wrong: string[]): T {
  const value = core.getInput(name);
  if (value === '') return allowed[0];
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) wrong.push(`${name}: give one of ${allowed.join(', ')}`);
  return found ?? allowed[0];
}
