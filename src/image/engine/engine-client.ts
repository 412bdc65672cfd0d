import { readAll } from '../byte-source.ts';
import { InputProblem } from '../input-problem.ts';
import { asRecord, type JsonRecord, optionalText, parseJson } from '../json.ts';
import { limits } from '../limits.ts';
import type { EngineConnection, EngineResponse } from '../ports.ts';
import type { PathStatus, RemoteArchive } from './remote-files.ts';

/** The few requests of the Docker Engine API (1.24 and later, which Podman serves too) that reading an image takes. */
export class EngineClient {
  readonly address: string;
  readonly #connection: EngineConnection;

  constructor(connection: EngineConnection) {
    this.#connection = connection;
    this.address = connection.address;
  }

  /** Null if the engine has no such image. */
  async inspectImage(name: string): Promise<JsonRecord | null> {
    const response = await this.#connection.request('GET', `/images/${name}/json`);
    const body = await this.#json(response, [200, 404]);
    return response.status === 404 ? null : asRecord(body, `what ${this.address} says of ${name}`);
  }

  /** The newest step first. */
  async imageHistory(id: string): Promise<readonly JsonRecord[]> {
    const response = await this.#connection.request('GET', `/images/${id}/history`);
    const body = await this.#json(response, [200]);
    return Array.isArray(body) ? body.filter((step) => typeof step === 'object' && step !== null) : [];
  }

  async createContainer(name: string, settings: JsonRecord): Promise<void> {
    const response = await this.#connection.request(
      'POST',
      `/containers/create?name=${name}`,
      JSON.stringify(settings),
    );
    await this.#json(response, [201]);
  }

  /** With its anonymous volumes. A container that isn't there is fine. */
  async removeContainer(name: string): Promise<void> {
    const response = await this.#connection.request('DELETE', `/containers/${name}?force=1&v=1`);
    await this.#json(response, [200, 204, 404]);
  }

  async statPath(container: string, path: string): Promise<PathStatus | null> {
    const response = await this.#connection.request('HEAD', archivePath(container, path));
    response.cancel();
    if (response.status === 404) return null;
    const status = response.status === 200 ? readStatus(response, path) : null;
    if (status === null) throw this.#failure(response.status, `the status of ${path}`);
    return status;
  }

  /** A tar of what is at the path; null if there is nothing. */
  async archive(container: string, path: string): Promise<RemoteArchive | null> {
    const response = await this.#connection.request('GET', archivePath(container, path));
    if (response.status === 200) {
      const { body, cancel } = response;
      const status = readStatus(response, path);
      if (status) return { status, body, cancel };
      cancel();
      throw this.#failure(response.status, `the status of ${path}`);
    }
    const body = await this.#json(response, [404, 500]);
    if (response.status === 404) return null;
    throw this.#failure(response.status, optionalText((body as JsonRecord | null)?.message) ?? path);
  }

  async #json(response: EngineResponse, expected: readonly number[]): Promise<unknown> {
    const where = `the answer of ${this.address}`;
    const bytes = await readAll(bodySource(response), limits.json, where);
    const body = bytes.length === 0 ? null : parseJson(bytes, where);
    if (expected.includes(response.status)) return body;
    const message = typeof body === 'object' && body !== null ? optionalText((body as JsonRecord).message) : null;
    throw this.#failure(response.status, message ?? 'no reason given');
  }

  #failure(status: number, detail: string): InputProblem {
    return new InputProblem(`the container engine at ${this.address} refuses (status ${status}): ${detail}`);
  }
}

function bodySource(response: EngineResponse) {
  return { size: null, read: async () => new Uint8Array(0), stream: () => response.body };
}

function archivePath(container: string, path: string): string {
  return `/containers/${container}/archive?path=${encodeURIComponent(path)}`;
}

/** The header comes with the answer to `HEAD` and to `GET` alike (Docker Engine API 1.24). Null if it is not there. */
function readStatus({ headers }: EngineResponse, path: string): PathStatus | null {
  const header = headers['x-docker-container-path-stat'];
  if (!header) return null;
  const what = `the status of ${path}`;
  const status = asRecord(parseJson(Buffer.from(header, 'base64'), what), what);
  const mode = Number(status.mode);
  const size = Number(status.size);
  if (!Number.isSafeInteger(mode) || !Number.isSafeInteger(size)) return null;
  return { kind: kindOfMode(mode), size: Math.max(0, size), mode: mode % 0o1000 };
}

/** The type bits of Go's `fs.FileMode`. */
function kindOfMode(mode: number): PathStatus['kind'] {
  const has = (bit: number) => Math.floor(mode / 2 ** bit) % 2 === 1;
  if (has(31)) return 'directory';
  if (has(27)) return 'symlink';
  return has(26) || has(25) || has(24) || has(21) || has(19) ? 'other' : 'file';
}
