import { wrap } from './text/wrap.ts';

/** What a rule says of itself, as far as it is shown. */
export interface RuleDescription {
  readonly code: string;
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly undecided: boolean;
  readonly explanation: string;
  readonly help: string;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  readonly example: { readonly wrong: string; readonly right: string } | null;
}

/** Every rule on a line: code, what it comes to, title. */
export function renderRuleList(rules: readonly RuleDescription[]): string {
  const width = Math.max(...rules.map(({ code }) => code.length));
  const lines = rules.map((rule) => `${rule.code.padEnd(width)}  ${weight(rule).padEnd(12)}  ${rule.title}`);
  return `${lines.join('\n')}\n\nExplain one with: cgroup-gate rules CODE\n`;
}

/** One rule in full. `width` is in columns. */
export function renderRule(rule: RuleDescription, width: number): string {
  const parts = [
    `${rule.code} (${weight(rule)})`,
    rule.title,
    '',
    ...rule.explanation.split('\n\n').flatMap((paragraph) => [...wrap(paragraph, width), '']),
    'What to do:',
    ...wrap(rule.help, width - 2).map((line) => `  ${line}`),
  ];
  if (rule.example !== null) {
    parts.push('', 'Wrong:', indent(rule.example.wrong), '', 'Right:', indent(rule.example.right));
  }
  if (rule.references.length > 0) {
    parts.push('', 'References:', ...rule.references.map(({ title, url }) => `  ${title}\n    ${url}`));
  }
  return `${parts.join('\n')}\n`;
}

function weight(rule: RuleDescription): string {
  return rule.undecided ? 'undetermined' : rule.severity;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}
