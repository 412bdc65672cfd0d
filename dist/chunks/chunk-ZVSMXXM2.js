import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/kind/cri/cri.ts
var probeLabel = "cgroup-gate.probe";
function readDetails(info) {
  const record = isRecord(info) ? info : {};
  const pid = typeof record.pid === "number" && record.pid > 0 ? record.pid : null;
  const spec = isRecord(record.runtimeSpec) ? record.runtimeSpec : {};
  const linux = isRecord(spec.linux) ? spec.linux : {};
  return { pid, cgroupsPath: typeof linux.cgroupsPath === "string" ? linux.cgroupsPath : null };
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}

// src/kind/ports.ts
function succeeded(result) {
  return result.end === "exit" && result.exitCode === 0;
}

// src/kind/cluster/lifetime.ts
var clusterLabel = "io.x-k8s.kind.cluster";
var clockToleranceMs = 10 * 6e4;
var engineVariables = [
  "DOCKER_HOST",
  "DOCKER_CONTEXT",
  "DOCKER_CONFIG",
  "CONTAINER_HOST",
  "KIND_EXPERIMENTAL_PROVIDER",
  "KIND_EXPERIMENTAL_DOCKER_NETWORK",
  "XDG_RUNTIME_DIR",
  "HOME"
];
function newClusterName(ports) {
  return `cgroup-gate-${ports.randomHex(6)}`;
}
function engineEnvironment(ports) {
  const environment = {};
  for (const name of engineVariables) {
    const value = ports.environment[name];
    if (value !== void 0) environment[name] = value;
  }
  return environment;
}
function readClusterState(text) {
  const json = parseJson(text);
  if (!isRecord(json) || json.schema !== 1) return null;
  const { cluster, engine, kind, tempDir, createdAt, images, environment } = json;
  if (typeof cluster !== "string" || !/^[a-z0-9][a-z0-9.-]{0,62}$/.test(cluster)) return null;
  if (typeof engine !== "string" || typeof kind !== "string" || typeof tempDir !== "string") return null;
  if (typeof createdAt !== "number" || !Array.isArray(images) || !isRecord(environment)) return null;
  if (!images.every((image) => typeof image === "string")) return null;
  const strings = Object.entries(environment).filter((pair) => typeof pair[1] === "string");
  return { schema: 1, cluster, engine, kind, tempDir, createdAt, images, environment: Object.fromEntries(strings) };
}
async function clusterContainers(ports, engine, cluster) {
  const result = await ports.exec({
    file: engine.command,
    args: ["ps", "-a", "--no-trunc", "--filter", `label=${clusterLabel}=${cluster}`, "--format", "{{.ID}}"],
    env: engine.environment,
    timeoutMs: 6e4
  });
  if (!succeeded(result)) return null;
  return result.stdout.split("\n").flatMap((line) => /^[0-9a-f]{12,64}$/.test(line.trim()) ? [line.trim()] : []);
}
async function removeCluster(ports, state, settle = true) {
  const engine = { command: state.engine, environment: state.environment };
  const command = `${state.kind} delete cluster --name ${state.cluster}`;
  const before = await clusterContainers(ports, engine, state.cluster);
  if (before !== null && await someAreOlder(ports, engine, before, state.createdAt)) {
    await removeBelongings(ports, state);
    const message = `cluster ${state.cluster} has a node that is older than this run, so it was left alone`;
    return { ok: false, message, command };
  }
  const deleted = await ports.exec({
    file: state.kind,
    args: ["delete", "cluster", "--name", state.cluster],
    env: { ...state.environment, KUBECONFIG: `${state.tempDir}/kubeconfig`, TMPDIR: state.tempDir },
    timeoutMs: 18e4
  });
  const left = await removeLeftovers(ports, engine, state.cluster, settle);
  await removeBelongings(ports, state);
  if (left === 0) return { ok: true };
  const said = deleted.stderr.trim() || deleted.message;
  const what = left === null ? "the engine does not say what is left" : `${left} container(s) are left`;
  return { ok: false, message: `cluster ${state.cluster} could not be removed: ${what}. ${said}`.trim(), command };
}
async function removeBelongings(ports, state) {
  for (const image of state.images) {
    await ports.exec({ file: state.engine, args: ["rmi", image], env: state.environment, timeoutMs: 12e4 });
  }
  await ports.files.remove(state.tempDir);
}
async function removeLeftovers(ports, engine, cluster, settle) {
  let empty = 0;
  let left = null;
  for (let look = 0; look < 12 && empty < (settle ? 4 : 1); look += 1) {
    const ids = await clusterContainers(ports, engine, cluster);
    left = ids === null ? null : ids.length;
    if (ids !== null && ids.length > 0) {
      await ports.exec({
        file: engine.command,
        args: ["rm", "-f", "-v", ...ids],
        env: engine.environment,
        timeoutMs: 12e4
      });
    }
    empty = left === 0 ? empty + 1 : 0;
    if (empty < (settle ? 4 : 1)) await ports.sleep(500);
  }
  return left;
}
async function someAreOlder(ports, engine, ids, createdAt) {
  if (ids.length === 0) return false;
  const result = await ports.exec({
    file: engine.command,
    args: ["inspect", "--format", "{{.Created}}", ...ids],
    env: engine.environment,
    timeoutMs: 6e4
  });
  return result.stdout.split("\n").map((line) => Date.parse(line.trim())).some((created) => created < createdAt - clockToleranceMs);
}

export {
  succeeded,
  probeLabel,
  readDetails,
  isRecord,
  parseJson,
  newClusterName,
  engineEnvironment,
  readClusterState,
  clusterContainers,
  removeCluster,
  removeBelongings
};
