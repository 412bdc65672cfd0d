/** Fills docs/benchmark.md with the latest result, which `npm run bench -- --json docs/benchmark.json` writes. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Result, tableOf } from './bench/table.ts';
import { fillPart } from './fill-part.ts';

const root = resolve(import.meta.dirname, '..');
const measured = JSON.parse(await readFile(`${root}/docs/benchmark.json`, 'utf8')) as Result;
const text = await readFile(`${root}/docs/benchmark.md`, 'utf8');
const filled = fillPart(text, 'benchmark', 'benchmark', tableOf(measured).trimEnd());
await writeFile(resolve(root, process.argv[2] ?? 'docs/benchmark.md'), filled);
