import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{b as t}from"./chunk-3V7FZGZQ.js";import{a as r}from"./chunk-KIDPYKQ5.js";function e(n){return t(n.split(/\r\n|\r|\n/).map(r).join(`
`))}function s(n){return t(r(n))}export{e as a,s as b};
