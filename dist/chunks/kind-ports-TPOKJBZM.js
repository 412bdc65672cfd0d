import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a}from"./chunk-434FR4QL.js";import"./chunk-PHKIAKHS.js";export{a as kindPorts};
