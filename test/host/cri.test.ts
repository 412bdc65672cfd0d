import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Http2Server } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectRpc } from '../../src/host/cri.ts';

let folder = '';
let server: Http2Server | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rpc-'));
});
afterEach(() => {
  server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const frame = (body: string): Buffer => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(Buffer.byteLength(body), 1);
  return Buffer.concat([header, Buffer.from(body)]);
};

/** Answers by the method's name. */
async function serve(): Promise<string> {
  const path = join(folder, 'socket');
  server = createServer();
  server.on('stream', (stream, headers) => {
    const method = String(headers[':path']);
    const chunks: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (method === '/s/Silent') return;
      if (method === '/s/Refuse') {
        stream.respond(
          { ':status': 200, 'grpc-status': '12', 'grpc-message': 'unknown method%3A Refuse' },
          { endStream: true },
        );
        return;
      }
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers(method === '/s/Bare' ? { x: 'y' } : { 'grpc-status': '0' }));
      stream.end(
        method === '/s/Cut'
          ? frame('whole').subarray(0, 7)
          : frame(`got ${Buffer.concat(chunks).subarray(5).toString()}`),
      );
    });
  });
  await new Promise<void>((resolve) => server?.listen(path, resolve));
  return path;
}

describe('connectRpc', () => {
  it('makes a call and reads its answer', async () => {
    const rpc = await connectRpc(await serve());
    const result = await rpc?.call('s/Echo', new TextEncoder().encode('hello'), 5000);
    expect(result?.ok === true && new TextDecoder().decode(result.bytes)).toBe('got hello');
    rpc?.close();
  });

  it.each([
    ['s/Refuse', { ok: false, code: 12, message: 'unknown method: Refuse' }],
    ['s/Bare', { ok: false, code: 13 }],
    ['s/Cut', { ok: false, code: 13 }],
  ])('%s', async (method, expected) => {
    const rpc = await connectRpc(await serve());
    expect(await rpc?.call(method, new Uint8Array(), 5000)).toMatchObject(expected);
    rpc?.close();
  });

  it('does not wait for ever', async () => {
    const rpc = await connectRpc(await serve());
    expect(await rpc?.call('s/Silent', new Uint8Array(), 50)).toMatchObject({ ok: false, code: 4 });
    rpc?.close();
  });

  it('says that a closed connection is closed', async () => {
    const rpc = await connectRpc(await serve());
    rpc?.close();
    expect(await rpc?.call('s/Echo', new Uint8Array(), 5000)).toMatchObject({ ok: false, code: 14 });
  });

  it('is null where there is no socket', async () => {
    expect(await connectRpc(join(folder, 'none'))).toBeNull();
    writeFileSync(join(folder, 'file'), '');
    expect(await connectRpc(join(folder, 'file'))).toBeNull();
  });
});
