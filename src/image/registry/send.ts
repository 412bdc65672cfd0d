import { InputProblem } from '../input-problem.ts';
import type { HttpRequest, HttpResponse, RegistryPorts } from './ports.ts';

/** How often a request is made in all, and what is waited in between, in milliseconds. */
const attempts = 5;
const firstPause = 500;
const longestPause = 120_000;
const mostRedirects = 10;

const passing = new Set([408, 429, 500, 502, 503, 504]);
const brokenConnections = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

export interface Sending {
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Goes to the origin of `url` only, never to where that redirects. */
  readonly authorization: string | null;
  /** The same holds for it: it carries a login. */
  readonly body?: string;
}

/**
 * Sends a request, follows redirects, and tries again what may pass: broken connections and the statuses 408, 429, 500,
 * 502, 503, 504, after the time that `Retry-After` asks for. Other statuses are for the caller to judge.
 */
export async function send(
  ports: Pick<RegistryPorts, 'http' | 'wait'>,
  sending: Sending,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt++) {
    let pause = firstPause * 2 ** (attempt - 1);
    try {
      const response = await follow(ports, sending, signal);
      if (!passing.has(response.status) || attempt === attempts) return response;
      const asked = retryAfter(response.headers);
      if (asked !== null && asked > longestPause) return response;
      response.cancel();
      pause = asked ?? pause;
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
    }
    requireGoing(signal);
    await ports.wait(pause, signal);
    requireGoing(signal);
  }
}

function requireGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InputProblem('reading the image was cancelled');
}

/** True for a failure of the connection that another attempt may not meet. */
export function isPassing(error: unknown): boolean {
  return error instanceof InputProblem && error.code !== null && brokenConnections.has(error.code);
}

async function follow(
  { http }: Pick<RegistryPorts, 'http'>,
  sending: Sending,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  const origin = new URL(sending.url).origin;
  let url = sending.url;
  let trusted = true;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await http.request({
      method: sending.method,
      url,
      headers: {
        ...sending.headers,
        ...(trusted && sending.authorization !== null ? { authorization: sending.authorization } : {}),
      },
      ...(sending.body === undefined ? {} : { body: sending.body }),
      signal,
    });
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return response;
    response.cancel();
    const next = redirectTarget(location, url);
    // Once another host had a say in where it goes, nothing secret goes along any more.
    trusted &&= next.origin === origin;
    if (!trusted && sending.body !== undefined) {
      throw new InputProblem(`${origin} redirects a login to ${next.origin}, which gets none`);
    }
    url = next.href;
  }
  throw new InputProblem(`${origin} redirects more than ${mostRedirects} times`);
}

function redirectTarget(location: string, from: string): URL {
  let next: URL;
  try {
    next = new URL(location, from);
  } catch {
    throw new InputProblem(
      `${new URL(from).origin} redirects to ${JSON.stringify(location.slice(0, 200))}, which is no address`,
    );
  }
  const safe = next.protocol === 'https:' || (next.protocol === 'http:' && from.startsWith('http:'));
  if (!safe)
    throw new InputProblem(
      `${new URL(from).origin} redirects to ${next.protocol}//${next.host}, which is not encrypted`,
    );
  return next;
}

/** Milliseconds; a date counts from the answer's own `Date`. Null where none is given. */
export function retryAfter(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^[0-9]{1,9}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  const now = Date.parse(headers.date ?? '');
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
}
