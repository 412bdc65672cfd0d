import http2 from 'node:http2';
import type { RuntimeAnswer } from '../../kubelet/observed/question.ts';
import { bytesField, messageField, varintField } from '../containerd/protobuf.ts';

export interface FakeCri {
  close(): Promise<void>;
}

/** Listens on a unix socket and answers as much of the CRI as a kubelet asks before it settles on its driver. */
export function serveCri(socket: string, runtimeConfig: RuntimeAnswer): Promise<FakeCri> {
  const server = http2.createServer();
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    stream.resume();
    stream.on('end', () => answer(stream, String(headers[':path']), runtimeConfig));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(socket, () =>
      resolve({
        close: () =>
          new Promise((closed) => {
            for (const session of sessions) session.destroy();
            server.close(() => closed());
          }),
      }),
    );
  });
}

function answer(stream: http2.ServerHttp2Stream, path: string, runtimeConfig: RuntimeAnswer): void {
  const [service = '', method = ''] = path.split('/').slice(1);
  if (method === 'Version') reply(stream, versionAnswer(service.includes('v1alpha2') ? 'v1alpha2' : 'v1'));
  else if (method === 'ImageFsInfo') reply(stream, Buffer.alloc(0));
  else if (method === 'RuntimeConfig' && runtimeConfig !== 'unimplemented') {
    reply(stream, runtimeConfigAnswer(runtimeConfig));
  } else reply(stream, null);
}

function versionAnswer(api: string): Buffer {
  return Buffer.concat([
    bytesField(1, '0.1.0'),
    bytesField(2, 'containerd'),
    bytesField(3, 'v1.7.0'),
    bytesField(4, api),
  ]);
}

function runtimeConfigAnswer(answer: Exclude<RuntimeAnswer, 'unimplemented'>): Buffer {
  const drivers = { systemd: 0, cgroupfs: 1, 'unknown-driver': 7 };
  return answer === 'no-linux' ? Buffer.alloc(0) : messageField(1, varintField(1, drivers[answer]));
}

/** Null: the call is not known. */
function reply(stream: http2.ServerHttp2Stream, body: Buffer | null): void {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  const status = body === null ? { 'grpc-status': '12', 'grpc-message': 'unknown method' } : { 'grpc-status': '0' };
  stream.on('wantTrailers', () => stream.sendTrailers(status));
  if (body === null) {
    stream.end();
    return;
  }
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  stream.end(Buffer.concat([head, body]));
}
