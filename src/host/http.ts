import { Agent, type AgentOptions, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Agent as SecureAgent } from 'node:https';
import { InputProblem } from '../image/input-problem.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../image/registry/ports.ts';
import { VERSION } from '../version.ts';
import type { Environment } from './engine.ts';
import { chunksOf, dropBody } from './response-body.ts';
import { keepRoomSmall } from './young-garbage.ts';

/** A server that says nothing for so long is taken for dead; in milliseconds. */
const silence = 60_000;

/** Certificate authorities in PEM that a host is trusted with besides the usual ones. */
export type ExtraAuthorities = (host: string) => Promise<readonly string[]>;

/**
 * HTTP with Node's own client, which gives bodies as they come from the socket. Proxies are those of `HTTPS_PROXY`,
 * `HTTP_PROXY` and `NO_PROXY`, from Node 24.5 on, whose agents can use them.
 */
export function createHttpPort(environment: Environment, authorities: ExtraAuthorities): HttpPort {
  keepRoomSmall();
  const shared = { keepAlive: true, proxyEnv: environment };
  const plain = new Agent(shared);
  const secure = new Map<string, Promise<SecureAgent>>();

  function secureAgent(host: string): Promise<SecureAgent> {
    let agent = secure.get(host);
    if (!agent) {
      agent = authorities(host).then((extra) => createSecureAgent(shared, extra));
      secure.set(host, agent);
    }
    return agent;
  }

  return {
    request: async (request) => {
      const url = new URL(request.url);
      const agent = url.protocol === 'https:' ? await secureAgent(url.host) : plain;
      return exchange(request, url, agent);
    },
  };
}

/** TLS with all its certificates is loaded for hosts that speak it. */
async function createSecureAgent(shared: AgentOptions, extra: readonly string[]): Promise<SecureAgent> {
  const { Agent: Secure } = await import('node:https');
  if (extra.length === 0) return new Secure(shared);
  const { rootCertificates } = await import('node:tls');
  return new Secure({ ...shared, ca: [...rootCertificates, ...extra] });
}

async function exchange(request: HttpRequest, url: URL, agent: Agent): Promise<HttpResponse> {
  const send = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      agent,
      method: request.method,
      timeout: silence,
      headers: {
        'user-agent': `cgroup-gate/${VERSION}`,
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
      },
    };
    if (request.signal) options.signal = request.signal;
    const sent = send(url, options);
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('it does not answer'), { code: 'ETIMEDOUT' })));
    sent.on('error', (error) => reject(httpProblem(url, error)));
    sent.on('response', (response) => resolve(answer(url, response)));
    sent.end(request.body);
  });
}

function answer(url: URL, response: IncomingMessage): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf(url, response),
    cancel: () => dropBody(response),
  };
}

async function* bodyOf(url: URL, response: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* chunksOf(response);
  } catch (error) {
    throw httpProblem(url, error);
  }
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name can not be resolved now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke off',
  ETIMEDOUT: 'it does not answer',
  ENETUNREACH: 'the network can not be reached',
  EHOSTUNREACH: 'the host can not be reached',
  ABORT_ERR: 'the request was cancelled',
};

function httpProblem(url: URL, error: unknown): InputProblem {
  // Several addresses that all fail come as one error of many.
  const one = error instanceof AggregateError && error.errors.length > 0 ? error.errors.at(-1) : error;
  const named = one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : null;
  const text = (named && words[named]) ?? (one instanceof Error ? one.message : String(one));
  const code = text === 'aborted' ? 'ECONNRESET' : named;
  return new InputProblem(`${url.host}: ${text.replace(/\s+/g, ' ').slice(0, 300)}`, code);
}
