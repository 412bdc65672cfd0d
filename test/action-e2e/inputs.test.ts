import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../src/verdict/report.ts';
import { newDockerArchive } from '../image/make-image.ts';
import { file, tar } from '../image/make-tar.ts';
import { type Script, scriptedEngine } from '../kind/support/scripted-engine.ts';
import { createFolder, FAILING, PASSING, runStep, type StepResult } from './runner.ts';

const NOWHERE = { url: 'http://127.0.0.1:9' };
const KUBELET = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: cgroupfs\n';
const KIND = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
`;
let folder: Awaited<ReturnType<typeof createFolder>>;

beforeEach(async () => {
  folder = await createFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

function step(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  return runStep(folder.path, NOWHERE, {
    inputs: { images: FAILING, comment: 'never', suggestions: 'false', ...inputs },
    event: 'push',
  });
}

async function reportOf({ outputs }: StepResult): Promise<Report> {
  return JSON.parse(await readFile(outputs['result'] ?? '', 'utf8')) as Report;
}

/** The fixed example with another name of its distribution. */
function changedImage(): Promise<string> {
  const bytes = readFileSync(PASSING.replace('docker-archive:', ''));
  const place = bytes.indexOf('PRETTY_NAME="Debian');
  expect(place).toBeGreaterThan(0);
  bytes.write('PRETTY_NAME="Dabian', place);
  return put('changed.tar', bytes);
}

/** Judges an image by booting it with a kind and a docker that only answer what they are told to. */
async function boot(
  script: Script,
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly result: StepResult; readonly left: readonly string[] }> {
  const engine = scriptedEngine(script);
  try {
    const result = await runStep(folder.path, NOWHERE, {
      inputs: { images: 'kind:node:1', comment: 'never', suggestions: 'false', 'kind-watch': '0', ...inputs },
      event: 'push',
      env: { PATH: `${engine.folder}/bin:/usr/bin:/bin`, FIXTURE: engine.folder },
    });
    return { result, left: engine.left() };
  } finally {
    engine.dispose();
  }
}

/** What each input does, by the built action. */
const TRIED: Readonly<Record<string, () => Promise<void>>> = {
  images: async () => {
    const result = await step({ images: `# the first one\n${PASSING}\n\n  ${FAILING}  \n` });
    expect((await reportOf(result)).images.map(({ image, verdict }) => [image, verdict])).toEqual([
      [PASSING, 'pass'],
      [FAILING, 'fail'],
    ]);
    expect(result.outputs).toMatchObject({ verdict: 'fail', findings: expect.stringMatching(/^[1-9]\d*$/) });
  },
  require: async () => {
    const config = await put('kubelet.yaml', KUBELET);
    expect((await step({ 'kubelet-config': config })).outputs['verdict']).toBe('fail');
    const match = await step({ 'kubelet-config': config, require: 'match' });
    expect([match.status, match.outputs['verdict']]).toEqual([0, 'pass']);
  },
  handlers: async () => {
    const result = await step({ images: PASSING, handlers: 'kata' });
    expect(result.outputs['verdict']).toBe('fail');
    expect(result.log).toContain('kata');
  },
  'fail-on': async () => {
    const never = await step({ 'fail-on': 'never' });
    expect([never.status, never.outputs['verdict']]).toEqual([0, 'fail']);
    await refuses({ 'fail-on': 'note' }, '--fail-on note: give one of error, warning, never');
  },
  skip: async () => {
    const result = await step({ skip: 'cgroup-driver-mismatch=known to operations\n' });
    expect([result.status, result.outputs['verdict']]).toEqual([0, 'pass']);
    expect((await reportOf(result)).images[0]?.findings.map(({ skipped }) => skipped)).toContain('known to operations');
    await refuses({ skip: 'cgroup-driver-mismatch' }, 'give the reason too');
    await refuses({ skip: 'no-such-rule=x' }, 'there is no such rule');
  },
  'containerd-version': async () => {
    const report = await reportOf(await step({ 'containerd-version': '1.6.20' }));
    expect(report.images[0]?.containerd?.version).toBe('1.6.20');
  },
  'kubelet-version': async () => {
    const report = await reportOf(await step({ 'kubelet-version': 'v1.28.3' }));
    expect(report.images[0]?.kubelet?.version).toBe('v1.28.3');
  },
  'kubelet-config': async () => {
    const report = await reportOf(await step({ 'kubelet-config': await put('kubelet.yaml', KUBELET) }));
    expect(report.images[0]?.kubelet?.configured).toBe('cgroupfs');
    await refuses({ 'kubelet-config': at('nothing.yaml') }, 'there is no such file');
  },
  'kind-config': async () => {
    expect((await step({ 'kind-config': await put('kind.yaml', KIND) })).outputs['verdict']).toBe('pass');
    await refuses({ 'kind-config': at('nothing.yaml') }, 'there is no such file');
  },
  verify: async () => {
    const images = await changedImage();
    expect((await step({ images })).log).not.toContain('digest sha256');
    const result = await step({ images, verify: 'true' });
    expect([result.status, result.outputs['verdict']]).toEqual([1, 'undetermined']);
    expect(result.log).toContain('the image is damaged or was changed');
    await refuses({ verify: 'yes' }, 'verify: yes is neither true nor false');
  },
  cache: async () => {
    const layer = tar([file('etc/os-release', 'ID=debian\n')]);
    const images = await put(
      'packed.tar',
      newDockerArchive({ layers: [layer] }, (bytes) => gzipSync(bytes)),
    );
    await step({ images, cache: at('cache') });
    expect(readdirSync(at('cache'), { recursive: true })).not.toEqual([]);
    expect((await step({ images, cache: at('cache') })).log).toMatch(/known from the cache/);
  },
  platform: async () => {
    expect((await step({ images: PASSING, platform: 'linux/amd64' })).outputs['verdict']).toBe('pass');
    await refuses({ platform: 'linux' }, '--platform linux: give OS/ARCH');
    const other = await step({ images: PASSING, platform: 'linux/arm64' });
    expect([other.status, other.outputs['verdict']]).toEqual([1, 'undetermined']);
  },
  repo: () => refuses({ repo: at('nothing') }, 'there is no such folder'),
  'kind-timeout': async () => {
    const { result } = await boot({ createSleep: 30 }, { 'kind-timeout': '1' });
    expect(result.status).toBe(1);
    expect(result.log).toContain('did not come up in time');
    await refuses({ 'kind-timeout': 'soon' }, '--kind-timeout soon: give a number of seconds');
  },
  'kind-watch': () => refuses({ 'kind-watch': '-1' }, '--kind-watch -1: give a number of seconds'),
  'kind-logs': async () => {
    const { result } = await boot({ createStatus: 1 }, { 'kind-logs': at('logs') });
    expect(result.outputs['logs']).toBe(at('logs'));
    expect(readdirSync(at('logs'))).toEqual(['kind-version.txt']);
    expect((await boot({ createStatus: 1 }, {})).result.outputs['logs']).toBe(undefined);
  },
  'retain-on-failure': async () => {
    const kept = await boot({ createStatus: 1 }, { 'retain-on-failure': 'true' });
    expect([kept.result.status, kept.left.length]).toEqual([1, 1]);
    expect((await boot({ createStatus: 1 }, {})).left).toEqual([]);
    await refuses({ 'retain-on-failure': 'maybe' }, 'maybe is neither true nor false');
  },
  annotations: async () => {
    expect((await step({})).log).toMatch(/^::error title=/m);
    expect((await step({ annotations: 'false' })).log).not.toMatch(/^::error title=/m);
    await refuses({ annotations: '1' }, 'annotations: give true or false');
  },
  summary: async () => {
    expect((await step({ summary: 'false' })).summary).toBe('');
    expect((await step({ summary: 'TRUE' })).summary).toContain('Cgroup Gate');
  },
  'sarif-file': async () => {
    const result = await step({ 'sarif-file': at('deep/er/out.sarif') });
    expect(result.outputs['sarif']).toBe(at('deep/er/out.sarif'));
    expect(JSON.parse(await readFile(at('deep/er/out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect((await step({})).outputs['sarif']).toBe(undefined);
  },
  'report-file': async () => {
    const result = await step({ 'report-file': at('mine.json') });
    expect(result.outputs['result']).toBe(at('mine.json'));
    expect((await reportOf(result)).verdict).toBe('fail');
    expect((await step({})).outputs['result']).toBe(at('cgroup-gate/report.json'));
  },
  'junit-file': async () => {
    await step({ 'junit-file': at('out.xml') });
    expect(await readFile(at('out.xml'), 'utf8')).toMatch(/^<\?xml [\s\S]*<failure/);
  },
  comment: () => refuses({ comment: 'sometimes' }, 'comment: give one of on-failure, always, never'),
  suggestions: () => refuses({ suggestions: 'sometimes' }, 'suggestions: give true or false'),
  'tracking-issue': () => refuses({ 'tracking-issue': 'sometimes' }, 'tracking-issue: give true or false'),
  key: () => refuses({ key: 'a\nb' }, 'key: use at most 100 letters'),
  publish: () => refuses({ publish: at('nothing.json') }, 'publish: '),
  baseline: () => refuses({ baseline: at('nothing.json') }, 'there is no such file'),
};

/** Inputs that other tests of the built action are about. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'github-token': 'comment.test.ts',
};

/** The step fails with a message, and whoever asks for its verdict is not left without one. */
async function refuses(inputs: Readonly<Record<string, string>>, message: string): Promise<void> {
  const result = await step(inputs);
  expect(result.status).toBe(1);
  expect(result.log).toContain(message);
  expect(result.outputs).toEqual({ verdict: 'undetermined', findings: '0' });
  expect(result.log).not.toMatch(/\n\s+at /);
}

describe('the inputs of the built action', () => {
  it.each(Object.entries(TRIED))('%s', (_name, attempt) => attempt());

  it('are all tried, here or elsewhere', () => {
    const action = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'));
    for (const [name, path] of Object.entries(ELSEWHERE)) {
      expect(readFileSync(join(import.meta.dirname, path), 'utf8').toLowerCase(), name).toContain(name);
    }
    expect(Object.keys(action.inputs).sort()).toEqual([...Object.keys(TRIED), ...Object.keys(ELSEWHERE)].sort());
  });

  it('that name no image are refused', async () => {
    await refuses({ images: '' }, 'images: name at least one image, one a line');
    await refuses({ images: '# none\n' }, 'images: name at least one image, one a line');
  });

  it('may not name one file for two reports', async () => {
    await refuses(
      { 'sarif-file': at('out'), 'report-file': `${folder.path}/./out` },
      'sarif-file: report-file names the same file',
    );
    expect(existsSync(at('out'))).toBe(false);
  });

  it('that name a file which cannot be written are warned of, and the report lies where it does without', async () => {
    await mkdir(at('folder'));
    const result = await step({ 'report-file': at('folder'), 'sarif-file': '/dev/null/out' });
    expect(result.log).toMatch(/^::warning::.*folder could not be written/m);
    expect(result.log).toMatch(/^::warning::\/dev\/null\/out could not be written/m);
    expect(result.outputs).toMatchObject({ verdict: 'fail', result: at('cgroup-gate/report.json') });
    expect(result.outputs['sarif']).toBe(undefined);
    expect((await reportOf(result)).verdict).toBe('fail');
  });
});
