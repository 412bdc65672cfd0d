import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  terminal
} from "./chunk-VPYMVHTB.js";

// src/cli/exit.ts
var EXIT = { passed: 0, failed: 1, usage: 2, undetermined: 3 };

// src/cli/streams.ts
async function show(text) {
  await new Promise((resolve) => {
    process.stdout.once("error", () => resolve());
    process.stdout.write(text, () => resolve());
  });
}
function say(message) {
  process.stderr.write(`cgroup-gate: ${terminal(message)}
`);
}

export {
  EXIT,
  show,
  say
};
