import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

var s=Number(process.versions.node.split(".")[0]);if(s<20)process.stdout.write(`::error::Cgroup Gate needs Node 20 or newer, and this runner has ${process.version}
`),process.exitCode=1;else{let{main:e}=await import("./chunks/main-5U5ZGZPE.js");await e()}
