import type { Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import type { Finding, Report } from '../../verdict/report.ts';
import { jsonText } from '../escape/json.ts';
import { sarifText } from '../escape/sarif-text.ts';
import { clip } from '../escape/visible.ts';
import { imageKeys } from '../image-key.ts';
import type { RuleText } from '../rule-text.ts';
import { lineHash } from './line-hash.ts';
import { fixes, type NamedImage, primaryLocation, relatedLocations } from './places.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** GitHub takes 20 runs a file and shows 5000 results a run (docs: SARIF support for code scanning). */
const MOST_RUNS = 20;
const MOST_RESULTS = 5000;
const LONGEST = 1000;

export interface SarifOptions {
  /** Every rule, whether or not it was broken. */
  readonly rules: readonly RuleText[];
  /** The text of a file of the repository, or null. Without it GitHub's upload action works the fingerprints out itself. */
  readonly repositoryText?: (path: string) => string | null;
}

/**
 * The report as SARIF 2.1.0 for GitHub code scanning, with a final line feed: one run an image (from the twentieth image on
 * they share one), so that no image's upload closes the alerts of another.
 */
export function renderSarif(report: Report, options: SarifOptions): string {
  const keys = imageKeys(report.images);
  const named = report.images.map((image, index): NamedImage => ({ image, key: keys[index]! }));
  const own = named.length > MOST_RUNS ? named.slice(0, MOST_RUNS - 1) : named;
  const runs = own.map((entry) => run(report, entry.key, [entry], options));
  if (own.length < named.length) runs.push(run(report, 'other-images', named.slice(own.length), options));
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs };
  return jsonText(log);
}

function run(report: Report, key: string, images: readonly NamedImage[], options: SarifOptions): Run {
  const rules = options.rules.map(descriptor);
  const results = images.flatMap((named) => named.image.findings.map((finding) => result(finding, named, options)));
  const notifications = images.flatMap((named) => openQuestions(named));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: clip(report.tool.version, 100),
        semanticVersion: clip(report.tool.version, 100),
        informationUri: 'https://github.com/cgroup-gate/cgroup-gate',
        rules,
      },
    },
    automationDetails: { id: `cgroup-gate/${key}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful:
          images.every(({ image }) => image.verdict !== 'undetermined') && notifications.length === 0,
        toolExecutionNotifications: notifications,
      },
    ],
    results: results.slice(0, MOST_RESULTS),
  };
}

function descriptor(rule: RuleText): ReportingDescriptor {
  return {
    id: rule.code,
    name: pascalCase(rule.code),
    shortDescription: { text: rule.title },
    fullDescription: { text: clip(rule.explanation || rule.title, LONGEST) },
    help: { text: help(rule) },
    ...(rule.references[0] === undefined ? {} : { helpUri: rule.references[0].url }),
    defaultConfiguration: { level: rule.severity },
    properties: {
      tags: ['kubernetes', 'containerd', 'cgroups'],
      precision: 'very-high',
      'problem.severity': rule.severity === 'note' ? 'recommendation' : rule.severity,
    },
  };
}

/** What the rule says, how to mend it, and where it was met. */
function help(rule: RuleText): string {
  const references = rule.references.map(({ title, url }) => `${title}: ${url}`).join('\n');
  return [rule.explanation, rule.help, references].filter((text) => text !== '').join('\n\n') || rule.title;
}

function result(finding: Finding, named: NamedImage, options: SarifOptions): Result {
  const related = relatedLocations(finding, named);
  const mends = fixes(finding, named);
  const index = options.rules.findIndex((rule) => rule.code === finding.rule);
  return {
    ruleId: clip(finding.rule, 255),
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: finding.severity,
    message: { text: message(finding, named) },
    locations: [primaryLocation(finding, named)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: fingerprints(finding, options),
    ...(mends.length === 0 ? {} : { fixes: mends }),
    suppressions:
      finding.skipped === null
        ? []
        : [{ kind: 'external', status: 'accepted', justification: sarifText(clip(finding.skipped, LONGEST)) }],
    ...(finding.baseline === null ? {} : { baselineState: finding.baseline === 'new' ? 'new' : 'unchanged' }),
  };
}

function message(finding: Finding, named: NamedImage): string {
  const parts = [
    `${clip(finding.message, LONGEST)} (image ${clip(named.image.image, 200)})`,
    finding.consequence,
    finding.help,
  ];
  return sarifText(
    parts
      .filter((part) => part !== '')
      .map((part) => clip(part, LONGEST))
      .join('\n\n'),
  );
}

function fingerprints(finding: Finding, options: SarifOptions): Record<string, string> {
  const text = finding.repo === null ? null : (options.repositoryText?.(finding.repo.path) ?? null);
  const hash = text === null || finding.repo === null ? null : lineHash(text, finding.repo.startLine);
  return {
    ...(hash === null ? {} : { primaryLocationLineHash: hash }),
    ...(finding.fingerprint === '' ? {} : { 'cgroupGateFinding/v1': clip(finding.fingerprint, 128) }),
  };
}

/** What could not be decided: the run as a whole cannot be trusted to have found everything. */
function openQuestions(named: NamedImage): Notification[] {
  const open = named.image.findings.filter((finding) => finding.undecided);
  if (open.length === 0 && named.image.verdict === 'undetermined') {
    return [{ level: 'error', message: { text: sarifText(`${clip(named.image.image, 200)} is undetermined`) } }];
  }
  return open.slice(0, 100).map((finding) => ({
    level: 'error',
    message: { text: message(finding, named) },
    associatedRule: { id: clip(finding.rule, 255) },
    locations: [primaryLocation(finding, named)],
  }));
}

/** `CgroupDriverMismatch`: the readable name that SARIF wants beside the id. */
function pascalCase(code: string): string {
  return code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
