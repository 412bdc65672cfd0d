import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a as s}from"./chunk-3V7FZGZQ.js";var t={passed:0,failed:1,usage:2,undetermined:3};async function n(o){await new Promise(r=>{process.stdout.once("error",()=>r()),process.stdout.write(o,()=>r())})}function a(o){process.stderr.write(`cgroup-gate: ${s(o)}
`)}export{t as a,n as b,a as c};
