/** A command on a line of a file. */
export interface LineCommand {
  readonly command: string;
  /** Counts from 1; of a continued line where it begins. */
  readonly line: number;
}
