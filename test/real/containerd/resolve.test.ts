import { describe, expect, it } from 'vitest';
import type { ContainerdAnswer } from '../../../src/containerd/answer.ts';
import { resolveContainerd } from '../../../src/containerd/resolve.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { type Comparison, compareMany, report, seedOfThisRun } from '../differential.ts';
import { type RealContainerd, realContainerds } from './daemons.ts';
import { type GeneratedNode, generatedNode, showNode } from './generator/node-files.ts';
import { askContainerd, type RealAnswer } from './oracle.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.CONTAINERD_RUNS ?? 300);
/** What the configurations must lead to at least once, so that the comparison is worth its name. */
const everyKind = [
  ...['ok', 'daemon-exit', 'cri-disabled', 'cri-failed'],
  ...['systemd', 'cgroupfs', 'opaque', 'no-runtime-type', 'options-error'],
];
const defaultPath = '/etc/containerd/config.toml';

describe(`containerd's own answers (SEED=${seed}, ${runs} configurations for each daemon)`, () => {
  it.each(realContainerds())('are ours for $version', async (containerd) => {
    const outcome = await compareMany({
      inputs: generatedNode(containerd.version.startsWith('1.') ? '1.x' : '2.x'),
      seed,
      runs,
      workers: 3,
      compare: (node) => compare(containerd, node),
      show: showNode,
    });
    report(`containerd ${containerd.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    for (const kind of everyKind) expect(outcome.kinds.get(kind) ?? 0, kind).toBeGreaterThan(0);
    expect(outcome.kinds.get('ok')).toBeGreaterThan(runs * 0.3);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
  });
});

async function compare(containerd: RealContainerd, node: GeneratedNode): Promise<Comparison> {
  const ours = await ourAnswer(containerd, node);
  if (typeof ours !== 'string' && ours.doubts[0] !== undefined) return { verdict: 'unsure', why: ours.doubts[0].kind };
  const real = await askContainerd(
    containerd,
    node.files,
    node.configPath === null ? {} : { configPath: node.configPath },
  ).catch((error: Error) => `no answer: ${error.message}`);
  const shown = {
    real: typeof real === 'string' ? real : comparable(real),
    ours: typeof ours === 'string' ? ours : comparable({ ...ours, handlers: drivers(ours) }),
  };
  if (shown.real === shown.ours && typeof real !== 'string') {
    return { verdict: 'same', kinds: [real.state, ...Object.values(real.handlers)] };
  }
  const reasons = {
    real: typeof real === 'string' ? '' : real.reason,
    ours: typeof ours === 'string' ? '' : JSON.stringify(ours.stateReason),
  };
  return {
    verdict: 'different',
    real: `${shown.real} ${reasons.real}`,
    ours: `${shown.ours} ${reasons.ours}`,
  };
}

async function ourAnswer(containerd: RealContainerd, node: GeneratedNode): Promise<ContainerdAnswer | string> {
  try {
    return await resolveContainerd(memoryTree(node.files), {
      version: containerd.version,
      configPath: node.configPath ?? defaultPath,
      configGiven: node.configPath !== null,
    });
  } catch (error) {
    return `an exception: ${error instanceof Error ? error.stack : error}`;
  }
}

function drivers(answer: ContainerdAnswer): RealAnswer['handlers'] {
  return Object.fromEntries(answer.handlers.map(({ name, driver }) => [name, driver]));
}

function comparable(
  answer: Pick<RealAnswer, 'state' | 'handlers' | 'runtimeConfig'> & { default?: string; defaultHandler?: string },
): string {
  const { state, runtimeConfig } = answer;
  if (state !== 'ok') return JSON.stringify({ state });
  const handlers = Object.fromEntries(Object.entries(answer.handlers).sort(([a], [b]) => (a < b ? -1 : 1)));
  const rpc = [runtimeConfig.onSystemdHost, runtimeConfig.elsewhere];
  return JSON.stringify({ state, default: answer.default ?? answer.defaultHandler, handlers, rpc });
}
