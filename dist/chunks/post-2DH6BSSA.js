import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{f as n,h as m,j as s}from"./chunk-7UDAPRPR.js";import"./chunk-EKFTTKB2.js";import{a as i}from"./chunk-EYXHISXJ.js";import"./chunk-3V7FZGZQ.js";import"./chunk-KIDPYKQ5.js";import{e as r}from"./chunk-NARXN65L.js";import"./chunk-75CIIDYD.js";import"./chunk-PHKIAKHS.js";async function d(){let t=s();if(t.length===0)return;let{kindPorts:a}=await import("./kind-ports-TPOKJBZM.js");for(let e of t){let o=await r(a(),e);o.ok?m(`removed the cluster ${e.cluster}`):n(i(`${o.message}; remove it with: ${o.command}`))}}export{d as main};
