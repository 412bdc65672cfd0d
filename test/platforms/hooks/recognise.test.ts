import { describe, expect, it } from 'vitest';
import { recogniseBootScripts } from '../../../src/platforms/boot-scripts.ts';
import { scriptFollower } from '../../../src/platforms/scripts/follow/follow-scripts.ts';
import { type MemoryFile, memoryTree } from '../../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const CONFIG = '/etc/containerd/config.toml';
const script = (text: string, mode = 0o755): MemoryFile => ({ content: `#!/bin/sh\n${text}\n`, mode });
const WRITES = `sed -i s/true/false/ ${CONFIG}`;

/** Where what writes a configuration is, and the sentence about it. */
async function seen(files: Files): Promise<readonly string[]> {
  const tree = memoryTree(files);
  const { generators } = await recogniseBootScripts(tree, scriptFollower(tree, []));
  return generators.map(({ writes, writesAt, note }) => `${writes} ${writesAt?.startLine} ${note}`);
}

describe('hooks that write a configuration', () => {
  it.each([
    ['/etc/NetworkManager/dispatcher.d/50-x', 'which NetworkManager runs when the network comes up'],
    ['/usr/lib/NetworkManager/dispatcher.d/no-wait.d/50-x', 'which NetworkManager runs when the network comes up'],
    ['/etc/networkd-dispatcher/routable.d/x', 'which networkd-dispatcher runs when the network comes up'],
    ['/etc/network/if-up.d/x', 'which ifup runs when the network comes up'],
    ['/etc/dhcp/dhclient-exit-hooks.d/x', 'which dhclient runs when it has an address'],
    ['/etc/dhcp/dhclient-exit-hooks', 'which dhclient runs when it has an address'],
    ['/etc/dhcp/dhclient.d/x.sh', 'which dhclient runs when it has an address'],
    ['/usr/lib/dhcpcd/dhcpcd-hooks/99-x', 'which dhcpcd runs when it has an address'],
    ['/etc/dhcpcd.exit-hook', 'which dhcpcd runs when it has an address'],
    ['/usr/sbin/ifup-local', 'which ifup runs when the network comes up'],
    ['/etc/vmware-tools/poweron-vm-default', 'which VMware’s tools run when the node boots'],
    ['/var/spool/cron/atjobs/a000010', 'which atd runs at its time'],
    ['/etc/systemd/system-generators/x', 'which systemd runs before it starts units'],
    ['/usr/local/lib/systemd/system-environment-generators/x', 'which systemd runs before it starts units'],
    ['/etc/cron.hourly/x', 'which cron runs hourly'],
    ['/etc/periodic/15min/x', 'which cron runs'],
    ['/etc/init.d/after.local', 'which runs when the node boots'],
    ['/var/lib/cloud/scripts/per-instance/x', 'which cloud-init runs when the node boots'],
  ])('%s', async (path, by) => {
    expect(await seen({ [path]: script(WRITES) })).toEqual([`containerd 2 ${path}, ${by}, writes the configuration`]);
    expect(await seen({ [path]: script(`/opt/x`), '/opt/x': script(WRITES) })).toEqual([
      `containerd 2 ${path}, ${by}, starts /opt/x, which writes the configuration`,
    ]);
    expect(await seen({ [path]: script(`cat ${CONFIG}`) })).toEqual([]);
  });

  it.each([
    [
      '/etc/udev/rules.d/9.rules',
      `# x\nACTION=="add", RUN+="/bin/sh -c '${WRITES}'"`,
      'whose commands udev runs as devices appear',
    ],
    ['/etc/cron.d/x', `# x\n*/5 * * * * root ${WRITES}`, 'whose commands cron runs'],
    [
      '/usr/lib/udev/rules.d/9.rules',
      `# x\nRUN+="/bin/sh -c '${WRITES}'"`,
      'whose commands udev runs as devices appear',
    ],
    ['/etc/anacrontab', `START_HOURS_RANGE=3-22\n1 5 x.daily ${WRITES}`, 'whose commands anacron runs'],
    ['/etc/crontabs/root', `# x\n@reboot ${WRITES}`, 'whose commands cron runs'],
    ['/etc/crontab', `# x\n@reboot root ${WRITES}`, 'whose commands cron runs'],
    ['/var/spool/cron/crontabs/root', `# x\n@reboot ${WRITES}`, 'whose commands cron runs'],
    ['/var/spool/cron/crontabs/ubuntu', `# x\n@reboot sudo ${WRITES}`, 'whose commands cron runs'],
    [
      '/etc/modprobe.d/k8s.conf',
      `options x y=1\ninstall overlay ${WRITES}; /sbin/modprobe -i overlay`,
      'whose commands modprobe runs as modules are loaded',
    ],
    [
      '/etc/apt/apt.conf.d/99x',
      `// hooks\nDPkg { Post-Invoke { "true"; "${WRITES}"; }; };`,
      'whose commands apt runs, which a timer starts',
    ],
    ['/etc/dpkg/dpkg.cfg.d/x', `# x\npost-invoke="${WRITES}"`, 'whose commands dpkg runs, which a timer starts'],
    [
      '/etc/pam.d/common-session',
      `session required pam_unix.so\nsession optional pam_exec.so quiet log=/x /bin/sh -c '${WRITES}'`,
      'whose commands run as a session begins',
    ],
    [
      '/etc/supervisor/conf.d/a.conf',
      `[program:a]\ncommand=/bin/sh -c "${WRITES}"`,
      'whose programs supervisord starts',
    ],
    ['/etc/keepalived/keepalived.conf', `vrrp_script a {\n script "${WRITES}"\n}`, 'whose commands keepalived runs'],
    [
      '/etc/monit/conf.d/a',
      `check file a with path /b\n if changed then exec "${WRITES}"`,
      'whose commands monit runs',
    ],
    ['/etc/wireguard/wg0.conf', `[Interface]\nPostUp = ${WRITES}`, 'whose commands wg-quick runs'],
    ['/etc/network/interfaces', `iface a\n  up ${WRITES}`, 'whose commands ifup runs when the network comes up'],
  ])('%s', async (path, text, by) => {
    expect(await seen({ [path]: text })).toEqual([`containerd 2 ${path}, ${by}, writes the configuration`]);
  });

  it('a script of logrotate’s, each line in its place', async () => {
    const text = `/var/log/a {\n  postrotate\n    true\n    ${WRITES}\n  endscript\n}\n`;
    expect(await seen({ '/etc/logrotate.d/a': text })).toEqual([
      'containerd 4 /etc/logrotate.d/a, whose commands logrotate runs, which a timer starts, writes the configuration',
    ]);
    expect(await seen({ '/etc/logrotate.d/a': text.replace(WRITES, 'true') })).toEqual([]);
  });

  it('a program that a crontab looks for elsewhere', async () => {
    const files = { '/etc/cron.d/a': 'PATH=/opt/kube/bin:/bin\n@reboot root node-setup\n' };
    expect(await seen({ ...files, '/opt/kube/bin/node-setup': script(WRITES) })).toHaveLength(1);
    expect(await seen({ ...files, '/opt/other/node-setup': script(WRITES) })).toEqual([]);
  });

  it('a folder of two names is read once', async () => {
    const files: Files = {
      '/lib': { symlink: 'usr/lib' },
      '/usr/lib/udev/rules.d/9.rules': `RUN+="/bin/sh -c '${WRITES}'"`,
    };
    expect(await seen(files)).toHaveLength(1);
  });

  it('a generator that makes a drop-in for the kubelet', async () => {
    const files = { '/etc/systemd/system-generators/x': script('D="$1/kubelet.service.d"\necho a > "$D/9.conf"') };
    expect(await seen(files)).toEqual([expect.stringMatching(/^kubelet 3 /)]);
  });
});

describe('what runs nothing', () => {
  it.each<[string, Files]>([
    ['a script that may not be executed', { '/etc/cron.daily/x': script(WRITES, 0o644) }],
    ['a rules file by another name', { '/etc/udev/rules.d/9.rules.bak': `RUN+="/bin/sh -c '${WRITES}'"` }],
    ['a line that is no command', { '/etc/crontab': `# @reboot root ${WRITES}` }],
  ])('%s', async (_, files) => {
    expect(await seen(files)).toEqual([]);
  });

  it('a script that is only read in need not be executable', async () => {
    expect(await seen({ '/etc/dhcp/dhclient-enter-hooks.d/x': { content: WRITES, mode: 0o644 } })).toHaveLength(1);
  });
});
