import type { EngineClient } from './engine-client.ts';
import type { RemoteArchive, RemoteFiles } from './remote-files.ts';

/**
 * The files of an image through containers that were created from it. An engine answers one question at a time for each
 * (dockerd holds the container's lock until the last byte of an answer is sent), so several are asked side by side.
 */
export function containerFiles(client: EngineClient, containers: readonly string[]): RemoteFiles {
  const free = [...containers];
  const waiting: ((container: string) => void)[] = [];

  function take(first = false): Promise<string> {
    const container = free.shift();
    if (container !== undefined) return Promise.resolve(container);
    return new Promise((resolve) => (first ? waiting.unshift(resolve) : waiting.push(resolve)));
  }

  function give(container: string): void {
    const next = waiting.shift();
    if (next) next(container);
    else free.unshift(container);
  }

  async function archive(path: string, large = false): Promise<RemoteArchive | null> {
    const container = await take(large);
    let held = true;
    const release = () => {
      if (held) give(container);
      held = false;
    };
    try {
      const found = await client.archive(container, path);
      if (found === null) {
        release();
        return null;
      }
      return {
        status: found.status,
        body: untilOver(found.body, release),
        cancel: () => {
          found.cancel();
          release();
        },
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  return {
    where: "the engine's image",
    names: 'from the folder',
    stoppable: true,
    statPath: async (path) => {
      const container = await take();
      try {
        return await client.statPath(container, path);
      } finally {
        give(container);
      }
    },
    archive,
  };
}

async function* untilOver(body: AsyncIterable<Uint8Array>, over: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    over();
  }
}
