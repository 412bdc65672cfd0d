/** Bundles the entries into `dist/` (or the folder given): self-contained, not minified, the same bytes on every machine. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? `${root}/dist`);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/cli/main.ts',
    action: 'src/action/main.ts',
    post: 'src/action/post.ts',
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
for (const launcher of ['cli.js', 'index.js', 'post-step.js']) await copyFile(`${root}/src/launchers/${launcher}`, `${out}/${launcher}`);
await writeFile(`${out}/package.json`, '{ "type": "module" }\n');
