import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../src/report/junit.ts';
import { expectGolden } from './golden.ts';
import { hostileText } from './hostile-text.ts';
import { rules } from './rules.ts';
import { finding, handler, image, report, samples } from './samples.ts';

/** Reads the little XML that is written; throws where it is not well-formed. */
function elements(xml: string): { name: string; attributes: Record<string, string>; parent: string }[] {
  const found: { name: string; attributes: Record<string, string>; parent: string }[] = [];
  const stack: string[] = [];
  let rest = xml.replace(/^<\?xml[^?]*\?>/, '');
  while (rest !== '') {
    const match =
      /^(?:<\/(?<close>[\w-]+)>|<(?<open>[\w-]+)(?<attributes>(?: [\w-]+="[^"<>&]*(?:&\w+;[^"<>&]*)*")*)(?<empty>\/?)>|(?:[^<>&]|&\w+;)+)/u.exec(
        rest,
      );
    if (match === null) throw new Error(`not well-formed: ${rest.slice(0, 80)}`);
    const { close, open, attributes, empty } = match.groups!;
    if (close !== undefined && stack.pop() !== close) throw new Error(`</${close}> closes nothing`);
    if (open !== undefined) {
      const pairs = [...attributes!.matchAll(/ ([\w-]+)="([^"]*)"/g)].map((pair) => [pair[1]!, pair[2]!]);
      found.push({ name: open, attributes: Object.fromEntries(pairs), parent: stack.at(-1) ?? '' });
      if (empty === '') stack.push(open);
    }
    rest = rest.slice(match[0].length);
  }
  if (stack.length > 0) throw new Error(`${stack.at(-1)} is not closed`);
  return found;
}

describe('renderJunit', () => {
  it.each(['classic', 'ten-images', 'hostile'])('writes %s', (name) => {
    const xml = renderJunit(samples[name]!, rules);
    elements(xml);
    expectGolden(`${name}.junit.xml`, xml);
  });

  it('never lets an image that does not pass look as if it did', () => {
    for (const sample of Object.values(samples)) {
      for (const one of sample.images) {
        const [suites] = elements(renderJunit(report(one), rules));
        const bad = Number(suites!.attributes.failures) + Number(suites!.attributes.errors);
        expect(bad > 0).toBe(one.verdict !== 'pass');
      }
    }
    const bare = renderJunit(report(image('i', { verdict: 'undetermined' })), rules);
    expect(bare).toContain('errors="1"');
  });

  it('fails on warnings only where they are what fails the image', () => {
    const warning = finding({ severity: 'warning' });
    const failed = renderJunit(report(image('i', { verdict: 'fail', findings: [warning] })), rules);
    const passed = renderJunit(report(image('i', { findings: [warning] })), rules);
    expect([failed.includes('<failure'), passed.includes('<failure')]).toEqual([true, false]);
    expect(passed).toContain('<system-out>warning: ');
  });

  it('is well-formed whatever the report holds', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, other) => {
        const findings = [
          finding({ rule: other, message: text, help: other }),
          finding({ rule: other, skipped: text }),
        ];
        const xml = renderJunit(report(image(text, { verdict: 'fail', findings })), rules);
        const names = elements(xml).map((element) => element.name);
        expect(names.filter((name) => name === 'failure')).toHaveLength(1);
        expect(names.filter((name) => name === 'skipped')).toHaveLength(1);
      }),
    );
  });

  it('tells the drivers', () => {
    expect(handler('runc', 'systemd').driver).toBe('systemd');
    expect(renderJunit(samples.classic!, rules)).toContain(
      '<property name="driver of runc (default)" value="cgroupfs"/>',
    );
  });
});
