import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a,b,c}from"./chunk-UBEV2TRY.js";import"./chunk-PHKIAKHS.js";export{c as collectAll,b as createYoungGarbage,a as keepRoomSmall};
