import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  kindPorts
} from "./chunk-LIB2NTF4.js";
import "./chunk-7VRB4YCP.js";
export {
  kindPorts
};
