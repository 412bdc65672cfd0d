import { describe, expect, it } from 'vitest';
import { expandImages, matchesImage } from '../../src/gate/expand-images.ts';

const TAGS = ['v1.9.0', 'v1.30.2', 'v1.30.10', 'v1.31.0-rc.1', 'latest'];
const list = async (repository: string) =>
  repository === 'r.example:5000/acme/node'
    ? { ok: true as const, tags: TAGS }
    : { ok: false as const, message: 'the registry has no such repository' };
const expand = (...images: string[]) => expandImages(images, list);

describe('tags by pattern', () => {
  it.each([
    ['v1.30.*', ['v1.30.2', 'v1.30.10']],
    ['*', ['latest', 'v1.9.0', 'v1.30.2', 'v1.30.10', 'v1.31.0-rc.1']],
    ['v*.0', ['v1.9.0']],
    ['v*-*', ['v1.31.0-rc.1']],
    ['v1.3*.*.1', ['v1.31.0-rc.1']],
  ])('%s is %j', async (pattern, tags) => {
    expect(await expand(`docker://r.example:5000/acme/node:${pattern}`)).toEqual({
      ok: true,
      images: tags.map((tag) => `docker://r.example:5000/acme/node:${tag}`),
    });
  });

  it('stand beside other images, and none is named twice', async () => {
    const result = await expand(
      'rootfs:/a*',
      'docker://r.example:5000/acme/node:latest',
      'docker://r.example:5000/acme/node:l*',
    );
    expect(result).toEqual({ ok: true, images: ['rootfs:/a*', 'docker://r.example:5000/acme/node:latest'] });
  });

  it.each([
    ['docker://r.example:5000/acme/node:v2*', 'none of the 5 tags fits'],
    ['docker://other/node:v*', 'the registry has no such repository'],
  ])('%s is an error', async (image, words) => {
    expect(await expand(image)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it('take a hundred at most', async () => {
    const many = async () => ({ ok: true as const, tags: Array.from({ length: 101 }, (_, i) => `v${i}`) });
    expect(await expandImages(['docker://r/n:v*'], many)).toMatchObject({
      ok: false,
      message: expect.stringContaining('101 tags fit'),
    });
  });

  it.each([
    ['docker://r/n:v1*', 'docker://r/n:v1.2', true],
    ['docker://r/n:v1*', 'docker://r/n:v2.1', false],
    ['docker://r/n:v1*', 'docker://r/other:v1', false],
    ['oci:x', 'oci:x', true],
  ])('%s asks for %s: %s', (asked, image, fits) => {
    expect(matchesImage(asked, image)).toBe(fits);
  });
});
