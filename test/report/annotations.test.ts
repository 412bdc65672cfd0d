import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { hostileText, runnerCommands } from './hostile-text.ts';
import { classic, classicImage, finding, hostile, image, location, report, samples } from './samples.ts';

function failing(count: number, severity: 'error' | 'warning' | 'note') {
  const findings = Array.from({ length: count }, (_, index) => finding({ severity, message: `finding ${index}` }));
  return image('i', { verdict: 'fail', findings });
}

describe('annotations', () => {
  it('stands on the line of the repository', () => {
    expect(annotations(classic)).toEqual([
      {
        level: 'error',
        title: 'Cgroup Gate: cgroup-driver-mismatch',
        message: [
          'kubelet uses systemd, runtime handler "runc" (default) uses cgroupfs',
          '/etc/containerd/config.toml:139:19',
          'in docker-archive:node.tar',
          '',
          classicImage.findings[0]!.consequence,
          '',
          classicImage.findings[0]!.help,
        ].join('\n'),
        file: 'images/node/files/etc/containerd/config.toml',
        startLine: 139,
        endLine: 139,
        startColumn: 19,
        endColumn: 24,
      },
    ]);
  });

  it('belongs to no file where the repository has none', () => {
    const all = annotations(samples['default-decided']!);
    expect(all).not.toEqual([]);
    for (const one of all) expect(one).not.toHaveProperty('file');
  });

  it('has columns only within one line', () => {
    const wide = { ...location('f', 1, 1, 5), endLine: 3 };
    const [one] = annotations(report(image('i', { findings: [finding({ repo: wide })] })));
    expect(one).toMatchObject({ file: 'f', startLine: 1, endLine: 3 });
    expect(one).not.toHaveProperty('startColumn');
  });

  it('keeps the limits of the runner and says how many more there are', () => {
    const counts = (level: string, all: ReturnType<typeof annotations>) =>
      all.filter((one) => one.level === level).length;
    const all = annotations(report(failing(12, 'error'), failing(10, 'warning'), failing(11, 'note')));
    expect([counts('error', all), counts('warning', all), counts('notice', all)]).toEqual([9, 10, 10]);
    expect(all[8]!.message).toBe('and 4 more errors: see the job summary or the log');
    expect(all.at(-1)!.message).toBe('and 2 more notes: see the job summary or the log');
    expect(annotations(report(failing(9, 'error')))).toHaveLength(9);
  });

  it('tells the same finding of several images once', () => {
    const twins = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ ...classicImage, image: name }));
    const all = annotations(report(...twins));
    expect(all).toHaveLength(1);
    expect(all[0]!.message).toContain('\nin a, b, c, d, e, 2 more\n');
  });

  it('leaves out what was accepted', () => {
    expect(annotations(report(image('i', { findings: [finding({ skipped: 'known' })] })))).toEqual([]);
  });

  it('is safe to print, whatever the report holds', () => {
    const check = (all: ReturnType<typeof annotations>) => {
      for (const one of all) {
        expect(one.message.length).toBeLessThanOrEqual(4096);
        expect(one.title.length).toBeLessThanOrEqual(255);
        expect(runnerCommands(one.message)).toEqual([]);
        expect(runnerCommands(`${one.title}\n${one.file ?? ''}`)).toEqual([]);
        expect(`${one.title}${one.file ?? ''}${one.message.replaceAll('\n', '')}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }
    };
    check(annotations(hostile));
    fc.assert(
      fc.property(hostileText, hostileText, (text, other) => {
        const findings = [
          finding({ rule: other, message: text.repeat(200), help: other, repo: location(text, 1, 1, 2) }),
        ];
        check(annotations(report(image(other, { findings }))));
      }),
    );
  });
});
