#!/usr/bin/env node
/** Starts the command: answers what needs no more than a version, and loads the rest only when it is wanted. */
import { VERSION } from '../version.ts';
import { keepCompiledCode } from './code-cache.ts';

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(`cgroup-gate: needs Node 20 or newer, and this is ${process.version}\n`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${VERSION}\n`);
} else {
  keepCompiledCode(process.env);
  const { main } = await import('../cli/main.ts');
  process.exitCode = await main();
}
