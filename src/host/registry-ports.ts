import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { problemText } from '../image/input-problem.ts';
import type { ConfigText, HelperAnswer, RegistryPorts } from '../image/registry/ports.ts';
import type { Environment } from './engine.ts';

/** A helper that asks a person something would wait for ever; in milliseconds. */
const helperTime = 60_000;

/** What talking to registries needs, from this machine. */
export function createRegistryPorts(environment: Environment): RegistryPorts {
  const home = environment.HOME ?? homedir();
  const http = once(async () => {
    const { createHttpPort } = await import('./http.ts');
    return createHttpPort(environment, (host) => authoritiesFor(host, home));
  });
  return {
    http: { request: async (request) => (await http()).request(request) },
    credentialFiles: once(() => readTexts(credentialPaths(environment, home))),
    credentialHelper: (name, server) => askHelper(name, server, environment),
    registryConfigs: once(() => registryConfigs(environment, home)),
    wait: async (milliseconds, signal) => {
      try {
        await pause(milliseconds, undefined, signal ? { signal } : {});
      } catch {
        // cancelled: whoever waits looks at the signal
      }
    },
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= read();
    return result;
  };
}

/** `REGISTRY_AUTH_FILE` stands alone (containers-auth.json(5)); else Docker's file goes before Podman's and skopeo's. */
function credentialPaths(environment: Environment, home: string): string[] {
  if (environment.REGISTRY_AUTH_FILE) return [environment.REGISTRY_AUTH_FILE];
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    `${environment.DOCKER_CONFIG || `${home}/.docker`}/config.json`,
    ...(runtime ? [`${runtime}/containers/auth.json`] : []),
    `${environment.XDG_CONFIG_HOME || `${home}/.config`}/containers/auth.json`,
  ];
}

/** containers-registries.conf(5): the user's file takes the place of the machine's. */
async function registryConfigs(environment: Environment, home: string): Promise<readonly ConfigText[]> {
  const named = environment.CONTAINERS_REGISTRIES_CONF;
  if (named) return readTexts([named]);
  for (const base of [`${environment.XDG_CONFIG_HOME || `${home}/.config`}/containers`, '/etc/containers']) {
    const main = await readTexts([`${base}/registries.conf`]);
    const dropIns = await namesIn(`${base}/registries.conf.d`, /\.conf$/);
    if (main.length > 0) return [...main, ...(await readTexts(dropIns))];
  }
  return [];
}

/** The folders in which Docker and Podman look for certificate authorities of one registry. */
async function authoritiesFor(host: string, home: string): Promise<readonly string[]> {
  const folders = ['/etc/docker/certs.d', '/etc/containers/certs.d', `${home}/.config/containers/certs.d`];
  const files = await Promise.all(folders.map((folder) => namesIn(`${folder}/${host}`, /\.crt$/)));
  return (await readTexts(files.flat())).map(({ text }) => text);
}

async function namesIn(folder: string, fitting: RegExp): Promise<string[]> {
  try {
    return (await readdir(folder))
      .filter((name) => fitting.test(name))
      .sort()
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

async function readTexts(paths: readonly string[]): Promise<ConfigText[]> {
  const texts: ConfigText[] = [];
  for (const path of paths) {
    try {
      texts.push({ path, text: await readFile(path, 'utf8') });
    } catch {
      // It is not there, or not for us; a registry that needs it says so.
    }
  }
  return texts;
}

/** The protocol of docker/docker-credential-helpers: the server's name in, JSON out. */
async function askHelper(name: string, server: string, environment: Environment): Promise<HelperAnswer> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const failed = (detail: string) => resolve({ kind: 'failed', detail });
    const child = spawn(`docker-credential-${name}`, ['get'], {
      env: environment as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: helperTime,
    });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (bytes: Buffer) => {
      if (output.length < 1 << 20) output += bytes.toString('utf8');
    });
    child.stderr.on('data', (bytes: Buffer) => {
      if (complaint.length < 500) complaint += bytes.toString('utf8');
    });
    child.stdin.on('error', () => {});
    child.once('error', (error) =>
      failed('code' in error && error.code === 'ENOENT' ? 'there is no such program' : problemText(error)),
    );
    child.once('close', (status) => {
      if (status === 0) return resolve(readAnswer(output));
      const text = (output.trim() || complaint.trim()).replace(/\s+/g, ' ').slice(0, 200);
      if (/credentials not found/i.test(text)) return resolve({ kind: 'none' });
      failed(text || `it ended with status ${status ?? 'unknown'}`);
    });
    child.stdin.end(server);
  });
}

function readAnswer(output: string): HelperAnswer {
  try {
    const { Username: username, Secret: secret } = JSON.parse(output) as Record<string, unknown>;
    if (typeof username === 'string' && typeof secret === 'string') {
      return secret === '' ? { kind: 'none' } : { kind: 'found', username, secret };
    }
  } catch {
    // told below
  }
  return { kind: 'failed', detail: 'its answer is no credentials' };
}
