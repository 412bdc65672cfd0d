import { describe, expect, it } from 'vitest';
import { pullMissing } from '../../../src/kind/cluster/pull-image.ts';
import { exited, fakePorts } from '../support/fake-ports.ts';

function engine(has: boolean, pull = exited('')) {
  return fakePorts({
    run: (line) => {
      if (line === 'docker -v') return exited('Docker version 28.5.2, build x');
      if (line.startsWith('docker info')) return exited('{"ServerVersion":"28.5.2"}');
      if (line.startsWith('docker inspect')) return has ? exited('[]') : exited('', 1, 'no such image');
      return line.startsWith('docker pull') ? pull : null;
    },
  });
}

const pull = (ports: ReturnType<typeof engine>, reference = 'node:1') =>
  pullMissing(ports, reference, 1000, () => {}, undefined);

describe('pullMissing', () => {
  it('pulls what the engine lacks', async () => {
    const ports = engine(false);
    expect(await pull(ports)).toBe(true);
    expect(ports.ran.slice(2)).toEqual(['docker inspect --type=image node:1', 'docker pull node:1']);
  });

  it('leaves alone what it has', async () => {
    const ports = engine(true);
    expect(await pull(ports)).toBe(false);
    expect(ports.ran).not.toContain('docker pull node:1');
  });

  it('says when it is not to be had', async () => {
    expect(await pull(engine(false, exited('', 1, 'not found')))).toBe(false);
    expect(await pull(fakePorts())).toBe(false);
  });

  it('never takes a name for an option', async () => {
    const ports = engine(false);
    expect(await pull(ports, '--all-tags')).toBe(false);
    expect(ports.ran).toEqual([]);
  });
});
