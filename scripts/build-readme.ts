/**
 * Fills the generated parts of README.md: the first example, the tables of options, inputs and outputs, and the latest
 * benchmark.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { OPTIONS } from '../src/gate/options.ts';
import { circumstances, comparisonsOf, type Result } from './bench/table.ts';
import { fillPart } from './fill-part.ts';

const root = resolve(import.meta.dirname, '..');
const action = parse(await readFile(`${root}/action.yml`, 'utf8')) as {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
};
let text = await readFile(`${root}/README.md`, 'utf8');

const example = /<!-- example: (\S+) -->/.exec(text)?.[1] ?? '';
fill(
  `example: ${example}`,
  'example',
  `\`\`\`text\n$ node dist/cli.js check examples/node-v1.30.2.tar\n${await readFile(`${root}/${example}`, 'utf8')}\`\`\``,
);
fill(
  'options',
  'options',
  table(
    ['option', 'meaning', 'default'],
    OPTIONS.filter(({ only }) => only !== 'action').map((option) => [
      code(option.value === null ? `--${option.name}` : `--${option.name} ${option.value}`),
      option.repeatable ? `${option.help}; repeatable` : option.help,
      option.default === null ? '' : code(option.default),
    ]),
  ),
);
fill(
  'inputs',
  'inputs',
  table(
    ['input', 'meaning', 'default'],
    Object.entries(action.inputs).map(([name, input]) => [
      code(name),
      input.description,
      input.default ? code(input.default) : '',
    ]),
  ),
);
fill(
  'outputs',
  'outputs',
  table(
    ['output', 'meaning'],
    Object.entries(action.outputs).map(([name, output]) => [code(name), output.description]),
  ),
);
const measured = JSON.parse(await readFile(`${root}/docs/benchmark.json`, 'utf8')) as Result;
fill('benchmark', 'benchmark', `${circumstances(measured)}\n\n${comparisonsOf(measured)}`);
await writeFile(resolve(root, process.argv[2] ?? 'README.md'), text);

function fill(open: string, close: string, content: string): void {
  text = fillPart(text, open, close, content);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
