/**
 * Draws the comment and the job summary as GitHub shows them, with chromium: the pictures of the README in `docs/pictures/`,
 * or, with a folder as argument, those of all samples, to look at.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { marked } from 'marked';
import { commentText } from '../src/github/comment/body.ts';
import { renderMarkdown } from '../src/report/markdown/render.ts';
import type { Report } from '../src/verdict/report.ts';
import { classic, passing, tenImages } from '../test/report/samples.ts';

const WIDTH = 860;
const SCALE = 2;
const STYLE = `
  body { margin: 0; padding: 16px; width: ${WIDTH - 32}px; background: #fff; color: #1f2328;
    font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif, "Noto Color Emoji"; }
  .box { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
  .head { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e; }
  .head b { color: #1f2328; } .body { padding: 16px; } .body > :first-child { margin-top: 0; }
  h1, h2 { font-size: 1.4em; padding-bottom: .3em; border-bottom: 1px solid #d1d9e0b3; } h3 { font-size: 1.15em; }
  a { color: #0969da; } table { border-collapse: collapse; margin: 0 0 16px; }
  th, td { border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left; } tr:nth-child(2n) { background: #f6f8fa; }
  code { background: #818b981f; border-radius: 6px; padding: .2em .4em; font: 85% "DejaVu Sans Mono", monospace; }
  pre { background: #f6f8fa; border-radius: 6px; padding: 16px; overflow: hidden; } pre code { background: none; padding: 0; }
  .add { background: #dafbe1; color: #116329; } .del { background: #ffebe9; color: #82071e; }
  .add, .del { display: inline-block; width: 100%; } sub { color: #59636e; }`;

const all: Readonly<Record<string, Report>> = { mismatch: classic, 'ten-images': tenImages, pass: passing };
const folder = process.argv[2];
const target = resolve(folder ?? join(import.meta.dirname, '../docs/pictures'));
await mkdir(target, { recursive: true });
for (const [name, report] of Object.entries(folder === undefined ? { mismatch: classic } : all)) {
  await draw(join(target, `${name}-comment.png`), commentOf(report), '<b>github-actions</b> bot commented');
  await draw(join(target, `${name}-summary.png`), summaryOf(report), '<b>gate</b> summary');
}

function links(path: string, line: number): string {
  return `https://github.example/acme/nodes/blob/main/${path}#L${line}`;
}

function commentOf(report: Report): string {
  const run = { id: 1, attempt: 1 };
  const subject = { report, key: '', sha: 'a'.repeat(40), run, links, runLink: links('run', 1) };
  return commentText(subject, null, true).body;
}

function summaryOf(report: Report): string {
  return renderMarkdown(report, { links, limit: 1_000_000, detail: 'full' });
}

async function draw(picture: string, markdown: string, head: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'cgroup-gate-pictures-'));
  try {
    const page = join(work, 'page.html');
    const body = (await marked.parse(markdown, { gfm: true })).replace(
      /<code class="language-diff">[\s\S]*?<\/code>/g,
      colourDiff,
    );
    await writeFile(
      page,
      `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><div class="box"><div class="head">${head}</div>` +
        `<div class="body">${body}</div></div><script>document.title = document.documentElement.scrollHeight</script>`,
    );
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${join(work, 'profile')}`,
    ];
    const dom = chromium([...flags, '--dump-dom', `--window-size=${WIDTH},100`, `file://${page}`]);
    const height = Number(/<title>(\d+)<\/title>/.exec(dom)?.[1] ?? 1000);
    chromium([
      ...flags,
      `--screenshot=${picture}`,
      `--force-device-scale-factor=${SCALE}`,
      `--window-size=${WIDTH},${height + 16}`,
      `file://${page}`,
    ]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function chromium(argv: readonly string[]): string {
  return execFileSync('chromium', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 120_000 });
}

function colourDiff(block: string): string {
  return block.replace(/^(<code[^>]*>)?([+-])(.*)$/gm, (_line, open = '', sign: string, rest: string) => {
    return `${open}<span class="${sign === '+' ? 'add' : 'del'}">${sign}${rest}</span>`;
  });
}
