import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../../../src/platforms/recognise.ts';
import { scriptText } from '../../../../src/platforms/scripts/follow/boot-text.ts';
import { leavesToSystemd } from '../../../../src/platforms/scripts/follow/systemd-guard.ts';
import { memoryTree } from '../../../support/memory-tree.ts';

const leaves = (text: string): boolean => leavesToSystemd(scriptText('/etc/cron.daily/x', text, 'shell'));

describe('a text that does nothing where systemd runs', () => {
  it.each([
    ['#!/bin/sh\nif [ -d /run/systemd/system ]; then\n  exit 0\nfi\nrm x\n'],
    ['#!/bin/sh\n# why\n\nset -e\nA=/etc/x\n  B="$A"\nif [ -d /run/systemd/system ]; then exit 0; fi\nrm x\n'],
    ['#!/bin/sh\nif test -e /run/systemd/system/ ; then\n\texit\nfi\nrm x\n'],
    ['#!/bin/sh\n[ -d /run/systemd/system ] && exit 0\nrm x\n'],
    ['test -e /run/systemd/system || SERVICE_MODE=1 /sbin/scrub -A -r'],
    ['[ -d /run/systemd/system ] || /opt/a || /opt/b | tee x'],
  ])('%j', (text) => {
    expect(leaves(text)).toBe(true);
  });

  it.each([
    ['a command before it', '#!/bin/sh\nrm x\nif [ -d /run/systemd/system ]; then exit 0; fi\n'],
    ['a value that runs one', '#!/bin/sh\nA=$(rm x)\nif [ -d /run/systemd/system ]; then exit 0; fi\n'],
    ['a value that runs one the old way', '#!/bin/sh\nA=`rm x`\nif [ -d /run/systemd/system ]; then exit 0; fi\n'],
    ['a value of one command', '#!/bin/sh\nA=x rm y\nif [ -d /run/systemd/system ]; then exit 0; fi\n'],
    ['the opposite', '#!/bin/sh\nif [ ! -d /run/systemd/system ]; then exit 0; fi\nrm x\n'],
    ['one more condition', '#!/bin/sh\nif [ -d /run/systemd/system ] && [ -z "$1" ]; then exit 0; fi\nrm x\n'],
    ['more than leaving', '#!/bin/sh\nif [ -d /run/systemd/system ]; then rm x; exit 0; fi\n'],
    ['a function', '#!/bin/sh\nf() {\nif [ -d /run/systemd/system ]; then exit 0; fi\n}\nrm x\n'],
    ['leaving a function', '#!/bin/sh\nif [ -d /run/systemd/system ]; then return 0; fi\nrm x\n'],
    ['another folder', '#!/bin/sh\nif [ -d /run/systemd/systems ]; then exit 0; fi\nrm x\n'],
    ['a command behind the alternatives', 'test -e /run/systemd/system || /opt/a; rm x'],
    ['one that goes on behind them', 'test -e /run/systemd/system || /opt/a && rm x'],
    ['one in the background', 'test -e /run/systemd/system || /opt/a & rm x'],
    ['one on the next line', 'test -e /run/systemd/system || /opt/a\nrm x'],
    ['a second condition behind it', '[ -d /run/systemd/system ] && exit 0 || rm x\n'],
    ['leaving a pipeline', '#!/bin/sh\nif [ -d /run/systemd/system ]; then exit 0; fi | cat\nrm x\n'],
    ['a bracket left open', '#!/bin/sh\n[ -d /run/systemd/system && exit 0\nrm x\n'],
    ['an alternative behind a bracket left open', '[ -d /run/systemd/system || rm x'],
    ['lines that each end by themselves', '\n[ -d /run/systemd/system ] && exit 0\nrm x\n'],
    ['an alternative to leaving', 'test -e /run/systemd/system && rm x'],
  ])('not with %s', (_, text) => {
    expect(leaves(text)).toBe(false);
  });

  it.each([
    [
      'make -C /opt/a',
      '/opt/a/Makefile',
      (rest: string) => `all:\n\t[ -d /run/systemd/system ] && exit 0\n\t${rest}\n`,
    ],
    [
      'true',
      '/etc/cloud/cloud.cfg.d/9.cfg',
      (rest: string) => `bootcmd:\n  - test -d /run/systemd/system && exit 0\nruncmd:\n  - ${rest}\n`,
    ],
  ])('and not for what stands behind the first line of %s in %s', async (command, path, text) => {
    const files = {
      '/usr/lib/systemd/systemd': 'x',
      '/usr/bin/cloud-init': 'x',
      '/etc/rc.local': { content: `#!/bin/sh\n${command}\n`, mode: 0o755 },
      '/opt/x': { content: '#!/bin/sh\nrm /etc/containerd/config.toml\n', mode: 0o755 },
      [path]: text('/opt/x'),
    };
    const { generators } = await recogniseBootGenerated(memoryTree(files));
    expect(generators.map(({ writes }) => writes)).toEqual(['containerd']);
  });

  it('and where it does not', async () => {
    const job = '#!/bin/sh\n[ -d /run/systemd/system ] && exit 0\nrm /etc/containerd/config.toml\n';
    const files = { '/etc/cron.daily/x': { content: job, mode: 0o755 } };
    const told = async (more: Record<string, string>) =>
      (await recogniseBootGenerated(memoryTree({ ...files, ...more }))).generators.map(({ writes }) => writes);
    expect(await told({})).toEqual(['containerd']);
    expect(await told({ '/usr/lib/systemd/systemd': 'x' })).toEqual([]);
    expect(await told({ '/lib/systemd/systemd': 'x' })).toEqual([]);
    expect(await told({ '/lib/systemd/systemd': 'x', '/sbin/init': 'x' })).toEqual(['containerd']);
  });
});
