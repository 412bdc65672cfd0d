#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  VERSION
} from "./chunks/chunk-4DEC55P3.js";
import "./chunks/chunk-7VRB4YCP.js";

// src/launchers/cli.ts
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write(`cgroup-gate: needs Node 20 or newer, and this is ${process.version}
`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === "--version") {
  process.stdout.write(`${VERSION}
`);
} else {
  const { main } = await import("./chunks/main-NIO5F3G3.js");
  process.exitCode = await main();
}
