import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

var{main:a}=await import("./chunks/post-2DH6BSSA.js");await a();
