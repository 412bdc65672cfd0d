import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{d as a,e as b}from"./chunk-ISLXJKAL.js";import"./chunk-63Q3RE23.js";import"./chunk-U4FE6LUG.js";import"./chunk-3V7FZGZQ.js";import"./chunk-KIDPYKQ5.js";import"./chunk-PHKIAKHS.js";export{b as renderFixed,a as renderMarkdown};
