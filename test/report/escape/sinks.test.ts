import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/report/escape/json.ts';
import { sarifText } from '../../../src/report/escape/sarif-text.ts';
import { annotationText, singleLine } from '../../../src/report/escape/workflow-command.ts';
import { xmlAttribute, xmlText } from '../../../src/report/escape/xml.ts';
import { hostileText, runnerCommands } from '../hostile-text.ts';

describe('workflow commands', () => {
  it('spells out what cannot be seen', () => {
    expect(annotationText('two\r\nlines\u202e')).toBe('two\nlines\\u{202e}');
    expect(singleLine('a\nb')).toBe('a\\nb');
  });

  it('are not made by any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(runnerCommands(annotationText(text))).toEqual([]);
        expect(runnerCommands(singleLine(text))).toEqual([]);
        expect(singleLine(text)).not.toMatch(/[\r\n]|##\[/);
      }),
    );
  });
});

describe('jsonText', () => {
  it('writes unseen characters as escapes and loses nothing', () => {
    expect(jsonText('a\u202e\u2028##[x')).toBe('"a\\u202e\\u2028#\\u0023[x"\n');
    fc.assert(
      fc.property(hostileText, (text) => {
        const json = jsonText({ [text]: [text] });
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
        expect(runnerCommands(json)).toEqual([]);
        expect(json).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

describe('sarifText', () => {
  it('makes neither a link nor a placeholder', () => {
    expect(sarifText('[text](1) {0} {a}\nnext\u202e')).toBe('[text] (1) { 0} {a}\nnext\\u{202e}');
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(sarifText(text)).not.toMatch(/\]\(|\{\d+\}|\p{Cf}/u);
      }),
    );
  });
});

describe('xml', () => {
  it('escapes markup and spells out what XML forbids', () => {
    expect(xmlAttribute('<a b="c">&\'\n\u0000\uffff')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&apos;\\n\\u{0}\ufffd');
    expect(xmlText('a\n]]>')).toBe('a\n]]&gt;');
  });

  it('holds only characters of XML 1.0 and no markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const safe of [xmlAttribute(text), xmlText(text)]) {
          expect(safe).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
          expect(safe.replace(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[<>&"']/);
        }
      }),
    );
  });
});
