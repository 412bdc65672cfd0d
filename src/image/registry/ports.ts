/** One request. Redirects are never followed by the port: whoever asks decides what goes along. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; values of a repeated header are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to the end, or cancelled. Ends with an `InputProblem` if the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): void;
}

export interface HttpPort {
  /** Rejects with an `InputProblem` whose `code` is the system's (`ECONNREFUSED`, `ENOTFOUND` ...) if there is no answer. */
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/**
 * What a credential helper says (docker/docker-credential-helpers).
 * - `failed`: it could not be run, or it failed: `detail` says how
 */
export type HelperAnswer =
  | { readonly kind: 'found'; readonly username: string; readonly secret: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly detail: string };

/** Everything that talking to registries needs from the outside. */
export interface RegistryPorts {
  readonly http: HttpPort;
  /** The credential files of Docker, Podman and skopeo that exist, the one that is asked first in front. */
  credentialFiles(): Promise<readonly ConfigText[]>;
  /** Runs `docker-credential-NAME get` for that server. */
  credentialHelper(name: string, server: string): Promise<HelperAnswer>;
  /** containers-registries.conf(5), the base file first, then its drop-ins. */
  registryConfigs(): Promise<readonly ConfigText[]>;
  /** Waits that many milliseconds, or until the signal aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
