import { readAll } from '../byte-source.ts';
import { InputProblem } from '../input-problem.ts';
import { asRecord, optionalText, parseJson } from '../json.ts';
import { parseChallenges } from './challenge.ts';
import { type Credential, type FoundCredential, findCredential } from './credentials.ts';
import type { HttpResponse, RegistryPorts } from './ports.ts';
import { send } from './send.ts';

const tokenBytes = 1 << 20;

/**
 * Gets past the 401 of one registry for one repository (distribution's token specification; RFC 7617 for Basic).
 * Nothing is sent before the registry asks.
 */
export class Authorizer {
  readonly #ports: RegistryPorts;
  readonly #registry: string;
  readonly #repository: string;
  readonly #secure: boolean;
  readonly #signal: AbortSignal | undefined;
  #current: string | null = null;
  #found: Promise<FoundCredential> | null = null;
  #renewing: Promise<string> | null = null;

  /** `secure`: the registry is spoken to over TLS, and so has to be whoever gives the tokens. */
  constructor(
    ports: RegistryPorts,
    registry: string,
    repository: string,
    secure: boolean,
    signal: AbortSignal | undefined,
  ) {
    this.#ports = ports;
    this.#registry = registry;
    this.#repository = repository;
    this.#secure = secure;
    this.#signal = signal;
  }

  /** What goes into the `Authorization` header, if it is known already. */
  get authorization(): string | null {
    return this.#current;
  }

  /** Answers a 401 to a request that carried `used`. Rejects where there is nothing (more) to log in with. */
  async renew(response: HttpResponse, used: string | null): Promise<string> {
    response.cancel();
    if (this.#current !== null && this.#current !== used) return this.#current;
    this.#renewing ??= this.#obtain(response, used).finally(() => {
      this.#renewing = null;
    });
    this.#current = await this.#renewing;
    return this.#current;
  }

  /** Why nothing better could be sent, for the message of a refusal. */
  async explain(): Promise<string> {
    const { credential, problems } = await this.#credential();
    const why = problems.length > 0 ? ` (${problems.join('; ')})` : '';
    if (credential === null)
      return `there are no credentials for ${this.#registry}${why}; log in with docker login ${this.#registry}`;
    return `the credentials for ${this.#registry} do not allow it${why}`;
  }

  #credential(): Promise<FoundCredential> {
    this.#found ??= findCredential(this.#ports, this.#registry, this.#repository);
    return this.#found;
  }

  async #obtain(response: HttpResponse, used: string | null): Promise<string> {
    const challenges = parseChallenges(response.headers['www-authenticate'] ?? '');
    const { credential } = await this.#credential();
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) {
      if (credential?.kind === 'bearer') return this.#once(`Bearer ${credential.token}`, used);
      return `Bearer ${await this.#token(bearer.parameters, credential)}`;
    }
    if (challenges.some(({ scheme }) => scheme === 'basic') && credential?.kind === 'password') {
      return this.#once(basic(credential), used);
    }
    throw new InputProblem(`${this.#registry} wants a login, and ${await this.explain()}`);
  }

  async #once(authorization: string, used: string | null): Promise<string> {
    if (authorization !== used) return authorization;
    throw new InputProblem(`${this.#registry} refuses the login: ${await this.explain()}`);
  }

  async #token(parameters: Readonly<Record<string, string>>, credential: Credential | null): Promise<string> {
    const { realm, service } = parameters;
    const scope = parameters.scope ?? `repository:${this.#repository}:pull`;
    const url = this.#realm(realm ?? '');
    const form = new URLSearchParams();
    if (service !== undefined) form.set('service', service);
    form.set('scope', scope);
    let response: HttpResponse;
    if (credential?.kind === 'identity') {
      form.set('grant_type', 'refresh_token');
      form.set('client_id', 'cgroup-gate');
      form.set('refresh_token', credential.token);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const sending = { method: 'POST', url: url.href, headers, authorization: null, body: form.toString() } as const;
      response = await send(this.#ports, sending, this.#signal);
    } else {
      for (const [key, value] of form) url.searchParams.set(key, value);
      const authorization = credential?.kind === 'password' ? basic(credential) : null;
      response = await send(this.#ports, { method: 'GET', url: url.href, headers: {}, authorization }, this.#signal);
    }
    if (response.status !== 200) {
      response.cancel();
      throw new InputProblem(
        `${url.host} gives no token for ${this.#registry}/${this.#repository} (status ${response.status}): ${await this.explain()}`,
      );
    }
    const where = `the token of ${url.host}`;
    const bytes = await readAll(
      { size: null, read: async () => new Uint8Array(0), stream: () => response.body },
      tokenBytes,
      where,
    );
    const answer = asRecord(parseJson(bytes, where), where);
    const token = optionalText(answer.token) ?? optionalText(answer.access_token);
    if (token === null || /[^\x21-\x7e]/.test(token)) throw new InputProblem(`${where} holds none`);
    return token;
  }

  #realm(realm: string): URL {
    const wrong = (why: string) =>
      new InputProblem(
        `${this.#registry} says to get a token from ${JSON.stringify(realm.slice(0, 200))}, which is ${why}`,
      );
    let url: URL;
    try {
      url = new URL(realm);
    } catch {
      throw wrong('no address');
    }
    if (url.protocol === 'https:' || (url.protocol === 'http:' && !this.#secure)) return url;
    throw wrong('not encrypted');
  }
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
