/** An engine in memory: answers the requests that reading an image takes, and remembers them. */
import type { EngineConnection, EngineResponse } from '../../../src/image/ports.ts';
import { directory, file, type Member, symlink, tar } from '../make-tar.ts';

export interface FakeEngine extends EngineConnection {
  readonly requests: string[];
  readonly containers: Map<string, Record<string, unknown>>;
  /** Cuts every tar short by so many bytes. */
  cut: number;
  /** How many of the containers that are asked for are refused. */
  refuseCreate: number;
  /** The most answers that were under way at once for any one container, and for all of them. */
  readonly atOnce: { ofOne: number; ofAll: number };
}

export type Files = Readonly<Record<string, string | { link: string }>>;

const id = `sha256:${'ab'.repeat(32)}`;
const layer = `sha256:${'cd'.repeat(32)}`;

export function fakeEngine(files: Files): FakeEngine {
  const underWay: string[] = [];
  const engine: FakeEngine = {
    address: 'unix:///engine.sock',
    requests: [],
    containers: new Map(),
    cut: 0,
    refuseCreate: 0,
    atOnce: { ofOne: 0, ofAll: 0 },
    request: async (method, path, body) => {
      const url = new URL(path, 'http://engine');
      engine.requests.push(
        `${method} ${decodeURIComponent(url.pathname.replace(/cgroup-gate-[0-9a-f-]+/, 'ID'))}${decodeURIComponent(url.search).replace(/cgroup-gate-[0-9a-f-]+/, 'ID')}`,
      );
      if (url.pathname === '/images/node:v1/json') {
        return json(200, {
          Id: id,
          Os: 'linux',
          Architecture: 'amd64',
          Config: { Labels: { a: 'b' } },
          RootFS: { Layers: [layer] },
        });
      }
      if (url.pathname.endsWith('/json')) return json(404, { message: 'No such image' });
      if (url.pathname.endsWith('/history'))
        return json(200, [
          { CreatedBy: 'ENV', Size: 0 },
          { CreatedBy: 'COPY', Size: 9 },
        ]);
      if (url.pathname === '/containers/create') {
        if (engine.refuseCreate-- > 0) return json(500, { message: 'no space left\non device' });
        engine.containers.set(url.searchParams.get('name')!, JSON.parse(body!));
        return json(201, { Id: 'x' });
      }
      if (method === 'DELETE') {
        engine.containers.delete(url.pathname.split('/')[2]!);
        return json(204, null);
      }
      const container = url.pathname.split('/')[2]!;
      if (!engine.containers.has(container)) return json(404, { message: 'No such container' });
      underWay.push(container);
      engine.atOnce.ofAll = Math.max(engine.atOnce.ofAll, underWay.length);
      engine.atOnce.ofOne = Math.max(engine.atOnce.ofOne, underWay.filter((name) => name === container).length);
      let over = () => {
        underWay.splice(underWay.indexOf(container), 1);
        over = () => {};
      };
      // As by a real engine, the answer comes later, and the container is held until the answer's end.
      await new Promise((resolve) => setImmediate(resolve));
      const answer = archive(engine, files, method, url.searchParams.get('path')!);
      if (method === 'HEAD' || answer.status === 404) over();
      return {
        ...answer,
        body: (async function* () {
          try {
            yield* answer.body;
          } finally {
            over();
          }
        })(),
        cancel: () => over(),
      };
    },
  };
  return engine;
}

function archive(engine: FakeEngine, files: Files, method: string, path: string): EngineResponse {
  const at = path.replace(/^\//, '');
  const below = Object.keys(files).filter((name) => name.startsWith(`${at}/`));
  const own = files[at];
  if (own === undefined && below.length === 0) return json(404, { message: 'Could not find the file' });
  const status =
    own === undefined
      ? { size: 4096, mode: 2 ** 31 + 0o755 }
      : typeof own === 'string'
        ? { size: own.length, mode: 0o640 }
        : { size: 0, mode: 2 ** 27 + 0o777 };
  const headers = { 'x-docker-container-path-stat': Buffer.from(JSON.stringify(status)).toString('base64') };
  if (method === 'HEAD') return response(200, Buffer.alloc(0), headers);
  const cutName = (name: string) => name.slice(at.lastIndexOf('/') + 1);
  const members: Member[] = own === undefined ? [directory(`${cutName(at)}/`)] : [];
  for (const name of own === undefined ? below : [at]) {
    const content = files[name]!;
    members.push(typeof content === 'string' ? file(cutName(name), content) : symlink(cutName(name), content.link));
  }
  const bytes = tar(members);
  return response(200, bytes.subarray(0, bytes.length - engine.cut), headers);
}

function json(status: number, value: unknown): EngineResponse {
  return response(status, value === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(value)), {});
}

function response(status: number, bytes: Buffer, headers: Record<string, string>): EngineResponse {
  return {
    status,
    headers,
    body: (async function* () {
      for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
    })(),
    cancel: () => {},
  };
}
