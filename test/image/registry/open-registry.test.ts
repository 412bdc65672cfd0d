import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listTags } from '../../../src/image/registry/list-tags.ts';
import type { HttpRequest } from '../../../src/image/registry/ports.ts';
import { addImage, addIndex, type Blobs, sha256 } from '../make-image.ts';
import { file, tar } from '../make-tar.ts';
import { memoryPorts } from '../memory-ports.ts';
import { opened, refused, textOf } from '../open-image.ts';
import { type Answer, basicHeader, type FakePorts, fakePorts, registryOf } from './fake-registry.ts';

const noise = (seed: number) =>
  Buffer.concat(Array.from({ length: 300 }, (_, index) => Buffer.from(sha256(`${seed} ${index}`), 'hex')));
const spec = {
  layers: [tar([file('etc/a', 'low'), file('etc/b', noise(3))]), tar([file('etc/a', 'up')])],
};
const blobs: Blobs = new Map();
const image = addImage(blobs, spec);
const serve = registryOf(blobs, image);
const layerName = [...blobs].find(([, bytes]) => bytes.equals(gzipSync(spec.layers[0]!)))![0];
const layerDigest = `sha256:${layerName.slice(-64)}`;

const over = (fake: FakePorts) => ({ ports: { ...memoryPorts({}), registry: fake.ports } });

async function read(fake: FakePorts, reference = 'docker://r.example/node:v1') {
  const found = await opened(reference, {}, over(fake));
  const texts = [await textOf(found, '/etc/a'), (await textOf(found, '/etc/b')).slice(0, 1)];
  const problems = await found.settle();
  await found.close();
  return { texts, problems, digest: found.digest, form: found.form, reading: found.reading() };
}

