import { describe, expect, it } from 'vitest';
import { unitsAtBoot } from '../../src/systemd/boot-units.ts';
import { delayedTree } from '../support/delayed-tree.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const UNITS = '/usr/lib/systemd/system';
const BASE: Files = {
  [`${UNITS}/default.target`]: { symlink: 'multi-user.target' },
  [`${UNITS}/multi-user.target`]: '[Unit]\nRequires=basic.target\n',
  [`${UNITS}/basic.target`]: '[Unit]\nWants=sockets.target timers.target \\\n  paths.target\n',
  [`${UNITS}/sockets.target`]: '[Unit]\n',
  [`${UNITS}/timers.target`]: '[Unit]\n',
  '/etc/machine-id': '0123\n',
};

const services = async (files: Files): Promise<readonly string[]> => {
  const all = await unitsAtBoot(memoryTree({ ...BASE, ...files })).all();
  return [...all].filter((name) => name.endsWith('.service')).sort();
};

describe('units that systemd starts by itself', () => {
  const unit = (name: string, text: string): Files => ({ [`${UNITS}/${name}`]: text });
  const firstBoot: Files = { '/etc/machine-id': 'uninitialized\n' };

  it.each<[string, Files, readonly string[]]>([
    [
      'by a link, and what that wants',
      {
        '/etc/systemd/system/multi-user.target.wants/a.service': { symlink: `${UNITS}/a.service` },
        ...unit('a.service', '[Unit]\nWants=b.service\n'),
        ...unit('b.service', '[Service]\n'),
        ...unit('c.service', '[Service]\n'),
      },
      ['a.service', 'b.service'],
    ],
    [
      'by a socket, a timer with another name, and a drop-in',
      {
        [`${UNITS}/sockets.target.wants/a.socket`]: { symlink: '../a.socket' },
        ...unit('a.socket', '[Socket]\n'),
        ...unit('a.service', '[Service]\n'),
        [`${UNITS}/timers.target.d/x.conf`]: '[Unit]\nWants=t.timer\n',
        ...unit('t.timer', '[Timer]\nUnit=b.service\n'),
        ...unit('b.service', '[Service]\n'),
        ...unit('t.service', '[Service]\n'),
      },
      ['a.service', 'b.service'],
    ],
    [
      'by presets on a first boot, and what those start',
      {
        ...firstBoot,
        ...unit('a.timer', '[Install]\nWantedBy=timers.target\n'),
        ...unit('a.service', '[Unit]\nWants=b.service\n'),
        ...unit('b.service', '[Service]\n'),
        ...unit('c.service', '[Install]\nWantedBy=b.service\n'),
        ...unit('d.service', '[Install]\nWantedBy=multi-user.target\n'),
        ...unit('e.service', '[Install]\nWantedBy=other.target\n'),
        '/usr/lib/systemd/system-preset/90.preset': 'enable a*\ndisable d.service\n',
      },
      ['a.service', 'b.service', 'c.service'],
    ],
    ['by no preset on another boot', unit('a.service', '[Install]\nWantedBy=multi-user.target\n'), []],
    [
      'unless they are masked, there or in the folder of links',
      {
        '/etc/systemd/system/multi-user.target.wants/a.service': { symlink: '/dev/null' },
        [`${UNITS}/multi-user.target.wants/b.service`]: { symlink: '../b.service' },
        '/etc/systemd/system/b.service': { symlink: '/dev/null' },
        ...unit('a.service', '[Service]\n'),
        ...unit('b.service', '[Service]\n'),
      },
      [],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await services(files)).toEqual(expected);
  });

  it('are found a level at a time', async () => {
    const wide = (count: number): Files =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          [`${UNITS}/multi-user.target.wants/u${at}.service`, { symlink: `../u${at}.service` }],
          [`${UNITS}/u${at}.service`, '[Service]\n'],
        ]).flat(),
      );
    const roundsOf = async (count: number): Promise<number> => {
      const delayed = delayedTree(memoryTree({ ...BASE, ...wide(count) }));
      expect((await unitsAtBoot(delayed.tree).all()).size).toBeGreaterThan(count);
      return delayed.rounds();
    };
    expect(await roundsOf(20)).toBe(await roundsOf(2));
  });
});
