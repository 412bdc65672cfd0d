import type { ContainerdAnswer } from '../../../src/containerd/answer.ts';
import { resolveContainerd } from '../../../src/containerd/resolve.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import type { Comparison } from '../differential.ts';
import type { RealContainerd } from './daemons.ts';
import type { GeneratedNode } from './generator/node-files.ts';
import { askContainerd, type RealAnswer } from './oracle.ts';

const defaultPath = '/etc/containerd/config.toml';

/** Puts one question to the real daemon and to us. */
export async function compare(containerd: RealContainerd, node: GeneratedNode): Promise<Comparison> {
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
      version: containerd.told,
      architecture: 'amd64',
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
