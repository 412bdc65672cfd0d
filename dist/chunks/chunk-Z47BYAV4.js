import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/image/input-problem.ts
var InputProblem = class extends Error {
  /** The system's own error code, such as `ENOENT` or `EACCES`, where there is one. */
  code;
  constructor(message, code = null) {
    super(message);
    this.name = "InputProblem";
    this.code = code;
  }
};
function problemText(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, " ").trim();
}

export {
  InputProblem,
  problemText
};
