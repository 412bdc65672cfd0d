import { describe, expect, it } from 'vitest';
import type { ContainerdAnswer } from '../../src/containerd/answer.ts';
import { resolveContainerd } from '../../src/containerd/resolve.ts';
import { type ObservedCase, type ObservedRuntimeConfig, readFixture, treeOf } from './observed-cases.ts';

const cases = readFixture<readonly ObservedCase[]>('observed-answers.json');
const runtimeConfigs = readFixture<readonly ObservedRuntimeConfig[]>('observed-runtime-config.json');
const main = { configPath: '/etc/containerd/config.toml', configGiven: false, hostCgroups: 'v1' } as const;

function driversOf({ handlers }: ContainerdAnswer): Record<string, string> {
  return Object.fromEntries(handlers.map(({ name, driver }) => [name, driver]));
}

describe('what real builds did with a configuration', () => {
  it.each(cases.map((observed) => [observed.case, observed] as const))('%s', async (_, observed) => {
    for (const wanted of observed.answers) {
      for (const version of wanted.releases.split(' ')) {
        const answer = await resolveContainerd(treeOf(observed.files), { version, ...main });
        if (observed.random?.includes(version) === true) {
          expect(
            answer.doubts.map(({ kind }) => kind),
            version,
          ).toContain('random-spelling');
          continue;
        }
        expect(answer.state, version).toBe(wanted.state ?? 'ok');
        if (wanted.drivers === undefined) continue;
        expect(driversOf(answer), version).toEqual(wanted.drivers);
        expect(answer.defaultHandler, version).toBe(wanted.default);
        const { onSystemdHost, elsewhere } = answer.runtimeConfig;
        const asked = wanted.runtimeConfig ?? { systemd: 'unimplemented', elsewhere: 'unimplemented' };
        expect({ systemd: onSystemdHost, elsewhere }, version).toEqual(asked);
      }
    }
  });
});

describe('what real daemons answered to RuntimeConfig', () => {
  it.each(runtimeConfigs.map((observed) => [observed.case, observed] as const))('%s', async (_, observed) => {
    for (const wanted of observed.answers) {
      for (const version of wanted.releases.split(' ')) {
        const answer = await resolveContainerd(treeOf({ 'config.toml': observed.file }), { version, ...main });
        const said = (value: string) => (answer.state === 'daemon-exit' ? 'no-daemon' : value);
        expect(said(answer.runtimeConfig.onSystemdHost), version).toBe(wanted.systemd);
        expect(said(answer.runtimeConfig.elsewhere), version).toBe(wanted.elsewhere);
        if (wanted.default === undefined) continue;
        expect(answer.defaultHandler, version).toBe(wanted.default);
        expect(
          answer.handlers.map(({ name }) => name),
          version,
        ).toEqual(Object.keys(wanted.handlers).sort());
        for (const { name, type, driver } of answer.handlers) {
          expect(type, `${version} ${name}`).toBe(wanted.handlers[name]?.type);
          expect(driver, `${version} ${name}`).toBe(wanted.handlers[name]?.driver ?? driver);
        }
      }
    }
  });
});
