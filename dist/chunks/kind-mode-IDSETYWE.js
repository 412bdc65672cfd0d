import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  kindPorts
} from "./chunk-LIB2NTF4.js";
import "./chunk-7VRB4YCP.js";

// src/host/kind-mode.ts
function createKindMode(say, saveState, signal) {
  return {
    ports: kindPorts(),
    saveState,
    signal,
    onProgress: (progress) => {
      if (progress.type === "note") say(progress.text);
      else if (progress.state === "started") say(`${progress.step} ...`);
      else if (progress.state === "failed") say(`${progress.step} failed`);
    }
  };
}
export {
  createKindMode
};
