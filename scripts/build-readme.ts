/** Fills the generated parts of README.md: the first example, and the tables of options, inputs and outputs. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { OPTIONS } from '../src/gate/options.ts';

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
await writeFile(resolve(root, process.argv[2] ?? 'README.md'), text);

function fill(open: string, close: string, content: string): void {
  const start = text.indexOf(`<!-- ${open} -->`);
  const end = text.indexOf(`<!-- /${close} -->`);
  if (start < 0 || end < 0) throw new Error(`README.md has no part ${close}`);
  text = `${text.slice(0, start)}<!-- ${open} -->\n\n${content}\n\n${text.slice(end)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
