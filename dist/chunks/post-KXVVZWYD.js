import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  info,
  leftBehind,
  warning
} from "./chunk-MKK6F7UB.js";
import "./chunk-E3ZBUL6C.js";
import {
  annotationText
} from "./chunk-QPFZGXU4.js";
import "./chunk-VPYMVHTB.js";
import {
  removeCluster
} from "./chunk-ZVSMXXM2.js";
import "./chunk-7VRB4YCP.js";

// src/action/post.ts
async function main() {
  const state = leftBehind();
  if (state === null) return;
  const { kindPorts } = await import("./kind-ports-7HER5BFH.js");
  const removal = await removeCluster(kindPorts(), state);
  if (removal.ok) info(`removed the cluster ${state.cluster}`);
  else warning(annotationText(`${removal.message}; remove it with: ${removal.command}`));
}
export {
  main
};
