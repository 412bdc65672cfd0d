import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../src/source/find/question.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import { dump17, dump20, handwritten, packaged } from './dumps.ts';
import { memoryCheckout } from './shape.ts';

const CONFIG = '/etc/containerd/config.toml';

/** Pieces of scripts, playbooks and templates, whole and broken. */
const piece = fc.oneof(
  fc.constantFrom(
    `sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`,
    `sed -i -e '/runc.options\\]/a SystemdCgroup = true' -e 's/a/b' ${CONFIG} \\`,
    "sed -i 's/\\(SystemdCgroup*\\)*\\(S*\\)*x/\\1/' $CONF",
    `containerd config default | tee ${CONFIG}`,
    `cat > ${CONFIG} <<EOF`,
    `cat <<-'EOF' >> "${CONFIG}`,
    'EOF',
    '- lineinfile:',
    `    path: ${CONFIG}`,
    "    regexp: '(SystemdCgroup'",
    "    insertafter: '^(a+)+$'",
    '    line: "SystemdCgroup = true"',
    'RUN <<EOF',
    `COPY [ "config.toml", "${CONFIG}" ]`,
    `COPY --from=x . /`,
    '{',
    `} | sudo tee ${CONFIG}`,
    '  loop:',
    "    - { regexp: 'SystemdCgroup', replace: '{{ item }}' }",
    '    - regexp: "{{ item.regexp }}"',
    `    content: ${Buffer.from(handwritten).toString('base64')}`,
    `"source": "data:;base64,${Buffer.from(handwritten).toString('base64')}"`,
    `"${'x'.repeat(40)}\\n\\"\\`,
    '  file.replace:',
    '    - pattern: SystemdCgroup',
    `file { '${CONFIG}':`,
    'options.SystemdCgroup = false;',
    '- sed',
    '- -i',
    'config["SystemdCgroup"] = True',
    'source: "a", destination: "/etc/b"',
    '      content: |',
    '{% if systemd %}',
    '{{ value }}',
    '{{#if x}}true',
    '${VAR:-$(echo "}")}',
    `CONF=${CONFIG}`,
    'CONF=$CONF/x',
    'rm -rf /etc/containerd/*',
    `re.sub(r"(Systemd)+", "x", "${CONFIG}")`,
    '"""',
    "'",
    '\\',
    '\u0000',
  ),
  fc.constantFrom(...[dump17(), dump20, handwritten, packaged].flatMap((text) => text.split('\n'))),
  fc.string({ maxLength: 40 }),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('\n'));
const path = fc.constantFrom(
  'Dockerfile',
  'setup.sh',
  'roles/c/tasks/main.yml',
  'templates/config.toml.j2',
  'etc/containerd/config.toml',
  'main.go',
  'x.py',
  'node.pkr.hcl',
  'a/b.json',
  'node/init.sls',
  'manifests/node.pp',
  'user-data',
  'node.nix',
);
const repository = fc.dictionary(path, text, { maxKeys: 5 });

const question: fc.Arbitrary<Question> = fc
  .record({
    subject: fc.constantFrom('runtime-driver', 'kubelet-driver', 'cri', 'line'),
    file: fc.oneof(fc.constantFrom(dump17(), dump20, handwritten, packaged), text, fc.constant(null)),
    line: fc.integer({ min: 1, max: 60 }),
    startColumn: fc.integer({ min: 1, max: 40 }),
    width: fc.integer({ min: 0, max: 40 }),
    createdBy: fc.option(piece),
  })
  .map(({ subject, file, line, startColumn, width, createdBy }) => ({
    subject: subject as Question['subject'],
    path: CONFIG,
    bytes: file === null ? null : new TextEncoder().encode(file),
    location:
      file === null
        ? null
        : { path: CONFIG, startLine: line, startColumn, endLine: line, endColumn: startColumn + width },
    provenance: createdBy === null ? null : { layer: 1, layers: 1, diffId: null, createdBy },
  }));

async function answers(repo: Readonly<Record<string, string>>, asked: Question): Promise<Answer | null> {
  const finder = await openRepository(memoryCheckout(repo));
  return finder?.find(asked) ?? null;
}

describe('openRepository', () => {
  it('answers every question about any repository with places inside its files, and always the same', async () => {
    await fc.assert(
      fc.asyncProperty(repository, question, async (repo, asked) => {
        const answer = await answers(repo, asked);
        if (answer === null) return Object.keys(repo).length === 0;
        for (const place of [...answer.candidates, ...(answer.repo === null ? [] : [answer.repo])]) {
          const lines = repo[place.path]?.split(/\r\n|\n/);
          const line = lines?.[place.startLine - 1];
          expect(line, `${place.path}:${place.startLine}`).toBeDefined();
          expect(place.endLine).toBe(place.startLine);
          expect(place.startColumn).toBeGreaterThanOrEqual(1);
          expect(place.endColumn).toBeGreaterThanOrEqual(place.startColumn);
          expect(place.endColumn).toBeLessThanOrEqual((line ?? '').length + 1);
        }
        if (answer.repo !== null) expect(answer.candidates).toEqual([]);
        if (answer.repo === null) expect(answer.note).not.toBeNull();
        const reordered = Object.fromEntries(Object.entries(repo).reverse());
        expect(await answers(reordered, asked)).toEqual(answer);
        return true;
      }),
      { numRuns: 400 },
    );
  });

  it('takes a folder without files for no repository', async () => {
    expect(await openRepository(memoryCheckout({}))).toBeNull();
  });

  it('names no path that could not stand in a report', async () => {
    const repo = { 'a\u202eb/config.toml': handwritten, '../config.toml': handwritten, 'C:x.toml': handwritten };
    expect(await openRepository(memoryCheckout(repo))).toBeNull();
  });
});
