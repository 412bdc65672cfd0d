import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-U4ZYQTGC.js";import"./chunk-SABMYAV2.js";import"./chunk-PHKIAKHS.js";export{a as applyKindConfig};
