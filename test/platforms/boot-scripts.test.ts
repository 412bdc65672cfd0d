import { describe, expect, it } from 'vitest';
import { recogniseBootGenerated } from '../../src/platforms/recognise.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const UNIT = '/etc/systemd/system/prepare.service';
const CONFIG = '/etc/containerd/config.toml';
const unit = (line: string): Files => ({ [UNIT]: `[Service]\nType=oneshot\n${line}\n` });

/** What is seen: `writes SIDE path:line`, and `KIND path:line` for what is in doubt. */
async function seen(files: Files): Promise<readonly string[]> {
  const { generators, doubts } = await recogniseBootGenerated(memoryTree(files));
  return [
    ...generators.map(({ writes, evidence }) => `writes ${writes} ${evidence.path}:${evidence.startLine}`),
    ...doubts.map(({ kind, location }) => `${kind} ${location?.path}:${location?.startLine}`),
  ];
}

const WRITES = [`writes containerd ${UNIT}:3`];

describe('scripts that a unit starts', () => {
  const start = unit('ExecStart=/opt/prepare.sh');
  const script = (text: string): Files => ({ ...start, '/opt/prepare.sh': `#!/bin/bash\n${text}\n` });

  it.each<[string, string]>([
    ['another separator in sed', `sed -i 's|true|false|' ${CONFIG}`],
    ['words over several lines', `sed -i '\n  s/true/false/\n' ${CONFIG}`],
    ['a long line', `${'true '.repeat(3000)}; rm ${CONFIG}`],
    ['a variable that is set anew later', `F=${CONFIG}\nrm "$F"\nF=/etc/hosts\n`],
    ['a loop', `for f in /etc/containerd/*.toml; do sed -i x "$f"; done`],
    ['a variable with a command', `RUN="sed -i x"\n$RUN ${CONFIG}`],
    ['the shell’s own text', `bash -c "F=${CONFIG}; rm \\$F"`],
    ['a here-document for a shell', `bash -s <<'EOF'\nrm ${CONFIG}\nEOF`],
    ['a here-document for Python', `python3 - <<'EOF'\nopen("${CONFIG}", "w")\nEOF`],
    ['a here-document that becomes the file', `cat <<EOF >${CONFIG}\nversion = 2\nEOF`],
    ['a script that it writes', `cat > /opt/x <<EOF\n#!/bin/sh\nrm ${CONFIG}\nEOF\nsh /opt/x`],
    ['a substitution', `X=$(rm ${CONFIG})`],
    ['a condition', `if ! grep -q x ${CONFIG}; then sed -i x ${CONFIG}; fi`],
    ['a program that starts another', `timeout 10 sudo -u root tee ${CONFIG} < x`],
    ['what is moved away', `mv ${CONFIG} /root/`],
    ['a folder to copy to', `cp -t /etc/containerd/ a.toml`],
    ['an apostrophe that nothing closes', `echo it's\nrm ${CONFIG}`],
  ])('%s', async (_, text) => {
    expect(await seen(script(text))).toEqual(expect.arrayContaining(WRITES));
  });

  it.each<[string, string, Files]>([
    ['a sourced file', '. /opt/lib/functions', { '/opt/lib/functions': `rm ${CONFIG}\n` }],
    ['a file beside it', '. "$(dirname "$0")/lib.sh"', { '/opt/lib.sh': `rm ${CONFIG}\n` }],
    [
      'a file beside it, as bash says it',
      'DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\nsource "$DIR/lib.sh"',
      { '/opt/lib.sh': `rm ${CONFIG}\n` },
    ],
    ['a name in the folder that it went to', 'cd /srv\nbash ./more.sh', { '/srv/more.sh': `rm ${CONFIG}\n` }],
    ['a program of /usr/local', 'set-driver', { '/usr/local/bin/set-driver': `#!/bin/sh\nrm ${CONFIG}\n` }],
    ['a folder of scripts', 'run-parts /opt/parts', { '/opt/parts/10-a': `#!/bin/sh\nrm ${CONFIG}\n` }],
    [
      'a loop over a folder',
      'for f in /opt/parts/*.sh; do "$f"; done',
      { '/opt/parts/10-a.sh': `#!/bin/sh\nrm ${CONFIG}\n` },
    ],
    [
      'a script of many lines',
      '/opt/big.sh',
      { '/opt/big.sh': { content: `#!/bin/sh\n${'true\n'.repeat(100_000)}rm ${CONFIG}\n`, mode: 0o755 } },
    ],
    [
      'a script of another language without a first line',
      'python3 /opt/edit.py',
      { '/opt/edit.py': `open("${CONFIG}", "w")\n` },
    ],
    ['a program without a first line', '/opt/input a', { '/opt/input': { content: `rm ${CONFIG}\n`, mode: 0o755 } }],
    [
      'a file that is run by itself before a shell is given it',
      '[ -x /opt/input ] && /opt/input\nsh /opt/input',
      { '/opt/input': `rm ${CONFIG}\n` },
    ],
    ['a file after options of a shell', 'sh -eux /opt/input', { '/opt/input': `rm ${CONFIG}\n` }],
    ['what the shell reads', 'bash < /opt/input', { '/opt/input': `rm ${CONFIG}\n` }],
    [
      'the hundred and first script',
      Array.from({ length: 150 }, (_, at) => `/opt/s/${at}.sh`).join('\n'),
      Object.fromEntries(
        Array.from({ length: 150 }, (_, at) => [`/opt/s/${at}.sh`, `#!/bin/sh\n${at === 140 ? `rm ${CONFIG}` : ''}\n`]),
      ),
    ],
  ])('%s', async (_, text, files) => {
    expect(await seen({ ...script(text), ...files })).toEqual(WRITES);
  });

  it.each<[string, string]>([
    ['the unit’s environment', `Environment="A=b" TARGET=${CONFIG}\nExecStart=/opt/prepare.sh`],
    ['a file of the unit’s environment', 'EnvironmentFile=-/etc/default/prepare\nExecStart=/opt/prepare.sh'],
  ])('%s', async (_, lines) => {
    const files = { '/opt/prepare.sh': '#!/bin/sh\nrm $TARGET\n', '/etc/default/prepare': `TARGET=${CONFIG}\n` };
    expect(await seen({ ...unit(lines), ...files })).toEqual([`writes containerd ${UNIT}:4`]);
  });

  it.each<[string, string]>([
    ['a question', `[ -f ${CONFIG} ] && grep -q x ${CONFIG} || echo "no ${CONFIG}"`],
    ['a separator in sed without -i', `sed 's|a|b|' ${CONFIG} > /run/x`],
    ['a copy of it', `cp ${CONFIG} /root/ && cat ${CONFIG} | sha256sum`],
    ['a message over several lines', `cat <<EOF\nsed -i x ${CONFIG}\nEOF`],
    ['a comment', `true # rm ${CONFIG}`],
    ['a function’s name, and cases', `f() { :; }\ncase "$1" in\n  a|b) test -e ${CONFIG} ;;\nesac`],
    ['arithmetic', `x=$((1 << 2)); y=\${x%%'"'}; diff ${CONFIG} /x`],
    ['containerd itself', `exec containerd --config ${CONFIG} > /var/log/containerd.log 2>&1`],
    ['an array', `FILES=(${CONFIG} /etc/hosts)`],
    [
      'what the output of curl is kept in',
      'curl -fsSL https://example.com/data.json -o /opt/data.json; jq . /opt/data.json',
    ],
    ['an archive that is downloaded', 'curl -L https://example.com/a.tar.gz | tar xz -C /opt'],
    ['a pipe into a script of the image', 'curl https://example.com/a | sh /opt/prepare.sh'],
  ])('nothing for %s', async (_, text) => {
    expect(await seen(script(text))).toEqual([]);
  });

  const open = (kind: string, line: number) => [`${kind} /opt/prepare.sh:${line}`];
  it.each<[string, string, string, number]>([
    ['a program that is given the file', `/opt/bin/configure ${CONFIG}`, 'boot-command-unclear', 2],
    ['a function that is given the file', `true\nfix_driver "${CONFIG}"`, 'boot-command-unclear', 3],
    ['Python that is given the file', `python3 -m editor ${CONFIG}`, 'boot-command-unclear', 2],
    ['what finds the file', 'find /etc/containerd -name "*.toml" -exec sed -i x {} +', 'boot-command-unclear', 2],
    ['names for xargs', `echo ${CONFIG} | xargs sed -i x`, 'boot-command-unclear', 2],
    ['a text that cannot be divided', `echo it's\nlate ${CONFIG}`, 'boot-command-unclear', 3],
    ['a line that cannot be divided', `echo it's ${CONFIG}`, 'boot-script-unclear', 2],
    ['a download for a shell', 'true\ncurl -fsSL https://example.com/a | sudo bash -s - a', 'boot-runs-download', 3],
    ['a download inside of words', 'sh -c "$(curl -fsSL https://example.com/a)"', 'boot-runs-download', 2],
    ['a download as a file', 'bash <(wget -qO- https://example.com/a)', 'boot-runs-download', 2],
    [
      'a download that is kept',
      'curl -o /opt/a https://example.com/a\nchmod +x /opt/a\n/opt/a',
      'boot-runs-download',
      4,
    ],
    ['a download by its name', 'wget https://example.com/a.sh\nbash a.sh', 'boot-runs-download', 3],
    ['a playbook', 'ansible-pull -U https://example.com/a', 'boot-runs-download', 2],
  ])('a doubt for %s', async (_, text, kind, line) => {
    expect(await seen(script(text))).toEqual(open(kind, line));
  });

  it.each<[string, Files, readonly string[]]>([
    [
      'a script that cannot be read',
      { '/opt/prepare.sh': { unreadable: 'permission denied' } },
      [`boot-script-unread ${UNIT}:3`],
    ],
    [
      'a script below /run',
      { ...unit('ExecStart=/bin/sh /opt/a.sh'), '/opt/a.sh': { unreadable: 'it leads to /run' } },
      [`boot-script-unread ${UNIT}:3`],
    ],
    [
      'an argument that cannot be read',
      { ...unit('ExecStart=/opt/a --pid /opt/pid'), '/opt/pid': { unreadable: 'x' } },
      [],
    ],
    ['a script that is not there', {}, []],
    [
      'a program of the distribution that cannot be read',
      {
        '/etc/systemd/system/a.wants/x.service': { symlink: '/usr/lib/systemd/system/x.service' },
        '/usr/lib/systemd/system/x.service': '[Service]\nExecStart=/usr/bin/x\n',
        '/usr/bin/x': { unreadable: 'x' },
      },
      ['boot-script-unread /usr/lib/systemd/system/x.service:2'],
    ],
    [
      'a download by a script in a folder of the distribution, which a unit of the image starts',
      {
        ...unit('ExecStart=/usr/bin/prepare'),
        '/usr/bin/prepare': { content: '#!/bin/sh\ncurl https://example.com/a | sh\n', mode: 0o755 },
      },
      ['boot-runs-download /usr/bin/prepare:2'],
    ],
    [
      'a download by a unit of the distribution',
      {
        '/etc/systemd/system/a.wants/x.service': { symlink: '/usr/lib/systemd/system/x.service' },
        '/usr/lib/systemd/system/x.service': '[Service]\nExecStart=/bin/sh -c "curl https://example.com/a | sh"\n',
      },
      ['boot-runs-download /usr/lib/systemd/system/x.service:2'],
    ],
    ['a unit that cannot be read', { [UNIT]: { unreadable: 'permission denied' } }, [`boot-script-unread ${UNIT}:1`]],
    [
      'a program that is no script',
      {
        ...unit('ExecStart=/opt/tool'),
        '/opt/tool': {
          content: '\x7fELF'.padEnd(100_000, '\0'),
          mode: 0o755,
          binary: { format: 'elf', goBuildInfo: null, versionStrings: [] },
        },
      },
      [],
    ],
    [
      'a language whose words for writing stand apart from the file',
      { ...start, '/opt/prepare.sh': `#!/usr/bin/env python3\nP = "${CONFIG}"\nopen(P, "w")\n` },
      ['boot-script-unclear /opt/prepare.sh:1'],
    ],
    [
      'a language that puts the path together',
      { ...start, '/opt/prepare.sh': '#!/usr/bin/perl\n$d = "/etc/containerd";\nopen(F, ">", "$d/config.toml");\n' },
      ['boot-script-unclear /opt/prepare.sh:1'],
    ],
    [
      'a language that only reads',
      { ...start, '/opt/prepare.sh': `#!/usr/bin/env python3\nprint(open("${CONFIG}").read())\n` },
      [],
    ],
    [
      'more scripts than are looked into',
      {
        ...script(Array.from({ length: 1001 }, (_, at) => `/opt/s/${at}.sh`).join('\n')),
        ...Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`/opt/s/${at}.sh`, '#!/bin/sh\n'])),
      },
      ['boot-too-much /opt/prepare.sh:1001'],
    ],
    [
      'more units than are looked into',
      Object.fromEntries(
        Array.from({ length: 2001 }, (_, at) => [`/etc/systemd/system/u${10_000 + at}.service`, '[Service]\n']),
      ),
      ['boot-too-much /etc/systemd/system/u11999.service:1'],
    ],
    [
      'more commands of units than are looked into',
      { '/etc/systemd/system/a.service': `[Service]\n${'ExecStart=/bin/true\n'.repeat(20_001)}` },
      ['boot-too-much /etc/systemd/system/a.service:20002'],
    ],
    [
      'more commands of tables than are looked into',
      { '/etc/cron.d/a': 'PATH=/bin\n'.concat('@daily root true\n'.repeat(20_001)) },
      ['boot-too-much /etc/cron.d/a:20002'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await seen({ ...start, ...files })).toEqual(expected);
  });
});

