import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-LYEYESA2.js";import"./chunk-VYDINXJZ.js";import"./chunk-PHKIAKHS.js";export{a as applyKindConfig};
