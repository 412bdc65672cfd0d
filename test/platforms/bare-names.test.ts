import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { plainPath } from '../../src/systemd/mask.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const WRITES = 'sed -i s/true/false/ /etc/containerd/config.toml';
const script = (text: string): MemoryFile => ({ content: `#!/bin/sh\n${text}\n`, mode: 0o755 });
const unit = (command: string, more = ''): Files => ({
  '/etc/systemd/system/prepare.service': `[Service]\n${more}ExecStart=${command}\n`,
});

async function said(files: Files): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(memoryTree(files));
  return [...generators.map(({ title }) => title), ...doubts.map(({ kind }) => kind)];
}

describe('programs that a boot step starts by their names alone', () => {
  it.each<[string, string, Files]>([
    [
      'of a package',
      '/usr/sbin/node-setup',
      { ...unit('/opt/x'), '/opt/x': script('if node-setup --now; then true; fi') },
    ],
    ['of one word', '/usr/bin/nodesetup', { ...unit('/opt/x'), '/opt/x': script('sudo nodesetup') }],
    ['in a shell’s text', '/usr/sbin/containerd-setup', unit('/bin/sh -c "containerd-setup a"')],
    [
      'by a package’s script',
      '/usr/sbin/node-setup',
      { ...unit('/usr/lib/n/x'), '/usr/lib/n/x': script('node-setup') },
    ],
    [
      'in a folder that the script adds',
      '/opt/k/bin/a1',
      { ...unit('/opt/x'), '/opt/x': script('export PATH="/opt/k/bin:$PATH"\na1') },
    ],
    [
      'in a folder of the unit’s',
      '/opt/k/bin/a1',
      { ...unit('/opt/x', 'Environment=PATH=/opt/k/bin:/bin\n'), '/opt/x': script('a1') },
    ],
  ])('%s', async (_, path, files) => {
    expect(await said({ ...files, [path]: script(WRITES) })).toContain('a script of prepare.service');
    expect(await said({ ...files, [path]: script('true') })).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a program of a package’s own folder', 'PATH=/usr/lib/other:/bin\nsetup-node', '../lib/other/setup-node'],
    ['a function of the script', 'setup-node() { true; }\nsetup-node', 'setup-node'],
    ['a function that it may have read in', '. /lib/functions\nsetup_node', 'setup_node'],
    ['an argument', 'echo node-setup', 'node-setup'],
  ])('%s is none', async (_, text, name) => {
    expect(
      await said({ ...unit('/opt/x'), '/opt/x': script(text), [plainPath(`/usr/sbin/${name}`)]: script(WRITES) }),
    ).toEqual([]);
  });
});

describe('what systemd has for every service', () => {
  const run = (text: string, files: Files = {}): Files => ({ ...unit('/opt/x'), '/opt/x': script(text), ...files });

  it.each<[string, Files?]>([
    ['printf "[Service]\\nEnvironment=A=b\\n" > /etc/systemd/system/service.d/a.conf'],
    ['cp /opt/a.conf /run/systemd/system/service.d/'],
    ['rm -r /etc/systemd/system/service.d'],
    ['cat > /etc/systemd/system.conf.d/a.conf <<EOF\n[Manager]\nDefaultEnvironment=KUBELET_EXTRA_ARGS=x\nEOF'],
    ['echo ManagerEnvironment=A=b | tee -a /etc/systemd/system.conf'],
    ['sed -i "s/.*DefaultEnvironment=.*/DefaultEnvironment=A=b/" /etc/systemd/system.conf'],
    [
      'install -D /opt/a.conf /etc/systemd/system.conf.d/a.conf',
      { '/opt/a.conf': '[Manager]\nDefaultEnvironment=A=b\n' },
    ],
  ])('%s', async (text, files) => {
    const { generators } = await recogniseBootGenerated(memoryTree(run(text, files)));
    expect(generators.map(({ writes }) => writes)).toEqual(['both']);
  });

  it.each<[string, Files?]>([
    ['echo DefaultLimitNOFILE=9 > /etc/systemd/system.conf.d/a.conf'],
    ['sed -i s/#DefaultTasksMax=.*/DefaultTasksMax=9/ /etc/systemd/system.conf'],
    ['grep Environment /etc/systemd/system.conf'],
    ['cp /opt/a.conf /etc/systemd/system.conf.d/a.conf', { '/opt/a.conf': '[Manager]\nDefaultTasksMax=9\n' }],
    ['printf x > /etc/systemd/system/other.service.d/a.conf'],
  ])('nothing is said of %s', async (text, files) => {
    expect(await said(run(text, files))).toEqual([]);
  });

  it.each(['StandardOutput=file', 'StandardOutput=truncate', 'StandardError=append'])('%s', async (setting) => {
    const to = (path: string): Files => unit('/bin/echo a', `${setting}:${path}\n`);
    expect(await said(to('/etc/containerd/config.toml'))).toEqual(['a command of prepare.service']);
    expect(await said(to('/var/log/containerd.log'))).toEqual([]);
  });
});
