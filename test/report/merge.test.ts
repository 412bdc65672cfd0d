import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { mergeReports } from '../../src/report/merge.ts';
import { parseReport } from '../../src/report/parse.ts';
import { classic, passing, undetermined } from './samples.ts';

describe('several reports', () => {
  it.each([
    [[passing], 'pass'],
    [[passing, undetermined], 'undetermined'],
    [[passing, classic, undetermined], 'fail'],
  ])('have all images in order and the worst verdict', (reports, verdict) => {
    const merged = mergeReports(reports);
    expect(merged?.verdict).toBe(verdict);
    expect(merged?.images).toEqual(reports.flatMap(({ images }) => images));
    expect(merged && parseReport(renderJson(merged)).ok).toBe(true);
  });

  it('must be one at least', () => {
    expect(mergeReports([])).toBe(null);
  });
});
