import { describe, expect, it } from 'vitest';
import { compareEach, compareMany, outcomeOf, report, seedOfThisRun } from '../differential.ts';
import { compare } from './compare.ts';
import { type RealContainerd, realContainerds } from './daemons.ts';
import { type GeneratedNode, generatedNode, showNode } from './generator/node-files.ts';
import { tomlSnippets } from './generator/toml-snippets.ts';

const seed = seedOfThisRun();
const runs = Number(process.env.CONTAINERD_RUNS ?? 300);
/** What the configurations must lead to at least once, so that the comparison is worth its name. */
const everyKind = [
  ...['ok', 'daemon-exit', 'cri-disabled', 'cri-failed'],
  ...['systemd', 'cgroupfs', 'opaque', 'no-runtime-type', 'options-error'],
];

const seen = new Map<string, number>();

describe(`containerd's own answers (SEED=${seed}, ${runs} configurations for each daemon)`, () => {
  it.each(realContainerds())('are ours for $version', async (containerd) => {
    const outcome = await compareMany({
      inputs: generatedNode({
        era: containerd.version.startsWith('1.') ? '1.x' : '2.x',
        snippets: snippetsFor(containerd),
      }),
      seed,
      runs,
      workers: 3,
      compare: (node) => compare(containerd, node),
      show: showNode,
    });
    report(`containerd ${containerd.version}`, outcome);
    expect(outcome.disagreements).toHaveLength(0);
    for (const [kind, times] of outcome.kinds) seen.set(kind, (seen.get(kind) ?? 0) + times);
    expect(outcome.unsure).toBeLessThanOrEqual(runs * 0.08);
  });

  // with fewer, chance alone may leave a kind out
  it.runIf(realContainerds().length >= 4 && runs >= 200)('lead everywhere', () => {
    expect([...seen.keys()].sort()).toEqual(everyKind.sort());
    expect(seen.get('ok')).toBeGreaterThan(runs * realContainerds().length * 0.3);
  });
});

/**
 * Each snippet once, by turns in a table that nothing reads and in one of a plugin: TOML readers look at the two with
 * unequal care.
 */
describe(`what the daemons can read (SEED=${seed})`, () => {
  it.each(realContainerds())('is what we can read for $version', async (containerd) => {
    const nodes = snippetsFor(containerd).map((snippet, index) => snippetNode(snippet, (index + seed) % 2 === 0));
    const verdicts = await compareEach(nodes, 3, (node) => compare(containerd, node));
    const disagreements = verdicts.flatMap((one, index) =>
      one.verdict === 'different' ? [`${showNode(nodes[index]!)}\nreal: ${one.real}\nours: ${one.ours}\n`] : [],
    );
    report(`TOML of containerd ${containerd.version}`, outcomeOf(verdicts, disagreements));
    expect(disagreements).toHaveLength(0);
  });
});

function snippetsFor({ otherToml }: RealContainerd): readonly string[] {
  return tomlSnippets.filter((snippet) => !otherToml.includes(snippet));
}

function snippetNode(snippet: string, ofPlugin: boolean): GeneratedNode {
  const [own, other] = ['plugins."io.containerd.none.v1.own"', 'plugins."io.containerd.none.v1.other"'];
  const text = ofPlugin ? snippet.replaceAll('unknown.snippet', own).replaceAll('unknown', other) : snippet;
  const header = ofPlugin ? own : 'unknown.snippet';
  const path = '/etc/containerd/config.toml';
  return { files: { [path]: Buffer.from(`version = 2\n[${header}]\n${text}\n`) }, configPath: null };
}
