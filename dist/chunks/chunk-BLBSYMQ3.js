import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
const {readFile: t,stat: i} = require("node:fs/promises");
var a=64*1024*1024,o={ENOENT:"there is no such file",EACCES:"it may not be read; check its permissions",EISDIR:"it is a folder; name a file",ENOTDIR:"a part of its path is no folder"};async function l(r){try{let e=await i(r);return e.isFile()?e.size>a?{ok:!1,message:`${r}: it is larger than 64 MB; name the right file`}:{ok:!0,bytes:await t(r)}:{ok:!1,message:`${r}: it is no file; name a regular file`}}catch(e){let s=e instanceof Error&&"code"in e?String(e.code):"";return{ok:!1,message:`${r}: ${o[s]??`it could not be read (${s})`}`}}}export{l as a};
