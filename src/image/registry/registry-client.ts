import { readAll } from '../byte-source.ts';
import { sha256 } from '../image-config.ts';
import { InputProblem } from '../input-problem.ts';
import { asList, asRecord, asText, optionalText, parseJson } from '../json.ts';
import { limits } from '../limits.ts';
import { Authorizer } from './authorizer.ts';
import type { Endpoint } from './endpoints.ts';
import type { HttpRequest, HttpResponse, RegistryPorts } from './ports.ts';
import { send } from './send.ts';
import { sideBySide } from './side-by-side.ts';

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const errorBytes = 64 << 10;
const mostTagPages = 1000;
const mostTags = 200_000;
/** Parts of blobs that are asked for at a time; registries refuse whoever asks for too much at once. */
const mostParts = 6;

export interface Manifest {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly mediaType: string;
}

/** A stretch of a blob, both ends inclusive as in a `Range` header; `last` null: to the end. */
export interface Range {
  readonly first: number;
  readonly last: number | null;
}

/** The requests of the OCI distribution specification 1.1 that reading takes, to one repository. */
export class RegistryClient {
  readonly endpoint: Endpoint;
  /** Fetches a part of a blob when it is its turn. */
  readonly inTurn = sideBySide(mostParts);
  readonly #ports: RegistryPorts;
  readonly #signal: AbortSignal | undefined;
  readonly #authorizer: Authorizer;

  constructor(ports: RegistryPorts, endpoint: Endpoint, signal: AbortSignal | undefined) {
    this.endpoint = endpoint;
    this.#ports = ports;
    this.#signal = signal;
    const { registry, repository, origin } = endpoint;
    this.#authorizer = new Authorizer(ports, registry, repository, origin.startsWith('https:'), signal);
  }

  /** `docker.io/library/node` */
  get where(): string {
    return `${this.endpoint.registry}/${this.endpoint.repository}`;
  }

  /** By tag or digest; null if there is none. */
  async manifest(reference: string): Promise<Manifest | null> {
    const response = await this.#request('GET', `manifests/${reference}`, { accept: manifestTypes });
    if (response.status === 404) {
      response.cancel();
      return null;
    }
    const what = `the manifest ${reference} of ${this.where}`;
    if (response.status !== 200) throw await this.#refusal(response, what);
    const bytes = await bodyBytes(response, limits.json, what);
    const mediaType = optionalText(asRecord(parseJson(bytes, what), what).mediaType);
    return { bytes, digest: sha256(bytes), mediaType: mediaType ?? response.headers['content-type'] ?? '' };
  }

  /** A small blob as a whole; null if there is none. */
  async smallBlob(digest: string): Promise<Uint8Array | null> {
    const response = await this.#request('GET', `blobs/${digest}`, {});
    if (response.status === 404) {
      response.cancel();
      return null;
    }
    const what = `${digest} of ${this.where}`;
    if (response.status !== 200) throw await this.#refusal(response, what);
    return bodyBytes(response, limits.json, what);
  }

  /**
   * A blob, or a part of it. `from` says where in the blob the body begins: a server may send the whole where a part was
   * asked for.
   */
  async blob(digest: string, range: Range | null): Promise<{ readonly response: HttpResponse; readonly from: number }> {
    const headers = range === null ? {} : { range: `bytes=${range.first}-${range.last ?? ''}` };
    const response = await this.#request('GET', `blobs/${digest}`, headers);
    if (response.status === 200) return { response, from: 0 };
    if (response.status === 206 && range !== null) {
      const sent = /^bytes ([0-9]{1,15})-/.exec(response.headers['content-range'] ?? '')?.[1];
      if (sent !== undefined && Number(sent) <= range.first) return { response, from: Number(sent) };
      response.cancel();
      throw new InputProblem(`${this.where} sends another part of ${digest} than was asked for`);
    }
    throw await this.#refusal(response, `the blob ${digest} of ${this.where}`);
  }

  /** All tags, page by page. */
  async tags(): Promise<readonly string[]> {
    const tags: string[] = [];
    const what = `the tags of ${this.where}`;
    let path = 'tags/list?n=1000';
    for (let page = 0; page < mostTagPages; page++) {
      const response = await this.#request('GET', path, {});
      if (response.status !== 200) throw await this.#refusal(response, what);
      const { link } = response.headers;
      const body = asRecord(parseJson(await bodyBytes(response, limits.json, what), what), what);
      for (const tag of asList(body.tags, what)) tags.push(asText(tag, what));
      if (tags.length > mostTags) throw new InputProblem(`${what} are more than ${mostTags}`);
      const next = nextPage(link, `${this.endpoint.origin}/v2/${this.endpoint.repository}/${path}`);
      if (next === null) return tags;
      path = next;
    }
    throw new InputProblem(`${what} come on more than ${mostTagPages} pages`);
  }

  async #request(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<HttpResponse> {
    const { origin, repository } = this.endpoint;
    const url = path.startsWith('/') ? `${origin}${path}` : `${origin}/v2/${repository}/${path}`;
    for (let round = 0; ; round++) {
      const { authorization } = this.#authorizer;
      const response = await send(this.#ports, { method, url, headers, authorization }, this.#signal);
      // Once to log in, once more if the token has run out in the meantime.
      if (response.status !== 401 || round === 2) return response;
      await this.#authorizer.renew(response, authorization);
    }
  }

  async #refusal(response: HttpResponse, what: string): Promise<InputProblem> {
    const { status } = response;
    const detail = await errorText(response);
    const said = `${this.endpoint.registry} answers ${status}${detail === null ? '' : ` (${detail})`} to the request for ${what}`;
    if (status === 401 || status === 403) return new InputProblem(`${said}; ${await this.#authorizer.explain()}`);
    if (status === 404) return new InputProblem(`${said}: there is no such thing`);
    if (status === 429) return new InputProblem(`${said}: too many requests; wait, or log in`);
    return new InputProblem(said);
  }
}

/** The path and query of the next page (RFC 8288); null at the last one. Another host is never asked. */
function nextPage(link: string | undefined, from: string): string | null {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
  if (target === undefined) return null;
  try {
    const next = new URL(target, from);
    return next.origin === new URL(from).origin ? `${next.pathname}${next.search}` : null;
  } catch {
    return null;
  }
}

function bodyBytes(response: HttpResponse, most: number, what: string): Promise<Uint8Array> {
  return readAll({ size: null, read: async () => new Uint8Array(0), stream: () => response.body }, most, what);
}

/** The registry's own words (OCI distribution 1.1, error codes). */
async function errorText(response: HttpResponse): Promise<string | null> {
  try {
    const body = asRecord(parseJson(await bodyBytes(response, errorBytes, 'the error'), 'the error'), 'the error');
    const first = asRecord(asList(body.errors, 'the error')[0], 'the error');
    const text = [optionalText(first.code), optionalText(first.message)].filter((part) => part !== null).join(': ');
    return text === '' ? null : text.slice(0, 300);
  } catch {
    response.cancel();
    return null;
  }
}
