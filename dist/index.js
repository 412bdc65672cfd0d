import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/launchers/action.ts
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stdout.write(`::error::Cgroup Gate needs Node 20 or newer, and this runner has ${process.version}
`);
  process.exitCode = 1;
} else {
  const { main } = await import("./chunks/main-INFBPSSY.js");
  await main();
}
