import { describe, expect, test } from 'vitest';
import { resolveUnit } from '../../src/systemd/resolve-unit.ts';
import { type MemoryFile, memoryTree } from '../support/memory-tree.ts';

/** What systemd 252 was seen to do with each of these, as PID 1 of a Debian 12. */
interface Observed {
  readonly name: string;
  readonly files: Readonly<Record<string, MemoryFile>>;
  /** Null: it did not start the command. */
  readonly argv: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string>>;
}

const etc = '/etc/systemd/system/agent.service';
const usr = '/usr/lib/systemd/system/agent.service';
const everyService = { '/etc/systemd/system/service.d/90-every.conf': '[Service]\nEnvironment=V_EVERY=yes\n' };
const oneshot = (lines: string): string => `[Service]\nType=oneshot\n${lines}\n`;

const cases: readonly Observed[] = [
  {
    name: 'drop-ins apply by file name, and of two with one name the higher directory has its way',
    files: {
      ...everyService,
      [etc]: oneshot('ExecStart=/bin/agent from-etc'),
      [usr]: oneshot('ExecStart=/bin/agent from-usr'),
      [`${etc}.d/10-first.conf`]: '[Service]\nEnvironment=V_ONE=etc10 V_TWO=etc10\n',
      [`${usr}.d/10-first.conf`]: '[Service]\nEnvironment=V_ONE=usr10 V_THREE=usr10\n',
      [`${usr}.d/20-last.conf`]: '[Service]\nEnvironment=V_ONE=usr20\n',
      [`${etc}.d/.secret.conf`]: '[Service]\nEnvironment=V_HIDDEN=1\n',
      [`${etc}.d/30-old.conf~`]: '[Service]\nEnvironment=V_BACKUP=1\n',
      [`${etc}.d/readme.txt`]: '[Service]\nEnvironment=V_TEXT=1\n',
    },
    argv: ['from-etc'],
    environment: { V_ONE: 'usr20', V_TWO: 'etc10', V_EVERY: 'yes' },
  },
  {
    name: 'the path of a unit that is linked from elsewhere is the one that the link leads to',
    files: {
      [etc]: { symlink: '/opt/agent.service' },
      '/opt/agent.service': oneshot('ExecStart=/bin/agent %y %Y'),
    },
    argv: ['/opt/agent.service', '/opt'],
  },
  {
    name: 'an environment file beats Environment=, even of a later drop-in',
    files: {
      [etc]: oneshot(
        'EnvironmentFile=/first\nEnvironment=V_A=unit V_B=unit V_C=unit\nEnvironmentFile=-/second\nEnvironmentFile=-/none\nExecStart=/bin/agent $V_A $V_B $V_C',
      ),
      [`${etc}.d/80.conf`]: '[Service]\nEnvironment=V_A=dropin V_C=dropin\n',
      '/first': 'V_A=first\n',
      '/second': 'V_A=second\nV_B=second\n',
    },
    argv: ['second', 'second', 'dropin'],
    environment: { V_A: 'second', V_B: 'second', V_C: 'dropin' },
  },
  {
    name: 'a command line takes variables alone, in braces, or not at all',
    files: {
      [etc]: oneshot(
        [
          'EnvironmentFile=/vars',
          'ExecStart=/bin/agent 1 $V_LIST 2 ${V_LIST} 3 "$V_LIST" 4 x$V_LIST 5 x${V_LIST}y 6 \'${V_LIST}\' 7 $V_QUOTED 8 ${V_QUOTED} 9 $V_DOUBLE 10 $V_INNER 11 $V_EMPTY 12 ${V_EMPTY} 13 $V_NONE 14 ${V_NONE} 15 $$V_LIST 16 $${V_LIST} 17 $V_BACK 18 ${V_BACK} 19 $V_NESTED 20 %% 21 %n',
        ].join('\n'),
      ),
      '/vars': [
        'V_LIST=--driver=systemd --v=3',
        "V_QUOTED=--driver='systemd'",
        'V_DOUBLE="--driver=systemd"',
        'V_INNER=--a="b c" d',
        'V_EMPTY=',
        'V_BACK=--p=a\\ b\\\\c',
        'V_NESTED=$V_LIST',
        '',
      ].join('\n'),
    },
    argv: [
      ...['1', '--driver=systemd', '--v=3', '2', '--driver=systemd --v=3', '3', '--driver=systemd', '--v=3'],
      ...['4', 'x$V_LIST', '5', 'x--driver=systemd --v=3y', '6', '--driver=systemd --v=3'],
      ...['7', '--driver=systemd', '8', "--driver='systemd'", '9', '--driver=systemd', '10', '--a=b c', 'd'],
      ...['11', '12', '', '13', '14', '', '15', '$V_LIST', '16', '${V_LIST}', '17', '--p=a', 'bc', '18', '--p=a b\\c'],
      ...['19', '$V_LIST', '20', '%', '21', 'agent.service'],
    ],
  },
  {
    name: 'an environment file has a syntax of its own',
    files: {
      [etc]: oneshot('EnvironmentFile=/vars\nExecStart=/bin/agent'),
      '/vars':
        '# no\n; no\nexport V_EXPORT=1\n V_LEAD=lead\nV_BLANKS = blanks\nV_TWICE=1\nV_TWICE=2\nV_CONT=a \\\n  b\nV_AFTER="abc"def\nV_BOTH="a" "b"\nV_MIDDLE=ab"c d"ef\nV_SINGLE=\'it\\n\'\nV_DOUBLE="x\\ny\\$z\\"w"\nV_BARE=x\\ny\\$z\nV-DASH=1\nnothing\nV_HASH=a#b\nV_HASH2=a #b\nV_LINES="one\ntwo"\n1V=x\nV_CR=val\r\nV_TRAIL=trail \t\nV_END=noeol',
    },
    argv: [],
    environment: {
      V_LEAD: 'lead',
      V_BLANKS: 'blanks',
      V_TWICE: '2',
      V_CONT: 'a   b',
      V_AFTER: 'abcdef',
      V_BOTH: 'ab',
      V_MIDDLE: 'ab"c d"ef',
      V_SINGLE: 'it\\n',
      V_DOUBLE: 'x\\ny$z"w',
      V_BARE: 'xny$z',
      V_HASH: 'a#b',
      V_HASH2: 'a #b',
      V_LINES: 'one\ntwo',
      V_CR: 'val',
      V_TRAIL: 'trail',
      V_END: 'noeol',
    },
  },
  {
    name: 'an assignment without a value empties what came before',
    files: {
      [etc]: oneshot(
        'Environment=V_A=1\nEnvironmentFile=/vars\nEnvironment=\nEnvironmentFile=\nEnvironment=V_C=3\nExecStart=/bin/agent one\nExecStart=\nExecStart=/bin/agent two',
      ),
      '/vars': 'V_B=2\n',
    },
    argv: ['two'],
    environment: { V_C: '3' },
  },
  {
    name: 'an environment file that must be there and is not',
    files: { [etc]: oneshot('EnvironmentFile=/missing\nExecStart=/bin/agent') },
    argv: null,
  },
  {
    name: 'a second command without a reset, in a service that is not oneshot',
    files: {
      [etc]: '[Service]\nType=simple\nExecStart=/bin/agent one\n',
      [`${etc}.d/10.conf`]: '[Service]\nExecStart=/bin/agent two\n',
    },
    argv: null,
  },
  {
    name: 'the same where the type is not said',
    files: {
      [usr]: '[Service]\nExecStart=/bin/agent one\n',
      [`${etc}.d/20-more.conf`]: '[Service]\nExecStart=/bin/agent two --cgroup-driver=systemd\n',
    },
    argv: null,
  },
  {
    name: 'quotes that do not end',
    files: { [etc]: oneshot('ExecStart=/bin/agent "a b" \\\n # comment\n  "never ends') },
    argv: null,
  },
  {
    name: 'quotes within words, C escapes, and comments between continued lines',
    files: {
      [etc]: oneshot(
        'Environment="V_A=--x --y" \'V_B=b c\' V_C="q r" V_D=x"y z"\nExecStart=/bin/agent "a b" \'c d\' e\\sf g\\x41 --x="y z" --w=\'u v\' \\\n  # no\n  ; no\n  more $V_A',
      ),
    },
    argv: ['a b', 'c d', 'e f', 'gA', '--x=y z', '--w=u v', 'more', '--x', '--y'],
    environment: { V_A: '--x --y', V_B: 'b c', V_C: 'q r', V_D: 'xy z' },
  },
  {
    name: 'a colon before the program leaves variables alone',
    files: { [etc]: oneshot('Environment=V_A=val\nExecStart=-:/bin/agent $V_A ${V_A}') },
    argv: ['$V_A', '${V_A}'],
  },
  {
    name: 'a glob of environment files, and a program without a path',
    files: {
      [etc]: oneshot('EnvironmentFile=-/vars.*\nExecStart=agent $V_A $V_B'),
      '/vars.1': 'V_A=1\n',
      '/vars.2': 'V_B=2\n',
      '/usr/bin/agent': 'program',
    },
    argv: ['1', '2'],
  },
  {
    name: 'a drop-in name that leads to /dev/null hides the one below',
    files: {
      [usr]: oneshot('ExecStart=/bin/agent main'),
      [`${usr}.d/10.conf`]: '[Service]\nEnvironment=V_A=vendor\n',
      [`${etc}.d/10.conf`]: { symlink: '/dev/null' },
    },
    argv: ['main'],
    environment: {},
  },
  {
    name: 'an empty unit file masks',
    files: { [etc]: '', [usr]: oneshot('ExecStart=/bin/agent main') },
    argv: null,
  },
  {
    name: 'so does a link to /dev/null',
    files: { [etc]: { symlink: '/dev/null' }, [usr]: oneshot('ExecStart=/bin/agent main') },
    argv: null,
  },
  {
    name: 'assignments before any section and in the wrong one',
    files: {
      [etc]: oneshot('ExecStart=/bin/agent main $V_A $V_B'),
      [`${etc}.d/10.conf`]: 'Environment=V_A=none\n',
      [`${etc}.d/20.conf`]: '[Unit]\nEnvironment=V_B=wrong\n[Service]\nEnvironment = V_C=right\n',
    },
    argv: ['main'],
    environment: { V_C: 'right' },
  },
  {
    name: 'drop-ins make no unit',
    files: { ...everyService, [`${etc}.d/10.conf`]: '[Service]\nExecStart=/bin/agent main\n' },
    argv: null,
  },
  {
    name: 'the drop-ins of an alias',
    files: {
      ...everyService,
      [etc]: oneshot('ExecStart=/bin/agent main'),
      '/etc/systemd/system/spy.service': { symlink: 'agent.service' },
      '/etc/systemd/system/spy.service.d/10.conf': '[Service]\nEnvironment=V_SPY=1\n',
    },
    argv: ['main'],
    environment: { V_SPY: '1', V_EVERY: 'yes' },
  },
  {
    name: 'the packaged environment file takes a later drop-in’s arguments away',
    files: {
      [usr]: oneshot('ExecStart=/bin/agent vendor'),
      [`${usr}.d/10-pack.conf`]:
        '[Service]\nEnvironment="V_CONFIG=--config=/c.yaml"\nEnvironmentFile=-/flags.env\nEnvironmentFile=-/etc/default/agent\nExecStart=\nExecStart=/bin/agent $V_CONFIG $V_FLAGS $V_EXTRA\n',
      '/flags.env': 'V_FLAGS="--endpoint=unix:///c.sock --ip=10.0.0.2"\n',
      '/etc/default/agent': 'V_EXTRA=\n',
      [`${etc}.d/20-mine.conf`]: '[Service]\nEnvironment="V_EXTRA=--cgroup-driver=systemd"\n',
    },
    argv: ['--config=/c.yaml', '--endpoint=unix:///c.sock', '--ip=10.0.0.2'],
    environment: {
      V_CONFIG: '--config=/c.yaml',
      V_EXTRA: '',
      V_FLAGS: '--endpoint=unix:///c.sock --ip=10.0.0.2',
    },
  },
  {
    name: 'a drop-in in /etc hides the packaged one of the same name entirely',
    files: {
      [usr]: oneshot('ExecStart=/bin/agent vendor'),
      [`${usr}.d/10-pack.conf`]: '[Service]\nEnvironmentFile=-/flags.env\nExecStart=\nExecStart=/bin/agent $V_FLAGS\n',
      '/flags.env': 'V_FLAGS=--ip=10.0.0.2\n',
      '/etc/default/agent': 'V_EXTRA=--cgroup-driver=cgroupfs\n',
      [`${etc}.d/10-pack.conf`]:
        '[Service]\nEnvironmentFile=-/etc/default/agent\nExecStart=\nExecStart=/bin/agent --cgroup-driver=systemd $V_FLAGS $V_EXTRA\n',
    },
    argv: ['--cgroup-driver=systemd', '--cgroup-driver=cgroupfs'],
    environment: { V_EXTRA: '--cgroup-driver=cgroupfs' },
  },
  {
    name: 'a quoted $NAME splits all the same',
    files: {
      [usr]: oneshot('EnvironmentFile=/etc/sysconfig/agent\nExecStart=/bin/agent "$V_ARGS"'),
      '/etc/sysconfig/agent': 'V_ARGS="--cgroup-driver=systemd --config=/c.conf"\n',
    },
    argv: ['--cgroup-driver=systemd', '--config=/c.conf'],
  },
  {
    name: 'a line that begins with export does not count',
    files: {
      [usr]: oneshot('Environment=V_A=--driver=cgroupfs\nEnvironmentFile=-/vars\nExecStart=/bin/agent $V_A'),
      '/vars': 'export V_A=--driver=systemd\n',
    },
    argv: ['--driver=cgroupfs'],
    environment: { V_A: '--driver=cgroupfs' },
  },
  {
    name: 'a variable glued to text stays, one in braces does not',
    files: { [usr]: oneshot('Environment=V_A=--driver=systemd\nExecStart=/bin/agent --o=$V_A --p=${V_A}') },
    argv: ['--o=$V_A', '--p=--driver=systemd'],
  },
  {
    name: 'a comment after quotes is part of the value',
    files: {
      [usr]: oneshot(
        'EnvironmentFile=-/vars\nExecStart=/bin/agent $V_A \\\n  --v=2 \\\n  # --cgroup-driver=cgroupfs \\\n  --cgroup-driver=systemd',
      ),
      '/vars': 'V_A="--labels=a=b,c=d" # --cgroup-driver=cgroupfs\n',
    },
    argv: ['--labels=a=b,c=d#', '--cgroup-driver=cgroupfs', '--v=2', '--cgroup-driver=systemd'],
    environment: { V_A: '--labels=a=b,c=d# --cgroup-driver=cgroupfs' },
  },
  {
    name: 'a unit file in /etc replaces the vendor’s, whose drop-ins still apply',
    files: {
      [usr]: oneshot('ExecStart=/bin/agent vendor --cgroup-driver=systemd'),
      [etc]: oneshot('ExecStart=/bin/agent admin'),
      [`${usr}.d/50.conf`]: '[Service]\nEnvironment=V_FROM=vendor\n',
    },
    argv: ['admin'],
    environment: { V_FROM: 'vendor' },
  },
];

describe('what systemd 252 was seen to do', () => {
  test.each(cases)('$name', async ({ files, argv, environment }) => {
    const answer = await resolveUnit(memoryTree(files), 'agent.service');
    expect(answer.state === 'loaded' ? answer.command?.arguments.map((one) => one.text) : null).toEqual(argv);
    if (environment === undefined) return;
    expect(Object.fromEntries(answer.environment.map((one) => [one.name, one.value]))).toEqual(environment);
  });
});
