import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  applyKindConfig
} from "./chunk-NXPMIK3E.js";
import "./chunk-WHNYTJZG.js";
import "./chunk-7VRB4YCP.js";
export {
  applyKindConfig
};
