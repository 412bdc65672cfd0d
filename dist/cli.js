#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {lstatSync: u,mkdirSync: p} = require("node:fs");
const m = require("node:module");
const {isAbsolute: a,join: t} = require("node:path");
import{a as c}from"./chunks/chunk-HH54PEFQ.js";import"./chunks/chunk-PHKIAKHS.js";function d(e){let o=f(e);o!==null&&m.enableCompileCache?.(o)}function f({XDG_CACHE_HOME:e,HOME:o}){let r=process.geteuid?.(),n=e||(o?t(o,".cache"):"");if(r===void 0||!a(n))return null;let i=t(n,"cgroup-gate"),s=t(i,"code");try{return p(s,{recursive:!0,mode:448}),[i,s].every(l=>v(r,l))?s:null}catch{return null}}function v(e,o){let{uid:r,mode:n}=u(o);return r===e&&(n&18)===0}var g=Number(process.versions.node.split(".")[0]);if(g<20)process.stderr.write(`cgroup-gate: needs Node 20 or newer, and this is ${process.version}
`),process.exitCode=2;else if(process.argv.length===3&&process.argv[2]==="--version")process.stdout.write(`${c}
`);else{d(process.env);let{main:e}=await import("./chunks/main-RVEPRHSG.js");process.exitCode=await e()}
