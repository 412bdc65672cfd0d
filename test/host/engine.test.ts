import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createEnginePort } from '../../src/host/engine.ts';
import { temporaryFolder } from './temporary-folder.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(at: string | { port: number; host: string }): Promise<{ requests: string[]; port: number }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`.trim());
      if (request.url === '/hang') return;
      if (request.url === '/break') {
        response.write('some');
        setImmediate(() => response.destroy());
        return;
      }
      response.setHeader('X-Docker-Container-Path-Stat', 'abc');
      response.end(request.method === 'HEAD' ? undefined : 'OK');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) =>
    typeof at === 'string' ? server.listen(at, resolve) : server.listen(at.port, at.host, resolve),
  );
  const address = server.address();
  return { requests, port: typeof address === 'object' && address ? address.port : 0 };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

describe('connecting to a container engine', () => {
  test('DOCKER_HOST with a socket', async () => {
    const socket = `${await temporaryFolder()}/engine.sock`;
    const { requests } = await listen(socket);
    const connection = await createEnginePort({ DOCKER_HOST: `unix://${socket}` })();
    expect(connection.address).toBe(`unix://${socket}`);
    const head = await connection.request('HEAD', '/x?path=%2Fetc');
    expect(head).toMatchObject({ status: 200, headers: { 'x-docker-container-path-stat': 'abc' } });
    head.cancel();
    const post = await connection.request('POST', '/create', '{"a":1}');
    expect(await textOf(post.body)).toBe('OK');
    expect(requests).toEqual(['GET /_ping', 'HEAD /x?path=%2Fetc', 'POST /create {"a":1}']);
  });

  test('DOCKER_HOST with an address', async () => {
    const { port } = await listen({ port: 0, host: '127.0.0.1' });
    const connection = await createEnginePort({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })();
    expect(await textOf((await connection.request('GET', '/x')).body)).toBe('OK');
  });

  test("Podman's socket where there is none of Docker", async () => {
    const runtime = await temporaryFolder();
    const { mkdir } = await import('node:fs/promises');
    await mkdir(`${runtime}/podman`);
    await listen(`${runtime}/podman/podman.sock`);
    const home = await temporaryFolder();
    const connection = await createEnginePort({ XDG_RUNTIME_DIR: runtime, HOME: home })();
    // A real engine on this machine goes first.
    expect(connection.address).toMatch(/podman\.sock$|^unix:\/\/\/var\/run\/docker\.sock$/);
  });

  test.each([
    [
      { DOCKER_HOST: 'unix:///nowhere/engine.sock' },
      /^the container engine at unix:\/\/\/nowhere\/engine\.sock: no engine listens there$/,
    ],
    [
      { DOCKER_HOST: 'ssh://host' },
      /^DOCKER_HOST is "ssh:\/\/host"; only unix:\/\/ and tcp:\/\/ addresses are supported$/,
    ],
    [{ CONTAINER_HOST: 'unix:///nowhere/podman.sock' }, /no engine listens there/],
  ])('%j', async (environment, message) => {
    await expect(createEnginePort(environment)()).rejects.toThrow(message);
  });

  test('an answer that breaks off, and a run that is cancelled', async () => {
    const socket = `${await temporaryFolder()}/engine.sock`;
    await listen(socket);
    const abort = new AbortController();
    const connection = await createEnginePort({ DOCKER_HOST: `unix://${socket}` })(abort.signal);
    const broken = await connection.request('GET', '/break');
    await expect(textOf(broken.body)).rejects.toThrow(/^the container engine at unix:/);
    const hanging = connection.request('GET', '/hang');
    setImmediate(() => abort.abort());
    await expect(hanging).rejects.toThrow(/cancelled/);
    // What is made is waited for, and can be removed.
    expect((await connection.request('POST', '/containers/create')).status).toBe(200);
    expect((await connection.request('DELETE', '/containers/x')).status).toBe(200);
  });
});
