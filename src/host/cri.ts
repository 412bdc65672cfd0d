import { stat } from 'node:fs/promises';
import { type ClientHttp2Session, connect } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import type { ConnectRpc, RpcConnection, RpcResult } from '../kind/ports.ts';

const connectMs = 3000;
const maxReply = 64 * 1024 * 1024;

/** gRPC calls over a unix socket, with Node's own HTTP/2. One request and one reply a call; no compression. */
export const connectRpc: ConnectRpc = async (socketPath) => {
  try {
    if (!(await stat(socketPath)).isSocket()) return null;
  } catch {
    return null;
  }
  return new Promise((resolve) => {
    const session = connect('http://localhost', { createConnection: () => connectSocket(socketPath) });
    const timer = setTimeout(() => {
      session.destroy();
      resolve(null);
    }, connectMs);
    // A later error ends the calls that are under way; without a listener it would end the process.
    session.on('error', () => {
      clearTimeout(timer);
      resolve(null);
    });
    session.once('connect', () => {
      clearTimeout(timer);
      resolve(connection(session));
    });
  });
};

function connection(session: ClientHttp2Session): RpcConnection {
  return {
    call: (method, request, timeoutMs) => unary(session, method, request, timeoutMs),
    close: () => session.close(),
  };
}

function unary(
  session: ClientHttp2Session,
  method: string,
  request: Uint8Array,
  timeoutMs: number,
): Promise<RpcResult> {
  return new Promise((resolve) => {
    if (session.closed || session.destroyed) {
      resolve({ ok: false, code: 14, message: 'the connection to the runtime is closed' });
      return;
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    let status: { code: number; message: string } | null = null;
    const stream = session.request({
      ':method': 'POST',
      ':path': `/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const timer = setTimeout(
      () => finish({ ok: false, code: 4, message: 'the runtime did not answer in time' }),
      timeoutMs,
    );
    let done = false;
    function finish(result: RpcResult): void {
      if (done) return;
      done = true;
      clearTimeout(timer);
      stream.close();
      resolve(result);
    }
    function readStatus(headers: Readonly<Record<string, unknown>>): void {
      const code = headers['grpc-status'];
      if (typeof code !== 'string') return;
      const message = headers['grpc-message'];
      status = { code: Number(code), message: typeof message === 'string' ? percentDecode(message) : '' };
    }
    stream.on('response', readStatus);
    stream.on('trailers', readStatus);
    stream.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > maxReply) finish({ ok: false, code: 8, message: 'the answer of the runtime is too large' });
      else chunks.push(chunk);
    });
    stream.on('error', (error: Error) => finish({ ok: false, code: 14, message: error.message }));
    stream.on('close', () => finish({ ok: false, code: 14, message: 'the runtime closed the call without an answer' }));
    stream.on('end', () => {
      if (status === null) return finish({ ok: false, code: 13, message: 'the answer has no gRPC status' });
      if (status.code !== 0) return finish({ ok: false, ...status });
      finish(unframe(Buffer.concat(chunks)));
    });
    const frame = Buffer.alloc(5 + request.length);
    frame.writeUInt32BE(request.length, 1);
    frame.set(request, 5);
    stream.end(frame);
  });
}

function unframe(body: Buffer): RpcResult {
  if (body.length < 5 || body[0] !== 0 || body.readUInt32BE(1) !== body.length - 5) {
    return { ok: false, code: 13, message: 'the answer is not one uncompressed gRPC message' };
  }
  return { ok: true, bytes: new Uint8Array(body.subarray(5)) };
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
