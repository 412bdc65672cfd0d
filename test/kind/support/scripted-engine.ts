import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kindPorts } from '../../../src/host/kind-ports.ts';
import type { KindPorts } from '../../../src/kind/ports.ts';

/** What the scripted programs answer; each is the content of a file beside them. */
export interface Script {
  /** kind's standard error while it creates a cluster, after its steps. */
  readonly createError?: string;
  readonly createStatus?: number;
  /** Seconds that it takes. */
  readonly createSleep?: number;
  /** False: no container comes of it. */
  readonly createMakesNode?: boolean;
  readonly clusters?: readonly string[];
  /** `true 0 0`: running, process, exit status. */
  readonly state?: string;
  readonly console?: string;
  /** Lines of a shell `case` over the command that runs in the node. */
  readonly node?: string;
  readonly removeFails?: boolean;
}

export interface ScriptedEngine {
  readonly ports: KindPorts;
  readonly folder: string;
  /** Every call, in order. */
  readonly log: () => readonly string[];
  /** Clusters that have containers. */
  readonly left: () => readonly string[];
  /** What lies in the folder for temporary files. */
  readonly temporary: () => readonly string[];
  readonly dispose: () => void;
}

const docker = `#!/bin/bash
echo "docker $*" >>"$FIXTURE/log"
name() { for word in "$@"; do case $word in label=io.x-k8s.kind.cluster=*) echo "\${word##*=}" ;; esac; done; }
case "$1" in
  -v) echo 'Docker version 28.5.2, build abc' ;;
  info) echo '{"ServerVersion":"28.5.2","MemTotal":8000000000,"DockerRootDir":"/","Architecture":"x86_64","CgroupVersion":"1"}' ;;
  ps) cat "$FIXTURE/containers/$(name "$@")" 2>/dev/null; true ;;
  inspect) case "$*" in *.Created*) date -u +%Y-%m-%dT%H:%M:%SZ ;; *) cat "$FIXTURE/state" ;; esac ;;
  logs) cat "$FIXTURE/console" ;;
  exec) shift; [ "$1" != -i ] || shift; shift; . "$FIXTURE/node" ;;
  rm) [ ! -e "$FIXTURE/remove-fails" ] || exit 1; rm -f "$FIXTURE/containers/"* ;;
esac
`;

const kind = `#!/bin/bash
echo "kind $*" >>"$FIXTURE/log"
after() { while [ $# -gt 0 ]; do [ "$1" != --name ] || { echo "$2"; return; }; shift; done; }
cluster=$(after "$@")
case "$1 $2" in
  'version ') echo 'kind v0.33.0 go1.27.2 linux/amd64' ;;
  'get clusters') cat "$FIXTURE/clusters" ;;
  'get nodes') [ ! -e "$FIXTURE/containers/$cluster" ] || echo "$cluster-control-plane" ;;
  'create cluster')
    cat >/dev/null
    echo "Creating cluster \\"$cluster\\" ..." >&2
    echo ' • Preparing nodes 📦   ...' >&2
    [ ! -e "$FIXTURE/makes-node" ] || printf '%064d\\n' 1 >"$FIXTURE/containers/$cluster"
    sleep "$(cat "$FIXTURE/create-sleep")"
    cat "$FIXTURE/create-error" >&2
    exit "$(cat "$FIXTURE/create-status")"
    ;;
  'export logs') eval "folder=\\\${$#}"; mkdir -p "$folder"; echo x >"$folder/kind-version.txt" ;;
  'delete cluster') [ -e "$FIXTURE/remove-fails" ] || rm -f "$FIXTURE/containers/$cluster" ;;
esac
`;

/** A kind and a docker made of shell scripts, first on the PATH. Waiting takes no time. */
export function scriptedEngine(script: Script): ScriptedEngine {
  const folder = mkdtempSync(join(tmpdir(), 'scripted-engine-'));
  for (const name of ['bin', 'containers', 'tmp']) mkdirSync(join(folder, name));
  const put = (name: string, content: string): void => writeFileSync(join(folder, name), content);
  put('log', '');
  put('create-error', script.createError ?? '');
  put('create-status', String(script.createStatus ?? 0));
  put('create-sleep', String(script.createSleep ?? 0));
  put('clusters', (script.clusters ?? []).map((name) => `${name}\n`).join(''));
  put('state', script.state ?? 'true 0 0');
  put('console', script.console ?? '');
  put('node', `case "$*" in\n${script.node ?? ''}\n  *) exit 1 ;;\nesac\n`);
  if (script.createMakesNode !== false) put('makes-node', '');
  if (script.removeFails === true) put('remove-fails', '');
  for (const [name, text] of [['docker', docker] as const, ['kind', kind] as const]) {
    put(`bin/${name}`, text);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  const environment = { PATH: `${folder}/bin:/usr/bin:/bin`, FIXTURE: folder, HOME: folder };
  const ports = kindPorts(environment);
  let made = 0;
  return {
    folder,
    ports: {
      ...ports,
      sleep: async () => {},
      files: {
        ...ports.files,
        makeTempDir: async (prefix) => {
          made += 1;
          const path = join(folder, 'tmp', `${prefix}${made}`);
          mkdirSync(path);
          return path;
        },
      },
    },
    log: () => readFileSync(join(folder, 'log'), 'utf8').split('\n'),
    left: () => readdirSync(join(folder, 'containers')),
    temporary: () => (existsSync(join(folder, 'tmp')) ? readdirSync(join(folder, 'tmp')) : []),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
