import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a as o}from"./chunk-434FR4QL.js";import"./chunk-PHKIAKHS.js";function f(e,i,n){return d(),{ports:o(),saveState:i,signal:n,onProgress:t=>{t.type==="note"?e(t.text):t.state==="started"?e(`${t.step} ...`):t.state==="failed"&&e(`${t.step} failed`)}}}var r=!1;function d(){if(!r){r=!0;for(let e of[process.stdout,process.stderr])e.on("error",()=>{})}}export{f as createKindMode};
