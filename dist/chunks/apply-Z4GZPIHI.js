import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  applyKindConfig
} from "./chunk-S3ZSJQNK.js";
import "./chunk-RPU2HKAS.js";
import "./chunk-7VRB4YCP.js";
export {
  applyKindConfig
};
