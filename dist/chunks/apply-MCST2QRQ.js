import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-BJD6WCYF.js";import"./chunk-DE4E5GX4.js";import"./chunk-PHKIAKHS.js";export{a as applyKindConfig};
