import fc from 'fast-check';
import { linesOf, oneOf } from '../../generate/weighted.ts';

/** Stands for a name of the unit's own wherever it occurs, in paths and in texts. */
export const own = '@U@';

const program = oneOf({
  '/usr/bin/probe-@U@': 84,
  'probe-@U@': 3,
  '"/usr/bin/probe-@U@"': 2,
  '@/usr/bin/probe-@U@ other-name': 2,
  '-/usr/bin/probe-@U@': 3,
  ':/usr/bin/probe-@U@': 2,
  '+/usr/bin/probe-@U@': 1,
  '!/usr/bin/probe-@U@': 0.5,
  '!!/usr/bin/probe-@U@': 0.5,
  '-:@/usr/bin/probe-@U@ x': 0.5,
  '::/usr/bin/probe-@U@': 0.3,
  '- /usr/bin/probe-@U@': 0.3,
  '/usr//bin/./probe-@U@': 1,
  '/bin/probe-@U@': 1,
  '/usr/bin/../bin/probe-@U@': 0.5,
  '/usr/bin/missing': 0.7,
  '-/usr/bin/missing': 0.3,
  $PROGRAM: 0.3,
  'bin/probe-@U@': 0.3,
  '/usr/bin/': 0.3,
  '': 0.3,
  '@': 0.2,
});

const argument = oneOf({
  run: 8,
  '--config=/var/lib/kubelet/config.yaml': 5,
  '--cgroup-driver=systemd': 6,
  '--cgroup-driver cgroupfs': 3,
  "'a b'": 4,
  '"a b"': 4,
  'a"b c"d': 3,
  "--x='y z'": 3,
  "it\\'s": 2,
  '"say \\"hi\\""': 2,
  '\\x41\\x42': 2,
  'a\\sb': 2,
  'tab\\there': 2,
  '\\u00e9': 1,
  '\\101': 1,
  'a\\ b': 2,
  'a\\qb': 1,
  '"c:\\dir"': 1,
  'end\\\\': 1,
  $T_A: 7,
  '${T_A}': 7,
  $T_B: 5,
  '${T_B}': 4,
  'x${T_A}y': 4,
  x$T_A: 3,
  '--a=$T_B': 3,
  '--a=${T_B}': 4,
  '"$T_A"': 3,
  '"${T_A} ${T_B}"': 3,
  "'${T_A}'": 2,
  "'$T_B'": 2,
  $$T_A: 2,
  '$${T_A}': 2,
  $$: 1,
  $T_UNSET: 3,
  '${T_UNSET}': 3,
  'a${T_UNSET}b': 2,
  $KUBELET_EXTRA_ARGS: 5,
  '${KUBELET_EXTRA_ARGS}': 2,
  '$DAEMON_OPTS $T_A': 2,
  $: 1,
  $1: 1,
  '${': 1,
  '${}': 1,
  '${T_A': 1,
  '${T_A:-x}': 1,
  '${T_A:+x}': 0.5,
  '$T_A.x': 1,
  '$T-A': 1,
  '${T_A}${T_B}': 2,
  '${T_A}$T_B': 1,
  '%n': 2,
  '%p': 2,
  '%N': 1,
  '%i': 1,
  '%I': 0.5,
  '%j': 0.5,
  '%P': 0.5,
  '%%': 2,
  '%%n': 1,
  '%f': 0.5,
  '%t': 0.5,
  '%S': 0.5,
  '%h': 0.5,
  '%u': 0.5,
  '%y': 0.5,
  '%d': 0.5,
  '100%': 1,
  '%-': 0.5,
  '%z': 0.5,
  ';': 1,
  '\\;': 1,
  '";"': 1,
  'a;b': 1,
  '#x': 1,
  "''": 1,
  '""': 1,
  é: 1,
  '=': 0.5,
  '"open': 0.4,
  "o'clock": 0.4,
  'back\\': 0.4,
  '*': 1,
  '~': 0.5,
  $T_A$T_B: 0.5,
  '{a,b}': 0.5,
  '"a"b"c"': 0.5,
  '"it\'s"': 0.5,
  '|': 0.5,
  '>/out/x': 0.5,
  $HOMELESS: 0.3,
});

