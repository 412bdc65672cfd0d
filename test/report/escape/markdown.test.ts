import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { htmlComment } from '../../../src/report/escape/html-comment.ts';
import {
  markdownCell,
  markdownCode,
  markdownCodeCell,
  markdownFence,
  markdownText,
} from '../../../src/report/escape/markdown.ts';
import { uriPath } from '../../../src/report/escape/uri.ts';
import { hostileText, UNSEEN } from '../hostile-text.ts';

const html = (markdown: string) => marked.parse(markdown, { async: false, gfm: true });
const unescapeHtml = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
/** What GitHub would turn into a mention, a reference or a link after Markdown has been rendered. */
const LIVE = /@[a-z\d]|#\d|GH-\d|https?:\/\/|www\./i;

describe('markdownText', () => {
  it.each([
    ['kubelet uses systemd', 'kubelet uses systemd'],
    ['SystemdCgroup = true', 'SystemdCgroup = true'],
    ['1.7.18 of a_b', '1.7.18 of a\\_b'],
    ['<b>&amp;', '&#60;b&#62;&#38;amp;'],
    ['@octocat #12 GH-3', '@&#8203;octocat #&#8203;12 GH-&#8203;3'],
    ['see https://x.y or www.x.y', 'see https:&#8203;//x.y or www&#8203;.x.y'],
    ['[a](b) | `c` *d* ~e~ $f$', '\\[a\\](b) \\| \\`c\\` \\*d\\* \\~e\\~ &#36;f&#36;'],
    ['- item', '\\- item'],
    ['--config is given', '\\--config is given'],
    ['1. item', '1\\. item'],
    ['# heading', '\\# heading'],
    [':tada: at 12:30', ':&#8203;tada: at 12:30'],
    ['two\n\nparagraphs', 'two paragraphs'],
  ])('%j becomes %j', (raw, safe) => {
    expect(markdownText(raw)).toBe(safe);
  });

  it('renders as one paragraph of plain text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const safe = markdownText(raw);
        const rendered = html(safe);
        expect(rendered).toMatch(/^(?:<p>[^<>]*<\/p>\n)?$/);
        expect(unescapeHtml(rendered)).not.toMatch(LIVE);
        expect(safe).not.toMatch(UNSEEN);
      }),
    );
  });

  it('stays in its cell', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, code) => {
        const row = `| ${markdownCell(text)} | ${markdownCodeCell(code)} | end |`;
        const rendered = html(`| a | b | c |\n|---|---|---|\n${row}\n`);
        expect(rendered.match(/<td>/g)).toHaveLength(3);
        expect(rendered).toContain('<td>end</td>');
        expect(rendered).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|th|td|code)>)/);
      }),
    );
  });
});

describe('markdownCode', () => {
  it.each([
    ['a `b` c', '``a `b` c``'],
    ['`a`', '`` `a` ``'],
    ['', ''],
    ['<!-- x', '`<\\!-- x`'],
  ])('%j becomes %j', (raw, safe) => {
    expect(markdownCode(raw)).toBe(safe);
  });

  it('renders as one code element with nothing in it but text', () => {
    fc.assert(
      fc.property(
        hostileText.filter((raw) => raw.trim() !== ''),
        (raw) => {
          expect(html(`x ${markdownCode(raw)} y`)).toMatch(/^<p>x <code>[^<>]*<\/code> y<\/p>\n$/);
        },
      ),
    );
  });
});

describe('markdownFence', () => {
  it('has a fence longer than any inside', () => {
    expect(markdownFence('toml', ['a', '`````', '\tb'])).toBe('``````toml\na\n`````\n    b\n``````');
  });

  it('renders as one code block, with no forged marker', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 5 }), (lines) => {
        const block = markdownFence('text', lines);
        const rendered = html(`${block}\n\nend`);
        expect(rendered).toMatch(/^<pre><code class="language-text">[^<>]*<\/code><\/pre>\n<p>end<\/p>\n$/);
        expect(unescapeHtml(rendered)).not.toContain('<!--');
        expect(block.split('\n')).toHaveLength(lines.length + 2);
      }),
    );
  });
});

describe('htmlComment', () => {
  it('writes a comment that nothing in it can end, and that reads back', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const comment = htmlComment('cgroup-gate:v1', { key: raw });
        expect(comment.slice(4, -3)).not.toMatch(/--|>|<|\n/);
        expect(comment.replace(/^<!-- cgroup-gate:v1 /, '').slice(0, -4)).toSatisfy(
          (json: string) => JSON.parse(json).key === raw,
        );
      }),
    );
  });
});

describe('uriPath', () => {
  it('encodes each segment, and never leads out', () => {
    expect(uriPath('/etc/containerd/config.toml')).toBe('etc/containerd/config.toml');
    expect(uriPath('a b/../c#d?e/(f)')).toBe('a%20b/c%23d%3Fe/%28f%29');
    fc.assert(
      fc.property(hostileText, (raw) => {
        expect(uriPath(raw)).toMatch(/^(?!\/)[\w%./~-]*$/);
        expect(uriPath(raw).split('/')).not.toContain('..');
      }),
    );
  });
});
