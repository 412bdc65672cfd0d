import { marked } from 'marked';
import { expect } from 'vitest';
import { runnerCommands } from '../report/hostile-text.ts';
import type { StepResult } from './runner.ts';

/** Commands that the action itself prints: annotations under its own title, and the message by which the step fails. */
const OWN_COMMAND =
  /^::(?:error|warning|notice) title=Cgroup Gate|^::error::The (?:node image fails the cgroup gate|cgroup gate could not decide)/;
const UNSEEN = /[\p{Cf}\p{Cs}]|(?![\t\n\r])\p{Cc}/u;

/** Nothing that an image or a report says does anything where the step shows it. */
export function expectHarmlessStep(result: StepResult): void {
  expect(runnerCommands(result.log).filter((line) => !OWN_COMMAND.test(line))).toEqual([]);
  expect(result.log).not.toMatch(UNSEEN);
  expect(Object.keys(result.outputs).sort()).toEqual(['findings', 'result', 'verdict']);
  expectHarmlessMarkdown(result.summary);
}

/** As GitHub renders it: no element of HTML, no mention, no foreign link, no picture, no hidden comment but `comments`. */
export function expectHarmlessMarkdown(text: string, comments = 0): void {
  expect(text).not.toMatch(UNSEEN);
  expect(text).not.toContain('##[');
  const html = marked.parse(text, { gfm: true, async: false });
  const prose = html.replace(/<(code|pre)\b[\s\S]*?<\/\1>/g, '');
  expect(prose.match(/<!--/g) ?? []).toHaveLength(comments);
  expect(prose).not.toMatch(/<(?:script|img|iframe|style|form|input)\b/i);
  expect(prose).not.toMatch(/(?:^|[^\w&;])@[a-z]/i);
  const links = [...prose.matchAll(/href="([^"]*)"/g)].map((match) => match[1] as string);
  expect(links.filter((link) => !link.startsWith('https://github.example/'))).toEqual([]);
}
