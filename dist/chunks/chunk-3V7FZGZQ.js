import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

import{a as r}from"./chunk-KIDPYKQ5.js";var n=new RegExp(["(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]","(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0080-\\u009f]*(?:\\u0007|\\u001b\\\\|\\u009c)","\\u001b[ -/]*[0-OQ-WYZ\\\\`-~]"].join("|"),"g"),e=/##(?=[a-z]*\[)/gi,t=new RegExp("^((?:[^\\S\\r\\n]|\\p{Cc}\\[[\\d;]*m)*):(?=:)","gmu");function o(u){return i(r(u.replace(n,"").replace(/[\t\r\n]+/g," ")))}function i(u){return u.replace(e,"#\\#").replace(t,"$1:\\")}export{o as a,i as b};
