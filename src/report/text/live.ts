import type { LiveEvidence, LiveNodeReport, LiveReport } from '../../verdict/report.ts';
import { terminal } from '../escape/terminal.ts';
import { clip } from '../escape/visible.ts';
import type { Paint } from './paint.ts';
import { pad } from './width.ts';
import { wrapAfter } from './wrap.ts';

const MOST_NODES = 10;
const MOST_EVIDENCE = 8;

/** What was seen on the nodes of a booted cluster. */
export function renderLive(live: LiveReport, options: { paint: Paint; width: number }): string[] {
  const { paint, width } = options;
  const state = live.booted ? 'booted' : 'did not boot';
  const out = ['', `  ${paint('strong', `cluster ${terminal(live.cluster)} ${state}`)}`];
  for (const node of live.nodes.slice(0, MOST_NODES)) out.push(...renderNode(node, options));
  if (live.nodes.length > MOST_NODES) out.push(`  and ${live.nodes.length - MOST_NODES} more nodes`);
  if (live.logs !== null) out.push(...wrapAfter('  logs: ', terminal(live.logs), width));
  if (live.retained !== null) out.push(...wrapAfter('  kept: ', terminal(live.retained), width));
  return out;
}

function renderNode(node: LiveNodeReport, options: { paint: Paint; width: number }): string[] {
  const drivers = [
    `kubelet ${node.kubelet}`,
    ...node.runtime.map((entry) => `${terminal(entry.handler)} ${entry.driver}`),
    ...(node.cgroupVersion === null ? [] : [`cgroup v${node.cgroupVersion}`]),
  ];
  const out = wrapAfter(`  ${terminal(node.name)}: `, drivers.join(', '), options.width);
  const shown = node.evidence.slice(0, MOST_EVIDENCE);
  const kinds = Math.max(0, ...shown.map((entry) => kindOf(entry).length));
  for (const entry of shown) {
    const what = `${terminal(entry.subject)}: ${terminal(entry.says)}`;
    out.push(...wrapAfter(`    ${pad(kindOf(entry), kinds)}  `, clip(what, 300), options.width));
    if (entry.detail !== '') {
      out.push(options.paint('faint', `    ${' '.repeat(kinds)}  ${clip(terminal(entry.detail), 200)}`));
    }
  }
  if (node.evidence.length > shown.length) out.push(`    and ${node.evidence.length - shown.length} more`);
  return out;
}

function kindOf(entry: LiveEvidence): string {
  return clip(terminal(entry.kind), 20);
}
