import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {setFlagsFromString: t} = require("node:v8");
const {runInNewContext: n} = require("node:vm");
var c=2<<20;function p(){t("--semi-space-growth-factor=1")}function a(){let e=null,o=0;return l=>{o+=l,!(o<c)&&(o=0,e??=r(),e({type:"minor"}))}}function u(){r()({type:"major"})}function r(){return t("--expose-gc"),n("gc")}export{p as a,a as b,u as c};
