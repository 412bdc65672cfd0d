import type { Severity } from '../verdict/report.ts';

/** What a report needs to know of a rule. */
export interface RuleText {
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly explanation: string;
  readonly help: string;
  /** Where it was met or is written down, the most telling first. */
  readonly references: readonly { readonly title: string; readonly url: string }[];
}
