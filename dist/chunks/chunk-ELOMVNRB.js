import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {setFlagsFromString: t} = require("node:v8");
const {runInNewContext: r} = require("node:vm");
var i=2<<20;function a(){t("--semi-space-growth-factor=1")}function c(){let e=null,o=0;return n=>{o+=n,!(o<i)&&(o=0,e??=l(),e({type:"minor"}))}}function l(){return t("--expose-gc"),r("gc")}export{a,c as b};
