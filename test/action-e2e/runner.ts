import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FakeGithub, TOKEN } from '../github/fake-github.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = resolve(process.env['CGROUP_GATE_DIST'] ?? join(ROOT, 'dist'));

export const FAILING = `docker-archive:${join(ROOT, 'examples/node-v1.30.2.tar')}`;
export const PASSING = `docker-archive:${join(ROOT, 'examples/node-v1.30.2-fixed.tar')}`;
export const HEAD = 'a'.repeat(40);

/** What a step has done, as a runner would see it. */
export interface StepResult {
  readonly status: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly payload?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder for one test, as the runner's temporary folder and workspace. */
export async function createFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'cgroup-gate-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Runs the built action as the runner does: everything comes in by the environment and the event file. */
export async function runStep(folder: string, github: Pick<FakeGithub, 'url'>, step: Step): Promise<StepResult> {
  const files = {
    output: join(folder, 'output'),
    summary: join(folder, 'summary.md'),
    event: join(folder, 'event.json'),
  };
  await writeFile(files.output, '');
  await writeFile(files.summary, '');
  await writeFile(files.event, JSON.stringify(step.payload ?? {}));
  const { status, log } = await run([join(DIST, 'index.js')], {
    ...environment(folder, github, step.event ?? 'pull_request', files.event),
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    INPUT_REPO: folder,
    'INPUT_GITHUB-TOKEN': TOKEN,
    ...Object.fromEntries(Object.entries(step.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...step.env,
  });
  return {
    status,
    log,
    outputs: readOutputs(await readFile(files.output, 'utf8')),
    summary: await readFile(files.summary, 'utf8'),
  };
}

/** Runs the built command in a workflow. */
export async function runCommand(
  folder: string,
  github: Pick<FakeGithub, 'url'>,
  argv: readonly string[],
  step: Omit<Step, 'inputs'> = {},
): Promise<{ readonly status: number; readonly log: string }> {
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify(step.payload ?? {}));
  return run([join(DIST, 'cli.js'), ...argv], {
    ...environment(folder, github, step.event ?? 'workflow_run', event),
    GITHUB_TOKEN: TOKEN,
    ...step.env,
  });
}

function environment(folder: string, { url }: Pick<FakeGithub, 'url'>, event: string, eventPath: string) {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    NO_COLOR: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/nodes',
    GITHUB_SHA: 'e'.repeat(40),
    GITHUB_RUN_ID: '100',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
  };
}

async function run(argv: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise<number>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code ?? -1));
  });
  return { status, log: Buffer.concat(chunks).toString('utf8') };
}

/** The runner's output file: `name<<delimiter`, lines, delimiter. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)) {
    outputs[name as string] = value as string;
  }
  return outputs;
}

/** The event of a pull request. */
export function pullEvent(changes: { fork?: boolean; sha?: string; number?: number } = {}) {
  const head = changes.fork === true ? 'stranger/nodes' : 'acme/nodes';
  return {
    action: 'synchronize',
    pull_request: {
      number: changes.number ?? 7,
      head: { sha: changes.sha ?? HEAD, ref: 'topic', repo: { full_name: head } },
      base: { sha: 'b'.repeat(40), ref: 'main', repo: { full_name: 'acme/nodes' } },
    },
  };
}

/** The event of a workflow_run after a pull request of a fork. */
export function workflowRunEvent(changes: { event?: string; sha?: string } = {}) {
  return {
    action: 'completed',
    workflow_run: {
      id: 90,
      run_attempt: 1,
      event: changes.event ?? 'pull_request',
      head_sha: changes.sha ?? HEAD,
      head_branch: 'topic',
      head_repository: { full_name: 'stranger/nodes' },
      pull_requests: [],
    },
  };
}
