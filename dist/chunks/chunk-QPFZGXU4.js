import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  breakCommands,
  visible
} from "./chunk-VPYMVHTB.js";

// src/report/escape/workflow-command.ts
function annotationText(text) {
  return breakCommands(
    text.split(/\r\n|\r|\n/).map(visible).join("\n")
  );
}
function singleLine(text) {
  return breakCommands(visible(text));
}

export {
  annotationText,
  singleLine
};
