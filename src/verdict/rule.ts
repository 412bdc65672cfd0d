import type { PossibleNode } from '../resolve/possible-node.ts';
import type { RelatedLocation } from '../text/observation.ts';
import type { Location } from '../text/position.ts';
import type { Ground } from './certainty.ts';
import type { Severity } from './report.ts';

/** One thing that can be wrong with a node image. A file each under `rules/`, named after its code, in the folder of its subject. */
export interface Rule {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** True where a finding of this rule says that something could not be decided. */
  readonly undecided: boolean;
  /** One line for the list of rules. */
  readonly title: string;
  /** What is wrong, why it happens and what it does on a node: paragraphs of plain text. */
  readonly explanation: string;
  /** How to mend it. */
  readonly help: string;
  /** Where people met it, or, where nobody told, the source or the documentation that shows it. At least one. */
  readonly references: readonly Reference[];
  readonly example: Example | null;
  /** The findings on one possible node. */
  readonly find: (node: PossibleNode, demands: Demands) => readonly Draft[];
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** A file's text before and after mending. */
export interface Example {
  readonly wrong: string;
  readonly right: string;
}

/** What is asked of the image. */
export interface Demands {
  readonly require: 'systemd' | 'match';
  readonly handlers: 'all' | 'default' | readonly string[];
}

/** A finding before its excerpts are cut and its line in the repository is looked for. */
export interface Draft {
  /** Headline without a final full stop. The same in every possible node that has the finding. */
  readonly message: string;
  readonly consequence: string;
  readonly help: string;
  readonly location: Location | null;
  /** A word or two under the carets. */
  readonly label: string;
  readonly related: readonly RelatedLocation[];
  readonly edit: Edit | null;
  /** What the finding is about (a handler, a path): part of its fingerprint. */
  readonly subject: string;
  /** What it is drawn from. While any of these is in doubt the finding is a guess: it warns, and fails nothing. */
  readonly grounds?: readonly Ground[];
}

/** A change to one file of the image. It is shown if the image, judged again with it, is the better for it. */
export type Edit =
  /** Put `text` in the place of `location`. */
  | { readonly kind: 'replace'; readonly title: string; readonly location: Location; readonly text: string }
  /** Take the item of a list out that stands at `location`, and one comma beside it. */
  | { readonly kind: 'take-out'; readonly title: string; readonly location: Location }
  /** Add `line` below the last line of `after`, indented one step deeper than its first. */
  | { readonly kind: 'insert'; readonly title: string; readonly after: Location; readonly line: string }
  /** Add `text`, whole lines, below the last line of the file at `path`. */
  | { readonly kind: 'append'; readonly title: string; readonly path: string; readonly text: string }
  /** Take the lines of `location` out. */
  | { readonly kind: 'delete'; readonly title: string; readonly location: Location };
