import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../../src/image/registry/challenge.ts';
import { findCredential } from '../../../src/image/registry/credentials.ts';
import type { HelperAnswer } from '../../../src/image/registry/ports.ts';
import { fakePorts } from './fake-registry.ts';

const auth = (user: string) => ({ auth: Buffer.from(`${user}:secret`).toString('base64') });
const found = (username: string) => ({ kind: 'password', username, password: 'secret' });

function find(
  files: Readonly<Record<string, object | string>>,
  registry: string,
  helper?: (name: string, server: string) => HelperAnswer,
) {
  return findCredential(fakePorts(() => 'none', { files, ...(helper ? { helper } : {}) }).ports, registry, 'team/node');
}

describe('credentials', () => {
  test.each([
    ['the host', { auths: { 'r.example': auth('host') } }, 'r.example', 'host'],
    [
      'the longest part of the name',
      { auths: { 'r.example': auth('host'), 'r.example/team': auth('team'), 'r.example/team/node': auth('node') } },
      'r.example',
      'node',
    ],
    ['another repository does not count', { auths: { 'r.example/other': auth('other') } }, 'r.example', null],
    ['an address as the key', { auths: { 'https://r.example/v1/': auth('old') } }, 'r.example', 'old'],
    ['Docker Hub', { auths: { 'https://index.docker.io/v1/': auth('hub') } }, 'docker.io', 'hub'],
    ['another host', { auths: { 'r.example.org': auth('x') } }, 'r.example', null],
    ['a port belongs to the host', { auths: { 'r.example:5000': auth('x') } }, 'r.example', null],
    ['an empty entry', { auths: { 'r.example': {} } }, 'r.example', null],
    ['nonsense', { auths: { 'r.example': { auth: 'bm9jb2xvbg==' } } }, 'r.example', null],
  ])('%s', async (_name, file, registry, user) => {
    expect((await find({ '/c.json': file }, registry)).credential).toEqual(user === null ? null : found(user));
  });

  test('identity tokens and access tokens', async () => {
    const auths = { a: { ...auth('u'), identitytoken: 'i' }, b: { registrytoken: 'r' } };
    expect((await find({ '/c.json': { auths } }, 'a')).credential).toEqual({ kind: 'identity', token: 'i' });
    expect((await find({ '/c.json': { auths } }, 'b')).credential).toEqual({ kind: 'bearer', token: 'r' });
  });

  test('a password may hold colons', async () => {
    const entry = { auth: Buffer.from('me:a:b').toString('base64') };
    expect((await find({ '/c.json': { auths: { r: entry } } }, 'r')).credential).toMatchObject({ password: 'a:b' });
  });

  test('the first file that has some wins, and a broken one is told of', async () => {
    const files = {
      '/broken': '{',
      '/first': { auths: { r: auth('first') } },
      '/second': { auths: { r: auth('second') } },
    };
    expect(await find(files, 'r')).toEqual({ credential: found('first'), problems: ['/broken is no valid JSON'] });
  });

  test('helpers: the one for the host, then the one for all, each asked as Docker asks it', async () => {
    const asked: string[] = [];
    const helper = (name: string, server: string): HelperAnswer => {
      asked.push(`${name} ${server}`);
      return name === 'none'
        ? { kind: 'none' }
        : { kind: 'found', username: name === 'token' ? '<token>' : name, secret: 'secret' };
    };
    const file = {
      credsStore: 'all',
      credHelpers: { 'r.example': 'token', 'n.example': 'none' },
      auths: { 'n.example': auth('file') },
    };
    expect((await find({ '/c': file }, 'r.example', helper)).credential).toEqual({ kind: 'identity', token: 'secret' });
    expect((await find({ '/c': file }, 'n.example', helper)).credential).toEqual(found('file'));
    expect((await find({ '/c': file }, 'docker.io', helper)).credential).toEqual(found('all'));
    expect(asked).toEqual(['token r.example', 'none n.example', 'all https://index.docker.io/v1/']);
  });

  test('a helper that fails is passed over and told of', async () => {
    const helper = (): HelperAnswer => ({ kind: 'failed', detail: 'there is no such program' });
    expect(await find({ '/c': { credsStore: 'gone' } }, 'r', helper)).toEqual({
      credential: null,
      problems: ['docker-credential-gone: there is no such program'],
    });
  });

  test('a helper is never a path', async () => {
    let asked = 0;
    await find({ '/c': { credsStore: '../../bin/sh' } }, 'r', () => {
      asked++;
      return { kind: 'none' };
    });
    expect(asked).toBe(0);
  });
});

describe('challenges', () => {
  test.each([
    [
      'Bearer realm="https://auth.example/token",service="r.example",scope="repository:a/b:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: { realm: 'https://auth.example/token', service: 'r.example', scope: 'repository:a/b:pull,push' },
        },
      ],
    ],
    ['Basic realm="a \\"b\\", c"', [{ scheme: 'basic', parameters: { realm: 'a "b", c' } }]],
    [
      'Basic realm=x, Bearer realm=y',
      [
        { scheme: 'basic', parameters: { realm: 'x' } },
        { scheme: 'bearer', parameters: { realm: 'y' } },
      ],
    ],
    ['Negotiate', [{ scheme: 'negotiate', parameters: {} }]],
    ['', []],
    ['="', []],
  ])('%s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected);
  });
});
