import { describe, expect, it } from 'vitest';
import { FORMATS, isFormat, renderReport } from '../../src/report/formats.ts';
import { classic, samples } from './samples.ts';

const plain = { colour: false, width: 80 };

describe('renderReport', () => {
  it.each(FORMATS)('ends %s with one line feed, the same each time', async (format) => {
    for (const sample of Object.values(samples)) {
      const text = await renderReport(sample, format, plain);
      expect(text).toMatch(/[^\n]\n$/);
      expect(await renderReport(structuredClone(sample), format, plain)).toBe(text);
    }
  });

  it('begins each format as its readers expect', async () => {
    const starts = {
      text: 'FAIL  ',
      json: '{\n  "schema": 1',
      sarif: '{\n  "$schema"',
      markdown: '## ❌',
      junit: '<?xml',
    };
    for (const format of FORMATS) {
      const start = starts[format];
      expect((await renderReport(classic, format, plain)).slice(0, start.length)).toBe(start);
    }
  });
});

describe('isFormat', () => {
  it('knows the formats and nothing else', () => {
    expect(FORMATS.every(isFormat)).toBe(true);
    expect(['', 'TEXT', 'toString'].some(isFormat)).toBe(false);
  });
});
