import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a as o}from"./chunk-3V7FZGZQ.js";var r={passed:0,failed:1,usage:2,undetermined:3};async function d(s){return new Promise(t=>{let n=e=>t(e.code==="EPIPE"?null:e.message);process.stdout.once("error",n),process.stdout.write(s,e=>e?n(e):t(null))})}function u(s){process.stderr.write(`cgroup-gate: ${o(s)}
`)}export{r as a,d as b,u as c};
