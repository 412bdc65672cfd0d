/** A command on a line of a file. */
export interface LineCommand {
  readonly command: string;
  /** Counts from 1; of a continued line where it begins. */
  readonly line: number;
}

/** A command that starts units, whose names stand between blanks and may have backslashes. */
export function startingUnits(names: string): string {
  const words = names.split(/\s+/).filter((name) => name !== '');
  return `systemctl start ${words.map((name) => `"${name.replaceAll('"', '')}"`).join(' ')}`;
}