describe('an image in a registry', () => {
  test('is read from its layers as they come', async () => {
    const fake = fakePorts(serve);
    expect(await read(fake)).toMatchObject({
      texts: ['2:up', '1'],
      problems: [],
      digest: image.digest,
      form: 'docker',
      reading: { layers: 2, layersRead: 2 },
    });
    expect(fake.asked()).toHaveLength(4);
    expect(fake.asked()[0]).toBe('GET https://r.example/v2/node/manifests/v1');
  });

  test('by its name alone, which a mistyped path looks like', async () => {
    expect(await refused('r.example/node.tar', {}, over(fakePorts(serve)))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(
        /^r\.example\/node\.tar: there is no such file or folder, and no container engine .*; as an image in a registry: \S/,
      ),
    });
    const wrong = await refused('r.example/Node', {}, over(fakePorts(serve)));
    expect(wrong).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/no such file .* is no name of a repos/),
    });
  });

  test('by digest, which is checked', async () => {
    expect((await read(fakePorts(serve), `docker://r.example/node@${image.digest}`)).texts[0]).toBe('2:up');
    const other = `sha256:${'0'.repeat(64)}`;
    const lying = fakePorts((request) => serve({ ...request, url: request.url.replace(other, 'v1') }));
    expect(await refused(`docker://r.example/node@${other}`, {}, over(lying))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/has the digest sha256:/),
    });
  });

  test('of the platform that was asked for', async () => {
    const both: Blobs = new Map();
    const arm = addImage(both, { layers: [tar([file('etc/a', 'arm')])], architecture: 'arm64' });
    const amd = addImage(both, spec);
    const index = addIndex(both, [
      { ...arm, platform: { os: 'linux', architecture: 'arm64' } },
      { ...amd, platform: { os: 'linux', architecture: 'amd64' } },
    ]);
    const options = over(fakePorts(registryOf(both, index)));
    const found = await opened(
      'docker://r.example/node:v1',
      {},
      {
        ...options,
        platform: { os: 'linux', architecture: 'arm64' },
      },
    );
    expect(await textOf(found, '/etc/a')).toBe('1:arm');
    expect(found.digest).toBe(arm.digest);
    expect(
      await refused('docker://r.example/node:v1', {}, { ...options, platform: { os: 'linux', architecture: 's390x' } }),
    ).toMatchObject({ kind: 'usage', message: expect.stringContaining('linux/arm64, linux/amd64') });
  });

  test('goes on where a body broke off', async () => {
    let broken = 0;
    const fake = fakePorts((request) => {
      const answer = serve(request);
      if (!request.url.endsWith(layerDigest) || broken++ > 1) return answer;
      return { ...answer, breaksAt: 700 };
    });
    expect((await read(fake)).problems).toEqual([]);
    const ranges = fake.requests.filter(({ url }) => url.endsWith(layerDigest)).map(({ headers }) => headers.range);
    const last = gzipSync(spec.layers[0]!).length - 1;
    expect(ranges).toEqual([undefined, `bytes=700-${last}`, `bytes=1400-${last}`]);
  });

  test('starts anew where a server sends the whole again', async () => {
    let broken = 0;
    const fake = fakePorts((request) => {
      const answer = serve({ ...request, headers: {} });
      return request.url.endsWith(layerDigest) && broken++ === 0 ? { ...answer, breaksAt: 700 } : answer;
    });
    expect((await read(fake)).texts[1]).toBe('1');
  });

  test('gives up on a body that breaks off again and again', async () => {
    const fake = fakePorts((request) => {
      const answer = serve(request);
      return request.url.endsWith(layerDigest) ? { ...answer, breaksAt: 0 } : answer;
    });
    const found = await opened('docker://r.example/node:v1', {}, over(fake));
    expect(await found.settle()).toEqual([expect.stringContaining('broke off')]);
  });

  const damage: readonly (readonly [string, (bytes: Buffer) => Buffer, RegExp])[] = [
    ['other bytes', () => gzipSync(tar([file('etc/a', 'other'), file('etc/b', noise(3))])), /digest|ends after|gzip/],
    ['the same content, compressed otherwise', () => gzipSync(spec.layers[0]!, { level: 1 }), /digest|ends after|gzip/],
    ['a cut blob', (bytes) => bytes.subarray(0, 500), /ends after 500/],
  ];
  test.each(damage)('a layer with %s is a problem', async (_name, change, message) => {
    const fake = fakePorts((request) => {
      const answer = serve(request);
      return request.url.endsWith(layerDigest)
        ? { status: 200, body: change(Buffer.from(answer.body as Uint8Array)) }
        : answer;
    });
    const found = await opened('docker://r.example/node:v1', {}, over(fake));
    expect(await found.settle()).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    ['no such tag', { status: 404 } as Answer, /has no image r.example\/node:v1/],
    ['no permission', { status: 403 } as Answer, /403.*no credentials for r.example.*docker login r.example/],
    ['too many requests', { status: 429 } as Answer, /too many requests/],
    [
      'an error of its own',
      { status: 500, body: '{"errors":[{"code":"UNKNOWN","message":"on fire"}]}' } as Answer,
      /500 \(UNKNOWN: on fire\)/,
    ],
    ['no JSON', { status: 200, body: '<html>' } as Answer, /no valid JSON/],
    [
      'an image of the oldest kind',
      { status: 200, body: '{"schemaVersion":1,"fsLayers":[]}' } as Answer,
      /no image manifest/,
    ],
  ])('%s', async (_name, answer, message) => {
    expect(await refused('docker://r.example/node:v1', {}, over(fakePorts(() => answer)))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(message),
    });
  });
});

