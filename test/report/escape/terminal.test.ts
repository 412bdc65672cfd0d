import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakCommands, terminal } from '../../../src/report/escape/terminal.ts';
import { clip, spelling, visible } from '../../../src/report/escape/visible.ts';
import { hostileText, runnerCommands, UNSEEN } from '../hostile-text.ts';

describe('terminal', () => {
  it.each([
    ['plain prose stays', 'plain prose stays'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u009b1mbold\u009b0m', 'bold'],
    ['\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title\u001b\\text', 'text'],
    ['\u001b]0;never ended', '\\u{1b}]0;never ended'],
    ['\u001bc reset', ' reset'],
    ['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['two\nlines\tand a tab', 'two lines and a tab'],
    ['nul\u0000lone\ud800', 'nul\\u{0}lone\\u{d800}'],
    ['::error::x', ':\\:error::x'],
    ['\u00a0 ::error::x', '\u00a0 :\\:error::x'],
    ['see ##[group]x and ##vso[task.x]', 'see #\\#[group]x and #\\#vso[task.x]'],
    ['###[group]', '##\\#[group]'],
    ['## [heading]', '## [heading]'],
    ['日本 e\u0301', '日本 e\u0301'],
  ])('%j becomes %j', (raw, safe) => {
    expect(terminal(raw)).toBe(safe);
  });

  it('never yields a command, a control character or a second line', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const safe = terminal(raw);
        expect(runnerCommands(safe)).toEqual([]);
        expect(safe).not.toMatch(UNSEEN);
      }),
    );
  });

  it('takes long unfinished sequences in its stride', () => {
    expect(terminal('\u001b]'.repeat(50_000)).length).toBe(400_000 - 50_000);
    expect(terminal('\u009d'.repeat(50_000)).length).toBeGreaterThan(0);
  });
});

describe('breakCommands', () => {
  it('guards every line and keeps everything else', () => {
    expect(breakCommands('a\n  ::b\n24 | ::c')).toBe('a\n  :\\:b\n24 | ::c');
    fc.assert(
      fc.property(hostileText, (raw) => {
        expect(runnerCommands(breakCommands(visible(raw)))).toEqual([]);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        expect(breakCommands(breakCommands(raw))).toBe(breakCommands(raw));
      }),
    );
  });
});

describe('visible', () => {
  it('spells out what cannot be seen, and nothing else', () => {
    expect(visible('a\u200bb\u00ad\u2028\n')).toBe('a\\u{200b}b\\u{ad}\\u{2028}\\n');
    expect(visible('\u3164\u{e0041}')).toBe('\\u{3164}\\u{e0041}');
    expect(spelling('x')).toBeNull();
    expect(spelling('\t')).toBe('\\t');
  });
});

describe('clip', () => {
  it('keeps the limit and cuts no surrogate pair', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdef', 4)).toBe('abc…');
    expect(clip('ab😀d', 4)).toBe('ab…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, limit) => {
        const cut = clip(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
