import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/kind/cluster/engine.ts';
import { loadNodeImage, type NodeImageSource } from '../../../src/kind/cluster/load-image.ts';
import { exited, type FakeSetup, fakePorts } from '../support/fake-ports.ts';

const docker: Engine = { command: 'docker', environment: {} };

/** An engine with names for images; loading moves or adds those of the archive. */
function engine(
  names: Map<string, string>,
  archive: Readonly<Record<string, string>>,
  files: FakeSetup['files'] = { '/a.tar': 'x' },
) {
  const ports = fakePorts({
    files,
    run: (line, request) => {
      const [, verb, first = '', second = ''] = line.split(' ');
      if (verb === 'images') return exited([...names].map(([name, id]) => `${name} ${id}\n`).join(''));
      if (verb === 'load') {
        if (typeof request.input === 'string') return exited('', 1, 'no input expected');
        for (const [name, id] of Object.entries(archive)) if (!name.startsWith('sha256:')) names.set(name, id);
        return exited(
          Object.keys(archive)
            .map((name) => (name.startsWith('sha256:') ? `Loaded image ID: ${name}\n` : `Loaded image: ${name}\n`))
            .join(''),
        );
      }
      if (verb === 'tag') names.set(second, names.get(first) ?? first);
      if (verb === 'rmi') names.delete(first);
      return exited('');
    },
  });
  const load = (source: NodeImageSource) => loadNodeImage(ports, docker, source, 'own:name', () => {}, undefined);
  return { ports, load, names };
}

const archive = (reference: string | null): NodeImageSource => ({ form: 'docker-archive', path: '/a.tar', reference });

describe('loadNodeImage', () => {
  it('does nothing to an image that the engine has', async () => {
    const { load, ports } = engine(new Map(), {});
    expect(await load({ form: 'reference', reference: 'node:1' })).toEqual({
      ok: true,
      value: { reference: 'node:1', names: [] },
    });
    expect(ports.ran).toEqual([]);
  });

  it("gives the image a name of its own and takes the archive's off again", async () => {
    const { load, names } = engine(new Map([['other:1', 'sha256:1']]), { 'node:1': 'sha256:2' });
    expect(await load(archive(null))).toEqual({ ok: true, value: { reference: 'own:name', names: ['own:name'] } });
    expect([...names]).toEqual([
      ['other:1', 'sha256:1'],
      ['own:name', 'sha256:2'],
    ]);
  });

  it('gives a name back to the image that it was on', async () => {
    const { load, names } = engine(new Map([['node:1', 'sha256:1']]), { 'node:1': 'sha256:2' });
    await load(archive(null));
    expect([...names].sort()).toEqual([
      ['node:1', 'sha256:1'],
      ['own:name', 'sha256:2'],
    ]);
  });

  it('picks one of several, or asks which', async () => {
    const both = { 'node:1': 'sha256:1', 'docker.io/library/node:latest': 'sha256:2' };
    const picked = engine(new Map(), both);
    expect((await picked.load(archive('node'))).ok).toBe(true);
    expect(picked.names.get('own:name')).toBe('sha256:2');
    const asked = engine(new Map(), both);
    expect(await asked.load(archive(null))).toMatchObject({
      ok: false,
      failure: { code: 'image-not-loadable', message: expect.stringContaining('say which one') },
    });
    expect([...asked.names]).toEqual([]);
  });

  it('takes an image without a name', async () => {
    const { load, names } = engine(new Map(), { 'sha256:abc': 'sha256:abc' });
    expect((await load(archive(null))).ok).toBe(true);
    expect([...names]).toEqual([['own:name', 'sha256:abc']]);
  });

  it.each([
    ['a file that is not there', engine(new Map(), {}, {}), archive(null)],
    ['a folder that is no layout', engine(new Map(), {}), { form: 'oci', path: '/dir', reference: null } as const],
  ])('refuses %s', async (_, { load }, source) => {
    expect(await load(source)).toMatchObject({ ok: false, failure: { code: 'image-not-loadable' } });
  });

  it('hands on what the engine says', async () => {
    const ports = fakePorts({
      files: { '/a.tar': 'x' },
      run: (line) => (line.includes(' load ') ? exited('', 1, 'unexpected EOF') : exited('')),
    });
    const result = await loadNodeImage(ports, docker, archive(null), 'own:name', () => {}, undefined);
    expect(result).toMatchObject({ ok: false, failure: { message: '/a.tar: unexpected EOF' } });
  });
});
