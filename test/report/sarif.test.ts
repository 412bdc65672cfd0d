import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { lineHash } from '../../src/report/sarif/line-hash.ts';
import { renderSarif } from '../../src/report/sarif/render.ts';
import { expectGolden } from './golden.ts';
import { hostileText } from './hostile-text.ts';
import { rules } from './rules.ts';
import { classic, classicImage, finding, hostile, image, location, report, samples } from './samples.ts';

const schema = JSON.parse(readFileSync(new URL('fixtures/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const { $schema: _draft, id: _id, ...body } = schema;
const validate = ajv.compile(body);

function parse(text: string): Log {
  const log: Log = JSON.parse(text);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log;
}

describe('renderSarif', () => {
  it.each(Object.keys(samples))('writes %s as the schema wants it', (name) => {
    const text = renderSarif(samples[name]!, { rules });
    parse(text);
    expectGolden(`${name}.sarif.json`, text);
  });

  it('names every rule, also where none is broken', () => {
    const log = parse(renderSarif(samples.passing!, { rules }));
    expect(log.runs[0]!.tool.driver.rules!.map((rule) => rule.id)).toEqual(rules.map((rule) => rule.code));
    expect(log.runs[0]!.results).toEqual([]);
  });

  it('has what GitHub requires of every rule and result', () => {
    for (const sample of Object.values(samples)) {
      for (const run of parse(renderSarif(sample, { rules })).runs) {
        expect(run.automationDetails!.id).toMatch(/^cgroup-gate\/[\w.~-]+\/$/);
        for (const rule of run.tool.driver.rules!) {
          expect(rule.shortDescription!.text && rule.fullDescription!.text && rule.help!.text).toBeTruthy();
        }
        for (const result of run.results!) {
          const place = result.locations![0]!.physicalLocation!;
          expect(place.artifactLocation!.uri).toMatch(/^[\w%.~-]+(?:\/[\w%.~-]+)*$/);
          expect(place.region!.startLine).toBeGreaterThan(0);
          expect(Object.keys(result.partialFingerprints!)).not.toEqual([]);
        }
      }
    }
  });

  it('places a finding and its fix in the repository where the line is known', () => {
    const [result] = parse(renderSarif(classic, { rules })).runs[0]!.results!;
    const uri = 'images/node/files/etc/containerd/config.toml';
    expect(result!.locations![0]!.physicalLocation).toEqual({
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: 139, startColumn: 19, endLine: 139, endColumn: 24 },
    });
    expect(result!.fixes![0]!.artifactChanges[0]!.artifactLocation.uri).toBe(uri);
  });

  it('moves the fix by as many lines as the repository file differs', () => {
    const [first] = classicImage.findings;
    const moved = { ...first!, repo: location('template.toml', 141, 19, 24) };
    const text = renderSarif(report({ ...classicImage, findings: [moved] }), { rules });
    const [result] = parse(text).runs[0]!.results!;
    expect(result!.fixes![0]!.artifactChanges[0]!.replacements[0]!.deletedRegion).toEqual({
      startLine: 141,
      endLine: 141,
    });
  });

  it('fingerprints the line where the text of the file is at hand', () => {
    const text = 'a\nb\n';
    const one = image('i', { verdict: 'fail', findings: [finding({ repo: location('f.toml', 2, 1, 2) })] });
    const log = parse(renderSarif(report(one), { rules, repositoryText: (path) => (path === 'f.toml' ? text : null) }));
    expect(log.runs[0]!.results![0]!.partialFingerprints).toEqual({
      primaryLocationLineHash: lineHash(text, 2),
      'cgroupGateFinding/v1': '0123456789abcdef',
    });
  });

  it('says that an undetermined run did not succeed, and why', () => {
    const [run] = parse(renderSarif(samples.undetermined!, { rules })).runs;
    expect(run!.invocations![0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', associatedRule: { id: 'containerd-version-unknown' } }],
    });
    const bare = parse(renderSarif(report(image('i', { verdict: 'undetermined' })), { rules }));
    expect(bare.runs[0]!.invocations![0]!.executionSuccessful).toBe(false);
    const [good] = parse(renderSarif(samples.passing!, { rules })).runs;
    expect(good!.invocations![0]!.executionSuccessful).toBe(true);
  });

  it('suppresses what was accepted, with the reason', () => {
    const run = parse(renderSarif(samples['ten-images']!, { rules })).runs.find((entry) =>
      entry.automationDetails!.id!.includes('edge'),
    );
    expect(run!.results!.map((result) => result.suppressions)).toEqual([
      [],
      [{ kind: 'external', status: 'accepted', justification: 'kept for nodes that still run containerd 1.4' }],
    ]);
  });

  it('keeps within twenty runs and gives each its own name', () => {
    const many = report(...Array.from({ length: 33 }, () => classicImage));
    const log = parse(renderSarif(many, { rules }));
    expect(log.runs).toHaveLength(20);
    expect(new Set(log.runs.map((run) => run.automationDetails!.id)).size).toBe(20);
    expect(log.runs.at(-1)!.results).toHaveLength(14);
  });

  it('stays valid whatever the report holds', () => {
    parse(renderSarif(hostile, { rules }));
    fc.assert(
      fc.property(hostileText, hostileText, (text, other) => {
        const given = image(text, {
          verdict: 'fail',
          findings: [finding({ rule: other, message: text, location: location(other, 1, 1, 2), skipped: text })],
        });
        const json = renderSarif(report(given), { rules });
        const [result] = parse(json).runs[0]!.results!;
        expect(result!.message.text).not.toMatch(/\]\(|\{\d+\}/);
        expect(json).not.toMatch(/\p{Cf}/u);
      }),
      { numRuns: 40 },
    );
  });
});

describe('lineHash', () => {
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  ])('agrees with the upload action on %j', (text, hashes) => {
    expect(hashes.map((_hash, index) => lineHash(text, index + 1))).toEqual(hashes);
  });

  it('does not depend on line ends and blanks', () => {
    const hash = lineHash('x = 1\ny = 2\n', 2);
    expect(lineHash('x = 1\r\ny = 2\r\n', 2)).toBe(hash);
    expect(lineHash('x=1\r  y\t=2\r', 2)).toBe(hash);
  });

  it('counts equal stretches', () => {
    const line = `${'a'.repeat(120)}\n`;
    expect(lineHash(line.repeat(3), 2)).toMatch(/:2$/);
    expect(lineHash('a\n', 9)).toBeNull();
  });
});
