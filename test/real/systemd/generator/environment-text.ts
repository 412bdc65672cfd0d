import fc from 'fast-check';
import { oneOf } from '../../generate/weighted.ts';

const line = oneOf({
  'T_A=file': 8,
  'T_B=file two words': 5,
  'T_A="quoted value"': 5,
  "T_B='single quoted'": 4,
  'KUBELET_EXTRA_ARGS=': 4,
  'KUBELET_EXTRA_ARGS=--cgroup-driver=systemd': 6,
  'KUBELET_EXTRA_ARGS="--cgroup-driver=cgroupfs --v=2"': 4,
  'DAEMON_OPTS=\'--a="b c" --d\'': 3,
  'DAEMON_OPTS=--x="y z"': 3,
  '# T_A=comment': 3,
  '; T_A=comment': 2,
  '  # indented comment': 1,
  '': 3,
  'export T_A=exported': 3,
  '  T_A=indented': 3,
  'T_A = blanks': 3,
  'T_A =x': 1,
  'T_A= x': 1,
  'T_A=x   ': 2,
  'T_A=x # not a comment': 3,
  'T_A="x" # after the quote': 3,
  'T_A="abc"def': 2,
  'T_A="a" "b"': 2,
  'T_A=\'a\'"b"c': 1,
  'T_A=a"b c"': 2,
  'T_A=a\\ b\\c': 2,
  'T_A="a\\"b\\\\c\\$d\\`e\\nf"': 2,
  "T_A='a\\'b'": 1,
  'T_A="over\ntwo lines"': 2,
  "T_A='over\ntwo lines'": 1,
  'T_A=continued \\\nhere': 3,
  'T_A="continued \\\nhere"': 2,
  '# comment \\\nT_B=swallowed': 1,
  'T_B="never closed': 1,
  "T_B='never closed": 0.7,
  'T-BAD=1': 1,
  '1T=1': 1,
  T_A: 1,
  '=x': 1,
  'T_A==x': 1,
  'T_A=a=b': 1,
  'T_A=$T_B': 2,
  'T_A=${T_B}x': 1,
  'T_A=%n': 1,
  'T_A=é': 1,
  'T_A=\ttab\tbed\t': 1,
  'T_A=': 2,
  'T_A=""': 1,
  'T_A="\\\n"': 0.5,
  'T_A=\\': 0.5,
  'T_A=\\\\': 0.5,
  'T A=x': 0.5,
  'T_A;=x': 0.5,
  'T_A=x;T_B=y': 1,
  't_a=lower': 1,
  "T_A=' x '": 1,
  "T_A=a'b": 1,
  'T_A="a\'b"': 1,
  'T_A="a\tb"': 0.5,
  'T_A=\x01': 0.3,
});

/** The bytes of an environment file. */
export const environmentFile: fc.Arbitrary<Uint8Array> = fc
  .record({
    lines: fc.array(line, { maxLength: 5, size: 'max' }),
    form: oneOf({ plain: 88, crlf: 4, 'no newline': 4, bom: 1, 'latin-1': 1, nul: 0.5, cr: 1 }),
  })
  .map(({ lines, form }) => {
    const text = lines.join('\n');
    if (form === 'crlf') return Buffer.from(`${text}\n`.replaceAll('\n', '\r\n'));
    if (form === 'cr') return Buffer.from(`${text}\n`.replaceAll('\n', '\r'));
    if (form === 'no newline') return Buffer.from(text);
    if (form === 'bom') return Buffer.from(`\ufeff${text}\n`);
    if (form === 'latin-1') return Buffer.concat([Buffer.from(`${text}\nT_C=caf`), Buffer.from('\xe9\n', 'latin1')]);
    if (form === 'nul') return Buffer.from(`${text}\nT_C=a\0b\n`);
    return Buffer.from(`${text}\n`);
  });
