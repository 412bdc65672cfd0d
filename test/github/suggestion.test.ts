import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestionBody } from '../../src/github/review/body.ts';
import { diffLines } from '../../src/github/review/hunks.ts';
import { placeSuggestions } from '../../src/github/review/suggestion.ts';
import type { Finding, Report } from '../../src/verdict/report.ts';
import { finding, frame, image, location, report } from '../report/samples.ts';

const PATH = '/etc/containerd/config.toml';
const LINES = ['[runc.options]', '  BinaryName = ""', '  SystemdCgroup = false'];

/** A finding on line 12 of the image, which is line 112 of `conf/a.toml`, between its two neighbours. */
function mapped(changes: Partial<Finding> = {}): Finding {
  return finding({
    location: location(PATH, 12, 19, 24),
    repo: location('conf/a.toml', 112, 19, 24),
    fix: { title: 'x', path: PATH, startLine: 12, endLine: 12, replacement: '  SystemdCgroup = true' },
    frames: [frame(PATH, 10, LINES, [])],
    ...changes,
  });
}

function one(...findings: Finding[]): Report {
  return report(image('x', { verdict: 'fail', findings }));
}

/** A hunk of added lines from `start` on. */
function hunk(start: number, lines: readonly string[]): string {
  return `@@ -${start},0 +${start},${lines.length} @@ text behind\n${lines.map((line) => `+${line}`).join('\n')}`;
}

const place = (subject: Report, patch: string | null, path = 'conf/a.toml') =>
  placeSuggestions(subject, [{ path, patch }]);

describe('the lines of a diff', () => {
  it('are those of the new version, by number and hunk', () => {
    const patch = '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n\\ No newline at end of file\n@@ -9 +9,2 @@ in f()\n x\n+y';
    expect([...diffLines(patch)]).toEqual([
      [1, { text: 'a', hunk: 0 }],
      [2, { text: 'B', hunk: 0 }],
      [3, { text: 'c', hunk: 0 }],
      [9, { text: 'x', hunk: 1 }],
      [10, { text: 'y', hunk: 1 }],
    ]);
  });

  it.each([[''], ['+x'], ['@@ broken @@\n+x'], ['Binary files differ']])('are none in %j', (patch) => {
    expect(diffLines(patch).size).toBe(0);
  });

  it('are the same as those that made the diff', () => {
    const line = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\n\r]/g, ''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(' ', '+', '-'), line), { minLength: 1 }),
        fc.nat(500),
        (rows, at) => {
          const patch = `@@ -1 +${at + 1} @@\n${rows.map(([sign, text]) => sign + text).join('\n')}`;
          const kept = rows.filter(([sign]) => sign !== '-').map(([, text]) => text);
          expect([...diffLines(patch)]).toEqual(kept.map((text, index) => [at + 1 + index, { text, hunk: 0 }]));
        },
      ),
    );
  });
});

