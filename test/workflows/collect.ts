import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A workflow of the project: a file, or an example in a page of documentation. */
export interface Workflow {
  readonly name: string;
  readonly text: string;
}

/** Every workflow that the project runs or shows. */
export function collectWorkflows(): readonly Workflow[] {
  const files = ['.github/workflows', 'examples/workflows'].flatMap((folder) => list(folder, /\.ya?ml$/));
  const pages = ['README.md', ...list('docs', /\.md$/)].filter((page) => existsSync(join(ROOT, page)));
  return [
    ...files.map((name) => ({ name, text: read(name) })),
    ...pages.flatMap((page) =>
      blocksOf(read(page)).map((text, index) => ({ name: `${page}, workflow ${index + 1}`, text })),
    ),
  ];
}

/** The YAML blocks of a page that are whole workflows, and not a step or two of one. */
export function blocksOf(page: string): readonly string[] {
  return [...page.matchAll(/^(`{3,})ya?ml\s*\n([\s\S]*?)^\1\s*$/gm)]
    .map((match) => match[2] as string)
    .filter((block) => /^jobs:/m.test(block));
}

function list(folder: string, pattern: RegExp): readonly string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => relative(ROOT, join(path, name)))
    .sort();
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
