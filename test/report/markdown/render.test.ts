import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { uriPath } from '../../../src/report/escape/uri.ts';
import { type MarkdownOptions, renderFixed, renderMarkdown } from '../../../src/report/markdown/render.ts';
import { expectGolden } from '../golden.ts';
import { hostileText } from '../hostile-text.ts';
import {
  CONFIG,
  classic,
  classicImage,
  finding,
  frame,
  hostile,
  image,
  location,
  mark,
  passingImage,
  report,
  samples,
  tenImages,
} from '../samples.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const links = (path: string, line: number) => `https://github.com/acme/images/blob/${SHA}/${uriPath(path)}#L${line}`;
const full: MarkdownOptions = { links, limit: 1_000_000, heading: 2, detail: 'full' };
const comment: MarkdownOptions = { links, limit: 60_000, heading: 3, detail: 'comment' };

const html = (markdown: string) => marked.parse(markdown, { async: false, gfm: true });

/** Every fence that opens also closes, as CommonMark sees it. */
function fencesAreWhole(markdown: string): boolean {
  let open: string | null = null;
  for (const line of markdown.split('\n')) {
    const fence = /^(`{3,})(.*)$/.exec(line);
    if (fence === null) continue;
    if (open === null) open = fence[1]!;
    else if (fence[1]!.length >= open.length && fence[2] === '') open = null;
  }
  return open === null;
}

describe('renderMarkdown', () => {
  it.each(Object.keys(samples))('summarises %s', (name) => {
    expectGolden(`${name}.summary.md`, renderMarkdown(samples[name]!, full));
  });

  it.each(Object.keys(samples))('comments on %s', (name) => {
    expectGolden(`${name}.comment.md`, renderMarkdown(samples[name]!, comment));
  });

  it('shows the repository line by its address alone in a comment, so that GitHub previews it', () => {
    const lines = renderMarkdown(classic, comment).split('\n');
    expect(lines).toContain(
      `https://github.com/acme/images/blob/${SHA}/images/node/files/etc/containerd/config.toml#L139`,
    );
  });

  it('says of a containerd that has no handlers what it does', () => {
    const { containerd } = classicImage;
    const down = { ...classicImage, containerd: { ...containerd!, handlers: [], state: 'daemon-exit' as const } };
    expect(renderMarkdown(report(down), comment)).toContain(
      '| containerd 1.7.18 | – | does not start with this configuration |',
    );
    expect(renderMarkdown(report(down, passingImage), comment)).toContain(
      '| containerd 1.7.18<br>does not start with this configuration |',
    );
  });

  it('marks the cgroupfs that both sides share, where systemd is required', () => {
    const kubelet = { ...classicImage.kubelet!, effective: 'cgroupfs' as const };
    const both = { ...classicImage, kubelet, findings: [finding({ rule: 'cgroup-driver-not-systemd' })] };
    expect(renderMarkdown(report(both), full).match(/\*\*`cgroupfs`\*\* ❌/g)).toHaveLength(2);
    expect(renderMarkdown(report({ ...both, findings: [] }), full)).not.toContain('❌ |');
  });

  it('says of a driver that it is not certain', () => {
    const open = { ...classicImage, kubelet: { ...classicImage.kubelet!, certain: false } };
    expect(renderMarkdown(report(open), comment)).toContain('| `systemd` (not certain) |');
    expect(renderMarkdown(report(open, passingImage), comment)).toContain('| **systemd** (not certain) v1.30.2 |');
  });

  it('names the file of an excerpt where the finding lies in none', () => {
    const nowhere = finding({ frames: [frame('/etc/kubelet.yaml', 3, ['cgroupDriver: systemd'], [])] });
    expect(renderMarkdown(report(image('x', { findings: [nowhere] })), comment)).toContain(
      '\n`/etc/kubelet.yaml`\n\n```',
    );
  });

  it('shows what a fix changes of a line that is too long', () => {
    const line = (value: string) => `${'a'.repeat(400)} SystemdCgroup = ${value} ${'b'.repeat(400)}`;
    const long = finding({
      location: location(CONFIG, 7, 418, 423),
      frames: [frame(CONFIG, 7, [line('false')], [mark('primary', 7, 418, 423, 'cgroupfs')])],
      fix: { title: 'x', path: CONFIG, startLine: 7, endLine: 7, replacement: line('true') },
    });
    const text = renderMarkdown(report(image('x', { findings: [long] })), full);
    expect(text).toMatch(/^# ↓ line 7: cgroupfs\n….*SystemdCgroup = false/m);
    expect(text).toMatch(/^-….*SystemdCgroup = false/m);
    expect(text).toMatch(/^\+….*SystemdCgroup = true/m);
  });

  it('shows a command of the help as code, and nothing else of it', () => {
    const help = 'Run `kubectl get *_x* -o yaml`, then *look* at `it`. A lone ` is none.';
    expect(renderMarkdown(report(image('x', { findings: [finding({ help })] })), full)).toContain(
      '**Fix:** Run `kubectl get *_x* -o yaml`, then \\*look\\* at `it`. A lone \\` is none.',
    );
  });

  it('names the line where there is no address for it, or none on the web', () => {
    for (const address of [null, 'javascript:alert(1)', 'no address']) {
      const text = renderMarkdown(classic, { ...comment, links: () => address });
      expect(text).toContain('Baked by `images/node/files/etc/containerd/config.toml:139`');
      expect(text).not.toContain('alert');
    }
  });

  it('tells of images with the same findings once', () => {
    const twin = { ...classicImage, image: 'oci:other' };
    const text = renderMarkdown(report(classicImage, passingImage, twin), comment);
    expect(text.match(/```diff/g)).toHaveLength(1);
    expect(text).toContain('The same in `oci:other`.');
  });

  it('keeps every limit, cuts no fence and says that something is missing', () => {
    const whole = Buffer.byteLength(renderMarkdown(tenImages, full));
    for (const options of [full, comment]) {
      for (let limit = 60; limit < whole + 400; limit += 97) {
        const text = renderMarkdown(tenImages, { ...options, limit });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        expect(fencesAreWhole(text)).toBe(true);
        expect(text).not.toMatch(/\p{Cs}/u);
        expect(text.split('<details>').length).toBe(text.split('</details>').length);
        if (limit > 200 && text.length + 1000 < whole && options === full) {
          expect(text).toMatch(/the JSON report has everything/);
        }
      }
    }
  });

  it('keeps the worst images longest', () => {
    const text = renderMarkdown(report(classicImage, ...Array.from({ length: 30 }, (_, i) => failing(i))), {
      ...comment,
      limit: 9000,
    });
    expect(text).toContain('-  SystemdCgroup = false');
    expect(text).toContain('Shortened to fit');
  });

  it('says how many findings are not shown', () => {
    const findings = Array.from({ length: 14 }, (_, i) => finding({ message: `finding ${i}` }));
    const text = renderMarkdown(report(image('i', { verdict: 'fail', findings })), comment);
    expect(text).toContain('_and 4 more findings_');
  });

  it('makes no element, link or mention of what it was given', () => {
    const check = (markdown: string) => {
      const rendered = html(markdown);
      expect(rendered).not.toMatch(/<(?:script|img|iframe|input|svg|del|em(?!>(?:Short|and|unknown)))/);
      const targets = [...rendered.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!);
      expect(targets.filter((target) => !target.startsWith(`https://github.com/acme/images/blob/${SHA}/`))).toEqual([]);
      expect(rendered.replace(/<(code|a)\b[\s\S]*?<\/\1>|&#39;/g, "'")).not.toMatch(/@\w|#\d|https?:\/\//);
      expect(markdown).not.toContain('<!--');
      expect(fencesAreWhole(markdown)).toBe(true);
    };
    for (const options of [full, comment]) check(renderMarkdown(hostile, options));
    fc.assert(
      fc.property(hostileText, hostileText, (text, other) => {
        const given = report(
          image(text, {
            verdict: 'fail',
            findings: [
              finding({
                rule: other,
                message: text,
                consequence: other,
                help: text,
                location: location(other, 1, 1, 2),
                repo: location(text, 1, 1, 2),
                fix: { title: text, path: other, startLine: 1, endLine: 1, replacement: text },
                frames: [frame(other, 1, [text, other], [mark('primary', 1, 1, 3, text)])],
              }),
            ],
          }),
        );
        check(renderMarkdown(given, full));
        check(renderMarkdown(given, comment));
        check(renderFixed(given, text));
      }),
      { numRuns: 60 },
    );
  });
});

describe('renderFixed', () => {
  it('names the commit and the images', () => {
    expect(renderFixed(classic, SHA)).toBe(
      `✅ **Cgroup Gate:** fixed in ${SHA}. \`docker-archive:node.tar\` now passes.\n`,
    );
    expect(renderFixed(tenImages, SHA)).toContain(' now pass.');
  });
});

function failing(index: number) {
  const path = `/etc/containerd/conf.d/${index}.toml`;
  return image(`oci:image-${index}`, {
    verdict: 'fail',
    findings: [
      finding({
        message: `finding ${index}`,
        location: location(path, 1, 1, 4),
        frames: [frame(CONFIG, 1, ['SystemdCgroup = false'], [mark('primary', 1, 1, 4, 'here')])],
      }),
    ],
  });
}
