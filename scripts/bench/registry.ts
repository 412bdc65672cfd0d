/** A registry on loopback, Debian's docker-registry, for as long as it is needed. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Registry {
  /** `localhost:41234` */
  readonly address: string;
  stop(): void;
}

export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort();
  mkdirSync(join(folder, 'data'), { recursive: true });
  const config = join(folder, 'config.yml');
  writeFileSync(
    config,
    `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${join(folder, 'data')} } }
http: { addr: "127.0.0.1:${port}" }
`,
  );
  const child = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  const address = `localhost:${port}`;
  for (let round = 0; round < 100; round++) {
    try {
      if ((await fetch(`http://${address}/v2/`)).ok) return { address, stop: () => child.kill() };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  child.kill();
  throw new Error('docker-registry does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
