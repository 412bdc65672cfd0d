import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{c as u}from"./chunk-BTP3EXL2.js";import{a as e}from"./chunk-75CIIDYD.js";import"./chunk-PHKIAKHS.js";async function P(n,t,l,s,i){if(t.startsWith("-"))return!1;let o=await u(n,i);if(!o.ok)return!1;let{command:d,environment:m}=o.engine,r=(f,c)=>n.exec({file:d,args:f,env:m,signal:i,timeoutMs:c});if(e(await r(["inspect","--type=image",t],6e4)))return!1;let a=`Pulling ${t}`;s({type:"step",step:a,state:"started"});let p=e(await r(["pull",t],l));return s({type:"step",step:a,state:p?"done":"failed"}),p}export{P as pullMissing};
