import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;
type Case = [text: string, files?: Files];

const C = '/etc/containerd/config.toml';
const W = `sed -i s/true/false/ ${C}`;
const SCRIPT: Files = { '/opt/y': { content: `#!/bin/sh\n${W}\n`, mode: 0o755 } };
const NO_SHEBANG: Files = { '/opt/y': `${W}\n` };
const UNIT: Files = { ...NO_SHEBANG, '/opt/y.service': '[Service]\nExecStart=/bin/sh /opt/y\n' };

/** What is said of a script that a unit starts: `writes SIDE`, or the kind of what is in doubt and the side. */
async function said(text: string, files: Files = {}): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(
    memoryTree({
      '/etc/systemd/system/prepare.service': '[Service]\nExecStart=/opt/x\n',
      [C]: 'version = 2\n',
      '/opt/x': { content: `#!/bin/bash\n${text}\n`, mode: 0o755 },
      ...files,
    }),
  );
  return [
    ...generators.map(({ writes }) => `writes ${writes}`),
    ...doubts.map(({ kind, detail }) => `${kind} ${detail.writes}`),
  ];
}

describe('files that a boot script makes and that run by themselves', () => {
  it.each<Case>([
    [`echo "* * * * * root ${W}" > /etc/cron.d/x`],
    [`{ echo MAILTO=root; echo "* * * * * root ${W}"; } > /etc/cron.d/x`],
    [`cat > /etc/cron.d/x <<EOF\n* * * * * root /opt/y\nEOF`, SCRIPT],
    [`tee /etc/cron.d/x <<EOF\n* * * * * root ${W}\nEOF`],
    ['cp /opt/y /etc/cron.hourly/y', NO_SHEBANG],
    ['ln -s /opt/y /etc/cron.hourly/', NO_SHEBANG],
    ['install -m 644 /opt/cron /etc/cron.d/y', { '/opt/cron': `* * * * * root ${W}\n` }],
    [`echo "* * * * * ${W}" | crontab -`],
    [`(crontab -l; echo "@reboot ${W}") | crontab -`],
    [`crontab <<EOF\n* * * * * ${W}\nEOF`],
    ['cd /opt; crontab table', { '/opt/table': `* * * * * ${W}\n` }],
    [`cat > /etc/systemd/system/y.service <<EOF\n[Service]\nExecStart=/bin/sh -c '${W}'\nEOF`],
    ['cp /opt/y.service /run/systemd/system/', UNIT],
    ['systemctl enable /opt/y.service', UNIT],
    ['sed s/a/b/ /opt/y.service > /etc/systemd/system/y.service', UNIT],
    [`echo 'SUBSYSTEM=="net", RUN+="/opt/y"' > /etc/udev/rules.d/99-y.rules`, SCRIPT],
    ['cp /opt/y.rules /etc/udev/rules.d/', { ...SCRIPT, '/opt/y.rules': 'RUN+="/opt/y"\n' }],
    [`cat > /etc/NetworkManager/dispatcher.d/y <<'EOF'\n#!/bin/sh\n/opt/y\nEOF`, SCRIPT],
    ['cp /opt/y /etc/network/if-up.d/', NO_SHEBANG],
    [`echo "up ${W}" >> /etc/network/interfaces`],
    [`echo "${W}" >> /etc/rc.local`],
    [`cat > /etc/cloud/cloud.cfg.d/x.cfg <<EOF\nruncmd:\n - ${W}\nEOF`],
    [`cat > /etc/cloud/cloud.cfg.d/x.cfg <<EOF\nruncmd:\n - "sh /opt/y"\nEOF`, NO_SHEBANG],
    [`echo 'f+ ${C} - - - - x' > /etc/tmpfiles.d/x.conf`],
    ['echo "runcmd: [ /opt/y, ls ]" > /etc/cloud/cloud.cfg.d/x.cfg', SCRIPT],
    [`echo "bootcmd: [ [sh, -c, 'rm ${C}'], [ls] ]" > /etc/cloud/cloud.cfg.d/x.cfg`],
    [`cat > /etc/cloud/cloud.cfg.d/x.cfg <<EOF\nwrite_files:\n  - path: ${C}\n    content: x\nEOF`],
    ['ln -sf /opt/y.service /etc/systemd/system/multi-user.target.wants/', UNIT],
    ['cp -r /opt/overlay/. /', { ...SCRIPT, '/opt/overlay/etc/cron.d/y': '* * * * * root /opt/y\n' }],
    ['rsync -a /opt/units/ /etc/systemd/system/', { ...NO_SHEBANG, '/opt/units/y.service': UNIT['/opt/y.service']! }],
    [
      'for u in /opt/units/*; do cp $u /etc/systemd/system/; done',
      { ...SCRIPT, '/opt/units/y.service': '[Service]\nExecStart=/opt/y\n' },
    ],
  ])('%s', async (text, files) => {
    expect(await said(text, files)).toContain('writes containerd');
  });

  it.each<Case>([
    [`cat > /opt/z <<EOF\n${W}\nEOF\nsh /opt/z`],
    [`echo "${W}" > /opt/z; chmod +x /opt/z; /opt/z`],
    [`echo '${W}' > /tmp/z; . /tmp/z`],
    [`printf '%s\\n' '#!/bin/sh' '${W}' > /srv/z`],
    [`cat > /tmp/z.py <<EOF\nopen("${C}", "w").write("x")\nEOF\npython3 /tmp/z.py`],
    ['cat /opt/a /opt/y > /tmp/z; bash /tmp/z', { ...NO_SHEBANG, '/opt/a': 'set -e\n' }],
    [`(echo ${W}) | sh`],
    [`cat > /opt/d/run <<EOF\n${W}\nEOF\ncd /opt/d; ./run`],
    [`T=$(mktemp)\ncat > "$T" <<EOF\n${W}\nEOF\nbash "$T"`],
    [`echo "${W}" > $HOME/z; chmod +x $HOME/z; $HOME/z`],
    [`echo "${W}" | install -m755 /dev/stdin /opt/z; /opt/z`],
  ])('scripts that it runs itself: %s', async (text, files) => {
    expect(await said(text, files)).toContain('writes containerd');
  });

  it.each<Case>([
    ['base64 -d /opt/a > /etc/cron.d/x'],
    ['curl -o /etc/cron.hourly/x https://a.example/x'],
    ['make_unit --full > /etc/systemd/system/y.service'],
  ])('whose text is not known: %s', async (text, files) => {
    expect(await said(text, files)).toEqual(['boot-runs-output both']);
  });

  it.each<Case>([
    ['echo "* * * * * root /usr/bin/true" > /etc/cron.d/x'],
    ['cat > /etc/systemd/system/y.service <<EOF\n[Service]\nExecStart=/usr/bin/true\nEOF'],
    [`cat > /etc/motd <<EOF\nrm ${C}\nEOF`],
    [`cat > /opt/z <<EOF\n${W}\nEOF`],
    ['crontab -l'],
    ['cp -r /opt/overlay/. /', { '/opt/overlay/etc/cron.d/y': '* * * * * root true\n', '/opt/overlay/etc/motd': 'a' }],
    [`T=$(mktemp); echo "${W}" > $T; sh $OTHER`],
    ['echo "d /run/x" > /etc/tmpfiles.d/x.conf'],
    ['cp /opt/y.service /etc/systemd/system/', { '/opt/y.service': '[Service]\nExecStart=/usr/bin/true\n' }],
    ['hostname > /etc/hostname'],
    ['systemctl enable y.service'],
  ])('nothing is said of others: %s', async (text, files) => {
    expect(await said(text, files)).toEqual([]);
  });
});