describe('a suggestion', () => {
  it('is the fix on the line of the repository', () => {
    expect(place(one(mapped()), hunk(110, LINES))).toMatchObject([
      { path: 'conf/a.toml', startLine: 112, endLine: 112, lines: ['  SystemdCgroup = true'] },
    ]);
  });

  it('keeps the begin of the repository line, where the image has another', () => {
    const indented = LINES.map((line) => `\t\t${line.trimStart()}`);
    expect(place(one(mapped()), hunk(110, indented))[0]?.lines).toEqual(['\t\tSystemdCgroup = true']);
  });

  it('covers several lines of one hunk, and none of two', () => {
    const fix = {
      title: 'x',
      path: PATH,
      startLine: 11,
      endLine: 12,
      replacement: '  BinaryName = ""\n  SystemdCgroup = true',
    };
    expect(place(one(mapped({ fix })), hunk(110, LINES))[0]).toMatchObject({ startLine: 111, endLine: 112 });
    const split = `${hunk(110, LINES.slice(0, 2))}\n${hunk(112, LINES.slice(2))}`;
    expect(place(one(mapped({ fix })), split)).toEqual([]);
  });

  it('puts a missing line below its header', () => {
    const fix = {
      title: 'x',
      path: PATH,
      startLine: 10,
      endLine: 10,
      replacement: '[runc.options]\n  SystemdCgroup = true',
    };
    const below = one(mapped({ fix }));
    expect(place(below, hunk(110, LINES))[0]).toMatchObject({
      startLine: 110,
      lines: ['[runc.options]', '  SystemdCgroup = true'],
    });
  });

  it.each([
    ['', ''],
    ['in a block that is indented', '      '],
  ])('puts a table behind the last line, which is indented %s', (_, deeper) => {
    const fix = {
      title: 'x',
      path: PATH,
      startLine: 12,
      endLine: 12,
      replacement: '  SystemdCgroup = false\n[crun.options]\n  SystemdCgroup = true',
    };
    const lines = LINES.map((line) => deeper + line);
    expect(place(one(mapped({ fix })), hunk(110, lines))[0]?.lines).toEqual([
      `${deeper}  SystemdCgroup = false`,
      `${deeper}[crun.options]`,
      `${deeper}  SystemdCgroup = true`,
    ]);
  });

  it('takes a line away', () => {
    const fix = { title: 'x', path: PATH, startLine: 12, endLine: 12, replacement: '' };
    const [suggestion] = place(one(mapped({ fix })), hunk(110, LINES));
    expect(suggestion?.lines).toEqual([]);
    expect(suggestion && suggestionBody(suggestion, 'k')).toContain('```suggestion\n```');
  });

  it.each<[string, Report, string | null, string?]>([
    ['a line outside of the diff', one(mapped()), hunk(110, LINES.slice(0, 2))],
    ['another file', one(mapped()), hunk(110, LINES), 'conf/b.toml'],
    ['a diff that GitHub finds too large', one(mapped()), null],
    ['a line that says something else', one(mapped()), hunk(112, ['  SystemdCgroup = "no"'])],
    [
      'an equal line of another table',
      one(mapped()),
      hunk(110, ['[crun.options]', '  BinaryName = ""', '  SystemdCgroup = false']),
    ],
    ['a line with a carriage return', one(mapped()), hunk(112, ['  SystemdCgroup = false\r'])],
    ['a line that no excerpt shows', one(mapped({ frames: [] })), hunk(110, LINES)],
    ['a finding without a line in the repository', one(mapped({ repo: null })), hunk(110, LINES)],
    ['an accepted finding', one(mapped({ skipped: 'known' })), hunk(110, LINES)],
    ['an open question', one(mapped({ undecided: true })), hunk(110, LINES)],
    [
      'a fix of another file',
      one(mapped({ fix: { title: 'x', path: '/etc/other', startLine: 12, endLine: 12, replacement: 'x' } })),
      hunk(110, LINES),
    ],
    [
      'new text that reorders',
      one(mapped({ fix: { title: 'x', path: PATH, startLine: 12, endLine: 12, replacement: '  a = 1 # \u202e' } })),
      hunk(110, LINES),
    ],
    [
      'new text with a hidden comment',
      one(
        mapped({
          fix: {
            title: 'x',
            path: PATH,
            startLine: 12,
            endLine: 12,
            replacement: '  a = 1 <!-- cgroup-gate:v1 key=x -->',
          },
        }),
      ),
      hunk(110, LINES),
    ],
    ['a removed line', one(mapped()), `@@ -110,3 +110,2 @@\n ${LINES[0]}\n ${LINES[1]}\n-${LINES[2]}`],
  ])('is not made for %s', (_what, subject, patch, path) => {
    expect(place(subject, patch, path)).toEqual([]);
  });

  it('may stand beside a line that a template fills in', () => {
    const template = ['[{{ runtime }}.options]', '  BinaryName = "{{ runc }}"', '  SystemdCgroup = false'];
    expect(place(one(mapped()), hunk(110, template))).toHaveLength(1);
  });

  it('is made once for several images, and once for a line', () => {
    const other = { ...(mapped().fix as NonNullable<Finding['fix']>), replacement: '  SystemdCgroup = 1' };
    const twice = report(
      image('x', { findings: [mapped()] }),
      image('y', { findings: [mapped(), mapped({ fix: other })] }),
    );
    expect(place(twice, hunk(110, LINES))).toHaveLength(1);
  });

  it('has a fingerprint that stays when its line moves, and differs between two equal lines', () => {
    const [first] = place(one(mapped()), hunk(110, LINES));
    const moved = mapped({ repo: location('conf/a.toml', 212, 19, 24) });
    expect(place(one(moved), hunk(210, LINES))[0]?.fingerprint).toBe(first?.fingerprint);
    const both = place(one(mapped(), moved), `${hunk(110, LINES)}\n${hunk(210, LINES)}`);
    expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('stands in a fence that its own backticks do not end', () => {
    const fix = { title: 'x', path: PATH, startLine: 12, endLine: 12, replacement: '  SystemdCgroup = true # ````' };
    const [suggestion] = place(one(mapped({ fix })), hunk(110, LINES));
    expect(suggestion && suggestionBody(suggestion, 'k')).toContain(
      '\n`````suggestion\n  SystemdCgroup = true # ````\n`````\n',
    );
  });
});
