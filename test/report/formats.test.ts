import { describe, expect, it } from 'vitest';
import { FORMATS, isFormat, renderReport } from '../../src/report/formats.ts';
import { classic, samples } from './samples.ts';

const plain = { colour: false, width: 80 };

describe('renderReport', () => {
  it.each(FORMATS)('ends %s with one line feed, the same each time', (format) => {
    for (const sample of Object.values(samples)) {
      const text = renderReport(sample, format, plain);
      expect(text).toMatch(/[^\n]\n$/);
      expect(renderReport(structuredClone(sample), format, plain)).toBe(text);
    }
  });

  it('begins each format as its readers expect', () => {
    const starts = {
      text: 'FAIL  ',
      json: '{\n  "schema": 1',
      sarif: '{\n  "$schema"',
      markdown: '## ❌',
      junit: '<?xml',
    };
    for (const format of FORMATS) expect(renderReport(classic, format, plain).startsWith(starts[format])).toBe(true);
  });
});

describe('isFormat', () => {
  it('knows the formats and nothing else', () => {
    expect(FORMATS.every(isFormat)).toBe(true);
    expect(['', 'TEXT', 'toString'].some(isFormat)).toBe(false);
  });
});
