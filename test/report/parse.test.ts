import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse.ts';
import type { Finding } from '../../src/verdict/report.ts';
import { UNSEEN } from './hostile-text.ts';
import { classic, finding, image, location, report, samples, undetermined } from './samples.ts';

function errorOf(text: string): string {
  const parsed = parseReport(text);
  return parsed.ok ? 'no error' : parsed.error;
}

function withFinding(changes: Partial<Finding>): string {
  return JSON.stringify(report(image('i', { verdict: 'fail', findings: [finding(changes)] })));
}

describe('parseReport', () => {
  it.each(Object.entries(samples).filter(([name]) => name !== 'hostile'))('reads %s back', (_name, sample) => {
    expect(parseReport(renderJson(sample))).toEqual({ ok: true, report: sample });
  });

  it('drops what it does not know', () => {
    const text = JSON.stringify({ ...classic, extra: { deep: [1] } }).replace(
      '{"schema"',
      '{"__proto__":{"a":1},"schema"',
    );
    const parsed = parseReport(text);
    expect(parsed).toEqual({ ok: true, report: classic });
    expect(Object.keys(parsed.ok ? parsed.report : {})).toEqual(['schema', 'tool', 'verdict', 'images']);
  });

  it('reads a report of the first contract', () => {
    const old = JSON.parse(JSON.stringify(classic), (key, value) =>
      ['platform', 'otherRuntime', 'live', 'reading', 'judged', 'why', 'undecided', 'frames', 'files'].includes(key)
        ? undefined
        : value,
    );
    const parsed = parseReport(JSON.stringify(old));
    expect(parsed.ok && parsed.report.images[0]?.findings[0]?.frames).toEqual([]);
    expect(parsed.ok && parsed.report.images[0]?.containerd?.handlers[0]?.judged).toBe(true);
  });

  it.each([
    ['', /not JSON/],
    ['[', /not JSON/],
    ['null', /not a report/],
    ['{"schema":2}', /schema 2; this version reads schema 1/],
    ['{"schema":1}', /tool/],
    [JSON.stringify({ ...classic, verdict: 'pass' }), /worst of the images/],
    [JSON.stringify({ ...classic, images: [] }), /images/],
    [
      JSON.stringify({ ...undetermined, verdict: 'pass', images: [{ ...undetermined.images[0], verdict: 'pass' }] }),
      /undecided/,
    ],
    [withFinding({ rule: '::error::x' }), /images\.0\.findings\.0\.rule: expected a kebab-case code/],
    [withFinding({ severity: 'fatal' as never }), /severity/],
    [withFinding({ message: 'x'.repeat(9000) }), /message/],
    [withFinding({ location: { ...location('/f', 1, 1, 2), startLine: 1.5 } }), /startLine/],
    [withFinding({ location: { ...location('/f', 5, 1, 2), endLine: 4 } }), /before startLine/],
    [withFinding({ repo: location('/etc/passwd', 1, 1, 2) }), /leaves the checkout/],
    [withFinding({ repo: location('a/../../b', 1, 1, 2) }), /leaves the checkout/],
    [withFinding({ repo: location('C:\\x', 1, 1, 2) }), /leaves the checkout/],
    [withFinding({ repoCandidates: [location('./a', 1, 1, 2)] }), /leaves the checkout/],
  ])('refuses %.60s', (text, reason) => {
    expect(errorOf(text)).toMatch(reason);
  });

  it('refuses what is too large or too deep, without falling over', () => {
    expect(errorOf(' '.repeat(33 * 1024 * 1024))).toBe('the report is larger than 32 MiB');
    expect(errorOf('['.repeat(1_000_000))).toMatch(/not/);
    expect(errorOf(JSON.stringify({ ...classic, images: Array(1001).fill(classic.images[0]) }))).toMatch(/images/);
  });

  it('never throws, and says why in one safe line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.constant('{"schema":"\u202e"}')), (text) => {
        const error = errorOf(text);
        expect(error).not.toBe('no error');
        expect(error).not.toMatch(UNSEEN);
        expect(error.length).toBeLessThan(400);
      }),
    );
  });
});
