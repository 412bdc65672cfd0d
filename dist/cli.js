#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {setFlagsFromString: r} = require("node:v8");
import{a as e}from"./chunks/chunk-HH54PEFQ.js";import"./chunks/chunk-PHKIAKHS.js";var o=Number(process.versions.node.split(".")[0]);if(o<20)process.stderr.write(`cgroup-gate: needs Node 20 or newer, and this is ${process.version}
`),process.exitCode=2;else if(process.argv.length===3&&process.argv[2]==="--version")process.stdout.write(`${e}
`);else{r("--semi-space-growth-factor=1");let{main:s}=await import("./chunks/main-A2RSEGRV.js");process.exitCode=await s()}
