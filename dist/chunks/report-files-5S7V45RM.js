import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{q as a,r as b}from"./chunk-RUN74VRY.js";import"./chunk-BLBSYMQ3.js";import"./chunk-KIDPYKQ5.js";import"./chunk-PHKIAKHS.js";export{b as readBaseline,a as readReports};