describe('files that a script makes are bounded', () => {
  it.each([
    ['echo a >> /var/log/a\n'.repeat(2000), []],
    ['echo a >> /var/log/a\n'.repeat(6000), ['boot-too-much both']],
    [`${'done > /etc/cron.d/x\n'.repeat(6000)}`, ['boot-too-much both']],
  ])('%#', async (text, expected) => {
    expect(await said(text)).toEqual(expected);
  });
});

describe('recipes that are made at boot', () => {
  const makefile = (text: string): Files => ({ '/opt/z/Makefile': text, '/opt/z/y': SCRIPT['/opt/y']! });
  it.each<Case>([
    ['cd /opt/z && make', makefile(`all:\n\t${W}\n`)],
    ['make -C /opt/z install', makefile(`F := ${C}\ninstall:\n\t@cp a $(F)\n`)],
    ['make -f /opt/z/Makefile', makefile(`all: ; rm ${C}\n`)],
    ['cd /opt/z; make', makefile('all:\n\t-./y\n')],
    ['just -f /opt/z/justfile x', { '/opt/z/justfile': `f := "${C}"\nx:\n  rm {{f}}\n` }],
  ])('%s', async (text, files) => {
    expect(await said(text, files)).toContain('writes containerd');
  });

  it('of another folder say nothing', async () => {
    expect(await said('cd /opt; make', makefile(`all:\n\t${W}\n`))).toEqual([]);
    expect(await said('make -C /opt/z', makefile('all:\n\tcc -o a a.c\n'))).toEqual([]);
  });
});