const separator = oneOf({
  ' ': 80,
  '  ': 6,
  '\t': 4,
  ' \\\n  ': 8,
  ' \\\n# --old\n  ': 3,
  ' \\\n; note\n': 1,
  '\\\n': 2,
  ' \\\n\n ': 0.5,
});
export const commandLine = fc
  .record({ program, arguments: fc.array(fc.tuple(separator, argument), { maxLength: 6, size: 'max' }) })
  .map((parts) => parts.program + parts.arguments.flat().join(''));

const environmentItem = oneOf({
  'T_A=1': 12,
  'T_A=one': 4,
  '"T_A=a b"': 6,
  'T_A="a b"': 4,
  "'T_B=x y'": 4,
  'T_B=2': 8,
  'T_B=': 3,
  'T_A=': 2,
  '"T_B=--x=\'y z\' w"': 3,
  "T_B='it''s'": 1,
  T_A: 1,
  '1T=x': 1,
  'T-A=x': 1,
  'T_A=$T_B': 2,
  'T_A=${T_B}': 1,
  'T_A=%n': 2,
  'T_A=%%': 1,
  'T_A=%z': 0.5,
  'T_A=a\\x20b': 1,
  'T_A=a\\sb': 1,
  'T_A=a\\qb': 1,
  '"T_A=say \\"hi\\""': 2,
  'T_C=a;b': 1,
  'T_C=#x': 1,
  '"T_C=a\\tb\\nc"': 1,
  '"KUBELET_EXTRA_ARGS=--cgroup-driver=systemd"': 6,
  '"KUBELET_EXTRA_ARGS=--cgroup-driver=systemd --v=2"': 4,
  'KUBELET_EXTRA_ARGS=': 2,
  'DAEMON_OPTS=--cgroup-driver=cgroupfs': 3,
  '"DAEMON_OPTS=--a=\'b c\' --d"': 2,
  'T_A=b\\': 0.4,
  'T_A=é': 1,
  '"T_A=open': 0.4,
  'T_A =x': 0.5,
  '=x': 0.5,
});
const environmentLine = fc
  .array(environmentItem, { minLength: 1, maxLength: 3 })
  .map((items) => `Environment=${items.join(' ')}`);

const environmentFileLine = oneOf({
  'EnvironmentFile=/etc/@U@-1': 26,
  'EnvironmentFile=-/etc/@U@-1': 20,
  'EnvironmentFile=-/etc/@U@-2': 16,
  'EnvironmentFile=/etc/@U@-2': 8,
  'EnvironmentFile=-/etc/missing': 6,
  'EnvironmentFile=/etc/missing': 0.7,
  'EnvironmentFile=/etc/@U@-*': 4,
  'EnvironmentFile=-/etc/@U@-[12]': 3,
  'EnvironmentFile=-/etc/none-*': 2,
  'EnvironmentFile=/etc/none-*': 0.7,
  'EnvironmentFile=etc/x': 1,
  'EnvironmentFile="/etc/@U@-1"': 0.7,
  'EnvironmentFile=/etc//./@U@-1': 1,
  'EnvironmentFile=-/etc': 0.5,
  'EnvironmentFile=- /etc/@U@-1': 0.5,
  'EnvironmentFile=/etc/@U@-1 /etc/@U@-2': 0.5,
  'EnvironmentFile=-/etc/%p-env': 1,
  'EnvironmentFile=-/etc/@U@-{1,2}': 0.5,
  'EnvironmentFile=-/etc/@U@-?': 1,
});

const type = oneOf({
  'Type=simple': 10,
  'Type=exec': 5,
  'Type=oneshot': 14,
  'Type=notify': 5,
  'Type=forking': 2,
  'Type=bogus': 1,
  'Type=': 0.5,
  'type=oneshot': 1,
  'Type=Oneshot': 0.5,
});

