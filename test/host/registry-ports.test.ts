import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createRegistryPorts } from '../../src/host/registry-ports.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('credential files', () => {
  test("Docker's first, then those of Podman and skopeo", async () => {
    const home = await temporaryFolder();
    for (const file of [
      '.docker/config.json',
      'run/containers/auth.json',
      '.config/containers/auth.json',
      'mine/config.json',
      'own.json',
    ]) {
      await mkdir(`${home}/${file}`.replace(/\/[^/]*$/, ''), { recursive: true });
      await writeFile(`${home}/${file}`, file);
    }
    const texts = async (environment: Record<string, string>) =>
      (await createRegistryPorts({ HOME: home, ...environment }).credentialFiles()).map(({ text }) => text);
    expect(await texts({})).toEqual(['.docker/config.json', '.config/containers/auth.json']);
    expect(await texts({ XDG_RUNTIME_DIR: `${home}/run` })).toEqual([
      '.docker/config.json',
      'run/containers/auth.json',
      '.config/containers/auth.json',
    ]);
    expect(await texts({ DOCKER_CONFIG: `${home}/mine` })).toEqual([
      'mine/config.json',
      '.config/containers/auth.json',
    ]);
    expect(await texts({ REGISTRY_AUTH_FILE: `${home}/own.json`, DOCKER_CONFIG: `${home}/mine` })).toEqual([
      'own.json',
    ]);
    expect(await texts({ REGISTRY_AUTH_FILE: `${home}/none.json` })).toEqual([]);
  });
});

describe('credential helpers', () => {
  async function ask(script: string) {
    const folder = await temporaryFolder();
    await writeFile(`${folder}/docker-credential-it`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return createRegistryPorts({ PATH: `${folder}:${process.env['PATH']}`, HOME: folder }).credentialHelper(
      'it',
      'r.example',
    );
  }

  test.each([
    [
      'finds',
      'read -r server; printf \'{"Username":"%s","Secret":"s"}\' "$server"',
      { kind: 'found', username: 'r.example', secret: 's' },
    ],
    ['has none', 'echo "credentials not found in native keychain"; exit 1', { kind: 'none' }],
    ['has an empty one', 'echo \'{"Username":"","Secret":""}\'', { kind: 'none' }],
    ['fails', 'echo "no keyring" >&2; exit 1', { kind: 'failed', detail: 'no keyring' }],
    ['fails without a word', 'exit 3', { kind: 'failed', detail: 'it ended with status 3' }],
    ['talks nonsense', 'echo hello', { kind: 'failed', detail: 'its answer is no credentials' }],
  ])('one that %s', async (_name, script, expected) => {
    expect(await ask(script)).toEqual(expected);
  });

  test('one that is not there', async () => {
    expect(await createRegistryPorts({ PATH: '/nowhere' }).credentialHelper('it', 'r')).toEqual({
      kind: 'failed',
      detail: 'there is no such program',
    });
  });
});

test('registries.conf with its drop-ins in order, the user instead of the machine', async () => {
  const home = await temporaryFolder();
  await mkdir(`${home}/.config/containers/registries.conf.d`, { recursive: true });
  for (const [file, text] of [
    ['registries.conf', 'main'],
    ['registries.conf.d/20-b.conf', 'b'],
    ['registries.conf.d/10-a.conf', 'a'],
    ['registries.conf.d/notes.txt', 'x'],
  ]) {
    await writeFile(`${home}/.config/containers/${file}`, text!);
  }
  const texts = await createRegistryPorts({ HOME: home }).registryConfigs();
  expect(texts.map(({ text }) => text)).toEqual(['main', 'a', 'b']);
  const named = await createRegistryPorts({ HOME: home, CONTAINERS_REGISTRIES_CONF: `${home}/none` }).registryConfigs();
  expect(named).toEqual([]);
});
