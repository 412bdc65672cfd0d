import type { Finding, ImageReport, Report } from '../verdict/report.ts';
import { clip } from './escape/visible.ts';
import { xmlAttribute, xmlText } from './escape/xml.ts';
import { driverPhrase, driverRows, placePhrase } from './facts.ts';
import type { RuleText } from './rule-text.ts';

const LONGEST = 1000;
const MOST_FINDINGS = 100;

/** A test case: `lines` stand inside its element. */
interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly lines: readonly string[];
}

/**
 * The report as JUnit XML, with a final line feed: a suite an image, a case a rule. A finding that fails the image is a
 * failure, one that says that something could not be decided an error; the drivers stand among the suite's properties.
 */
export function renderJunit(report: Report, rules: readonly RuleText[]): string {
  const suites = report.images.map((image) => suite(image, rules));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlAttribute(report.tool.name)}" ${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ image, cases }) => suiteLines(image, cases)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(image: ImageReport, rules: readonly RuleText[]): { image: ImageReport; cases: readonly Case[] } {
  const known = new Set(rules.map((rule) => rule.code));
  const extra = [...new Set(image.findings.map((finding) => finding.rule))].filter((code) => !known.has(code));
  const cases = [...known, ...extra].flatMap((code) => ruleCases(code, image));
  const told = cases.some(({ outcome }) => outcome === 'failure' || outcome === 'error');
  if (image.verdict !== 'pass' && !told) {
    const outcome = image.verdict === 'fail' ? 'failure' : 'error';
    cases.push({ name: 'verdict', outcome, lines: [element(outcome, `the image's verdict is ${image.verdict}`, '')] });
  }
  return { image, cases };
}

function ruleCases(code: string, image: ImageReport): Case[] {
  const findings = image.findings.filter((finding) => finding.rule === code).slice(0, MOST_FINDINGS);
  if (findings.length === 0) return [{ name: code, outcome: 'passed', lines: [] }];
  return findings.map((finding, index) => findingCase(finding, index === 0 ? code : `${code} (${index + 1})`, image));
}

/** Warnings and notes fail an image only where nothing worse does. */
function findingCase(finding: Finding, name: string, image: ImageReport): Case {
  const body = [finding.location === null ? '' : placePhrase(finding.location), finding.consequence, finding.help]
    .filter((part) => part !== '')
    .map((part) => clip(part, LONGEST))
    .join('\n');
  const message = clip(finding.message, LONGEST);
  if (finding.skipped !== null) {
    return {
      name,
      outcome: 'skipped',
      lines: [`<skipped message="${xmlAttribute(clip(finding.skipped, LONGEST))}"/>`],
    };
  }
  if (finding.undecided) return { name, outcome: 'error', lines: [element('error', message, body)] };
  const worst = image.findings.find((entry) => entry.skipped === null && !entry.undecided)?.severity;
  if (image.verdict === 'fail' && finding.severity === worst) {
    return { name, outcome: 'failure', lines: [element('failure', message, body)] };
  }
  const text = xmlText(`${finding.severity}: ${message}${body === '' ? '' : `\n${body}`}`);
  return { name, outcome: 'passed', lines: [`<system-out>${text}</system-out>`] };
}

function element(name: 'failure' | 'error', message: string, body: string): string {
  return `<${name} message="${xmlAttribute(message)}">${xmlText(body)}</${name}>`;
}

function suiteLines(image: ImageReport, cases: readonly Case[]): string[] {
  const name = xmlAttribute(clip(image.image, LONGEST));
  const properties = driverRows(image).map(
    (row) => `      <property name="${xmlAttribute(`driver of ${clip(row.who, 200)}`)}" value="${driverPhrase(row)}"/>`,
  );
  return [
    `  <testsuite name="${name}" ${totals(cases)}>`,
    ...(properties.length === 0 ? [] : ['    <properties>', ...properties, '    </properties>']),
    ...cases.flatMap((entry) => {
      const open = `    <testcase name="${xmlAttribute(entry.name)}" classname="${name}"`;
      return entry.lines.length === 0
        ? [`${open}/>`]
        : [`${open}>`, ...entry.lines.map((line) => `      ${line}`), '    </testcase>'];
    }),
    '  </testsuite>',
  ];
}

function totals(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']) => cases.filter((entry) => entry.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}