const serviceLines = linesOf([
  [45, type],
  [8, fc.constant('ExecStartPre=/bin/true')],
  [45, environmentLine],
  [45, environmentFileLine],
  [6, fc.constant('Environment=')],
  [94, commandLine.map((line) => `ExecStart=${line}`)],
  [4, commandLine.map((line) => `ExecStart=${line}`)],
  [
    3,
    oneOf({
      'ExecStart=': 3,
      'execstart=/usr/bin/probe-@U@ wrong-case': 1,
      'ExecStart = /usr/bin/probe-@U@ blanks': 1,
    }),
  ],
  [20, environmentLine],
  [20, environmentFileLine],
  [3, fc.constant('EnvironmentFile=')],
  [
    5,
    oneOf({
      'UnsetEnvironment=T_A': 4,
      'UnsetEnvironment=T_B T_C': 2,
      'UnsetEnvironment=T_A=1': 2,
      'UnsetEnvironment=': 1,
    }),
  ],
  [
    5,
    oneOf({
      'WorkingDirectory=/tmp': 3,
      'WorkingDirectory=~': 1,
      'WorkingDirectory=-/none': 1,
      'WorkingDirectory=': 1,
      'WorkingDirectory=x': 0.3,
    }),
  ],
  [
    8,
    oneOf({
      'RemainAfterExit=yes': 3,
      'Restart=on-failure': 3,
      'Restart=no': 2,
      'Restart=always': 0.5,
      'KillMode=process': 2,
    }),
  ],
  [
    3,
    oneOf({
      'Slice=kubelet.slice': 2,
      'Delegate=yes': 2,
      'OOMScoreAdjust=bogus': 1,
      'Unknown=1': 1,
      'no assignment': 1,
      '=x': 0.5,
    }),
  ],
]);

const dropInLines = linesOf([
  [10, type],
  [45, environmentLine],
  [40, environmentFileLine],
  [6, fc.constant('Environment=')],
  [3, fc.constant('EnvironmentFile=')],
  [30, oneOf({ 'ExecStart=': 1 })],
  [34, commandLine.map((line) => `ExecStart=${line}`)],
  [15, environmentLine],
  [4, fc.constant('UnsetEnvironment=T_A')],
  [3, oneOf({ 'KillMode=process': 2, 'Unknown=1': 1, 'no assignment': 1 })],
]);

const head = oneOf({
  '[Service]': 90,
  '[Service] ': 1,
  ' [Service]': 1,
  '[service]': 0.7,
  '[Service': 0.5,
  '[Unit]\nDescription=x\n\n[Service]': 20,
  '# a comment\n[Service]': 3,
  '; a comment\n\n[Service]': 2,
  '# ends in a backslash \\\n[Service]': 1,
  '[X-Mine]\nExecStart=/bin/false\n[Service]': 1,
  '[Unit]': 0.7,
  '': 0.7,
  'Environment=T_A=outside\n[Service]': 1,
  '[Install]\nWantedBy=multi-user.target\n[Service]': 2,
});
const tail = oneOf({
  '': 40,
  '\n[Install]\nWantedBy=multi-user.target': 30,
  '\n[Install]\nExecStart=/bin/false': 1,
  '\n# Environment=T_A=comment': 4,
  '\n#\\\nEnvironment=T_C=after-comment': 1,
  '\n[Service]\nEnvironment=T_C=again': 2,
  '\n  Environment=T_C=indented': 2,
  '\nEnvironment = T_C=blanks': 2,
  '\nEnvironment=T_C=trailing   ': 2,
  '\nEnvironment=T_C=last \\': 1,
});
const form = oneOf({ plain: 92, crlf: 2, 'no newline': 4, bom: 1, 'latin-1': 0.5, nul: 0.3 });

function unitText(lines: fc.Arbitrary<string[]>): fc.Arbitrary<Uint8Array> {
  return fc.record({ head, lines, tail, form }).map((parts) => {
    const text = [parts.head, ...parts.lines].join('\n') + parts.tail;
    if (parts.form === 'crlf') return Buffer.from(`${text}\n`.replaceAll('\n', '\r\n'));
    if (parts.form === 'no newline') return Buffer.from(text);
    if (parts.form === 'bom') return Buffer.from(`\ufeff${text}\n`);
    if (parts.form === 'latin-1') return Buffer.concat([Buffer.from(`${text}\n`), Buffer.from('# \xe9\n', 'latin1')]);
    if (parts.form === 'nul') return Buffer.from(`${text}\n# a\0b\n`);
    return Buffer.from(`${text}\n`);
  });
}

export const unitFile = unitText(serviceLines);
export const dropInFile = unitText(dropInLines);
