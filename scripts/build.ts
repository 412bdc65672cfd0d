/** Bundles the entries into `dist/` (or the folder given): self-contained, not minified, the same bytes on every machine. */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { collectLicenses } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? `${root}/dist`);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await build({
  metafile: true,
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
  charset: 'utf8',
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
  },
});
await writeFile(`${out}/licenses.txt`, await collectLicenses(root, Object.keys(metafile.inputs)));
await chmod(`${out}/cli.js`, 0o755);
await writeFile(`${out}/package.json`, '{ "type": "module" }\n');
