import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {getHeapStatistics: l,setFlagsFromString: t} = require("node:v8");
const {runInNewContext: c} = require("node:vm");
var i=2<<20,a=13<<20;function u(){t("--semi-space-growth-factor=1")}function m(){let e=null,o=0;return n=>{o+=n,!(o<i)&&(o=0,e??=r(),e({type:"minor"}))}}function f(){l().used_heap_size>a&&r()({type:"major"})}function r(){return t("--expose-gc"),c("gc")}export{u as a,m as b,f as c};
