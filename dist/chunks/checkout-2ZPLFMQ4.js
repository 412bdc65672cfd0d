import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a,b}from"./chunk-E6VSBJYX.js";import"./chunk-PHKIAKHS.js";export{b as checkoutProblem,a as openCheckout};
