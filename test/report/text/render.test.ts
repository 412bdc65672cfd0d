import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/report/text/render.ts';
import type { Finding, ImageReport } from '../../../src/verdict/report.ts';
import { expectGolden } from '../golden.ts';
import { hostileText, runnerCommands } from '../hostile-text.ts';
import { classic, finding, frame, image, live, location, mark, report, samples } from '../samples.ts';

describe('renderText', () => {
  it.each(Object.keys(samples))('shows %s', (name) => {
    expectGolden(`${name}.txt`, renderText(samples[name]!, { colour: false, width: 80 }));
  });

  it('colours without changing a letter', () => {
    for (const sample of Object.values(samples)) {
      const plain = renderText(sample, { colour: false, width: 80 });
      const coloured = renderText(sample, { colour: true, width: 80 });
      expect(coloured).not.toBe(plain);
      expect(stripVTControlCharacters(coloured)).toBe(plain);
    }
  });

  it('shows what a fix changes of a line that is too long', () => {
    const line = (value: string) => `${'a'.repeat(100)} SystemdCgroup = ${value} ${'b'.repeat(100)}`;
    const long = finding({
      location: location('/f', 7, 118, 123),
      frames: [frame('/f', 7, [line('false')], [mark('primary', 7, 118, 123, 'cgroupfs')])],
      fix: { title: 'x', path: '/f', startLine: 7, endLine: 7, replacement: line('true') },
    });
    const text = renderText(report(image('x', { findings: [long] })), { colour: false, width: 60 });
    expect(text).toMatch(/^ 7 - ….*SystemdCgroup = false/m);
    expect(text).toMatch(/^ 7 \+ ….*SystemdCgroup = true/m);
  });

  it('marks a driver that a doubt leaves open, and says so above', () => {
    const [subject] = classic.images;
    const open = { ...subject!, verdict: 'undetermined' as const, kubelet: { ...subject!.kubelet!, certain: false } };
    const text = renderText(report(open), { colour: false, width: 80 });
    expect(text).toContain('kubelet         systemd?  ');
    expect(text).toContain('The driver of the kubelet could not be decided.');
  });

  it('does not say of a cluster whose files were not read that it has no configuration', () => {
    const without = (subject: ImageReport) => {
      const bare = { ...subject, containerd: { ...classic.images[0]!.containerd!, config: null, files: [] } };
      return renderText(report(bare), { colour: false, width: 80 });
    };
    expect(without(live.images[0]!)).not.toContain('built-in defaults');
    expect(without(classic.images[0]!)).toContain('config      no file: built-in defaults');
  });

  it('paints cgroupfs on both sides as wrong where systemd is required', () => {
    const [subject] = classic.images;
    const kubelet = { ...subject!.kubelet!, effective: 'cgroupfs' as const };
    const painted = (findings: Finding[]) =>
      renderText(report({ ...subject!, kubelet, findings }), { colour: true, width: 80 }).split('\n')[2];
    expect(painted([finding({ rule: 'cgroup-driver-not-systemd' })])).not.toBe(painted([]));
  });

  it('paints a run of strokes at once', () => {
    const runs = renderText(classic, { colour: true, width: 80 }).split('\u001b[');
    expect(runs.some((run) => run.endsWith('m^^^^^'))).toBe(true);
    expect(runs.filter((run) => /m[-^]$/.test(run))).toEqual([]);
  });

  it('keeps to the width where words allow it', () => {
    for (const width of [60, 80, 120]) {
      const long = renderText(classic, { colour: false, width })
        .split('\n')
        .filter((line) => line.length > width);
      expect(long.filter((line) => !/^\s+(?:digest|-->|= baked by|runc|kubelet)/.test(line))).toEqual([]);
    }
  });

  it('holds no command and no control character, whatever the report holds', () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.integer({ min: 1, max: 60 }), (text, other, column) => {
        const hostile = report(
          image(text, {
            verdict: 'fail',
            findings: [
              finding({
                rule: other,
                message: text,
                consequence: other,
                help: text,
                fix: { title: text, path: other, startLine: 1, endLine: 1, replacement: text },
                frames: [frame(other, 1, [text, other], [mark('primary', 1, column, column + 3, text)])],
              }),
            ],
          }),
        );
        const log = renderText(hostile, { colour: false, width: 72 });
        expect(runnerCommands(log)).toEqual([]);
        expect(log.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(runnerCommands(renderText(hostile, { colour: true, width: 72 }))).toEqual([]);
      }),
    );
  });

  it('shows three frames of a finding and says that there are more', () => {
    const frames = ['a', 'b', 'c', 'd'].map((path) => frame(`/${path}`, 1, ['x'], [mark('primary', 1, 1, 2, '')]));
    const text = renderText(report(image('i', { verdict: 'fail', findings: [finding({ frames })] })), {
      colour: false,
      width: 80,
    });
    expect(text).toContain('--> /c:1:1');
    expect(text).not.toContain('/d');
    expect(text).toContain('1 more excerpt in the JSON report');
  });
});
