import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/kind/cluster/engine.ts';
import { loadNodeImage, type NodeImageSource } from '../../../src/kind/cluster/load-image.ts';
import type { ExecRequest, ExecResult } from '../../../src/kind/ports.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';
import { storedImageOf } from '../support/stored-image.ts';

const docker: Engine = { command: 'docker', environment: {} };
const stored = (broken: Error | null = null): NodeImageSource => ({
  form: 'stored',
  name: 'oci-archive:node.tar',
  image: storedImageOf(['one', 'two'], broken),
});

/** An engine that reads the archive to its end, and then answers. */
function load(
  source: NodeImageSource,
  answer: (archive: Buffer) => ExecResult,
  more: { signal?: AbortSignal; inspect?: ExecResult } = {},
) {
  const steps: string[] = [];
  const ports = fakePorts({
    run: async (line, request) => {
      if (line === 'docker load') return answer(await readInput(request));
      return line.startsWith('docker image inspect') ? (more.inspect ?? exited('[]')) : null;
    },
  });
  const result = loadNodeImage(source, {
    ports,
    engine: docker,
    ownName: 'own.local/node:loaded',
    timeoutMs: 60_000,
    signal: more.signal,
    onProgress: (progress) => void (progress.type === 'step' && steps.push(progress.state)),
  });
  return { result, ports, steps };
}

async function readInput(request: ExecRequest): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request.input as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('loadNodeImage', () => {
  it('does nothing to an image that the engine has', async () => {
    const { result, ports } = load({ form: 'reference', reference: 'node:1' }, () => exited(''));
    expect(await result).toEqual({ ok: true, value: 'node:1' });
    expect(ports.ran).toEqual([]);
  });

  it('hands the image to the engine under a name of its own, and no other', async () => {
    let archive: Buffer | null = null;
    const { result, ports, steps } = load(stored(), (bytes) => {
      archive = bytes;
      return exited('Loaded image: own.local/node:loaded\n');
    });
    expect(await result).toEqual({ ok: true, value: 'own.local/node:loaded' });
    expect((archive as unknown as Buffer).includes('"RepoTags":["own.local/node:loaded"]')).toBe(true);
    expect(ports.ran).toEqual(['docker load', 'docker image inspect own.local/node:loaded']);
    expect(steps).toEqual(['started', 'done']);
  });

  it.each([
    [
      'what the image itself is wrong with',
      new Error('layer 2 is damaged'),
      exited('', 1, 'unexpected EOF'),
      'image-not-loadable',
      'oci-archive:node.tar: layer 2 is damaged',
    ],
    [
      'what the engine says',
      null,
      exited('', 1, 'invalid diffID for layer 0'),
      'image-not-loadable',
      'oci-archive:node.tar: invalid diffID for layer 0',
    ],
    ['a full disk', null, exited('', 1, 'write /layer: no space left on device'), 'too-little-disk', 'no space left'],
    [
      'a load without an end',
      null,
      { ...exited(''), end: 'timeout' as const, exitCode: null, message: 'did not end' },
      'timed-out',
      'did not end',
    ],
  ])('passes on %s', async (_, broken, answer, code, message) => {
    const { result, steps } = load(stored(broken), () => answer);
    expect(await result).toMatchObject({ ok: false, failure: { code, message: expect.stringContaining(message) } });
    expect(steps).toEqual(['started', 'failed']);
  });

  it('does not take the word of an engine that loaded nothing', async () => {
    const { result } = load(stored(), () => exited('Loaded image: other\n'), {
      inspect: exited('', 1, 'no such image'),
    });
    expect(await result).toMatchObject({ ok: false, failure: { code: 'image-not-loadable' } });
  });

  it('cuts the archive short when it is cancelled, and lets the engine end', async () => {
    const stop = new AbortController();
    stop.abort();
    let archive: Buffer | null = null;
    const { result } = load(
      stored(),
      (bytes) => {
        archive = bytes;
        return exited('', 1, 'unexpected EOF');
      },
      { signal: stop.signal },
    );
    expect(await result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(archive).not.toBeNull();
    expect((archive as unknown as Buffer).includes('manifest.json')).toBe(false);
  });
});
