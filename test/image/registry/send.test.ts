import { describe, expect, test } from 'vitest';
import { retryAfter, send } from '../../../src/image/registry/send.ts';
import { type Answer, fakePorts } from './fake-registry.ts';

const start = {
  method: 'GET',
  url: 'https://r.example/v2/a/blobs/b',
  headers: { range: 'bytes=0-9' },
  authorization: 'Bearer t',
} as const;

function answers(list: readonly (Answer | string)[]) {
  let at = 0;
  return fakePorts(() => list[Math.min(at++, list.length - 1)]!);
}

describe('redirects', () => {
  const redirect = (location: string): Answer => ({ status: 307, headers: { location } });

  test.each([
    ['the same host', '/elsewhere', 'https://r.example/elsewhere', 'Bearer t'],
    ['another host', 'https://storage.example/b', 'https://storage.example/b', undefined],
    ['another port', 'https://r.example:444/b', 'https://r.example:444/b', undefined],
    ['a host that begins alike', 'https://r.example.evil.org/b', 'https://r.example.evil.org/b', undefined],
  ])('%s', async (_name, location, url, authorization) => {
    const { ports, requests } = answers([redirect(location), { status: 200 }]);
    await send(ports, start, undefined);
    expect(requests[1]).toMatchObject({ url, headers: { range: 'bytes=0-9' } });
    expect(requests[1]?.headers.authorization).toBe(authorization);
  });

  test('credentials do not come back once another host was asked', async () => {
    const { ports, requests } = answers([
      redirect('https://other.example/x'),
      redirect('https://r.example/y'),
      { status: 200 },
    ]);
    await send(ports, start, undefined);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer t', undefined, undefined]);
  });

  test('a body, which is a login, goes to no other host', async () => {
    const login = { ...start, method: 'POST', body: 'refresh_token=secret' } as const;
    const away = answers([redirect('https://other.example/token')]);
    await expect(send(away.ports, login, undefined)).rejects.toThrow(
      'https://r.example redirects a login to https://other.example, which gets none',
    );
    expect(away.requests).toHaveLength(1);
    const near = answers([redirect('/token'), { status: 200 }]);
    await send(near.ports, login, undefined);
    expect(near.requests[1]).toMatchObject({ method: 'POST', body: 'refresh_token=secret' });
  });

  test.each([
    ['http://r.example/b', /not encrypted/],
    ['file:///etc/passwd', /not encrypted/],
    ['https://', /no address/],
  ])('never to %s', async (location, message) => {
    const { ports, requests } = answers([redirect(location)]);
    await expect(send(ports, start, undefined)).rejects.toThrow(message);
    expect(requests).toHaveLength(1);
  });

  test('a circle ends', async () => {
    const { ports, requests } = answers([redirect('/again')]);
    await expect(send(ports, start, undefined)).rejects.toThrow(/more than 10 times/);
    expect(requests).toHaveLength(11);
  });
});

describe('attempts', () => {
  test('what may pass is tried again, as long apart as the server asks', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' } };
    const { ports, waits } = answers([busy, 'ECONNRESET', { status: 503 }, { status: 200 }]);
    expect((await send(ports, start, undefined)).status).toBe(200);
    expect(waits).toEqual([7000, 1000, 2000]);
  });

  test('the last answer is handed on, and so is the last failure', async () => {
    const refused = answers([{ status: 503 }]);
    expect((await send(refused.ports, start, undefined)).status).toBe(503);
    expect(refused.requests).toHaveLength(5);
    const broken = answers(['ECONNRESET']);
    await expect(send(broken.ports, start, undefined)).rejects.toThrow('ECONNRESET');
    expect(broken.requests).toHaveLength(5);
  });

  test.each(['ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'])('%s is not tried again', async (code) => {
    const { ports, requests } = answers([code]);
    await expect(send(ports, start, undefined)).rejects.toThrow(code);
    expect(requests).toHaveLength(1);
  });

  test('nobody waits for an hour', async () => {
    const { ports, waits } = answers([{ status: 429, headers: { 'retry-after': '3600' } }]);
    expect((await send(ports, start, undefined)).status).toBe(429);
    expect(waits).toEqual([]);
  });

  test('a cancelled run stops waiting', async () => {
    const cancelled = new AbortController();
    const { ports } = fakePorts(() => {
      cancelled.abort();
      return { status: 503 };
    });
    await expect(send(ports, start, cancelled.signal)).rejects.toThrow(/cancelled/);
  });

  test.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 10:00:30 GMT', date: 'Wed, 25 Nov 2026 10:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 10:00:30 GMT' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j', (headers, expected) => {
    expect(retryAfter(headers as Record<string, string>)).toBe(expected);
  });
});
