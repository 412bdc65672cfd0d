import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-CFRFWNET.js";import"./chunk-NHLKSJFY.js";import"./chunk-PHKIAKHS.js";export{a as applyKindConfig};
