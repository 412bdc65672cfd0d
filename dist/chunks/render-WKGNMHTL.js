import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{d as a,e as b}from"./chunk-VISHOTOG.js";import"./chunk-WVEQD3J3.js";import"./chunk-UCFTVXEQ.js";import"./chunk-3V7FZGZQ.js";import"./chunk-KIDPYKQ5.js";import"./chunk-PHKIAKHS.js";export{b as renderFixed,a as renderMarkdown};
