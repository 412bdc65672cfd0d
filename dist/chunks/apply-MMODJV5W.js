import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  applyKindConfig
} from "./chunk-VG67BZCY.js";
import "./chunk-IBQVA3B5.js";
import "./chunk-7VRB4YCP.js";
export {
  applyKindConfig
};
