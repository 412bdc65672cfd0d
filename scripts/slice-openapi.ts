/**
 * Cuts the operations that the project uses out of GitHub's OpenAPI description, without its prose, for the tests' fake
 * server: `test/github/openapi.json`. The package is large and is only kept as long as the script runs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';
const FILE = 'package/generated/api.github.com.json';
const OUTPUT = resolve(import.meta.dirname, '../test/github/openapi.json');

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['patch'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch', 'delete'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews': ['post'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/comments': ['get'],
  '/repos/{owner}/{repo}/pulls/comments/{comment_id}': ['delete'],
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['get'],
};

/** Words for people, and what is no part of a contract. */
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'headers',
  'deprecated',
]);
/** Below these stand names that the API chose, so that `description` there is a field and no prose. */
const NAMED = new Set(['properties', 'schemas', 'parameters', 'responses', 'paths', 'content']);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const folder = await mkdtemp(join(tmpdir(), 'cgroup-gate-openapi-'));
try {
  execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  execFileSync('tar', ['-xzf', `octokit-openapi-${VERSION}.tgz`, FILE], { cwd: folder });
  const whole = JSON.parse(await readFile(join(folder, FILE), 'utf8')) as { [key: string]: Json };
  await writeFile(OUTPUT, write(slice(whole)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function slice(whole: { [key: string]: Json }): { [key: string]: Json } {
  const paths: { [key: string]: Json } = {};
  for (const [path, methods] of Object.entries(OPERATIONS)) {
    const item = at(whole, ['paths', path]) as { [key: string]: Json };
    paths[path] = Object.fromEntries(methods.map((method) => [method, strip(item[method] as Json, false)]));
  }
  const components: { [key: string]: { [key: string]: Json } } = {};
  const collect = (value: Json): void => {
    for (const pointer of references(value)) {
      const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/(.+)$/.exec(pointer) ?? [];
      components[kind] ??= {};
      if (components[kind][name] !== undefined) continue;
      const found = strip(at(whole, ['components', kind, name]), false);
      components[kind][name] = found;
      collect(found);
    }
  };
  collect(paths);
  return { openapi: whole.openapi as Json, source: `${PACKAGE} ${VERSION}`, paths, components };
}

function strip(value: Json, named: boolean): Json {
  if (Array.isArray(value)) return value.map((entry) => strip(entry, false));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !(PROSE.has(key) || key.startsWith('x-')))
      .map(([key, entry]) => [key, strip(entry, !named && NAMED.has(key))]),
  );
}

function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === '$ref' && typeof entry === 'string' ? [entry] : references(entry),
  );
}

function at(value: Json, path: readonly string[]): Json {
  let found = value;
  for (const key of path) found = (found as { [key: string]: Json })[key] as Json;
  if (found === undefined) throw new Error(`${PACKAGE} ${VERSION} has no ${path.join(' ')}`);
  return found;
}

/** One line an operation and a component, so that a change of the description shows where it is. */
function write(document: { [key: string]: Json }): string {
  const block = (entries: { [key: string]: Json }): string =>
    `{\n${Object.entries(entries)
      .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n')}\n}`;
  const { components, paths, ...rest } = document;
  const kinds = Object.entries(components as { [key: string]: { [key: string]: Json } }).map(
    ([kind, entries]) => `${JSON.stringify(kind)}: ${block(entries)}`,
  );
  const head = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${head.join(',\n')},\n"paths": ${block(paths as { [key: string]: Json })},\n"components": {\n${kinds.join(',\n')}\n}\n}\n`;
}
