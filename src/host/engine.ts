import { readFile } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { homedir } from 'node:os';
import { InputProblem } from '../image/input-problem.ts';
import type { EngineConnection, EngineResponse } from '../image/ports.ts';
import { chunksOf, dropBody } from './response-body.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An engine that says nothing for so long is taken for dead; in milliseconds. */
const silence = 120_000;

interface Address {
  /** As it was written, for messages. */
  readonly text: string;
  readonly options: RequestOptions;
  readonly secure: boolean;
}

/**
 * Connects to the engine that the `docker` command would use: `DOCKER_HOST` (or Podman's `CONTAINER_HOST`) if it is
 * set, else the first of the usual sockets of Docker and Podman that answers.
 */
export function createEnginePort(environment: Environment): (signal?: AbortSignal) => Promise<EngineConnection> {
  return async (signal) => {
    const named = environment.DOCKER_HOST || environment.CONTAINER_HOST;
    if (named) return answering(await parseAddress(named, environment), signal);
    const reasons: string[] = [];
    for (const path of usualSockets(environment)) {
      try {
        return await answering({ text: `unix://${path}`, options: { socketPath: path }, secure: false }, signal);
      } catch (error) {
        if (!(error instanceof InputProblem)) throw error;
        if (error.code !== 'ENOENT') reasons.push(error.message);
      }
    }
    const why = reasons.length > 0 ? reasons.join('; ') : 'there is no socket of Docker or Podman here';
    throw new InputProblem(`no container engine can be reached: ${why}; start one, or set DOCKER_HOST`);
  };
}

function usualSockets(environment: Environment): string[] {
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    ...(runtime ? [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`] : []),
    `${environment.HOME ?? homedir()}/.docker/run/docker.sock`,
    '/run/podman/podman.sock',
  ];
}

async function parseAddress(text: string, environment: Environment): Promise<Address> {
  if (text.startsWith('unix://')) return { text, options: { socketPath: text.slice('unix://'.length) }, secure: false };
  const match = /^(tcp|http|https):\/\/(\[[0-9a-fA-F:]+\]|[^/:]+)(?::([0-9]+))?\/?$/.exec(text);
  if (!match)
    throw new InputProblem(`DOCKER_HOST is ${JSON.stringify(text)}; only unix:// and tcp:// addresses are supported`);
  const verify = environment.DOCKER_TLS_VERIFY;
  const secure = match[1] === 'https' || (verify !== undefined && verify !== '');
  const host = match[2]!.replace(/^\[|\]$/g, '');
  const port = match[3] ?? (secure ? '2376' : '2375');
  const certificates = secure ? await readCertificates(environment) : {};
  return { text, options: { host, port, ...certificates } as RequestOptions, secure };
}

async function readCertificates(environment: Environment): Promise<Record<string, Buffer>> {
  const folder = environment.DOCKER_CERT_PATH || `${environment.HOME ?? homedir()}/.docker`;
  const found: Record<string, Buffer> = {};
  for (const [key, name] of [
    ['ca', 'ca.pem'],
    ['cert', 'cert.pem'],
    ['key', 'key.pem'],
  ] as const) {
    try {
      found[key] = await readFile(`${folder}/${name}`);
    } catch {
      // Each of them may be missing; the engine says so if it wants one.
    }
  }
  return found;
}

async function answering(address: Address, signal: AbortSignal | undefined): Promise<EngineConnection> {
  const agent = address.secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const connection: EngineConnection = {
    address: address.text,
    request: (method, path, body) => send(address, agent, method, path, body, signal),
  };
  const ping = await connection.request('GET', '/_ping');
  ping.cancel();
  if (ping.status !== 200)
    throw new InputProblem(`${address.text} answers like no container engine (status ${ping.status})`);
  return connection;
}

function send(
  address: Address,
  agent: Agent,
  method: string,
  path: string,
  body: string | undefined,
  signal: AbortSignal | undefined,
): Promise<EngineResponse> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { Host: 'engine' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      headers['Content-Length'] = Buffer.byteLength(body);
    }
    const options: RequestOptions = { ...address.options, agent, method, path, headers, timeout: silence };
    // What was made has to be removed even when everything else was cancelled, and to be there before that.
    if (signal && method !== 'DELETE' && method !== 'POST') options.signal = signal;
    const request = (address.secure ? httpsRequest : httpRequest)(options);
    request.on('timeout', () => request.destroy(new Error('it does not answer')));
    request.on('error', (error) => reject(engineProblem(address.text, error)));
    request.on('response', (response) => resolve(engineResponse(address.text, response)));
    request.end(body);
  });
}

function engineResponse(address: string, response: IncomingMessage): EngineResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: bodyOf(address, response),
    cancel: () => dropBody(response),
  };
}

async function* bodyOf(address: string, response: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* chunksOf(response);
  } catch (error) {
    throw engineProblem(address, error);
  }
}

function engineProblem(address: string, error: unknown): InputProblem {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const text =
    code === 'EACCES'
      ? 'permission denied; run as a user who may use the engine'
      : code === 'ENOENT' || code === 'ECONNREFUSED'
        ? 'no engine listens there'
        : code === 'ABORT_ERR'
          ? 'the request was cancelled'
          : error instanceof Error
            ? error.message
            : String(error);
  return new InputProblem(`the container engine at ${address}: ${text}`, code);
}
