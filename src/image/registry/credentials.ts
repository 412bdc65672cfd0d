import { optionalText } from '../json.ts';
import type { ConfigText, RegistryPorts } from './ports.ts';

/**
 * - `password`: a user's name and password (or access token in its place)
 * - `identity`: an identity token, to be exchanged for access tokens
 * - `bearer`: an access token, used as it is
 */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string };

export interface FoundCredential {
  readonly credential: Credential | null;
  /** What went wrong on the way, for the message of a refusal. */
  readonly problems: readonly string[];
}

/** The key under which Docker keeps what is for Docker Hub. */
const hubKey = 'https://index.docker.io/v1/';

/**
 * Looks up what to log in with, as `docker` does (cli/config/configfile of docker/cli 28) and as containers-auth.json(5)
 * says: in each file the helper for the registry, then the helper for all, then the file's own entries, where the most
 * specific of `HOST/NAMESPACE/REPOSITORY` ... `HOST` wins. A helper that fails is passed over, as Docker does.
 */
export async function findCredential(
  ports: Pick<RegistryPorts, 'credentialFiles' | 'credentialHelper'>,
  registry: string,
  repository: string,
): Promise<FoundCredential> {
  const problems: string[] = [];
  for (const file of await ports.credentialFiles()) {
    const config = parseConfig(file, problems);
    if (config === null) continue;
    const helper = optionalText(recordOf(config.credHelpers)[registry]) ?? optionalText(config.credsStore);
    if (helper !== null && /^[A-Za-z0-9._-]+$/.test(helper)) {
      const answer = await ports.credentialHelper(helper, registry === 'docker.io' ? hubKey : registry);
      if (answer.kind === 'found') return { credential: fromHelper(answer.username, answer.secret), problems };
      if (answer.kind === 'failed') problems.push(`docker-credential-${helper}: ${answer.detail}`);
    }
    const credential = fromEntries(recordOf(config.auths), registry, repository);
    if (credential !== null) return { credential, problems };
  }
  return { credential: null, problems };
}

function parseConfig(file: ConfigText, problems: string[]): Readonly<Record<string, unknown>> | null {
  try {
    return recordOf(JSON.parse(file.text));
  } catch {
    problems.push(`${file.path} is no valid JSON`);
    return null;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function fromHelper(username: string, secret: string): Credential {
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}

function fromEntries(
  entries: Readonly<Record<string, unknown>>,
  registry: string,
  repository: string,
): Credential | null {
  const wanted: string[] = [];
  const parts = [registry, ...repository.split('/')];
  for (let length = parts.length; length > 0; length--) wanted.push(parts.slice(0, length).join('/'));
  if (registry === 'docker.io') wanted.push(hubKey, 'index.docker.io', 'registry-1.docker.io');
  for (const key of wanted) {
    const credential = readEntry(entries[key]);
    if (credential !== null) return credential;
  }
  // Older files have the whole address of the registry's API as the key.
  for (const [key, entry] of Object.entries(entries)) {
    if (hostOf(key) !== registry) continue;
    const credential = readEntry(entry);
    if (credential !== null) return credential;
  }
  return null;
}

function hostOf(key: string): string | null {
  const host = /^https?:\/\/([^/]+)(?:\/|$)/.exec(key)?.[1] ?? null;
  return host === 'index.docker.io' ? 'docker.io' : host;
}

function readEntry(value: unknown): Credential | null {
  const entry = recordOf(value);
  const identity = optionalText(entry.identitytoken);
  if (identity !== null) return { kind: 'identity', token: identity };
  const bearer = optionalText(entry.registrytoken);
  if (bearer !== null) return { kind: 'bearer', token: bearer };
  const both = Buffer.from(optionalText(entry.auth) ?? '', 'base64')
    .toString('utf8')
    .replace(/\0+$/, '');
  const colon = both.indexOf(':');
  const username = colon > 0 ? both.slice(0, colon) : optionalText(entry.username);
  const password = colon > 0 ? both.slice(colon + 1) : optionalText(entry.password);
  return username !== null && password !== null ? { kind: 'password', username, password } : null;
}
