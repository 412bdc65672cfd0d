#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  VERSION
} from "./chunks/chunk-4DEC55P3.js";
import "./chunks/chunk-7VRB4YCP.js";

// src/launchers/cli.ts
import { setFlagsFromString } from "node:v8";
var major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write(`cgroup-gate: needs Node 20 or newer, and this is ${process.version}
`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === "--version") {
  process.stdout.write(`${VERSION}
`);
} else {
  setFlagsFromString("--semi-space-growth-factor=1");
  const { main } = await import("./chunks/main-37KZFIXC.js");
  process.exitCode = await main();
}
