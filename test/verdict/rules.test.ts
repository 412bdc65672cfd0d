import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/verdict/rules/index.ts';
import { REASONS_WITH_OWN_RULE } from '../../src/verdict/state-reasons.ts';

const SRC = resolve(import.meta.dirname, '../../src');
/** Hosts whose pages stay. A new one is looked at before it is added. */
const REFERENCE_HOSTS = ['github.com', 'kubernetes.io', 'www.freedesktop.org', 'toml.io'];

/** Repositories that only rules in these folders may point to. */
const HOME: readonly (readonly [RegExp, readonly string[]])[] = [
  [/kubernetes-sigs\/kind\b/, ['kind', 'live']],
  [/\/systemd(-rhel9)?\//, ['unit']],
  [/cri-o\/cri-o/, ['other-runtime']],
  [/kubernetes\/kubeadm/, ['kubelet', 'unit']],
  [/containerd\/containerd\/blob/, ['containerd', 'undecided']],
];

const FILES = readdirSync(join(SRC, 'verdict/rules'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
  .map(({ name, parentPath }) => ({
    code: name.replace(/\.ts$/, ''),
    folder: relative(join(SRC, 'verdict/rules'), parentPath).split('/')[0] as string,
    text: readFileSync(join(parentPath, name), 'utf8'),
  }));

function kindsOf(text: string): readonly string[] {
  const list = /kinds: \[([\s\S]*?)\]/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1] as string);
}

describe('the catalogue of rules', () => {
  it('lists every file once, under its own code', () => {
    expect(RULES.map(({ code }) => code).toSorted()).toEqual(FILES.map(({ code }) => code).toSorted());
  });

  it.each(RULES.map((rule) => [rule.code, rule] as const))(
    '%s says what is wrong, why, and what to do',
    (code, rule) => {
      expect(code).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(rule.title).toMatch(/^[^\n]{20,100}[^.\n]$/);
      expect(rule.explanation.length).toBeGreaterThan(60);
      expect(rule.explanation).toMatch(/[.:)]$/);
      expect(rule.help.length).toBeGreaterThan(5);
      if (rule.example !== null) expect(rule.example.wrong).not.toBe(rule.example.right);
    },
  );

  it.each(RULES.map((rule) => [rule.code, rule.references] as const))(
    '%s points to where it was seen, or to the source that shows it',
    (code, references) => {
      expect(references.length).toBeGreaterThan(0);
      expect(new Set(references.map(({ url }) => url)).size).toBe(references.length);
      const { folder } = FILES.find((file) => file.code === code)!;
      for (const { title, url } of references) {
        expect(title).toMatch(/^[^\n]{4,80}$/);
        expect(title).not.toMatch(/[.:]$/);
        const { protocol, host, href } = new URL(url);
        expect(protocol).toBe('https:');
        expect(href).toBe(url);
        expect(REFERENCE_HOSTS).toContain(host);
        if (host === 'github.com') {
          expect(url).toMatch(
            /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/((issues|pull)\/\d+|commit\/[0-9a-f]{7,40}|blob\/(v[\d.]+|[0-9a-f]{40})\/[\w./-]+)$/,
          );
        }
        for (const [repository, folders] of HOME) if (repository.test(url)) expect(folders).toContain(folder);
      }
    },
  );

  it('only speaks of kinds that a resolver can notice', () => {
    const known = [
      'containerd/observations.ts',
      'systemd/observations.ts',
      'kubelet/observations.ts',
      'resolve/observe.ts',
      'crio/answer.ts',
      'docker/answer.ts',
      'kind/observations.ts',
    ]
      .map((path) => readFileSync(join(SRC, path), 'utf8'))
      .join('\n');
    const unknown = FILES.flatMap(({ code, text }) =>
      kindsOf(text)
        .filter((kind) => !known.includes(`'${kind}'`) && !known.includes(`\`${kind}\``))
        .map((kind) => `${code}: ${kind}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has a rule of its own for exactly the reasons that the general one leaves out', () => {
    const own = FILES.filter(({ text }) => /side: 'containerd'/.test(text) && /severity: 'error'/.test(text))
      .flatMap(({ text }) => kindsOf(text))
      .filter((kind) => !['no-runtime-type', 'removed-runtime-type', 'options-error', 'not-a-boolean'].includes(kind));
    expect([...new Set(own)].toSorted()).toEqual([...REASONS_WITH_OWN_RULE].toSorted());
  });
});
