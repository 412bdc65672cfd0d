import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-FHPSQCKB.js";import"./chunk-7IK2TQJU.js";import"./chunk-PHKIAKHS.js";export{a as applyKindConfig};