describe('logging in', () => {
  const challenge = 'Bearer realm="https://auth.example/token?x=1",service="r.example",scope="repository:node:pull"';

  /** Gives the token `t` for whoever `allows`, and wants it for everything. */
  function guarded(allows: (request: HttpRequest) => boolean, files: Readonly<Record<string, object>> = {}): FakePorts {
    return fakePorts(
      (request) => {
        if (request.url.startsWith('https://auth.example/')) {
          return allows(request) ? { status: 200, body: '{"token":"t"}' } : { status: 401 };
        }
        if (request.headers.authorization !== 'Bearer t')
          return { status: 401, headers: { 'www-authenticate': challenge } };
        return serve(request);
      },
      { files },
    );
  }

  test('without credentials', async () => {
    const fake = guarded(({ headers }) => headers.authorization === undefined);
    expect((await read(fake)).texts[0]).toBe('2:up');
    expect(fake.asked()[1]).toBe('GET https://auth.example/token?x=1&service=r.example&scope=repository%3Anode%3Apull');
    // One token serves for everything.
    expect(fake.asked().filter((line) => line.includes('auth.example'))).toHaveLength(1);
  });

  test('with a name and a password', async () => {
    const files = { '/c': { auths: { 'r.example': { username: 'me', password: 'pw' } } } };
    const fake = guarded(({ headers }) => headers.authorization === basicHeader('me', 'pw'), files);
    expect((await read(fake)).texts[0]).toBe('2:up');
    const toRegistry = fake.requests.filter(({ url }) => url.startsWith('https://r.example/'));
    expect(toRegistry.every(({ headers }) => !headers.authorization?.startsWith('Basic'))).toBe(true);
  });

  test('with an identity token', async () => {
    const files = { '/c': { auths: { 'r.example': { identitytoken: 'long' } } } };
    const fake = guarded(
      ({ method, body }) => method === 'POST' && body?.includes('refresh_token=long') === true,
      files,
    );
    expect((await read(fake)).texts[0]).toBe('2:up');
  });

  test('with Basic', async () => {
    const serveBasic = (request: HttpRequest): Answer =>
      request.headers.authorization === basicHeader('me', 'pw')
        ? serve(request)
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
    const files = { '/c': { auths: { 'r.example': { username: 'me', password: 'pw' } } } };
    expect((await read(fakePorts(serveBasic, { files }))).texts[0]).toBe('2:up');
    const wrong = { '/c': { auths: { 'r.example': { username: 'me', password: 'old' } } } };
    expect(
      (await refused('docker://r.example/node:v1', {}, over(fakePorts(serveBasic, { files: wrong })))).message,
    ).toMatch(/refuses the login: the credentials for r.example do not allow it/);
  });

  test('a token that has run out is renewed', async () => {
    let tokens = 0;
    const fake = fakePorts((request) => {
      if (request.url.startsWith('https://auth.example/'))
        return { status: 200, body: `{"access_token":"t${++tokens}"}` };
      // The first one is good for the manifest only.
      const good = request.headers.authorization === (request.url.includes('/manifests/') ? 'Bearer t1' : 'Bearer t2');
      return good ? serve(request) : { status: 401, headers: { 'www-authenticate': challenge } };
    });
    expect((await read(fake)).problems).toEqual([]);
    expect(tokens).toBe(2);
  });

  test('who is refused hears what to do', async () => {
    expect((await refused('docker://r.example/node:v1', {}, over(guarded(() => false)))).message).toMatch(
      /auth.example gives no token for r.example\/node \(status 401\): there are no credentials for r.example; log in with docker login r.example/,
    );
  });

  test.each(['http://auth.example/token', 'nowhere', ''])('no password goes to %j', async (realm) => {
    const files = { '/c': { auths: { 'r.example': { username: 'me', password: 'pw' } } } };
    const fake = fakePorts(() => ({ status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}"` } }), {
      files,
    });
    expect((await refused('docker://r.example/node:v1', {}, over(fake))).message).toMatch(/no address|not encrypted/);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('where a registry is asked', () => {
  test.each([
    ['docker://node:v1', 'https://registry-1.docker.io/v2/library/node/manifests/v1'],
    ['docker://r.example:5000/node:v1', 'https://r.example:5000/v2/node/manifests/v1'],
    ['docker://http://r.lan/node:v1', 'http://r.lan/v2/node/manifests/v1'],
  ])('%s', async (reference, url) => {
    const fake = fakePorts(serve);
    await read(fake, reference);
    expect(fake.requests[0]?.url).toBe(url);
  });

  test('on this machine, plain HTTP where nothing speaks TLS', async () => {
    const fake = fakePorts((request) => (request.url.startsWith('https:') ? 'EPROTO' : serve(request)));
    expect((await read(fake, 'docker://localhost:5000/node:v1')).texts[0]).toBe('2:up');
    const secure = fakePorts((request) => (request.url.endsWith('/v2/') ? { status: 401 } : serve(request)));
    await read(secure, 'docker://localhost:5000/node:v1');
    expect(secure.requests[1]?.url).toMatch(/^https:/);
    const unknown = fakePorts(() => 'DEPTH_ZERO_SELF_SIGNED_CERT');
    expect((await refused('docker://localhost:5000/node:v1', {}, over(unknown))).message).toMatch(
      /NODE_EXTRA_CA_CERTS/,
    );
  });

  test('elsewhere, never plain HTTP on its own account', async () => {
    const fake = fakePorts((request) => (request.url.startsWith('https:') ? 'ECONNREFUSED' : serve(request)));
    await refused('docker://r.example/node:v1', {}, over(fake));
    expect(fake.requests.every(({ url }) => url.startsWith('https:'))).toBe(true);
  });

  const registriesConf = `
[[registry]]
prefix = "r.example/team"
location = "moved.example/t"
[[registry.mirror]]
location = "mirror.example/cache"
[[registry.mirror]]
location = "localhost:5000/digests"
pull-from-mirror = "digest-only"

[[registry]]
location = "blocked.example"
blocked = true

[[registry]]
prefix = "*.lan"
insecure = true
`;
  test('mirrors first, each with its own login, then the place itself', async () => {
    const fake = fakePorts((request) => (request.url.includes('mirror.example') ? 'ECONNREFUSED' : serve(request)), {
      registriesConf,
    });
    expect((await read(fake, 'docker://r.example/team/node:v1')).texts[0]).toBe('2:up');
    expect(fake.asked().slice(0, 2)).toEqual([
      'GET https://mirror.example/v2/cache/node/manifests/v1',
      'GET https://moved.example/v2/t/node/manifests/v1',
    ]);
  });

  test('blocked, and insecure by its name', async () => {
    const fake = fakePorts(serve, { registriesConf });
    expect((await refused('docker://blocked.example/node:v1', {}, over(fake))).message).toMatch(/blocked/);
    await read(fake, 'docker://r.lan:5000/node:v1');
    expect(fake.requests[0]?.url).toMatch(/^http:\/\/r\.lan:5000/);
    const other = fakePorts(serve, { registriesConf });
    await read(other, 'docker://r.example/teamwork/node:v1');
    expect(other.requests[0]?.url).toMatch(/^https:\/\/r\.example\/v2\/teamwork/);
  });
});

describe('tags', () => {
  test('page after page', async () => {
    const fake = fakePorts(({ url }) =>
      url.includes('last=b')
        ? { status: 200, body: '{"tags":["c"]}' }
        : { status: 200, headers: { link: '</v2/node/tags/list?last=b&n=2>; rel="next"' }, body: '{"tags":["a","b"]}' },
    );
    expect(await listTags('r.example/node', fake.ports)).toEqual({ ok: true, tags: ['a', 'b', 'c'] });
  });

  test('another host is not asked for the next page', async () => {
    const fake = fakePorts(() => ({
      status: 200,
      headers: { link: '<https://evil.example/x>; rel="next"' },
      body: '{"tags":["a"]}',
    }));
    expect(await listTags('r.example/node', fake.ports)).toEqual({ ok: true, tags: ['a'] });
    expect(fake.requests).toHaveLength(1);
  });

  test('no end of pages', async () => {
    const fake = fakePorts(() => ({
      status: 200,
      headers: { link: '</v2/node/tags/list?n=1>; rel=next' },
      body: '{"tags":[]}',
    }));
    expect(await listTags('r.example/node', fake.ports)).toMatchObject({ ok: false });
  });

  test('no such repository', async () => {
    const fake = fakePorts(() => ({ status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' }));
    expect(await listTags('r.example/node', fake.ports)).toMatchObject({
      ok: false,
      message: expect.stringContaining('NAME_UNKNOWN'),
    });
  });
});
