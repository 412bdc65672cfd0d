import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/launchers/post.ts
var { main } = await import("./chunks/post-KXVVZWYD.js");
await main();
