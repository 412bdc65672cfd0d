import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpPort } from '../../src/host/http.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = createHttpPort({}, async () => []);
const get = (url: string, headers: Record<string, string> = {}) => http.request({ method: 'GET', url, headers });

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

describe('requests', () => {
  test('carry what they are given, and bring back what comes', async () => {
    const url = await serve((request, response) => {
      response.setHeader('x-seen', `${request.method} ${request.url} ${request.headers.range}`);
      response.statusCode = 206;
      response.end('body');
    });
    const answer = await get(`${url}/a?b=c`, { range: 'bytes=1-2' });
    expect(answer.status).toBe(206);
    expect(answer.headers['x-seen']).toBe('GET /a?b=c bytes=1-2');
    expect(await textOf(answer.body)).toBe('body');
  });

  test('send a body', async () => {
    const url = await serve(async (request, response) => {
      response.end(await textOf(request));
    });
    const answer = await http.request({ method: 'POST', url, headers: {}, body: 'a=b' });
    expect(await textOf(answer.body)).toBe('a=b');
  });

  test('do not follow redirects', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const answer = await get(`${url}/here`);
    answer.cancel();
    expect(answer.status).toBe(302);
    expect(asked).toEqual(['/here']);
  });

  test('end with a code where the connection breaks off', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('some');
      setImmediate(() => response.destroy());
    });
    const answer = await get(url);
    await expect(textOf(answer.body)).rejects.toMatchObject({ name: 'InputProblem', code: 'ECONNRESET' });
  });

  test('say what is wrong with the other end', async () => {
    await expect(get('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringContaining('nothing listens there'),
    });
    await expect(get('http://name.invalid/')).rejects.toMatchObject({
      name: 'InputProblem',
      message: expect.stringContaining('name.invalid'),
    });
  });

  test('are given up when the run is cancelled', async () => {
    const url = await serve(() => {});
    const cancelled = new AbortController();
    const pending = http.request({ method: 'GET', url, headers: {}, signal: cancelled.signal });
    cancelled.abort();
    await expect(pending).rejects.toMatchObject({ message: expect.stringContaining('cancelled') });
  });
});
