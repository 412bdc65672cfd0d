/**
 * `check-report.ts REPORT VERDICT KUBELET RUNTIME BOOT`: whether a report comes from a node that ran, and says of it what
 * is expected. BOOT is `boots`, `dies` (no cluster comes up, but its node is looked into) or `either`. An image that could
 * not be pulled, or a node that nobody looked into, has the right verdict by accident at most.
 */
import { readFileSync } from 'node:fs';
import type { Report } from '../../src/verdict/report.ts';

const [path = '', verdict, kubelet, runtime, boot] = process.argv.slice(2);
const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
const wrong: string[] = [];
const expect = (what: string, actual: unknown, expected: unknown): void => {
  if (actual !== expected) wrong.push(`${what} is ${String(actual)}, and not ${String(expected)}`);
};

expect('the number of images', report.images.length, 1);
expect('the verdict', report.verdict, verdict);
const live = report.images[0]?.live ?? null;
if (live === null || live.nodes.length === 0) wrong.push('no node was looked into');
if (boot !== 'either') expect('booted', live?.booted, boot === 'boots');
for (const node of live?.nodes ?? []) {
  expect(`the kubelet's driver on ${node.name}`, node.kubelet, kubelet);
  expect(`the number of handlers on ${node.name}`, node.runtime.length > 0, true);
  for (const { handler, driver } of node.runtime) expect(`the driver of ${handler} on ${node.name}`, driver, runtime);
  const pods = node.evidence.filter((item) => item.kind === 'pod-cgroup');
  if (pods.length === 0) wrong.push(`no pod's cgroup was seen on ${node.name}`);
}

for (const line of wrong) console.error(line);
console.log(wrong.length === 0 ? 'as expected' : `${wrong.length} things are wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
