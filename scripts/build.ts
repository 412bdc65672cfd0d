/** Bundles the entries into `dist/` (or the folder given): self-contained, minified, the same bytes on every machine. */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';
import { requireBuiltins } from './builtin-imports.ts';
import { collectLicenses } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? `${root}/dist`);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile, outputFiles } = await build({
  metafile: true,
  write: false,
  absWorkingDir: root,
  entryPoints: {
    cli: 'src/launchers/cli.ts',
    index: 'src/launchers/action.ts',
    post: 'src/launchers/post.ts',
    worker: 'src/host/worker.ts',
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // A third of a short run goes into reading the bundle: fewer characters, all of one byte, are read faster.
  minify: true,
  charset: 'ascii',
  alias: { yaml: resolve(root, 'node_modules/yaml/browser/index.js') },
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
});
for (const { path, text } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, requireBuiltins(text));
}
await writeFile(`${out}/licenses.txt`, await collectLicenses(root, Object.keys(metafile.inputs)));
await chmod(`${out}/cli.js`, 0o755);
await writeFile(`${out}/package.json`, '{ "type": "module" }\n');