describe('what comes over a connection, or lies on another disk', () => {
  it.each([
    ['exec 3<>/dev/tcp/host/80; cat <&3 > /tmp/y; sh /tmp/y'],
    ['exec 3<>/dev/tcp/host/80\necho GET >&3\nbash <&3'],
    ['cat < /dev/tcp/host/80 | bash'],
    ['bash < /dev/tcp/host/80'],
    ['while read -r l; do eval "$l"; done < /dev/tcp/h/1'],
    ['. /dev/tcp/h/1'],
    ['exec 3<>/dev/tcp/h/1; eval "$(cat <&3)"'],
    ['read -r cmd < /dev/tcp/h/1; bash -c "$cmd"'],
    ['mount /dev/sr0 /mnt; . /mnt/context.sh'],
    ['mount -L config-2 /mnt && /mnt/run'],
  ])('%s', async (text) => {
    expect(await said(text)).toContain('boot-runs-download both');
  });

  it.each([
    ['(echo > /dev/tcp/$h/$p) 2>/dev/null && echo up'],
    ['exec 3<>/dev/tcp/h/80 && exec 3>&-; eval set -- "$ARGS"'],
    ['exec 3<>/dev/tcp/h/80; bash /opt/none'],
    ['mount -t tmpfs tmpfs /mnt; /mnt/run'],
    ['mount /dev/sdb1 /data; /opt/none'],
  ])('nothing is said of %s', async (text) => {
    expect(await said(text)).toEqual([]);
  });
});

describe('upgrades of all packages', () => {
  const dpkg = (...packages: readonly string[]): Files => ({
    '/var/lib/dpkg/status': packages
      .map(
        (one) => `Package: ${one.split(' ')[0]}\nStatus: ${one.includes('held') ? 'hold' : 'install'} ok installed\n`,
      )
      .join('\n'),
  });
  it.each([
    'apt-get upgrade -y',
    'apt-get -y -o Dpkg::Options::=--force-confnew dist-upgrade',
    'apt full-upgrade -y',
    'aptitude -y safe-upgrade',
  ])('may replace what dpkg has: %s', async (text) => {
    expect(await said(text, dpkg('containerd.io', 'kubelet'))).toEqual(['boot-places-files both']);
    expect(await said(text, dpkg('containerd.io', 'kubelet held'))).toEqual(['boot-places-files containerd']);
    expect(await said(text, dpkg('bash', 'kubelet held'))).toEqual([]);
  });

  it.each([
    'dnf upgrade -y',
    'dnf -y update',
    'yum update -y',
    'zypper -n up',
    'apk upgrade',
    'pacman -Syu --noconfirm',
    'tdnf update -y',
  ])('may replace what lies where packages put it: %s', async (text) => {
    expect(await said(text, { '/usr/bin/kubelet': 'x' })).toEqual(['boot-places-files kubelet']);
    expect(await said(text, { '/usr/local/bin/kubelet': 'x' })).toEqual([]);
  });

  it.each([
    'apt-get update',
    'apt-get -d dist-upgrade',
    'apt-get -qq --print-uris dist-upgrade',
    'apt-get -qqs upgrade',
    'apt-get -s upgrade',
    'dnf update -y curl',
    'dnf upgrade --downloadonly',
  ])('nothing is said of %s', async (text) => {
    expect(await said(text, { '/usr/bin/kubelet': 'x', '/usr/bin/containerd': 'x' })).toEqual([]);
  });

  it.each(['apt-get install -y $PACKAGES', 'cat /opt/list | xargs apt-get install -y'])(
    'packages that are not named may be any: %s',
    async (text) => {
      expect(await said(text)).toEqual(['boot-places-files both']);
    },
  );

  it('packages that are named are told apart', async () => {
    expect(await said('dnf -d 1 -y install containerd')).toEqual(['boot-places-files containerd']);
    expect(await said('apt-get -yd install containerd')).toEqual([]);
    expect(await said('PACKAGES="curl jq"; apt-get install -y $PACKAGES linux-headers-$(uname -r)')).toEqual([]);
  });
});
