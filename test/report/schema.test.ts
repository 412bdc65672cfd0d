import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { type KeyOrder, reportKeys } from '../../src/report/schema/key-order.ts';
import { classic, finding, image, report, samples } from './samples.ts';

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const text = readFileSync(new URL('../../src/report/schema/report.schema.json', import.meta.url), 'utf8');
const schema: Schema = JSON.parse(text);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const validate = ajv.compile(schema);

function check(value: unknown): unknown[] {
  validate(value);
  return validate.errors ?? [];
}

/** Follows references, lists and "or null" to the object behind them. */
function objectBehind(one: Schema): Schema {
  if (one.$ref !== undefined) return objectBehind(schema.$defs![one.$ref.replace('#/$defs/', '')]!);
  if (one.anyOf !== undefined) return objectBehind(one.anyOf[0]!);
  return one.items === undefined ? one : objectBehind(one.items);
}

function keysOf(one: Schema): KeyOrder | null {
  const { properties } = objectBehind(one);
  if (properties === undefined) return null;
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, keysOf(inner)]));
}

describe('report.schema.json', () => {
  it.each(Object.entries(samples).filter(([name]) => name !== 'hostile'))('accepts %s', (_name, sample) => {
    expect(check(JSON.parse(renderJson(sample)))).toEqual([]);
  });

  it('describes each field of the report, and no other', () => {
    expect(keysOf(schema)).toEqual(reportKeys);
  });

  it('takes the report of the first contract, without the fields that came later', () => {
    const place = { path: '/etc/containerd/config.toml', startLine: 24, startColumn: 21, endLine: 24, endColumn: 26 };
    const first = {
      schema: 1,
      tool: { name: 'cgroup-gate', version: '1.2.3' },
      verdict: 'fail',
      images: [
        {
          image: 'docker-archive:node.tar',
          digest: null,
          verdict: 'fail',
          containerd: {
            version: '2.1.9',
            config: '/etc/containerd/config.toml',
            configVersion: 2,
            cri: true,
            defaultHandler: 'runc',
            handlers: [{ name: 'runc', type: 'io.containerd.runc.v2', driver: 'cgroupfs', source: place }],
          },
          kubelet: {
            version: 'v1.34.1',
            configured: 'systemd',
            effective: 'systemd',
            followsRuntime: null,
            source: null,
          },
          findings: [
            {
              rule: 'kebab-case-code',
              severity: 'error',
              message: '…',
              location: place,
              repo: null,
              fix: { title: '…', path: place.path, startLine: 24, endLine: 24, replacement: '' },
              skipped: null,
            },
          ],
        },
      ],
    };
    expect(check(first)).toEqual([]);
    expect(check({ ...first, more: 1 })).toEqual([]);
  });

  it.each([
    ['another schema', { ...classic, schema: 2 }],
    ['another verdict', { ...classic, verdict: 'maybe' }],
    ['no images', { ...classic, images: [] }],
    ['a line 0', report(image('i', { findings: [finding({ location: { ...place(), startLine: 0 } })] }))],
    ['a rule with blanks', report(image('i', { findings: [finding({ rule: 'two words' })] }))],
    ['a missing field', { ...classic, tool: { name: 'cgroup-gate' } }],
  ])('refuses %s', (_what, value) => {
    expect(check(value)).not.toEqual([]);
  });
});

function place() {
  return { path: '/f', startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
}
