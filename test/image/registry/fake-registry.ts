import { InputProblem } from '../../../src/image/input-problem.ts';
import type { HelperAnswer, HttpRequest, HttpResponse, RegistryPorts } from '../../../src/image/registry/ports.ts';
import { type Blobs, type Descriptor, sha256 } from '../make-image.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The body breaks off after so many bytes. */
  readonly breaksAt?: number;
}

export interface FakePorts {
  readonly ports: RegistryPorts;
  readonly requests: HttpRequest[];
  readonly waits: number[];
  /** `METHOD url`, in order. */
  readonly asked: () => readonly string[];
}

/** Ports over a function that answers requests; a string that is thrown is the code of a broken connection. */
export function fakePorts(
  answer: (request: HttpRequest) => Answer | string,
  more: {
    readonly files?: Readonly<Record<string, object | string>>;
    readonly helper?: (name: string, server: string) => HelperAnswer;
    readonly registriesConf?: string;
  } = {},
): FakePorts {
  const requests: HttpRequest[] = [];
  const waits: number[] = [];
  const ports: RegistryPorts = {
    http: {
      request: async (request) => {
        requests.push(request);
        const given = answer(request);
        if (typeof given === 'string') throw new InputProblem(`${new URL(request.url).host}: ${given}`, given);
        return response(given);
      },
    },
    credentialFiles: async () =>
      Object.entries(more.files ?? {}).map(([path, value]) => ({
        path,
        text: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    credentialHelper: async (name, server) => more.helper?.(name, server) ?? { kind: 'none' },
    registryConfigs: async () =>
      more.registriesConf === undefined ? [] : [{ path: '/etc/containers/registries.conf', text: more.registriesConf }],
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
  };
  return { ports, requests, waits, asked: () => requests.map(({ method, url }) => `${method} ${url}`) };
}

function response({ status, headers = {}, body = '', breaksAt }: Answer): HttpResponse {
  const bytes = Buffer.from(body);
  return {
    status,
    headers,
    body: (async function* () {
      const end = breaksAt ?? bytes.length;
      for (let at = 0; at < end; at += 1000) yield bytes.subarray(at, Math.min(end, at + 1000));
      if (breaksAt !== undefined) throw new InputProblem('the connection broke off', 'ECONNRESET');
    })(),
    cancel: () => {},
  };
}

/** A registry that has these blobs, and the image of the descriptor under the tag `v1`. */
export function registryOf(blobs: Blobs, image: Descriptor): (request: HttpRequest) => Answer {
  return ({ url, headers }) => {
    const path = new URL(url).pathname;
    const [, kind, reference] = /\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
    const digest = reference === 'v1' ? image.digest : reference;
    const bytes = digest === undefined ? undefined : blobs.get(`blobs/sha256/${digest.slice('sha256:'.length)}`);
    if (!bytes) return { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"no such thing"}]}' };
    if (kind === 'manifests') return { status: 200, headers: { 'content-type': image.mediaType }, body: bytes };
    const [, first, last] = /^bytes=([0-9]+)-([0-9]*)$/.exec(headers.range ?? '') ?? [];
    if (first === undefined) return { status: 200, body: bytes };
    const end = last ? Number(last) + 1 : bytes.length;
    const range = `bytes ${first}-${end - 1}/${bytes.length}`;
    return { status: 206, headers: { 'content-range': range }, body: bytes.subarray(Number(first), end) };
  };
}

export const basicHeader = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export { sha256 };
