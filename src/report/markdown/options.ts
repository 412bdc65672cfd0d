/** How a Markdown report is to look. */
export interface MarkdownOptions {
  /** The address of a line of the repository, or null; it is written only if it is http or https. */
  readonly links: (path: string, line: number) => string | null;
  /** The largest size of the result, in bytes of UTF-8. */
  readonly limit: number;
  /** The level of the headline, 1 to 5, 2 where it is not said; what is below it gets the next one. */
  readonly heading?: number;
  /** `full` for a job summary; `comment` leaves out what a reader of a pull request can look up elsewhere. */
  readonly detail: 'full' | 'comment';
}

/** How much is told of one part: everything, no excerpts and details, or its headlines only. */
export type Depth = 'all' | 'no-details' | 'headlines';

/** The level of the headline. */
export function headingLevel(options: MarkdownOptions): number {
  return options.heading ?? 2;
}

/** A link's target as it can stand in Markdown, or null if it is no web address. */
export function safeLink(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.href.replace(
    /[()<>[\]{}|\\^`'"*_~!@]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
