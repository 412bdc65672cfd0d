/**
 * Asks the real kubelets for each gate that we list, on and off, and writes down whether they take it, which every run of
 * the tests compares with ours:
 *   KUBELET_MORE="1.32.3=/path/to/kubelet" node test/real/kubelet/record-gates.ts
 * What other versions answered stays. No kubelet gets as far as to start: its largest number of pods is -1.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { knownGates } from '../../../src/kubelet/gates/known-gates.ts';
import { answerLetter, type GateAnswer, type ObservedGates } from '../../kubelet/observed/gates.ts';
import { type RealKubelet, realKubelets } from './kubelets.ts';

const file = new URL('../../kubelet/observed/gates.json', import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8')) as ObservedGates;
const names = [...knownGates().keys()];
const columns = new Map(
  before.versions.map((version, at) => [version, names.map((name) => before.gates[name]?.[at] ?? '-')] as const),
);

for (const kubelet of realKubelets()) {
  const letters: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < names.length; at = next++) {
      const name = names[at]!;
      letters[at] = answerLetter(await ask(kubelet, `${name}=true`), await ask(kubelet, `${name}=false`));
    }
  };
  await Promise.all([worker(), worker()]);
  columns.set(kubelet.version, letters);
}

const versions = [...columns.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const lines = names.map((name, at) => {
  const letters = versions.map((version) => columns.get(version)![at]).join('');
  return `    ${JSON.stringify(name)}: ${JSON.stringify(letters)}`;
});
const quoted = versions.map((version) => JSON.stringify(version)).join(', ');
writeFileSync(file, `{\n  "versions": [${quoted}],\n  "gates": {\n${lines.join(',\n')}\n  }\n}\n`);

function ask(kubelet: RealKubelet, gate: string): Promise<GateAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(kubelet.program, [`--feature-gates=${gate}`, '--max-pods=-1'], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', GOTRACEBACK: 'none' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', () => {
      if (output.includes('unrecognized feature gate')) resolve('unknown');
      else if (/feature is locked/.test(output)) resolve('locked');
      else if (/is enabled, but depends on/.test(output)) resolve('needs');
      else if (/invalid configuration/i.test(output)) resolve('taken');
      else reject(new Error(`${kubelet.version} says nothing of ${gate}: ${output}`));
    });
  });
}
