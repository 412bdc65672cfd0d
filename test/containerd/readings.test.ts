import { expect, it } from 'vitest';
import { versionsThatFit } from '../../src/containerd/families.ts';
import { newReadings } from '../../src/containerd/files/readings.ts';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { version2, version3 } from '../support/node-image.ts';

const configPath = '/etc/containerd/config.toml';

it.each<[string, string]>([
  ['version 2', version2('true')],
  ['version 3', version3('true')],
  ['a key that only some releases have, and that clashes', `${version2('true')}\n[ttrpc]\nuid = 1\nuid.x = 1_\n`],
  ['a number out of range under an unknown key', `nothing = 99999999999999999999\n${version2('true')}`],
  ['what only some libraries accept', `${version2('true')}\n[a]\nb = 1\n[a]\nc = 2\n`],
  ['no TOML', 'version = \n'],
])('one version reads %s as it does alone', async (_, text) => {
  const tree = memoryTree({ [configPath]: text });
  const readings = newReadings();
  for (const version of versionsThatFit(null)) {
    const options = { version, configPath, configGiven: false };
    expect(await resolveContainerd(tree, { ...options, readings })).toEqual(await resolveContainerd(tree, options));
  }
});

it('reads a file anew that has changed', async () => {
  const readings = newReadings();
  const options = { version: '2.2.7', configPath, configGiven: false, readings };
  for (const [value, driver] of [
    ['true', 'systemd'],
    ['null', undefined],
    ['false', 'cgroupfs'],
  ] as const) {
    const answer = await resolveContainerd(memoryTree({ [configPath]: version3(value) }), options);
    expect(answer.handlers[0]?.driver).toBe(driver);
  }
});

it('doubts a file of more keys than are looked at', async () => {
  const keys = Array.from({ length: 10_001 }, (_, at) => `k${at} = 1`).join('\n');
  const tree = memoryTree({ [configPath]: `${keys}\n${version3('true')}` });
  const { doubts } = await resolveContainerd(tree, { version: '2.2.7', configPath, configGiven: false });
  expect(doubts).toContainEqual(expect.objectContaining({ kind: 'too-much', detail: { what: 'keys', limit: 10_000 } }));
});
