import http2 from 'node:http2';
import net from 'node:net';

export interface GrpcAnswer {
  /** 0 is OK, 12 unimplemented, 14 unavailable; -1 where there was no answer. */
  readonly code: number;
  readonly message: string;
  readonly body: Buffer;
}

/** A connection to a gRPC server on a unix socket; `call` never rejects. */
export interface GrpcClient {
  call(method: string, request: Buffer): Promise<GrpcAnswer>;
  close(): void;
}

export function connectGrpc(socket: string): GrpcClient {
  const session = http2.connect('http://localhost', { createConnection: () => net.connect(socket) });
  session.on('error', () => {});
  return {
    call: (method, request) => call(session, method, request),
    close: () => session.destroy(),
  };
}

function call(session: http2.ClientHttp2Session, method: string, request: Buffer): Promise<GrpcAnswer> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ code: -1, message: error.message, body: Buffer.alloc(0) });
    if (session.destroyed) return fail(new Error('the connection is closed'));
    const stream = session.request({
      ':method': 'POST',
      ':path': method,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    let status: http2.IncomingHttpHeaders = {};
    const note = (headers: http2.IncomingHttpHeaders) => {
      if (headers['grpc-status'] !== undefined) status = headers;
    };
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', fail);
    stream.on('close', () => {
      if (status['grpc-status'] === undefined) return fail(new Error('no gRPC status'));
      resolve({
        code: Number(status['grpc-status']),
        message: decodeURIComponent(String(status['grpc-message'] ?? '').replace(/%(?![0-9A-Fa-f]{2})/g, '%25')),
        body: Buffer.concat(chunks).subarray(5),
      });
    });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(request.length, 1);
    stream.end(Buffer.concat([head, request]));
  });
}
