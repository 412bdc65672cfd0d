import { InputProblem, problemText } from '../input-problem.ts';
import type { RegistryPorts } from './ports.ts';
import { isLoopback } from './registry-name.ts';

/** A place to ask for the blobs of one repository: the registry itself, or a mirror of it. */
export interface Endpoint {
  /** As credentials are kept for it, and as messages show it. */
  readonly registry: string;
  readonly repository: string;
  /** `https://registry-1.docker.io` */
  readonly origin: string;
}

export interface Place {
  readonly registry: string;
  readonly repository: string;
  /** Plain HTTP was asked for. */
  readonly plainHttp: boolean;
}

/**
 * Decides how to speak to a registry: TLS everywhere, but plain HTTP where it was asked for, and on this machine's own
 * addresses where nothing answers to TLS (as Docker does for its insecure registries).
 */
export async function endpointOf(
  ports: Pick<RegistryPorts, 'http'>,
  { registry, repository, plainHttp }: Place,
  signal: AbortSignal | undefined,
): Promise<Endpoint> {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const secure: Endpoint = { registry, repository, origin: `https://${host}` };
  const plain: Endpoint = { registry, repository, origin: `http://${host}` };
  if (plainHttp) return plain;
  if (!isLoopback(host)) return secure;
  try {
    const response = await ports.http.request({ method: 'GET', url: `${secure.origin}/v2/`, headers: {}, signal });
    response.cancel();
    return secure;
  } catch (error) {
    if (isCertificateProblem(error)) {
      throw new InputProblem(`${problemText(error)}; name its certificate authority with NODE_EXTRA_CA_CERTS=FILE`);
    }
    return plain;
  }
}

function isCertificateProblem(error: unknown): boolean {
  return (
    error instanceof InputProblem && error.code !== null && /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/.test(error.code)
  );
}