it('of many tables no more are read than are looked into', async () => {
  const names = Array.from({ length: 200 }, (_, at) => `/etc/cron.d/a${at}`);
  const tree = memoryTree(Object.fromEntries(names.map((name) => [name, '@daily root true\n'.repeat(2000)])));
  const read = new Set<string>();
  const { doubts } = await recogniseBootGenerated({
    ...tree,
    read: (path, limit) => {
      if (path.startsWith('/etc/cron.d/')) read.add(path);
      return tree.read(path, limit);
    },
  });
  expect(doubts.map(({ kind }) => kind)).toEqual(['boot-too-much']);
  expect(read.size).toBeLessThan(100);
});

describe('a unit in a folder of packages', () => {
  const FILE = '/usr/lib/systemd/system/first-boot.service';
  const SCRIPT = '/usr/libexec/first-boot';
  const DOUBT = [`boot-runs-download ${SCRIPT}:2`];
  const files: Files = {
    [FILE]: `[Service]\nExecStart=${SCRIPT}\n[Install]\nWantedBy=multi-user.target\n`,
    [SCRIPT]: { content: '#!/bin/sh\ncurl https://example.com/a | sh\n', mode: 0o755 },
    '/usr/lib/systemd/system/default.target': { symlink: 'multi-user.target' },
    '/usr/lib/systemd/system/multi-user.target': '[Unit]\n',
    '/etc/machine-id': '0123\n',
  };
  const wanted: Files = {
    '/usr/lib/systemd/system/multi-user.target.wants/first-boot.service': { symlink: '../first-boot.service' },
  };
  const { [SCRIPT]: _, ...withoutScript } = files;
  const { '/etc/machine-id': __, ...firstBoot } = files;

  it.each<[string, Files, readonly string[]]>([
    ['that nothing starts', files, []],
    ['that the folder’s own link starts', { ...files, ...wanted }, DOUBT],
    [
      'that another one starts',
      {
        ...files,
        '/usr/lib/systemd/system/multi-user.target.wants/a.service': { symlink: '../a.service' },
        '/usr/lib/systemd/system/a.service': '[Unit]\nWants=first-boot.service\n',
      },
      DOUBT,
    ],
    [
      'that a timer starts',
      {
        ...files,
        '/etc/systemd/system/timers.target.wants/first-boot.timer': {
          symlink: '/usr/lib/systemd/system/first-boot.timer',
        },
        '/usr/lib/systemd/system/first-boot.timer': '[Timer]\nOnBootSec=10\n',
        '/usr/lib/systemd/system/multi-user.target': '[Unit]\nWants=timers.target\n',
        '/usr/lib/systemd/system/timers.target': '[Unit]\n',
      },
      DOUBT,
    ],
    [
      'that stands behind more than are looked into',
      {
        ...files,
        ...Object.fromEntries(
          Array.from({ length: 2001 }, (_, at) => [
            `/usr/lib/systemd/system/multi-user.target.wants/u${10_000 + at}.service`,
            { symlink: `../u${10_000 + at}.service` },
          ]),
        ),
        ...Object.fromEntries(
          Array.from({ length: 2001 }, (_, at) => [`/usr/lib/systemd/system/u${10_000 + at}.service`, '[Service]\n']),
        ),
      },
      ['boot-too-much /usr/lib/systemd/system/u12000.service:1'],
    ],
    ['that a first boot enables', firstBoot, DOUBT],
    [
      'that a preset leaves disabled',
      { ...firstBoot, '/usr/lib/systemd/system-preset/90.preset': 'disable first-*\n' },
      [],
    ],
    ['that is masked', { ...files, ...wanted, '/etc/systemd/system/first-boot.service': { symlink: '/dev/null' } }, []],
    [
      'that one of /etc hides',
      { ...files, ...wanted, '/etc/systemd/system/first-boot.service': '[Service]\nExecStart=/bin/true\n' },
      [],
    ],
    [
      'with a command in a drop-in',
      {
        ...files,
        ...wanted,
        [FILE]: '[Service]\nExecStart=/bin/true\n',
        '/usr/lib/systemd/system/first-boot.service.d/10.conf': `[Service]\nExecStartPost=${SCRIPT}\n`,
      },
      DOUBT,
    ],
    [
      'that is a template',
      {
        ...withoutScript,
        [SCRIPT]: files[SCRIPT]!,
        '/usr/lib/systemd/system/first@.service': `[Service]\nExecStart=${SCRIPT} %i\n`,
        '/etc/systemd/system/multi-user.target.wants/first@one.service': {
          symlink: '/usr/lib/systemd/system/first@.service',
        },
      },
      DOUBT,
    ],
    [
      'whose script cannot be read',
      { ...withoutScript, ...wanted, [SCRIPT]: { unreadable: 'x' } },
      [`boot-script-unread ${FILE}:2`],
    ],
    [
      'whose large script has a script’s name',
      {
        ...files,
        ...wanted,
        [FILE]: '[Service]\nExecStart=/usr/bin/first-boot.sh\n',
        '/usr/bin/first-boot.sh': {
          content: `#!/bin/sh\ncurl https://example.com/a | sh\n${'true\n'.repeat(20_000)}`,
          mode: 0o755,
        },
      },
      ['boot-runs-download /usr/bin/first-boot.sh:2'],
    ],
    [
      'whose large script lies among programs',
      {
        ...files,
        ...wanted,
        [FILE]: '[Service]\nExecStart=/usr/bin/first-boot\n',
        '/usr/bin/first-boot': {
          content: `#!/bin/sh\ncurl https://example.com/a | sh\n${'true\n'.repeat(20_000)}`,
          mode: 0o755,
        },
      },
      ['boot-runs-download /usr/bin/first-boot:2'],
    ],
    [
      'that names its program without a folder',
      {
        ...withoutScript,
        ...wanted,
        [FILE]: '[Service]\nExecStart=-first-boot --now\n',
        '/usr/bin/first-boot': files[SCRIPT]!,
      },
      ['boot-runs-download /usr/bin/first-boot:2'],
    ],
    [
      'that is a template, whose instance names its script',
      {
        ...withoutScript,
        '/opt/one': files[SCRIPT]!,
        '/etc/systemd/system/first@.service': '[Service]\nExecStart=/bin/sh -c "/opt/%i"\n',
        '/etc/systemd/system/multi-user.target.wants/first@none.service': { symlink: '../first@.service' },
        '/etc/systemd/system/multi-user.target.wants/first@one.service': { symlink: '../first@.service' },
      },
      ['boot-runs-download /opt/one:2'],
    ],
    [
      'whose commands have its name',
      {
        ...withoutScript,
        '/opt/own': files[SCRIPT]!,
        '/etc/systemd/system/own.service': '[Service]\nExecStart=/opt/%p\n',
      },
      ['boot-runs-download /opt/own:2'],
    ],
    [
      'whose commands for its end write a configuration',
      { ...files, ...wanted, [FILE]: `[Service]\nExecStart=/bin/true\nExecStopPost=/bin/rm ${CONFIG}\n` },
      [`writes containerd ${FILE}:3`],
    ],
    [
      'that a socket starts something for',
      {
        ...withoutScript,
        '/usr/lib/systemd/system/a.socket': `[Socket]\nListenStream=/run/a\nExecStartPost=/bin/rm ${CONFIG}\n`,
        '/usr/lib/systemd/system/a.service': '[Service]\nExecStart=/bin/true\n',
        '/etc/systemd/system/multi-user.target.wants/a.socket': { symlink: '/usr/lib/systemd/system/a.socket' },
      },
      ['writes containerd /usr/lib/systemd/system/a.socket:3'],
    ],
    [
      'that writes a configuration',
      { ...files, ...wanted, [SCRIPT]: `#!/bin/sh\nrm ${CONFIG}\n` },
      [`writes containerd ${FILE}:2`],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await seen(given)).toEqual(expected);
  });
});

