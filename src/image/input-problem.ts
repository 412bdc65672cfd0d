/**
 * Something outside could not be read, or holds something that no image may hold. The message is one line that names
 * what is wrong and where. Thrown only below the public functions of this folder, which turn it into a value.
 */
export class InputProblem extends Error {
  /** The system's own error code, such as `ENOENT` or `EACCES`, where there is one. */
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.name = 'InputProblem';
    this.code = code;
  }
}

/** One line for anything that was thrown. */
export function problemText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
