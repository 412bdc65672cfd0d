/** Where the parts of a system lie that libguestfs does not know. Paths without leading slash. */
export interface FoundSystem {
  /** Where the disk has what the booted system has at a path. */
  place(path: string): string;
  /** Where it has what is seen below /etc besides; null where nothing is. */
  readonly lowerEtc: string | null;
  /** What it is, for the report. */
  readonly remark: string;
}