describe('what else runs at boot', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'an init script that a run level starts',
      { '/etc/init.d/node': `#!/bin/sh\nrm ${CONFIG}\n`, '/etc/rc3.d/S01node': { symlink: '../init.d/node' } },
      ['writes containerd /etc/init.d/node:2'],
    ],
    [
      'one that a unit takes the place of',
      {
        '/etc/init.d/node': `#!/bin/sh\nrm ${CONFIG}\n`,
        '/etc/rc3.d/S01node': { symlink: '../init.d/node' },
        '/usr/lib/systemd/system/node.service': '[Service]\nExecStart=/usr/bin/node\n',
      },
      [],
    ],
    [
      'commands of cloud-init’s data',
      {
        '/usr/bin/cloud-init': '',
        '/etc/cloud/cloud.cfg.d/10.cfg':
          '#cloud-config\nruncmd:\n  - [bash, /opt/a.sh]\n  - /opt/b.sh --all\nx: /opt/c.sh\n',
        '/opt/a.sh': `rm ${CONFIG}\n`,
        '/opt/b.sh': '#!/bin/sh\ncurl https://example.com | sh\n',
        '/opt/c.sh': '#!/bin/sh\nrm /var/lib/kubelet/config.yaml\n',
      },
      ['writes containerd /etc/cloud/cloud.cfg.d/10.cfg:1', 'boot-runs-download /opt/b.sh:2'],
    ],
    ['a script that cannot be read', { '/etc/rc.local': { unreadable: 'x' } }, ['boot-script-unread /etc/rc.local:1']],
    [
      'a unit of /usr/local',
      { '/usr/local/lib/systemd/system/a.service': `[Service]\nExecStart=/bin/rm ${CONFIG}\n` },
      ['writes containerd /usr/local/lib/systemd/system/a.service:2'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await seen(files)).toEqual(expected);
  });
});
