import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  clusterContainers,
  engineEnvironment,
  isRecord,
  newClusterName,
  parseJson,
  probeLabel,
  readDetails,
  removeBelongings,
  removeCluster,
  succeeded
} from "./chunk-ZVSMXXM2.js";
import {
  assembleReport,
  givenFiles,
  resolveImage,
  withFacts
} from "./chunk-XEWW5JH5.js";
import {
  applyKindConfig,
  overlayTree
} from "./chunk-VG67BZCY.js";
import "./chunk-IBQVA3B5.js";
import "./chunk-7VRB4YCP.js";

// src/image/empty-tree.ts
var emptyTree = {
  stat: async (path) => absent(path),
  lstat: async (path) => absent(path),
  read: async (path) => absent(path),
  list: async (path) => absent(path),
  binary: async (path) => absent(path)
};
function absent(path) {
  return { ok: false, reason: "absent", path, detail: "there is no such file" };
}

// src/kind/evidence/static-side.ts
function staticDrivers(answers) {
  const drivers2 = /* @__PURE__ */ new Map();
  const { containerd, kubelet } = answers ?? { containerd: null, kubelet: null };
  const sure = containerd !== null && containerd.doubts.length === 0;
  if (sure && containerd.state === "ok") {
    for (const handler of containerd.handlers) {
      if (handler.driver === "systemd" || handler.driver === "cgroupfs") {
        drivers2.set(`handler ${handler.name}`, handler.driver);
      }
    }
  }
  const effective = kubelet === null ? null : effectiveKubelet(kubelet, sure ? containerd : null);
  if (effective !== null) drivers2.set("kubelet", effective);
  return drivers2;
}
function effectiveKubelet(kubelet, containerd) {
  if (kubelet.refusesToStart !== null) return null;
  if (kubelet.asksRuntime === null) return null;
  if (kubelet.asksRuntime) {
    if (containerd === null) return null;
    const answer = containerd.runtimeConfig.onSystemdHost;
    if (answer === "systemd" || answer === "cgroupfs") return answer;
    if (answer === "no-cri") return null;
  }
  return kubelet.configured === "unknown" ? null : kubelet.configured;
}

// src/kind/evidence/tree-resolver.ts
var nothing = { containerd: null, kubelet: null };
function treeResolver(given) {
  return async (tree, hints) => {
    const { candidates } = await resolveImage(tree, [], {
      containerdVersion: given.containerdVersion ?? hints.containerdVersion,
      kubeletVersion: given.kubeletVersion ?? hints.kubeletVersion,
      kubeletConfig: null,
      booted: hints.booted
    });
    const answers = candidates.map(({ node }) => ({ containerd: node.containerd, kubelet: node.kubelet }));
    const [first, ...others] = answers;
    if (first === void 0) return nothing;
    const same = others.every((other) => drivers(other) === drivers(first));
    return same ? first : nothing;
  };
}
function drivers(answers) {
  return JSON.stringify([[...staticDrivers(answers)].sort(), answers.containerd?.state ?? null]);
}

// src/kind/blame.ts
function blameLines(code, answers) {
  const { containerd, kubelet } = answers ?? { containerd: null, kubelet: null };
  switch (code) {
    case "containerd-down":
    case "cri-missing": {
      const reason = containerd?.stateReason ?? null;
      return { location: reason?.location ?? null, related: reason?.related ?? [] };
    }
    case "cgroup-drivers-collide": {
      const handler = containerd?.handlers.find(({ name }) => name === containerd.defaultHandler);
      const line = handler?.origin.by === "line" ? handler.origin.location : null;
      const role = "makes the runtime use systemd";
      return {
        location: kubelet?.source ?? line,
        related: line === null || kubelet?.source == null ? [] : [{ location: line, role }]
      };
    }
    case "kubelet-down":
    case "kubeadm-failed": {
      const reason = kubelet?.refusesToStart ?? containerd?.stateReason ?? null;
      return { location: reason?.location ?? null, related: reason?.related ?? [] };
    }
    default:
      return { location: null, related: [] };
  }
}

// src/kind/cri/crictl.ts
var endpoint = "unix:///run/containerd/containerd.sock";
var podFile = "/run/cgroup-gate-pod.json";
var containerFile = "/run/cgroup-gate-container.json";
function criOverCrictl(node) {
  const crictl = (args, timeoutMs = 3e4) => node(["crictl", "--runtime-endpoint", endpoint, ...args], { timeoutMs });
  async function ask(args, read) {
    const result = await crictl(args);
    if (!succeeded(result)) return failure(result);
    const json = parseJson(result.stdout);
    if (!isRecord(json)) return { ok: false, code: -1, message: `crictl ${args.join(" ")} printed no JSON object` };
    return { ok: true, value: read(json) };
  }
  async function put(path, value) {
    return node(["cp", "/dev/stdin", path], { input: JSON.stringify(value) });
  }
  return {
    by: "crictl in the node",
    version: async () => {
      const result = await crictl(["version"]);
      if (!succeeded(result)) return failure(result);
      const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(result.stdout)?.[1]?.trim() ?? "";
      return { ok: true, value: { runtime: field("RuntimeName"), version: field("RuntimeVersion") } };
    },
    status: () => ask(["info"], (json) => {
      const status = isRecord(json.status) ? json.status : {};
      return {
        conditions: records(status.conditions).map((condition) => ({
          type: text(condition.type),
          status: condition.status === true,
          message: text(condition.message)
        })),
        config: json.config ?? null
      };
    }),
    runtimeConfig: async () => {
      const result = await crictl(["runtime-config"]);
      if (!succeeded(result)) return failure(result);
      const word = /\b(SYSTEMD|CGROUPFS)\b/.exec(result.stdout)?.[1];
      return { ok: true, value: word === void 0 ? null : word === "SYSTEMD" ? "systemd" : "cgroupfs" };
    },
    listPods: () => ask(["pods", "-o", "json"], (json) => records(json.items).map(readPod)),
    listContainers: () => ask(["ps", "-a", "-o", "json"], (json) => records(json.containers).map(readContainer)),
    listImages: () => ask(
      ["images", "-o", "json"],
      (json) => records(json.images).map((image) => ({
        id: text(image.id),
        tags: strings(image.repoTags),
        digests: strings(image.repoDigests),
        size: Number(image.size) || 0
      }))
    ),
    podDetails: (id) => ask(["inspectp", "-o", "json", id], (json) => readDetails(json.info)),
    containerDetails: (id) => ask(["inspect", "-o", "json", id], (json) => readDetails(json.info)),
    runPod: async (pod, handler) => {
      const put1 = await put(podFile, podJson(pod));
      if (!succeeded(put1)) return failure(put1);
      return idOf(await crictl(["runp", ...handler === "" ? [] : ["--runtime", handler], podFile], 12e4));
    },
    runContainer: async (sandbox, pod, image) => {
      for (const written of [await put(podFile, podJson(pod)), await put(containerFile, containerJson(image))]) {
        if (!succeeded(written)) return failure(written);
      }
      const created = idOf(await crictl(["create", sandbox, containerFile, podFile], 12e4));
      if (!created.ok) return created;
      const started = await crictl(["start", created.value], 12e4);
      return succeeded(started) ? created : failure(started);
    },
    removePod: async (id) => {
      await crictl(["stopp", id], 6e4);
      const removed = await crictl(["rmp", "-f", id], 6e4);
      await node(["rm", "-f", podFile, containerFile], {});
      return succeeded(removed) ? { ok: true, value: null } : failure(removed);
    },
    close: () => {
    }
  };
}
function podJson(pod) {
  return {
    metadata: { name: pod.name, namespace: pod.namespace, uid: pod.uid, attempt: 0 },
    labels: { [probeLabel]: "true" },
    linux: { cgroup_parent: pod.cgroupParent, security_context: { namespace_options: { network: 2, pid: 1 } } }
  };
}
function containerJson(image) {
  return {
    metadata: { name: "probe", attempt: 0 },
    image: { image },
    labels: { [probeLabel]: "true" },
    linux: { security_context: { namespace_options: { network: 2, pid: 1 } } }
  };
}
function readPod(pod) {
  const metadata = isRecord(pod.metadata) ? pod.metadata : {};
  const labels = isRecord(pod.labels) ? pod.labels : {};
  return {
    id: text(pod.id),
    name: text(metadata.name),
    namespace: text(metadata.namespace),
    uid: text(metadata.uid),
    attempt: Number(metadata.attempt) || 0,
    ready: pod.state === "SANDBOX_READY",
    createdAt: nanoseconds(pod.createdAt),
    handler: text(pod.runtimeHandler),
    labels: new Map(Object.entries(labels).map(([key, value]) => [key, text(value)]))
  };
}
function readContainer(container) {
  const metadata = isRecord(container.metadata) ? container.metadata : {};
  return {
    id: text(container.id),
    podId: text(container.podSandboxId),
    name: text(metadata.name),
    attempt: Number(metadata.attempt) || 0,
    running: container.state === "CONTAINER_RUNNING",
    createdAt: nanoseconds(container.createdAt)
  };
}
function idOf(result) {
  if (!succeeded(result)) return failure(result);
  const id = result.stdout.trim().split("\n").at(-1)?.trim() ?? "";
  if (!/^[0-9a-f]{12,64}$/.test(id))
    return { ok: false, code: -1, message: `crictl printed no id: ${id.slice(0, 200)}` };
  return { ok: true, value: id };
}
function failure(result) {
  const said = result.stderr.trim() || result.stdout.trim() || result.message;
  const found = /rpc error: code = (\w+) desc = ([\s\S]*)/.exec(said);
  const code = found === null ? -1 : grpcCodes[found[1] ?? ""] ?? 2;
  return { ok: false, code, message: (found?.[2] ?? said).slice(0, 4e3) };
}
var grpcCodes = {
  Unknown: 2,
  InvalidArgument: 3,
  DeadlineExceeded: 4,
  NotFound: 5,
  AlreadyExists: 6,
  FailedPrecondition: 9,
  Unimplemented: 12,
  Internal: 13,
  Unavailable: 14
};
function records(value) {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
function strings(value) {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
function text(value) {
  return typeof value === "string" ? value : "";
}
function nanoseconds(value) {
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? BigInt(value) : 0n;
}

// src/kind/cri/protobuf.ts
var encoder = new TextEncoder();
var decoder = new TextDecoder();
function encodeMessage(fields) {
  const out = [];
  for (const [field, value] of fields) encodeField(out, field, value);
  return Uint8Array.from(out);
}
function encodeField(out, field, value) {
  if (value === void 0) return;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    const number = typeof value === "bigint" ? value : BigInt(Number(value));
    if (number === 0n) return;
    pushVarint(out, BigInt(field << 3));
    pushVarint(out, BigInt.asUintN(64, number));
    return;
  }
  if (typeof value === "string") {
    if (value !== "") pushBytes(out, field, encoder.encode(value));
    return;
  }
  if (value instanceof Uint8Array) {
    pushBytes(out, field, value);
    return;
  }
  for (const [key, text2] of value) {
    pushBytes(
      out,
      field,
      encodeMessage([
        [1, key],
        [2, text2]
      ])
    );
  }
}
function pushBytes(out, field, bytes) {
  pushVarint(out, BigInt(field << 3 | 2));
  pushVarint(out, BigInt(bytes.length));
  for (const byte of bytes) out.push(byte);
}
function pushVarint(out, value) {
  let rest = value;
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
}
function decodeMessage(bytes) {
  const message = /* @__PURE__ */ new Map();
  let at = 0;
  const readVarint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === void 0) return null;
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return null;
  };
  while (at < bytes.length) {
    const key = readVarint();
    if (key === null) return null;
    const field = Number(key >> 3n);
    const type = Number(key & 7n);
    let value;
    if (type === 0) {
      value = readVarint();
    } else {
      const length = type === 1 ? 8n : type === 5 ? 4n : type === 2 ? readVarint() : null;
      if (length === null || length > BigInt(bytes.length - at)) return null;
      value = bytes.subarray(at, at + Number(length));
      at += Number(length);
    }
    if (value === null) return null;
    const values = message.get(field);
    if (values === void 0) message.set(field, [value]);
    else values.push(value);
  }
  return message;
}
function stringField(message, field) {
  const value = message.get(field)?.at(-1);
  return value instanceof Uint8Array ? decoder.decode(value) : "";
}
function stringsField(message, field) {
  return (message.get(field) ?? []).flatMap((value) => value instanceof Uint8Array ? [decoder.decode(value)] : []);
}
function bigintField(message, field) {
  const value = message.get(field)?.at(-1);
  return typeof value === "bigint" ? BigInt.asIntN(64, value) : 0n;
}
function numberField(message, field) {
  return Number(bigintField(message, field));
}
function messagesField(message, field) {
  return (message.get(field) ?? []).flatMap((value) => {
    const inner = value instanceof Uint8Array ? decodeMessage(value) : null;
    return inner === null ? [] : [inner];
  });
}
function messageField(message, field) {
  return messagesField(message, field).at(-1) ?? /* @__PURE__ */ new Map();
}
function mapField(message, field) {
  return new Map(messagesField(message, field).map((entry) => [stringField(entry, 1), stringField(entry, 2)]));
}

// src/kind/cri/grpc.ts
var runtime = "runtime.v1.RuntimeService";
var quickMs = 15e3;
var slowMs = 12e4;
var namespaces = encodeMessage([
  [1, 2],
  [2, 1]
]);
function criOverGrpc(rpc) {
  async function call(method, request, read, timeoutMs = quickMs) {
    const result = await rpc.call(method, request, timeoutMs);
    if (!result.ok) return result;
    const reply = decodeMessage(result.bytes);
    if (reply === null) return { ok: false, code: -1, message: "the runtime answered with bytes that are no message" };
    return { ok: true, value: read(reply) };
  }
  const none = new Uint8Array();
  return {
    by: "CRI socket",
    version: () => call(`${runtime}/Version`, encodeMessage([[1, "v1"]]), (reply) => ({
      runtime: stringField(reply, 2),
      version: stringField(reply, 3)
    })),
    status: () => call(`${runtime}/Status`, encodeMessage([[1, true]]), (reply) => ({
      conditions: messagesField(messageField(reply, 1), 1).map((condition) => ({
        type: stringField(condition, 1),
        status: numberField(condition, 2) === 1,
        message: stringField(condition, 4)
      })),
      config: parseJson(mapField(reply, 2).get("config") ?? "") ?? null
    })),
    runtimeConfig: () => call(`${runtime}/RuntimeConfig`, none, (reply) => {
      if (!reply.has(1)) return null;
      const driver = numberField(messageField(reply, 1), 1);
      return driver === 0 ? "systemd" : driver === 1 ? "cgroupfs" : null;
    }),
    listPods: () => call(`${runtime}/ListPodSandbox`, none, (reply) => messagesField(reply, 1).map(readPod2)),
    listContainers: () => call(`${runtime}/ListContainers`, none, (reply) => messagesField(reply, 1).map(readContainer2)),
    listImages: () => call(
      "runtime.v1.ImageService/ListImages",
      none,
      (reply) => messagesField(reply, 1).map((image) => ({
        id: stringField(image, 1),
        tags: stringsField(image, 2),
        digests: stringsField(image, 3),
        size: numberField(image, 4)
      }))
    ),
    podDetails: (id) => call(`${runtime}/PodSandboxStatus`, verbose(id), readInfo),
    containerDetails: (id) => call(`${runtime}/ContainerStatus`, verbose(id), readInfo),
    runPod: (pod, handler) => call(
      `${runtime}/RunPodSandbox`,
      encodeMessage([
        [1, podConfig(pod)],
        [2, handler]
      ]),
      (reply) => stringField(reply, 1),
      slowMs
    ),
    runContainer: async (sandbox, pod, image) => {
      const created = await call(
        `${runtime}/CreateContainer`,
        encodeMessage([
          [1, sandbox],
          [2, containerConfig(image)],
          [3, podConfig(pod)]
        ]),
        (reply) => stringField(reply, 1),
        slowMs
      );
      if (!created.ok) return created;
      const started = await call(`${runtime}/StartContainer`, encodeMessage([[1, created.value]]), () => null, slowMs);
      return started.ok ? created : started;
    },
    removePod: async (id) => {
      const request = encodeMessage([[1, id]]);
      const stopped = await call(`${runtime}/StopPodSandbox`, request, () => null, slowMs);
      const removed = await call(`${runtime}/RemovePodSandbox`, request, () => null, slowMs);
      return removed.ok ? stopped : removed;
    },
    close: () => rpc.close()
  };
}
function verbose(id) {
  return encodeMessage([
    [1, id],
    [2, true]
  ]);
}
function readInfo(reply) {
  return readDetails(parseJson(mapField(reply, 2).get("info") ?? ""));
}
function readPod2(pod) {
  const metadata = messageField(pod, 2);
  return {
    id: stringField(pod, 1),
    name: stringField(metadata, 1),
    uid: stringField(metadata, 2),
    namespace: stringField(metadata, 3),
    attempt: numberField(metadata, 4),
    ready: numberField(pod, 3) === 0,
    createdAt: bigintField(pod, 4),
    labels: mapField(pod, 5),
    handler: stringField(pod, 7)
  };
}
function readContainer2(container) {
  const metadata = messageField(container, 3);
  return {
    id: stringField(container, 1),
    podId: stringField(container, 2),
    name: stringField(metadata, 1),
    attempt: numberField(metadata, 2),
    running: numberField(container, 6) === 1,
    createdAt: bigintField(container, 7)
  };
}
function podConfig(pod) {
  const metadata = encodeMessage([
    [1, pod.name],
    [2, pod.uid],
    [3, pod.namespace]
  ]);
  const linux = encodeMessage([
    [1, pod.cgroupParent],
    [2, encodeMessage([[1, namespaces]])]
  ]);
  return encodeMessage([
    [1, metadata],
    [6, /* @__PURE__ */ new Map([[probeLabel, "true"]])],
    [8, linux]
  ]);
}
function containerConfig(image) {
  return encodeMessage([
    [1, encodeMessage([[1, "probe"]])],
    [2, encodeMessage([[1, image]])],
    [9, /* @__PURE__ */ new Map([[probeLabel, "true"]])],
    [15, encodeMessage([[2, encodeMessage([[3, namespaces]])]])]
  ]);
}

// src/kind/evidence/connect.ts
async function inspectContainer(ports, engine, node) {
  const result = await ports.exec({
    file: engine.command,
    args: ["inspect", "--format", "{{.State.Running}} {{.State.Pid}} {{.State.ExitCode}}", node],
    env: engine.environment,
    timeoutMs: 3e4
  });
  const found = /^(true|false) (\d+) (-?\d+)/.exec(result.stdout.trim());
  if (!succeeded(result) || found === null) return null;
  return { running: found[1] === "true", pid: Number(found[2]), exitCode: Number(found[3]) };
}
async function connectCri(ports, facts, state, nodeName, node) {
  const root = `/proc/${state.pid}/root`;
  if (facts.local && state.pid > 0) {
    const hostname = await ports.files.read(`${root}/etc/hostname`);
    if (hostname !== null && new TextDecoder().decode(hostname).trim() === nodeName) {
      const rpc = await ports.connectRpc(`${root}/run/containerd/containerd.sock`);
      if (rpc !== null) return criOverGrpc(rpc);
    }
  }
  return criOverCrictl(node);
}

// src/kind/evidence/processes.ts
async function findProcess(node, name) {
  const found = await node(["pgrep", "-o", "-x", name], {});
  const pid = Number.parseInt(found.stdout.trim(), 10);
  if (!succeeded(found) || !Number.isInteger(pid) || pid <= 0) return null;
  const commandLine = await node(["cat", `/proc/${pid}/cmdline`], {});
  const times = await node(["cat", `/proc/${pid}/stat`, "/proc/stat"], {});
  return {
    pid,
    arguments: commandLine.stdout.split("\0").filter((word, index, words2) => word !== "" || index < words2.length - 1),
    startedAt: startTime(times.stdout)
  };
}
function startTime(text2) {
  const afterName = text2.slice(text2.lastIndexOf(") ", text2.indexOf("\n")) + 2).split(" ");
  const ticks = Number(afterName[19]);
  const bootTime = Number(/^btime (\d+)$/m.exec(text2)?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootTime) ? Math.round((bootTime + ticks / 100) * 1e3) : null;
}
function flagValue(words2, ...names) {
  let value = null;
  words2.forEach((word, index) => {
    for (const name of names) {
      if (word.startsWith(`${name}=`)) value = word.slice(name.length + 1);
      else if (word === name) value = words2[index + 1] ?? null;
    }
  });
  return value;
}

// src/kind/cluster/failure.ts
var outside = /* @__PURE__ */ new Set([
  "node-too-old",
  "no-engine",
  "engine-not-running",
  "engine-permission",
  "too-little-memory",
  "too-little-disk",
  "kind-unavailable",
  "kind-download-failed",
  "kind-checksum-mismatch",
  "kind-unsupported-platform",
  "kind-unusable",
  "cluster-exists",
  "cancelled",
  "timed-out",
  "image-unavailable",
  "load-balancer-unavailable",
  "privileged-refused",
  "capabilities-refused",
  "kind-config-invalid",
  "cgroup-v1-refused",
  "cgroup-unsupported-by-systemd",
  "unknown"
]);
function blamesImage(code) {
  return !outside.has(code);
}
function bootFailure(code, message = "", step = null) {
  const [cause, remedy] = words[code];
  return { code, cause, remedy, step, message: message.slice(0, 4e3) };
}
var words = {
  "node-too-old": ["Kind mode needs Node 22 or newer.", "Run cgroup-gate with Node 22 or newer."],
  "no-engine": [
    "No container engine was found: neither docker, nerdctl nor podman is on the PATH.",
    "Install Docker, or set KIND_EXPERIMENTAL_PROVIDER to the engine that kind should use."
  ],
  "engine-not-running": [
    "The container engine does not answer.",
    "Start it, and check DOCKER_HOST or the docker context if it runs elsewhere."
  ],
  "engine-permission": [
    "This user may not use the container engine's socket.",
    "Add the user to the docker group, or run as a user who may."
  ],
  "too-little-memory": [
    "The container engine has too little memory for a Kubernetes node.",
    "Give it at least 1 GiB; 2 GiB for a genuine node image."
  ],
  "too-little-disk": [
    "There is too little disk space for a Kubernetes node.",
    "Free some space where the container engine keeps its data."
  ],
  "kind-unavailable": [
    "kind is not on the PATH and could not be downloaded.",
    "Install kind, or allow access to github.com."
  ],
  "kind-download-failed": [
    "The download of kind failed.",
    "Install kind on the PATH, or try again when github.com can be reached."
  ],
  "kind-checksum-mismatch": [
    "The downloaded kind is not the one whose checksum is pinned, and was thrown away.",
    "Install kind on the PATH by a way that you trust, and report this."
  ],
  "kind-unsupported-platform": [
    "There is no pinned kind for this platform.",
    "Install kind on the PATH, or run on Linux or macOS on amd64 or arm64."
  ],
  "kind-unusable": ["kind could not be run.", "Check that `kind version` works in a shell."],
  "cluster-exists": [
    "There is already a kind cluster of this name, and it was left alone.",
    "Choose another name, or leave the choice to cgroup-gate."
  ],
  cancelled: ["The run was cancelled.", "Run it again."],
  "timed-out": ["The cluster did not come up in time.", "Allow more time, or look into the exported logs."],
  "image-unavailable": [
    "The node image is not in the engine and could not be pulled.",
    "Check the name and the tag; load the image first, or log in to its registry."
  ],
  "image-not-loadable": [
    "The container engine could not load the image.",
    "Give a docker-archive (docker save), or load the image yourself and use kind:NAME."
  ],
  "load-balancer-unavailable": [
    "kind needs its load balancer's image for several control planes, and could not pull it.",
    "Use one control plane for this check, or make the image available."
  ],
  "privileged-refused": [
    "The engine does not start privileged containers here.",
    "Run on a machine that allows privileged containers; kind needs them."
  ],
  "capabilities-refused": [
    "This machine lacks a capability that the engine wants to give to a privileged container.",
    "Use Docker 26 or newer, which asks only for what the host has, or another machine."
  ],
  "container-not-started": ["The engine could not start the node container.", "See the engine's message."],
  "node-exited": [
    "The node's first process ended before systemd was up.",
    "The image's entrypoint has to end in systemd as process 1; see the console output."
  ],
  "node-silent": [
    "The node printed neither of the two lines that kind waits for within 30 seconds.",
    "The image needs systemd as process 1, logging to the console."
  ],
  "kubernetes-version-missing": [
    "The image has no /kind/version, so it is no kind node image.",
    "Build it on kindest/node, or with `kind build node-image`."
  ],
  "kubernetes-version-lines": ["/kind/version has more than one line.", "Make it one line with the version."],
  "kubernetes-version-invalid": [
    "/kind/version holds no Kubernetes version.",
    "Write the version into it, such as v1.34.1."
  ],
  "containerd-config-without-version": [
    "A containerd patch cannot be applied, because /etc/containerd/config.toml has no `version`.",
    "Give config.toml an integer `version` at its top."
  ],
  "kind-config-invalid": [
    "kind does not accept its configuration.",
    "See kind's message, and mend the kind configuration."
  ],
  "containerd-down": [
    "containerd does not run on the node.",
    "Mend its configuration; the journal of containerd names the line."
  ],
  "cri-missing": [
    "containerd runs without its CRI plugin, so the kubelet has no runtime.",
    "Remove the CRI plugin from disabled_plugins, or mend its configuration."
  ],
  "cgroup-drivers-collide": [
    "No pod can start: the kubelet uses cgroupfs, and containerd wants systemd cgroups.",
    "Set `cgroupDriver: systemd` for the kubelet."
  ],
  "cgroup-root-missing": [
    "The cgroup that the kubelet is given as its root does not exist on the node.",
    "Keep kind's entrypoint and kubelet drop-in (11-kind.conf), which create it."
  ],
  "cgroup-v1-refused": [
    "This kubelet does not run on a host with cgroup v1.",
    "Use a host with cgroup v2, or patch `failCgroupV1: false` into the KubeletConfiguration."
  ],
  "cgroup-unsupported-by-systemd": [
    "The node's systemd does not boot on a host with cgroup v1.",
    "Use a host with cgroup v2, or an image with a systemd before 258."
  ],
  "kubeadm-missing": ["There is no kubeadm in the image.", "Install kubeadm in /usr/bin."],
  "kubelet-down": ["The kubelet does not stay up.", "See the kubelet's journal."],
  "kubeadm-failed": ["kubeadm could not set the node up.", "See kubeadm's output and the kubelet's journal."],
  "api-server-unreachable": [
    "The node's API server does not answer.",
    "Usually its pod does not run; see the events and the containers on the node."
  ],
  "cni-manifest-missing": [
    "The image has no /kind/manifests/default-cni.yaml.",
    "Add it, or set `networking.disableDefaultCNI: true` in the kind configuration."
  ],
  "admin-conf-missing": [
    "kubeadm left no /etc/kubernetes/admin.conf.",
    "The image needs a genuine kubeadm that runs to its end."
  ],
  "admin-conf-invalid": [
    "/etc/kubernetes/admin.conf is not as kind needs it: one cluster, one user, one context.",
    "The image needs a genuine kubeadm that runs to its end."
  ],
  "oom-score-refused": [
    "Containers on the node may not set their oom_score_adj, because the host lacks CAP_SYS_RESOURCE.",
    "Set `restrict_oom_score_adj = true` in containerd's CRI table."
  ],
  unknown: ["kind could not create the cluster, for a reason that is not known.", "See kind's message."]
};

// src/kind/cluster/classify.ts
var signs = [
  [/node\(s\) already exist for a cluster with the name/, "cluster-exists"],
  [/no space left on device/, "too-little-disk"],
  // runc's refusal of a kubelet that uses cgroupfs
  [/expected cgroupsPath to be of format "?slice:prefix:name/, "cgroup-drivers-collide"],
  [/kubelet is configured to not run on a host using cgroup v1/, "cgroup-v1-refused"],
  // systemd 258 and later
  [/Detected unsupported legacy cgroup hierarchy|refusing execution\b.*cgroup/, "cgroup-unsupported-by-systemd"],
  // kubernetes-sigs/kind#1969 and #2765
  [/cgroup-root \["kubelet"\] doesn't exist|cgroup \["kubelet"\] has some missing paths/, "cgroup-root-missing"],
  [/can't get final child's PID from pipe: EOF/, "oom-score-refused"],
  [/failed to pull image "[^"]*(?:envoyproxy\/envoy|kindest\/haproxy)/, "load-balancer-unavailable"],
  [/failed to pull image /, "image-unavailable"],
  [/unable to apply caps: operation not permitted/, "capabilities-refused"],
  [
    /privileged mode is incompatible|privileged containers are not allowed|not allowed to run privileged/i,
    "privileged-refused"
  ],
  [/could not find a log line that matches/, "node-silent"],
  [/failed to get kubernetes version from node: failed to get file/, "kubernetes-version-missing"],
  [/file should only be one line, got \d+ lines/, "kubernetes-version-lines"],
  [/could not parse "[^"]*" as version/, "kubernetes-version-invalid"],
  [/failed to detect containerd config version/, "containerd-config-without-version"],
  [/failed to patch containerd config/, "kind-config-invalid"],
  [/unknown service runtime\.v1/, "cri-missing"],
  [/kubeadm init[\s\S]*exit status 127|"kubeadm": executable file not found/, "kubeadm-missing"],
  [
    /containerd\.service is (?:activating|failed|inactive)|containerd\.sock: connect: (?:no such file|connection refused)|cannot connect to \/run\/containerd\/containerd\.sock/,
    "containerd-down"
  ],
  [/The kubelet is not running|kubelet\.service did not start|kubelet isn't running or healthy/, "kubelet-down"],
  [/failed to init node with kubeadm|failed to join node with kubeadm/, "kubeadm-failed"],
  [/failed to remove control plane taint|connect: connection refused/, "api-server-unreachable"],
  [/failed to read CNI manifest/, "cni-manifest-missing"],
  [
    /KUBECONFIG should have one|did not find expected node content|failed to (?:parse|unmarshal).*kubeconfig/i,
    "admin-conf-invalid"
  ],
  [/failed to get cluster internal kubeconfig/, "admin-conf-missing"],
  [
    /unknown apiVersion|error (?:decoding|loading|reading).*config|unable to decode|unknown (?:field|kind)|yaml: |invalid configuration/i,
    "kind-config-invalid"
  ],
  [/command "\S+ run (?:--name|.* --name) /, "container-not-started"]
];
function classifyKindError(stderr, step) {
  const error = errorPart(stderr);
  for (const [pattern, code] of signs) {
    if (pattern.test(error)) return bootFailure(code, error, step);
  }
  return bootFailure("unknown", error, step);
}
function errorPart(stderr) {
  const at = stderr.search(/^ERROR: /m);
  if (at >= 0) return stderr.slice(at + "ERROR: ".length).trim();
  return stderr.split("\n").filter((line) => !/^ [•✓✗] /u.test(line)).join("\n").trim();
}
function classifyPodError(message) {
  for (const [pattern, code] of signs) {
    if (pattern.test(message) && podCodes.has(code)) return code;
  }
  return null;
}
var podCodes = /* @__PURE__ */ new Set([
  "cgroup-drivers-collide",
  "oom-score-refused",
  "too-little-disk",
  "cri-missing",
  "cgroup-root-missing"
]);

// src/kind/cluster/node-exec.ts
function execInNode(ports, engine, node, deadline, signal) {
  return async (command, options) => {
    const left = deadline - ports.now();
    if (left <= 0) {
      const message = `${node} takes too long to look into`;
      return { end: "timeout", exitCode: null, stdout: "", stderr: "", message };
    }
    return ports.exec({
      file: engine.command,
      args: ["exec", ...options.input === void 0 ? [] : ["-i"], node, ...command],
      env: engine.environment,
      signal: options.signal ?? signal,
      timeoutMs: Math.min(options.timeoutMs ?? 3e4, left),
      maxOutput: options.maxOutput ?? 8 * 1024 * 1024,
      ...options.input === void 0 ? {} : { input: options.input }
    });
  };
}

// src/kind/cluster/diagnose.ts
var patienceMs = 12e4;
var vague = /* @__PURE__ */ new Set([
  "node-silent",
  "containerd-down",
  "cri-missing",
  "kubelet-down",
  "kubeadm-failed",
  "api-server-unreachable",
  "timed-out",
  "unknown"
]);
async function diagnose(ports, engine, facts, nodes, failure3) {
  const first = nodes[0];
  if (!vague.has(failure3.code) || first === void 0) return { failure: failure3, location: null };
  const state = await settledState(ports, engine, first, failure3);
  if (state === null) return { failure: failure3, location: null };
  if (!state.running) return { failure: await deadNode(ports, engine, first, state.exitCode, failure3), location: null };
  const node = execInNode(ports, engine, first, ports.now() + patienceMs);
  if (failure3.code === "node-silent") {
    const console = await consoleOf(ports, engine, first);
    return { failure: bootFailure("node-silent", `${failure3.message}
${console}`, failure3.step), location: null };
  }
  const daemon = await containerdTrouble(node, failure3);
  if (daemon !== null) return daemon;
  const cri = await connectCri(ports, facts, state, first, node);
  const version = await cri.version();
  cri.close();
  if (!version.ok && version.code === 12) {
    return {
      failure: bootFailure("cri-missing", await criTrouble(node, version.message), failure3.step),
      location: null
    };
  }
  return { failure: await kubeletTrouble(node, failure3), location: null };
}
async function settledState(ports, engine, node, failure3) {
  let state = await inspectContainer(ports, engine, node);
  for (let look = 0; look < 6 && failure3.code === "node-silent" && state?.running === true; look += 1) {
    await ports.sleep(500);
    state = await inspectContainer(ports, engine, node);
  }
  return state;
}
async function deadNode(ports, engine, node, exitCode, failure3) {
  const console = await consoleOf(ports, engine, node);
  const known = classifyKindError(console, failure3.step);
  const message = `exit status ${exitCode ?? "?"}; its last words:
${console}`;
  const code = known.code === "cgroup-unsupported-by-systemd" || known.code === "too-little-disk" ? known.code : "node-exited";
  return bootFailure(code, message, failure3.step);
}
async function consoleOf(ports, engine, node) {
  const result = await ports.exec({
    file: engine.command,
    args: ["logs", "--tail", "40", node],
    env: engine.environment,
    timeoutMs: 3e4
  });
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");
  return `${result.stdout}${result.stderr}`.replace(escapes, "").trim().slice(-3e3);
}
async function containerdTrouble(node, failure3) {
  const unit = await node(["systemctl", "is-active", "containerd"], {});
  const active = unit.stdout.trim() === "active" && await findProcess(node, "containerd") !== null;
  if (active || unit.end !== "exit") return null;
  const journal = await node(["journalctl", "-u", "containerd", "--no-pager", "-o", "cat", "-n", "400"], {});
  const lines = journal.stdout.split("\n");
  const telling = lines.filter((line) => /^containerd: |level=(?:error|fatal)/.test(line));
  const words2 = [...new Set(telling.map((line) => line.replace(/^time="[^"]*" /, "")))].slice(-6);
  if (failure3.code === "timed-out" && words2.length === 0) return null;
  const message = words2.length === 0 ? failure3.message : words2.join("\n");
  return { failure: bootFailure("containerd-down", message, failure3.step), location: tomlLocation(lines) };
}
function tomlLocation(lines) {
  for (const line of [...lines].reverse()) {
    const path = /\bfile="?([^\s"]+)/.exec(line)?.[1] ?? /failed to load TOML: (\/[^\s:]+)/.exec(line)?.[1];
    const place = /\brow=(\d+)/.exec(line)?.[1] ?? /\((\d+), (\d+)\):/.exec(line)?.[1];
    const column = /\bcolumn=(\d+)/.exec(line)?.[1] ?? /\(\d+, (\d+)\):/.exec(line)?.[1];
    if (path === void 0 || place === void 0) continue;
    const [startLine, startColumn] = [Number(place), Math.max(1, Number(column ?? 1))];
    return { path, startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 };
  }
  return null;
}
async function criTrouble(node, answer) {
  const journal = await node(["journalctl", "-u", "containerd", "--no-pager", "-o", "cat", "-n", "2000"], {});
  const words2 = journal.stdout.split("\n").filter(
    (line) => /io\.containerd\.(?:grpc\.v1\.cri|cri\.v1)/.test(line) && /level=(?:error|warning)|skip|disabled|fail/i.test(line)
  );
  return [answer, ...new Set(words2)].slice(0, 8).join("\n");
}
async function kubeletTrouble(node, failure3) {
  const journal = await node(["journalctl", "-u", "kubelet", "--no-pager", "-o", "cat", "-n", "5000"], {
    timeoutMs: 6e4
  });
  if (!succeeded(journal)) return failure3;
  const known = classifyKindError(journal.stdout, failure3.step);
  const telling = /* @__PURE__ */ new Set([
    "cgroup-drivers-collide",
    "cgroup-v1-refused",
    "cgroup-root-missing",
    "oom-score-refused",
    "too-little-disk"
  ]);
  if (!telling.has(known.code)) return failure3;
  const line = journal.stdout.split("\n").filter((text2) => classifyKindError(text2, null).code === known.code).at(-1) ?? "";
  return bootFailure(known.code, line.trim(), failure3.step);
}

// src/kind/cluster/oci-to-docker-archive.ts
var maxJson = 16 * 1024 * 1024;
var indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json"
];
var encoder2 = new TextEncoder();
async function dockerArchiveFromOci(ports, folder, reference) {
  const index = await readJson(ports, `${folder}/index.json`);
  if (index === null) return { ok: false, message: `${folder} is no OCI layout: it has no index.json` };
  const picked = pick(index, reference);
  if (typeof picked === "string") return { ok: false, message: `${folder}: ${picked}` };
  let descriptor = picked;
  let manifest = null;
  for (let depth = 0; depth < 4; depth += 1) {
    const path = blobPath(folder, descriptor);
    manifest = path === null ? null : await readJson(ports, path);
    if (manifest === null) return { ok: false, message: `${folder}: the manifest is missing or no JSON` };
    if (!indexTypes.includes(String(manifest.mediaType ?? descriptor.mediaType)) && !Array.isArray(manifest.manifests))
      break;
    const inner = pickPlatform(manifest, ports.arch === "arm64" ? "arm64" : "amd64");
    if (inner === null) return { ok: false, message: `${folder}: no image for this platform` };
    descriptor = inner;
  }
  if (manifest === null || !isRecord(manifest.config) || !Array.isArray(manifest.layers)) {
    return { ok: false, message: `${folder}: the manifest has no config or no layers` };
  }
  const blobs = [manifest.config, ...manifest.layers.filter(isRecord)];
  const entries = [];
  for (const blob of blobs) {
    const path = blobPath(folder, blob);
    const size = path === null ? null : await ports.files.size(path);
    if (path === null || size === null) return { ok: false, message: `${folder}: a blob is missing` };
    const name = path.slice(folder.length + 1);
    if (!entries.some((entry) => entry.name === name)) entries.push({ name, path, size });
  }
  const names = blobs.map((blob) => blobPath("", blob)?.slice(1) ?? "");
  const list = JSON.stringify([{ Config: names[0], RepoTags: null, Layers: names.slice(1) }]);
  return { ok: true, bytes: writeTar(ports, entries, encoder2.encode(list)) };
}
async function* writeTar(ports, entries, list) {
  for (const entry of entries) {
    yield tarHeader(entry.name, entry.size);
    yield* ports.files.stream(entry.path);
    yield new Uint8Array((512 - entry.size % 512) % 512);
  }
  yield tarHeader("manifest.json", list.length);
  yield list;
  yield new Uint8Array((512 - list.length % 512) % 512 + 1024);
}
function tarHeader(name, size) {
  const header = new Uint8Array(512);
  const put = (text2, at) => header.set(encoder2.encode(text2), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  if (size < 8 * 1024 ** 3) {
    put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  } else {
    new DataView(header.buffer).setBigUint64(128, BigInt(size));
    header[124] = 128;
  }
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
function pick(index, reference) {
  const manifests = Array.isArray(index.manifests) ? index.manifests.filter(isRecord) : [];
  const nameOf = (descriptor) => {
    const annotations = isRecord(descriptor.annotations) ? descriptor.annotations : {};
    return String(annotations["org.opencontainers.image.ref.name"] ?? "");
  };
  const found = reference === null ? manifests : manifests.filter((descriptor) => nameOf(descriptor) === reference);
  if (found.length === 1 && found[0] !== void 0) return found[0];
  const names = manifests.map((descriptor) => nameOf(descriptor) || "(unnamed)").join(", ");
  return reference === null ? `index.json lists ${manifests.length} images (${names}); say which one is meant` : `index.json has no single image named ${reference}, but ${names}`;
}
function pickPlatform(index, architecture) {
  const manifests = Array.isArray(index.manifests) ? index.manifests.filter(isRecord) : [];
  const fitting = manifests.filter((descriptor) => {
    const platform = isRecord(descriptor.platform) ? descriptor.platform : {};
    return platform.os === "linux" && platform.architecture === architecture;
  });
  return fitting[0] ?? (manifests.length === 1 ? manifests[0] ?? null : null);
}
function blobPath(folder, descriptor) {
  const digest = /^(sha256|sha512):([0-9a-f]{64,128})$/.exec(String(descriptor.digest));
  return digest === null ? null : `${folder}/blobs/${digest[1]}/${digest[2]}`;
}
async function readJson(ports, path) {
  const size = await ports.files.size(path);
  if (size === null || size > maxJson) return null;
  const bytes = await ports.files.read(path);
  const json = bytes === null ? null : parseJson(new TextDecoder().decode(bytes));
  return isRecord(json) ? json : null;
}

// src/kind/cluster/load-image.ts
async function loadNodeImage(ports, engine, source, ownName, onProgress, signal) {
  if (source.form === "reference") return { ok: true, value: { reference: source.reference, names: [] } };
  const what = source.form === "stream" ? source.name : source.path;
  onProgress({ type: "step", step: `Loading ${what}`, state: "started" });
  const fail = (message) => {
    onProgress({ type: "step", step: `Loading ${what}`, state: "failed" });
    return { ok: false, failure: bootFailure("image-not-loadable", message) };
  };
  const input = await archiveOf(ports, source);
  if (!input.ok) return fail(input.message);
  const run = (args, more = {}) => ports.exec({ file: engine.command, args, env: engine.environment, timeoutMs: 6e4, ...more });
  const before = await imageNames(run);
  const loaded = await run(["load", ...input.args], {
    timeoutMs: 9e5,
    signal,
    ...input.stream === null ? {} : { input: input.stream }
  });
  if (loaded.end === "cancelled") return { ok: false, failure: bootFailure("cancelled") };
  if (!succeeded(loaded)) return fail(`${what}: ${loaded.stderr.trim() || loaded.message}`);
  const names = loadedNames(loaded.stdout + loaded.stderr);
  const wanted = source.form === "stream" ? null : source.reference;
  const chosen = chooseName(names, wanted);
  if (chosen === null) {
    await restoreNames(run, names, before);
    const list = names.join(", ") || "nothing that it names";
    return fail(`${what} holds ${list}; say which one is meant, as ${source.form}:${what}:NAME`);
  }
  const tagged = await run(["tag", chosen, ownName]);
  await restoreNames(run, names, before);
  if (!succeeded(tagged)) return fail(`${what}: ${tagged.stderr.trim() || tagged.message}`);
  onProgress({ type: "step", step: `Loading ${what}`, state: "done" });
  return { ok: true, value: { reference: ownName, names: [ownName] } };
}
async function archiveOf(ports, source) {
  if (source.form === "stream") return { ok: true, args: [], stream: source.archive() };
  if (source.form === "oci") {
    const archive = await dockerArchiveFromOci(ports, source.path, source.reference);
    return archive.ok ? { ok: true, args: [], stream: archive.bytes } : archive;
  }
  if (await ports.files.size(source.path) === null) return { ok: false, message: `${source.path} cannot be read` };
  return { ok: true, args: ["-i", source.path], stream: null };
}
async function imageNames(run) {
  const result = await run(["images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"]);
  const names = /* @__PURE__ */ new Map();
  for (const line of result.stdout.split("\n")) {
    const [name, id] = line.trim().split(" ");
    if (name !== void 0 && id !== void 0 && !name.includes("<none>")) names.set(name, id);
  }
  return names;
}
function loadedNames(output) {
  return [...output.matchAll(/^Loaded image(?:\(s\))?(?: ID)?: (.+)$/gm)].flatMap(
    (found) => (found[1] ?? "").split(",").map((name) => name.trim())
  );
}
function chooseName(names, wanted) {
  if (wanted === null) return names.length === 1 ? names[0] ?? null : null;
  const full = /[:@][^/]*$/.test(wanted) ? wanted : `${wanted}:latest`;
  const same = names.find(
    (name) => name === full || name === `docker.io/${full}` || name === `docker.io/library/${full}`
  );
  if (same !== void 0) return same;
  return names.length === 1 && names[0]?.startsWith("sha256:") === true ? names[0] : null;
}
async function restoreNames(run, names, before) {
  const now = await imageNames(run);
  for (const name of names) {
    if (name.startsWith("sha256:")) continue;
    const id = before.get(name);
    if (id === void 0) await run(["rmi", name]);
    else if (now.get(name) !== id) await run(["tag", id, name]);
  }
}

// src/kind/config/map-locations.ts
function mapLocations(value, map) {
  return walk(value, map);
}
function walk(value, map) {
  if (Array.isArray(value)) return value.map((item) => walk(item, map));
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) return value;
  if (typeof value !== "object" || value === null) return value;
  if (isLocation(value)) return map(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, map)]));
}
function isLocation(value) {
  return "path" in value && "startLine" in value && "startColumn" in value && "endLine" in value && "endColumn" in value;
}

// src/kind/evidence/decide.ts
function decide(testimonies, subject) {
  const first = testimonies.find((testimony2) => testimony2.subject === subject && testimony2.reliable);
  return first === void 0 ? null : { driver: first.driver, by: first.by, raw: first.raw };
}
function disagreements(testimonies, subject) {
  const own = testimonies.filter((testimony2) => testimony2.subject === subject);
  const stronger = own.find((testimony2) => testimony2.reliable);
  if (stronger === void 0) return [];
  const found = /* @__PURE__ */ new Map();
  for (const weaker of own) {
    if (weaker === stronger || weaker.driver === stronger.driver) continue;
    if (!found.has(weaker.by)) found.set(weaker.by, { stronger, weaker });
  }
  return [...found.values()];
}

// src/kind/evidence/conclude.ts
function runningOf(gathered, handlers) {
  const running = /* @__PURE__ */ new Map();
  for (const subject of ["kubelet", ...handlers.map((handler) => `handler ${handler.name}`)]) {
    const decision = decide(gathered.testimonies, subject);
    if (decision !== null) running.set(subject, decision.driver);
  }
  return running;
}
function conclude(gathered, handlers, byDefault) {
  const { name, testimonies, evidence, observations } = gathered;
  const kubelet = decide(testimonies, "kubelet");
  if (kubelet === null) {
    observations.push(
      undetermined(name, "kubelet", "no pod of it was found, and its journal has no line about the driver")
    );
  } else {
    observations.push({
      kind: "live-kubelet-driver",
      location: null,
      related: [],
      detail: { node: name, driver: kubelet.driver, by: kubelet.by, raw: kubelet.raw }
    });
  }
  const judged = handlers.filter((handler) => handler.driver !== null);
  const runtime2 = judged.map((handler) => {
    const decision = decide(testimonies, `handler ${handler.name}`);
    if (decision !== null) {
      observations.push({
        kind: "live-runtime-driver",
        location: null,
        related: [],
        detail: { node: name, handler: handler.name, isDefault: handler.name === byDefault, ...decision }
      });
    }
    return { handler: handler.name, driver: decision?.driver ?? "unknown" };
  });
  if (judged.length === 0) observations.push(undetermined(name, "runtime", "the runtime shows no handler"));
  for (const subject of ["kubelet", ...judged.map((handler) => `handler ${handler.name}`)]) {
    for (const { stronger, weaker } of disagreements(testimonies, subject)) {
      observations.push({
        kind: "live-evidence-disagrees",
        location: null,
        related: [],
        detail: {
          node: name,
          subject,
          stronger: stronger.by,
          strongerSays: stronger.driver,
          weaker: weaker.by,
          weakerSays: weaker.driver,
          expected: weaker.excuse !== null,
          note: weaker.excuse ?? weaker.raw
        }
      });
    }
  }
  const report = {
    name,
    cgroupVersion: byDefault === null ? null : gathered.cgroupVersion,
    kubelet: kubelet?.driver ?? "unknown",
    runtime: runtime2,
    evidence: byTrust(evidence)
  };
  return {
    report,
    observations,
    running: runningOf(gathered, handlers),
    handlers: judged.map((handler) => ({ name: handler.name, isDefault: handler.name === byDefault }))
  };
}
var trust = ["pod-cgroup", "runtime-config", "cri-status", "kubelet-log", "configz", "command-line", "file", "event"];
function byTrust(evidence) {
  const rank = (item) => trust.indexOf(item.kind) * 2 + (item.subject.startsWith("probe ") ? 0 : 1);
  return [...evidence].sort((a, b) => rank(a) - rank(b));
}
function undetermined(node, subject, reason) {
  return { kind: "live-undetermined", location: null, related: [], detail: { node, subject, reason } };
}

// src/kind/evidence/files.ts
var toleranceMs = 2e3;
var maxBytes = 1024 * 1024;
async function configurationFiles(setup) {
  const files = /* @__PURE__ */ new Map();
  const main = flagValue(setup.containerd?.arguments ?? [], "--config", "-c") ?? "/etc/containerd/config.toml";
  files.set(main, "containerd");
  const toml = await setup.node(["find", "/etc/containerd", "-type", "f", "-name", "*.toml"], {});
  for (const path of toml.stdout.split("\n").slice(0, 200)) if (path.startsWith("/")) files.set(path, "containerd");
  for (const folder of ["/etc/containerd", "/etc/containerd/conf.d"]) {
    const baked = await setup.image?.list(folder);
    if (baked?.ok !== true) continue;
    for (const name of baked.names) if (name.endsWith(".toml")) files.set(`${folder}/${name}`, "containerd");
  }
  const kubeletConfig = flagValue(setup.kubelet?.arguments ?? [], "--config") ?? "/var/lib/kubelet/config.yaml";
  for (const path of [
    kubeletConfig,
    "/var/lib/kubelet/kubeadm-flags.env",
    "/etc/default/kubelet",
    "/etc/sysconfig/kubelet"
  ]) {
    files.set(path, "kubelet");
  }
  const kubeletDropIns = flagValue(setup.kubelet?.arguments ?? [], "--config-dir");
  const folders2 = [
    ["/etc/systemd/system/containerd.service.d", "containerd"],
    ["/etc/systemd/system/kubelet.service.d", "kubelet"],
    ...kubeletDropIns === null ? [] : [[kubeletDropIns, "kubelet"]]
  ];
  for (const [folder, side] of folders2) {
    const found = await setup.node(["find", folder, "-name", "*.conf"], {});
    for (const path of found.stdout.split("\n").slice(0, 200)) if (path.startsWith("/")) files.set(path, side);
  }
  files.set("/etc/systemd/system/containerd.service", "containerd");
  files.set("/etc/systemd/system/kubelet.service", "kubelet");
  return files;
}
async function editedAfterStart(setup, files) {
  const listed = await setup.node(["stat", "-L", "-c", "%.9Z %n", "--", ...files.keys()], {});
  return listed.stdout.split("\n").flatMap((line) => {
    const [changed = "", ...rest] = line.split(" ");
    const path = rest.join(" ");
    const side = files.get(path);
    const process = side === "containerd" ? setup.containerd : setup.kubelet;
    const startedAt = process?.startedAt ?? null;
    const changedAt = Number(changed) * 1e3;
    if (side === void 0 || startedAt === null || !Number.isFinite(changedAt)) return [];
    if (changedAt < startedAt + toleranceMs) return [];
    return [
      {
        kind: "live-file-edited-after-start",
        location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        related: [],
        detail: {
          node: setup.name,
          path,
          process: side,
          secondsAfterStart: Math.round((changedAt - startedAt) / 1e3),
          changesDriver: changesDriver(setup, side)
        }
      }
    ];
  });
}
function changesDriver(setup, side) {
  const subjects = [...setup.onDisk.keys()].filter((subject) => side === "kubelet" === (subject === "kubelet"));
  const compared = subjects.filter((subject) => setup.running.has(subject));
  if (compared.length === 0) return null;
  return compared.some((subject) => setup.running.get(subject) !== setup.onDisk.get(subject));
}
async function changedAtBoot(setup, files) {
  if (setup.image === null) return [];
  const changes = [];
  for (const path of files.keys()) {
    const baked = await setup.image.read(path, maxBytes);
    if (!baked.ok && baked.reason !== "absent") continue;
    const read = await setup.node(["cat", "--", path], { maxOutput: maxBytes });
    const absent2 = !succeeded(read) && /No such file or directory/.test(read.stderr);
    if (!succeeded(read) && !absent2) continue;
    const bakedText = baked.ok ? new TextDecoder().decode(baked.bytes) : null;
    const liveText = absent2 ? null : read.stdout;
    if (bakedText === liveText) continue;
    changes.push({
      kind: "live-changed-at-boot",
      location: null,
      related: [],
      detail: {
        node: setup.name,
        path,
        change: bakedText === null ? "added" : liveText === null ? "removed" : "edited",
        baked: summary(bakedText),
        live: summary(liveText),
        by: writerOf(path, setup.patchesContainerd)
      }
    });
  }
  return changes;
}
function summary(text2) {
  if (text2 === null) return null;
  const lines = [...text2.matchAll(/^[^\n#]*(?:systemd_?cgroup|cgroup-?driver)[^\n]*$/gim)].map(
    (found) => found[0].trim()
  );
  return lines.length === 0 ? null : lines.slice(0, 20).join(" · ").slice(0, 400);
}
function writerOf(path, patchesContainerd) {
  if (path.startsWith("/var/lib/kubelet/")) return "kubeadm";
  if (path === "/etc/containerd/config.toml") return patchesContainerd ? "kind" : "entrypoint";
  return "unknown";
}

// src/kind/evidence/cgroup-path.ts
function readCgroupPath(path) {
  if (/\.slice:[^:/]+:[^:/]+(?:\/|$)/.test(path)) return { kubelet: "systemd", runtime: "cgroupfs", misplaced: true };
  if (/-pod[^/]+\.slice\/[^/]+-[0-9a-f]+\.scope(?:\/|$)/.test(path)) {
    return { kubelet: "systemd", runtime: "systemd", misplaced: false };
  }
  if (/(?:^|\/)kubepods(?:\/besteffort|\/burstable)?\/pod[^/]+\/[^/]+/.test(path)) {
    return { kubelet: "cgroupfs", runtime: "cgroupfs", misplaced: false };
  }
  return null;
}
function readProcessCgroups(text2, version) {
  const paths = /* @__PURE__ */ new Map();
  for (const line of text2.split("\n")) {
    const found = /^\d+:([^:]*):(\/.*)$/.exec(line);
    if (found === null) continue;
    for (const controller of (found[1] ?? "").split(",")) paths.set(controller, found[2] ?? "");
  }
  const order = version === 2 ? [""] : ["memory", "cpu", "cpuset", "pids", "name=systemd"];
  const main = order.map((name) => paths.get(name)).find((path) => path !== void 0) ?? null;
  return { main, all: [...new Set(version === 2 ? main === null ? [] : [main] : paths.values())] };
}
function podCgroupParent(driver, root, uid) {
  const parts = [...root.split("/").filter((part) => part !== ""), "kubepods", "besteffort"];
  if (driver === "cgroupfs") return `/${[...parts, `pod${uid}`].join("/")}`;
  const names = [...parts, `pod${uid.replaceAll("-", "_")}`];
  return names.map((_, index) => `/${names.slice(0, index + 1).join("-")}.slice`).join("");
}
function refusedCgroup(message) {
  const found = /expected cgroupsPath to be of format \\*"?slice:prefix:name\\*"? for systemd cgroups, got \\*"?([^"\\\s]*)/.exec(
    message
  );
  return found === null ? null : found[1] ?? "";
}

// src/kind/evidence/events.ts
function readEvents(text2) {
  const list = parseJson(text2);
  if (!isRecord(list) || !Array.isArray(list.items)) return null;
  const of = (reason) => {
    const found = /* @__PURE__ */ new Map();
    for (const event of list.items.filter(isRecord)) {
      if (event.reason !== reason) continue;
      const object = isRecord(event.involvedObject) ? event.involvedObject : {};
      const pod = `${String(object.namespace ?? "?")}/${String(object.name ?? "?")}`;
      const series = isRecord(event.series) ? Number(event.series.count) : Number.NaN;
      const count = Math.max(1, Number(event.count) || 0, series || 0);
      found.set(pod, {
        pod,
        count: (found.get(pod)?.count ?? 0) + count,
        message: String(event.message ?? "").slice(0, 2e3)
      });
    }
    return [...found.values()];
  };
  return { sandboxFailures: of("FailedCreatePodSandBox"), sandboxChanges: of("SandboxChanged") };
}

// src/kind/evidence/gathered.ts
function testimony(subject, driver, by, raw, reliable = true) {
  return { subject, driver, by, raw, reliable, excuse: null };
}

// src/kind/evidence/hear-kubelet.ts
function hearKubelet(gathered, log, byDefault) {
  if (log.driver !== null && log.driverLine !== null) {
    gathered.testimonies.push(testimony("kubelet", log.driver, "kubelet-log", log.driverLine));
    gathered.evidence.push({ kind: "kubelet-log", subject: "kubelet", says: log.driver, detail: log.driverLine });
  }
  if (log.source !== null && log.sourceLine !== null) {
    const says = log.source === "runtime" ? "takes the answer of the runtime" : "falls back to its own setting";
    gathered.evidence.push({ kind: "kubelet-log", subject: "kubelet", says, detail: log.sourceLine });
    if (log.source === "fallback") {
      gathered.observations.push({
        kind: "live-kubelet-fallback",
        location: null,
        related: [],
        detail: { node: gathered.name, line: log.sourceLine }
      });
    }
  }
  if (log.fatal !== null) {
    gathered.evidence.push({ kind: "kubelet-log", subject: "kubelet", says: "ended", detail: log.fatal });
  }
  for (const refused of log.sandboxFailures) {
    const cgroup = refusedCgroup(refused.message);
    if (cgroup === null) continue;
    gathered.testimonies.push(
      testimony("kubelet", "cgroupfs", "kubelet-log", refused.message),
      testimony(`handler ${byDefault}`, "systemd", "kubelet-log", refused.message)
    );
  }
}
async function readVersions(gathered, node) {
  const kind = (await node(["cat", "/kind/version"], {})).stdout.trim();
  const printed = await node(["kubelet", "--version"], { timeoutMs: 2e4 });
  const kubelet = /Kubernetes (v\d+\.\d+\.\d+\S*)/.exec(printed.stdout)?.[1] ?? null;
  if (kubelet !== null && kind !== "" && kubelet !== kind) {
    gathered.observations.push({
      kind: "live-version-differs",
      location: null,
      related: [],
      detail: { node: gathered.name, kindVersion: kind.slice(0, 100), kubeletVersion: kubelet }
    });
  }
  return kubelet ?? (kind === "" ? null : kind);
}
async function askConfigz(gathered, node, version) {
  const path = `/api/v1/nodes/${gathered.name}/proxy/configz`;
  const kubectl = [
    "kubectl",
    "--kubeconfig",
    "/etc/kubernetes/admin.conf",
    "--request-timeout=10s",
    "get",
    "--raw",
    path
  ];
  const result = await node(kubectl, { timeoutMs: 2e4 });
  const value = /"cgroupDriver"\s*:\s*"([^"]*)"/.exec(result.stdout)?.[1];
  if (!succeeded(result) || value === void 0) return;
  const driver = value === "systemd" ? "systemd" : "cgroupfs";
  const minor = Number(/^v1\.(\d+)\./.exec(version ?? "")?.[1]);
  const lies = minor >= 31 && minor <= 34;
  gathered.evidence.push({ kind: "configz", subject: "kubelet", says: driver, detail: `cgroupDriver: ${value}` });
  const excuse = lies ? "configz of Kubernetes 1.31 to 1.34 is written before the runtime is asked" : null;
  gathered.testimonies.push({ ...testimony("kubelet", driver, "configz", `cgroupDriver: ${value}`, !lies), excuse });
}
function readCommandLines(gathered, containerd, kubelet) {
  for (const [subject, found] of [["containerd", containerd], ["kubelet", kubelet]]) {
    if (found === null) continue;
    const words2 = found.arguments.join(" ").slice(0, 2e3);
    const flag = subject === "kubelet" ? flagValue(found.arguments, "--cgroup-driver") : null;
    gathered.evidence.push({ kind: "command-line", subject, says: flag ?? "no driver", detail: words2 });
    if (flag === null) continue;
    const driver = flag === "systemd" ? "systemd" : "cgroupfs";
    const excuse = "a kubelet that asks the runtime does not follow its own flag";
    gathered.testimonies.push({ ...testimony("kubelet", driver, "command-line", words2, false), excuse });
  }
}
async function readApiEvents(node) {
  const kubectl = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "--request-timeout=10s"];
  const result = await node([...kubectl, "get", "events", "-A", "-o", "json"], { timeoutMs: 2e4 });
  return succeeded(result) ? readEvents(result.stdout) : null;
}
function noteLives(gathered, lives, events, watchMs, byDefault) {
  const { name, evidence, observations } = gathered;
  const seconds = Math.round(watchMs / 1e3);
  for (const life of lives) {
    const restarts = life.restarts + life.newSandboxes;
    evidence.push({
      kind: "event",
      subject: life.pod,
      says: `started again ${restarts} times in ${seconds} s`,
      detail: ""
    });
    observations.push({
      kind: "live-pods-restarting",
      location: null,
      related: [],
      detail: { node: name, pod: life.pod, restarts, seconds }
    });
  }
  for (const { pod, count, message } of events.sandboxChanges) {
    evidence.push({ kind: "event", subject: pod, says: `SandboxChanged, ${count} times`, detail: message });
    observations.push({
      kind: "live-sandbox-changed",
      location: null,
      related: [],
      detail: { node: name, pod, count, message }
    });
  }
  for (const { pod, count, message } of events.sandboxFailures) {
    evidence.push({ kind: "event", subject: pod, says: `FailedCreatePodSandBox, ${count} times`, detail: message });
    observations.push({
      kind: "live-sandbox-failed",
      location: null,
      related: [],
      detail: { node: name, pod, count, message }
    });
    if (refusedCgroup(message) !== null) {
      observations.push({
        kind: "live-pod-refused",
        location: null,
        related: [],
        detail: { node: name, handler: byDefault, pod, message }
      });
    }
  }
}

// src/kind/evidence/pods.ts
var mostContainers = 60;
async function locateProcess(node, pid, cgroupVersion) {
  const result = await node(["cat", `/proc/${pid}/cgroup`], {});
  const places = readProcessCgroups(result.stdout, cgroupVersion);
  if (places.main === null) return null;
  const misplaced = places.all.find((path) => readCgroupPath(path)?.misplaced === true);
  const cgroup = readCgroupPath(places.main) === null && misplaced !== void 0 ? misplaced : places.main;
  return { cgroup, reading: readCgroupPath(cgroup) };
}
async function sightPods(cri, node, cgroupVersion, pods, containers) {
  const byId = new Map(pods.filter((pod) => !pod.labels.has(probeLabel)).map((pod) => [pod.id, pod]));
  const sightings = [];
  const running = containers.filter((container) => container.running && byId.has(container.podId));
  for (const container of running.slice(0, mostContainers)) {
    const pod = byId.get(container.podId);
    const details = await cri.containerDetails(container.id);
    if (pod === void 0 || !details.ok || details.value.pid === null) continue;
    const place = await locateProcess(node, details.value.pid, cgroupVersion);
    if (place === null) continue;
    sightings.push({ pod: `${pod.namespace}/${pod.name}`, handler: pod.handler, ...place });
  }
  return sightings;
}

// src/kind/evidence/hear-runtime.ts
function noteNoCri(gathered, code, message, containerd) {
  const cause = code === 12 && message.includes("unknown service") ? "no-cri-service" : containerd === null ? "not-running" : "unreachable";
  gathered.observations.push({
    kind: "live-cri-unavailable",
    location: null,
    related: [],
    detail: { node: gathered.name, cause, message: message.slice(0, 2e3) }
  });
  gathered.evidence.push({ kind: "cri-status", subject: "containerd", says: cause, detail: message.slice(0, 2e3) });
}
async function lookAtPods(gathered, cri, node, byDefault) {
  const [pods, containers] = [await cri.listPods(), await cri.listContainers()];
  if (!pods.ok || !containers.ok) return;
  for (const sighting of await sightPods(cri, node, gathered.cgroupVersion, pods.value, containers.value)) {
    const handler = sighting.handler === "" ? byDefault : sighting.handler;
    const says = sighting.reading === null ? "unknown" : sighting.reading.runtime;
    gathered.evidence.push({
      kind: "pod-cgroup",
      subject: `${sighting.pod} (${handler})`,
      says,
      detail: sighting.cgroup
    });
    if (sighting.reading === null) continue;
    gathered.testimonies.push(
      testimony("kubelet", sighting.reading.kubelet, "pod-cgroup", sighting.cgroup),
      testimony(`handler ${handler}`, sighting.reading.runtime, "pod-cgroup", sighting.cgroup)
    );
    if (sighting.reading.misplaced) noteMisplaced(gathered, handler, sighting.pod, sighting.cgroup);
  }
}
function noteMisplaced(gathered, handler, pod, cgroup) {
  gathered.observations.push({
    kind: "live-pod-misplaced",
    location: null,
    related: [],
    detail: { node: gathered.name, handler, pod, cgroup }
  });
}
function noteProbe(gathered, handler, probe) {
  const { name, evidence, observations, testimonies } = gathered;
  const subject = `probe (${handler})`;
  if (probe.outcome === "seen") {
    evidence.push({ kind: "pod-cgroup", subject, says: probe.reading?.runtime ?? "unknown", detail: probe.cgroup });
    if (probe.reading === null) return;
    testimonies.unshift(testimony(`handler ${handler}`, probe.reading.runtime, "pod-cgroup", probe.cgroup));
    if (probe.reading.misplaced) noteMisplaced(gathered, handler, null, probe.cgroup);
    return;
  }
  if (probe.outcome === "refused") {
    evidence.push({ kind: "pod-cgroup", subject, says: "systemd", detail: probe.message });
    testimonies.unshift(testimony(`handler ${handler}`, "systemd", "pod-cgroup", probe.message));
    observations.push({
      kind: "live-pod-refused",
      location: null,
      related: [],
      detail: { node: name, handler, pod: null, message: probe.message }
    });
    return;
  }
  evidence.push({ kind: "pod-cgroup", subject, says: "does not start", detail: probe.message });
  observations.push({
    kind: "live-probe-failed",
    location: null,
    related: [],
    detail: { node: name, handler, message: probe.message, code: classifyPodError(probe.message) }
  });
}
async function askRuntime(gathered, cri, handlers, byDefault) {
  const answer = await cri.runtimeConfig();
  const says = answer.ok ? answer.value ?? "no driver" : answer.code === 12 ? "not implemented" : "error";
  const detail = answer.ok ? `RuntimeConfig: ${(answer.value ?? "none").toUpperCase()}` : answer.message.slice(0, 2e3);
  gathered.evidence.push({ kind: "runtime-config", subject: "containerd", says, detail });
  if (answer.ok && answer.value !== null) {
    const own = handlers.find((handler) => handler.isDefault);
    if (own !== void 0 && own.driver !== null && own.shown !== "no options") {
      gathered.testimonies.push(testimony(`handler ${byDefault}`, answer.value, "runtime-config", detail));
    }
  }
  for (const handler of handlers) {
    const subject = `handler ${handler.name}`;
    gathered.evidence.push({
      kind: "cri-status",
      subject,
      says: handler.driver ?? "no such setting",
      detail: handler.shown
    });
    if (handler.driver !== null) {
      gathered.testimonies.push(testimony(subject, handler.driver, "cri-status", handler.shown));
    }
  }
}

// src/kind/evidence/kubelet-log.ts
function readKubeletLog(journal) {
  let driver = null;
  let driverLine = null;
  let cgroupRoot = null;
  let source = null;
  let sourceLine = null;
  let fatal = null;
  const failures = /* @__PURE__ */ new Map();
  const changes = /* @__PURE__ */ new Map();
  for (const raw of journal.split("\n")) {
    const line = raw.slice(0, 8192);
    if (line.includes("based on Node Config")) {
      const value = /CgroupDriver\\?"?:\\?"?([A-Za-z]*)/.exec(line)?.[1];
      if (value !== void 0) {
        driver = value === "systemd" ? "systemd" : "cgroupfs";
        driverLine = shorten(line);
        cgroupRoot = /CgroupRoot\\?"?:\\?"?([^",\\\s]*)/.exec(line)?.[1] ?? cgroupRoot;
      }
    } else if (line.includes("Using cgroup driver setting received from the CRI runtime")) {
      source = "runtime";
      sourceLine = shorten(line);
    } else if (/Falling back to using cgroupDriver from kubelet config/.test(line)) {
      source = "fallback";
      sourceLine = shorten(line);
    } else if (/Failed to create sandbox for pod|FailedCreatePodSandBox|CreatePodSandboxError|RunPodSandbox from runtime service failed/.test(
      line
    )) {
      note(failures, line);
    } else if (/SandboxChanged|[Pp]od sandbox changed, it will be killed and re-created/.test(line)) {
      note(changes, line);
    } else if (/^[EF]\d{4} .*(?:"command failed"|failed to run Kubelet)|^F\d{4} /.test(line)) {
      fatal = shorten(line);
    }
  }
  return {
    driver,
    driverLine,
    cgroupRoot,
    source,
    sourceLine,
    sandboxFailures: [...failures.values()],
    sandboxChanges: [...changes.values()],
    fatal
  };
}
function note(events, line) {
  const pod = /pods?="?([^\s"]+\/[^\s"]+)"?/.exec(line)?.[1] ?? "?";
  if (!events.has(pod) && events.size >= 100) return;
  events.set(pod, { pod, count: (events.get(pod)?.count ?? 0) + 1, message: shorten(line) });
}
function shorten(line) {
  return line.trim().slice(0, 2e3);
}

// src/kind/evidence/live-tree.ts
var folders = [
  "/etc/",
  "/kind/",
  "/usr/lib/systemd/",
  "/usr/local/lib/systemd/",
  "/lib/systemd/",
  "/opt/",
  "/run/systemd/system/"
];
var always = [
  "/var/lib/kubelet/config.yaml",
  "/var/lib/kubelet/kubeadm-flags.env",
  "/var/lib/kubelet/instance-config.yaml"
];
var mostFiles = 200;
var mostBytes = 256 * 1024;
async function liveTree(ports, engine, name, node, image, containerd) {
  const changes = await changesOf(ports, engine, name);
  if (changes === null) return null;
  const units = await node(["find", "/run/systemd/system", "-type", "f"], {});
  const config = flagValue(containerd?.arguments ?? [], "--config", "-c");
  const paths = [...changes.written, ...units.stdout.split("\n").filter((path) => path.startsWith("/")), ...always];
  if (config !== null) paths.push(config);
  const files = /* @__PURE__ */ new Map();
  for (const path of await regularFiles(node, [...new Set(paths)])) {
    const read = await node(["cat", "--", path], { maxOutput: mostBytes + 1024 });
    if (succeeded(read)) files.set(path, read.stdout);
  }
  return overlayTree(image, files, changes.removed);
}
async function changesOf(ports, engine, name) {
  const result = await ports.exec({
    file: engine.command,
    args: ["diff", name],
    env: engine.environment,
    timeoutMs: 6e4
  });
  if (!succeeded(result)) return null;
  const written = [];
  const removed = /* @__PURE__ */ new Set();
  for (const line of result.stdout.split("\n")) {
    const [letter, path] = [line.slice(0, 1), line.slice(2)];
    if (!folders.some((folder) => path.startsWith(folder))) continue;
    if (letter === "D") removed.add(path);
    else if (letter === "A" || letter === "C") written.push(path);
  }
  return { written, removed };
}
async function regularFiles(node, paths) {
  if (paths.length === 0) return [];
  const result = await node(["stat", "-L", "-c", "%F|%s|%n", "--", ...paths.slice(0, 4e3)], {});
  return result.stdout.split("\n").flatMap((line) => {
    const [kind = "", size = "", ...rest] = line.split("|");
    return kind.startsWith("regular") && Number(size) <= mostBytes ? [rest.join("|")] : [];
  }).slice(0, mostFiles);
}

// src/kind/evidence/probe.ts
async function probeHandler(ports, setup, handler) {
  let last = { outcome: "failed", message: "it was not tried" };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    last = await probeOnce(ports, setup, handler);
    const gone = last.outcome === "failed" && /not found|does not exist|not running|vanished|not ready/i.test(last.message);
    if (!gone) return last;
  }
  return last;
}
async function probeOnce(ports, setup, handler) {
  const { cri, node, cgroupVersion } = setup;
  const uid = formatUid(ports.randomHex(16));
  const pod = {
    name: `cgroup-gate-probe-${uid.slice(0, 8)}`,
    namespace: "default",
    uid,
    cgroupParent: podCgroupParent(setup.kubelet, setup.cgroupRoot, uid)
  };
  const sandbox = await cri.runPod(pod, handler);
  if (!sandbox.ok) return failure2(sandbox.message);
  try {
    const details = await cri.podDetails(sandbox.value);
    if (!details.ok) return failure2(details.message);
    const pid = details.value.pid;
    const place = pid === null ? null : await locateProcess(node, pid, cgroupVersion);
    const container = await lookIntoContainer(setup, sandbox.value, pod);
    if (container !== null) return { outcome: "seen", ...container, container: true };
    if (place === null) return failure2("the probe vanished before it was seen");
    return { outcome: "seen", ...place, container: false };
  } finally {
    await cri.removePod(sandbox.value);
  }
}
async function lookIntoContainer(setup, sandbox, pod) {
  const pause = setup.images.find((image) => image.tags.some((tag) => /(?:^|\/)pause(?::|$)/.test(tag)));
  if (pause === void 0) return null;
  const container = await setup.cri.runContainer(sandbox, pod, pause.tags[0] ?? pause.id);
  if (!container.ok) return null;
  const details = await setup.cri.containerDetails(container.value);
  if (!details.ok || details.value.pid === null) return null;
  return locateProcess(setup.node, details.value.pid, setup.cgroupVersion);
}
function failure2(message) {
  const cgroup = refusedCgroup(message);
  const short = message.slice(0, 2e3);
  return cgroup === null ? { outcome: "failed", message: short } : { outcome: "refused", cgroup, message: short };
}
function formatUid(hex) {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

// src/kind/evidence/runtime-status.ts
function readHandlers(config) {
  const containerd = isRecord(config) && isRecord(config.containerd) ? config.containerd : {};
  const runtimes = isRecord(containerd.runtimes) ? containerd.runtimes : {};
  const byDefault = typeof containerd.defaultRuntimeName === "string" ? containerd.defaultRuntimeName : "runc";
  return Object.entries(runtimes).map(([name, value]) => {
    const runtime2 = isRecord(value) ? value : {};
    const type = typeof runtime2.runtimeType === "string" ? runtime2.runtimeType : "";
    const options = isRecord(runtime2.options) ? runtime2.options : null;
    const isRunc = /^io\.containerd\.runc\./.test(type);
    const flag = options?.SystemdCgroup === true;
    const shown = options === null ? "no options" : `SystemdCgroup: ${String(options.SystemdCgroup ?? "not set")}`;
    return {
      name,
      isDefault: name === byDefault,
      type,
      driver: isRunc ? flag ? "systemd" : "cgroupfs" : null,
      shown
    };
  });
}
function readDump(dump) {
  const drivers2 = /* @__PURE__ */ new Map();
  const hasV3 = /^\s*\[plugins\.['"]?io\.containerd\.cri\.v1\.runtime['"]?\./m.test(dump);
  const plugin = hasV3 ? "io\\.containerd\\.cri\\.v1\\.runtime" : "io\\.containerd\\.grpc\\.v1\\.cri";
  const header = new RegExp(
    `^\\s*\\[plugins\\.['"]?${plugin}['"]?\\.containerd\\.runtimes\\.['"]?([^'"\\].]+)['"]?(\\.options)?\\]\\s*$`
  );
  let handler = null;
  let inOptions = false;
  for (const line of dump.split("\n")) {
    if (/^\s*\[/.test(line)) {
      const found = header.exec(line);
      handler = found?.[1] ?? null;
      inOptions = found?.[2] !== void 0;
      if (handler !== null && !drivers2.has(handler)) drivers2.set(handler, "cgroupfs");
    } else if (handler !== null && inOptions) {
      const value = /^\s*SystemdCgroup\s*=\s*(true|false)\s*$/.exec(line)?.[1];
      if (value !== void 0) drivers2.set(handler, value === "true" ? "systemd" : "cgroupfs");
    }
  }
  return drivers2;
}

// src/kind/evidence/watch.ts
var everyMs = 2e3;
async function watchPods(ports, cri, ms, signal) {
  const containersSeen = /* @__PURE__ */ new Map();
  const sandboxes = /* @__PURE__ */ new Map();
  const end = ports.now() + ms;
  for (; ; ) {
    const [pods, containers] = [await cri.listPods(), await cri.listContainers()];
    if (pods.ok && containers.ok) {
      const own = pods.value.filter((pod) => !pod.labels.has(probeLabel));
      for (const pod of own) {
        const seen = sandboxes.get(pod.uid);
        if (seen === void 0) {
          const first = new Set(own.filter((other) => other.uid === pod.uid).map((other) => other.id));
          sandboxes.set(pod.uid, { pod: `${pod.namespace}/${pod.name}`, first, later: /* @__PURE__ */ new Set() });
        } else if (!seen.first.has(pod.id)) {
          seen.later.add(pod.id);
        }
      }
      for (const container of containers.value) {
        const pod = own.find((candidate) => candidate.id === container.podId);
        if (pod === void 0) continue;
        const key = `${pod.uid}/${container.name}`;
        const seen = containersSeen.get(key);
        if (seen === void 0) {
          containersSeen.set(key, { pod: pod.uid, first: container.attempt, last: container.attempt });
        } else {
          seen.last = Math.max(seen.last, container.attempt);
        }
      }
    }
    if (ports.now() >= end || signal?.aborted === true) break;
    await ports.sleep(Math.min(everyMs, Math.max(1, end - ports.now())), signal);
  }
  return [...sandboxes].flatMap(([uid, life]) => {
    const restarts = [...containersSeen.values()].filter((seen) => seen.pod === uid).reduce((sum, seen) => sum + (seen.last - seen.first), 0);
    return restarts + life.later.size > 0 ? [{ pod: life.pod, restarts, newSandboxes: life.later.size }] : [];
  });
}

// src/kind/evidence/collect.ts
var patienceMs2 = 3e5;
async function collectNode(setup, name) {
  const { ports, engine } = setup;
  const node = execInNode(ports, engine, name, ports.now() + patienceMs2 + setup.watchMs, setup.signal);
  const container = await inspectContainer(ports, engine, name);
  const gathered = {
    name,
    cgroupVersion: await cgroupVersionOf(node),
    testimonies: [],
    evidence: [],
    observations: []
  };
  if (container === null || !container.running) {
    return conclude(gathered, [], null);
  }
  const cri = await connectCri(ports, setup.facts, container, name, node);
  try {
    return await collectRunning(setup, gathered, node, cri);
  } finally {
    cri.close();
  }
}
async function collectRunning(setup, gathered, node, cri) {
  const { ports, onProgress } = setup;
  const { name, testimonies, evidence, observations } = gathered;
  const step = (text2) => onProgress({ type: "step", step: `${text2} on ${name}`, state: "started" });
  step("Asking containerd");
  const [containerd, kubelet] = [await findProcess(node, "containerd"), await findProcess(node, "kubelet")];
  const [status, version] = [await cri.status(), await cri.version()];
  const handlers = status.ok ? readHandlers(status.value.config) : [];
  if (!status.ok) noteNoCri(gathered, status.code, status.message, containerd);
  const journal = await node(["journalctl", "-u", "kubelet", "--no-pager", "-o", "cat", "-n", "20000"], {
    timeoutMs: 6e4
  });
  const log = readKubeletLog(journal.stdout);
  const byDefault = handlers.find((handler) => handler.isDefault)?.name ?? "runc";
  if (status.ok) {
    step("Looking for the pods");
    await lookAtPods(gathered, cri, node, byDefault);
  }
  const kubeletDriver = decide(testimonies, "kubelet")?.driver ?? log.driver ?? "systemd";
  if (status.ok) {
    const images = await cri.listImages();
    for (const handler of handlers) {
      if (handler.driver === null || setup.signal?.aborted === true) continue;
      step(`Probing handler ${handler.name}`);
      const probe = await probeHandler(
        ports,
        {
          cri,
          node,
          cgroupVersion: gathered.cgroupVersion,
          kubelet: kubeletDriver,
          cgroupRoot: log.cgroupRoot ?? "/kubelet",
          images: images.ok ? images.value : []
        },
        handler.name
      );
      noteProbe(gathered, handler.name, probe);
    }
  }
  if (status.ok) await askRuntime(gathered, cri, handlers, byDefault);
  hearKubelet(gathered, log, byDefault);
  const kubeletVersion = await readVersions(gathered, node);
  await askConfigz(gathered, node, kubeletVersion);
  readCommandLines(gathered, containerd, kubelet);
  let lives = [];
  if (status.ok && setup.watchMs > 0) {
    step(`Watching the pods for ${Math.round(setup.watchMs / 1e3)} s`);
    lives = await watchPods(ports, cri, setup.watchMs, setup.signal);
  }
  const later = await node(["journalctl", "-u", "kubelet", "--no-pager", "-o", "cat", "-n", "20000"], {
    timeoutMs: 6e4
  });
  const events = await readApiEvents(node) ?? readKubeletLog(later.stdout);
  noteLives(gathered, lives, events, setup.watchMs, byDefault);
  step("Comparing files");
  const onDisk = await readDisk(
    setup,
    name,
    node,
    containerd,
    version.ok ? version.value.version : null,
    kubeletVersion
  );
  const running = runningOf(gathered, handlers);
  const filesSetup = {
    name,
    node,
    image: setup.image,
    containerd,
    kubelet,
    patchesContainerd: setup.patchesContainerd,
    running,
    onDisk
  };
  const files = await configurationFiles(filesSetup);
  observations.push(...await editedAfterStart(filesSetup, files), ...await changedAtBoot(filesSetup, files));
  for (const [subject, file] of onDisk) {
    const runs = running.get(subject);
    evidence.push({ kind: "file", subject, says: file, detail: "the files on the node, as they are now" });
    if (runs !== void 0 && runs !== file) {
      observations.push({
        kind: "live-stale-configuration",
        location: null,
        related: [],
        detail: { node: name, subject, file, running: runs }
      });
    }
  }
  return conclude(gathered, handlers, byDefault);
}
async function cgroupVersionOf(node) {
  return succeeded(await node(["test", "-e", "/sys/fs/cgroup/cgroup.controllers"], {})) ? 2 : 1;
}
async function readDisk(setup, name, node, containerd, containerdVersion, kubeletVersion) {
  const hints = { booted: true, containerdVersion, kubeletVersion };
  const { resolve, image, ports, engine } = setup;
  const tree = image === null || resolve === null ? null : await liveTree(ports, engine, name, node, image, containerd);
  const onDisk = staticDrivers(tree === null || resolve === null ? null : await resolve(tree, hints));
  if (!dumpsWhatItReads(containerdVersion)) return onDisk;
  const config = flagValue(containerd?.arguments ?? [], "--config", "-c");
  const dump = await node(["containerd", ...config === null ? [] : ["--config", config], "config", "dump"], {});
  if (!succeeded(dump)) return onDisk;
  for (const [handler, driver] of readDump(dump.stdout)) {
    const subject = `handler ${handler}`;
    if (!onDisk.has(subject)) onDisk.set(subject, driver);
  }
  return onDisk;
}
function dumpsWhatItReads(version) {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? "");
  if (found === null) return false;
  const [major, minor, patch] = found.slice(1).map(Number);
  if (major === 1) return minor >= 5;
  return major > 2 || minor > 0 || patch > 5;
}

// src/kind/boot-and-look.ts
async function bootAndLook(options, run) {
  const { ports, signal, onProgress } = options;
  const { engine, facts, kind, state } = run;
  const started = ports.now();
  const loaded = await loadNodeImage(ports, engine, options.image, run.ownName, onProgress, signal);
  if (!loaded.ok) return notBooted(state.cluster, loaded.failure);
  const created = await kind.createCluster({
    name: state.cluster,
    image: loaded.value.reference,
    config: options.kindConfig?.bytes ?? null,
    waitSeconds: options.waitSeconds,
    retain: true,
    timeoutMs: Math.max(1e3, options.bootTimeoutMs - (ports.now() - started)),
    onProgress
  });
  if (isAborted(signal)) return notBooted(state.cluster, bootFailure("cancelled"));
  if (!created.ok && created.failure.code === "cluster-exists") return notBooted(state.cluster, created.failure);
  const names = await nodesOf(kind, state.cluster);
  const observations = [];
  const expected = await expectedFrom(options, kind.version);
  let failure3 = null;
  if (!created.ok) {
    const diagnosis = await diagnose(ports, engine, facts, names, created.failure);
    failure3 = diagnosis.failure;
    const blamed = blameLines(failure3.code, expected?.patched ?? null);
    observations.push({ ...bootObservation(failure3, blamed.location ?? diagnosis.location), related: blamed.related });
  } else if (!created.value.ready) {
    observations.push({
      kind: "node-not-ready",
      location: null,
      related: [],
      detail: { cluster: state.cluster, seconds: options.waitSeconds }
    });
  }
  const nodes = [];
  for (const name of names) {
    if (isAborted(signal)) break;
    const patchesContainerd = options.kindConfig !== null && /containerdConfigPatches/.test(new TextDecoder().decode(options.kindConfig.bytes));
    const setup = {
      ports,
      engine,
      facts,
      signal,
      onProgress,
      watchMs: failure3 === null ? options.watchMs : 0,
      image: options.tree,
      resolve: options.resolve,
      patchesContainerd
    };
    const findings = await collectNode(setup, name);
    nodes.push(findings);
    observations.push(...findings.observations, ...compareWithStatic(findings, expected));
  }
  if (isAborted(signal) && failure3 === null) return notBooted(state.cluster, bootFailure("cancelled"));
  return {
    report: {
      cluster: state.cluster,
      booted: failure3 === null,
      nodes: nodes.map((findings) => findings.report),
      logs: null,
      retained: null
    },
    failure: failure3,
    observations,
    nodes,
    expected: expected?.patched ?? null
  };
}
function isAborted(signal) {
  return signal?.aborted === true;
}
async function nodesOf(kind, cluster) {
  const nodes = await kind.getNodes(cluster);
  return nodes.ok ? nodes.value.filter((name) => !name.endsWith("-external-load-balancer")).toSorted() : [];
}
async function expectedFrom(options, kindVersion) {
  const { tree, resolve } = options;
  if (tree === null || resolve === null) return null;
  const hints = { containerdVersion: null, kubeletVersion: null };
  const baked = await resolve(tree, { ...hints, booted: false });
  const applied = await applyKindConfig(tree, options.kindConfig, { kindVersion, kubernetesVersion: null });
  const patched = applied.ok ? mapLocations(await resolve(applied.tree, { ...hints, booted: true }), applied.originOf) : baked;
  return { baked, patched, node: applied.ok ? applied.node : "control-plane" };
}
function compareWithStatic(findings, expected) {
  const node = findings.report.name;
  const observations = [];
  const isJudged = expected !== null && node.endsWith(`-${expected.node}`);
  const pairs = (drivers2) => [...drivers2].flatMap(([subject, driver]) => {
    const live = findings.running.get(subject);
    if (live === void 0 || live === driver || subject === "kubelet" && !isJudged) return [];
    return [[subject, driver, live]];
  });
  for (const [subject, driver, live] of pairs(staticDrivers(expected?.patched ?? null))) {
    observations.push({
      kind: "live-disagrees-with-static",
      location: null,
      related: [],
      detail: { node, subject, static: driver, live }
    });
  }
  for (const [subject, from, live] of pairs(staticDrivers(expected?.baked ?? null))) {
    observations.push({
      kind: "live-setting-changed-at-boot",
      location: null,
      related: [],
      detail: { node, subject, baked: from, live }
    });
  }
  return observations;
}
function bootObservation(failure3, location) {
  const { code, cause, remedy, step, message } = failure3;
  return {
    kind: "boot-failed",
    location,
    related: [],
    detail: { code, cause, remedy, step, message, blamesImage: blamesImage(code) }
  };
}
function notBooted(cluster, failure3) {
  return {
    report: { cluster, booted: false, nodes: [], logs: null, retained: null },
    failure: failure3,
    observations: [bootObservation(failure3, null)],
    nodes: [],
    expected: null
  };
}

// src/kind/cluster/engine.ts
var providers = ["docker", "nerdctl", "podman", "finch", "nerdctl.lima"];
var leastMemory = 1024 ** 3;
var leastDisk = 1024 ** 3;
async function detectEngine(ports, signal) {
  const wanted = ports.environment.KIND_EXPERIMENTAL_PROVIDER ?? "";
  const names = providers.includes(wanted) ? [wanted] : ["docker", "nerdctl", "podman"];
  for (const name of names) {
    const result = await ports.exec({ file: name, args: ["-v"], signal, timeoutMs: 2e4 });
    if (result.end === "unsupported-node") return { ok: false, failure: bootFailure("node-too-old", result.message) };
    if (result.end === "cancelled") return { ok: false, failure: bootFailure("cancelled") };
    const says = name === "docker" ? /^Docker version/ : name.startsWith("nerdctl") ? /^nerdctl version/ : /version/;
    if (succeeded(result) && says.test(result.stdout)) {
      return inspectEngine(ports, { command: name, environment: {} }, signal);
    }
  }
  return { ok: false, failure: bootFailure("no-engine") };
}
async function inspectEngine(ports, engine, signal) {
  const result = await ports.exec({
    file: engine.command,
    args: ["info", "--format", "{{json .}}"],
    signal,
    timeoutMs: 3e4
  });
  if (result.end === "cancelled") return { ok: false, failure: bootFailure("cancelled") };
  const info = parseJson(result.stdout.trim().split("\n").at(-1) ?? "");
  const complaint = daemonComplaint(result, info);
  if (complaint !== null) return { ok: false, failure: complaint };
  const facts = readFacts(ports, engine, info);
  if (facts.memoryBytes !== null && facts.memoryBytes < leastMemory) {
    const message = `${engine.command} has ${mebibytes(facts.memoryBytes)} MiB of memory`;
    return { ok: false, failure: bootFailure("too-little-memory", message) };
  }
  const free = facts.local && facts.rootDir !== null ? await ports.files.freeBytes(facts.rootDir) : null;
  if (free !== null && free < leastDisk) {
    const message = `${mebibytes(free)} MiB are free at ${facts.rootDir}`;
    return { ok: false, failure: bootFailure("too-little-disk", message) };
  }
  return { ok: true, engine, facts };
}
function daemonComplaint(result, info) {
  const errors = isRecord(info) && Array.isArray(info.ServerErrors) ? info.ServerErrors.join("\n") : "";
  if (succeeded(result) && errors === "" && isRecord(info)) return null;
  const text2 = errors || result.stderr.trim() || result.message;
  const code = /permission denied/i.test(text2) ? "engine-permission" : "engine-not-running";
  return bootFailure(code, text2);
}
function readFacts(ports, engine, info) {
  const docker = isRecord(info) ? info : {};
  const host = isRecord(docker.host) ? docker.host : {};
  const store = isRecord(docker.store) ? docker.store : {};
  const version = isRecord(docker.version) ? docker.version.Version : docker.ServerVersion;
  const cgroup = String(docker.CgroupVersion ?? host.cgroupVersion ?? "");
  const memory = docker.MemTotal ?? host.memTotal;
  const rootDir = docker.DockerRootDir ?? store.graphRoot;
  const address = ports.environment.DOCKER_HOST ?? "";
  return {
    version: typeof version === "string" ? version : null,
    memoryBytes: typeof memory === "number" && memory > 0 ? memory : null,
    rootDir: typeof rootDir === "string" && rootDir !== "" ? rootDir : null,
    cgroupVersion: /2/.test(cgroup) ? 2 : /1/.test(cgroup) ? 1 : null,
    local: ports.platform === "linux" && (address === "" || address.startsWith("unix:")) && engine.command !== "nerdctl.lima"
  };
}
function mebibytes(bytes) {
  return Math.round(bytes / 1024 / 1024);
}

// src/kind/cluster/pinned-kind.ts
var pinnedKind = {
  version: "v0.33.0",
  baseUrl: "https://github.com/kubernetes-sigs/kind/releases/download",
  /** By `OS-ARCH` as in the file's name. */
  sha256: {
    "linux-amd64": "aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d",
    "linux-arm64": "20022bee6cfcd5086cb7234d218e3454e6090022f2a8f55d1fa7fcf42c3867a2",
    "darwin-amd64": "5a99f26f57246dc9319dd294803313197a0f34d33c525b3ea8b655db5916ece0",
    "darwin-arm64": "0c8c7dbe5e23594a198b786c4bc13dacc101fa6196b0cb0b23a1ca44e61f4b4f"
  }
};

// src/kind/cluster/find-kind.ts
var maxBytes2 = 64 * 1024 * 1024;
var architectures = { x64: "amd64", arm64: "arm64" };
async function findKind(ports, onProgress, signal) {
  const onPath = await ports.exec({ file: "kind", args: ["version"], signal, timeoutMs: 2e4 });
  if (onPath.end === "unsupported-node") return { ok: false, failure: bootFailure("node-too-old", onPath.message) };
  if (onPath.end === "cancelled") return { ok: false, failure: bootFailure("cancelled") };
  if (succeeded(onPath)) return { ok: true, value: "kind" };
  if (onPath.end !== "not-found") {
    return { ok: false, failure: bootFailure("kind-unusable", onPath.stderr.trim() || onPath.message) };
  }
  return installKind(ports, onProgress, signal);
}
async function installKind(ports, onProgress, signal) {
  const platform = `${ports.platform}-${architectures[ports.arch] ?? ports.arch}`;
  const wanted = pinnedKind.sha256[platform];
  if (wanted === void 0) {
    return { ok: false, failure: bootFailure("kind-unsupported-platform", `this platform is ${platform}`) };
  }
  const name = `kind-${pinnedKind.version}-${platform}`;
  const path = `${ports.cacheDir}/${name}`;
  const kept = await ports.files.read(path);
  if (kept !== null && ports.sha256(kept) === wanted) return { ok: true, value: path };
  const url = `${pinnedKind.baseUrl}/${pinnedKind.version}/kind-${platform}`;
  onProgress({ type: "note", text: `kind is not on the PATH; downloading ${pinnedKind.version} from ${url}` });
  const download = await ports.download(url, maxBytes2, signal);
  if (signal?.aborted === true) return { ok: false, failure: bootFailure("cancelled") };
  if (!download.ok) {
    const code = download.status === 0 ? "kind-unavailable" : "kind-download-failed";
    return { ok: false, failure: bootFailure(code, `${url}: ${download.message}`) };
  }
  const got = ports.sha256(download.bytes);
  if (got !== wanted) {
    const message = `${url}: sha256 is ${got}, pinned is ${wanted}`;
    return { ok: false, failure: bootFailure("kind-checksum-mismatch", message) };
  }
  const partial = `${path}.${ports.randomHex(6)}`;
  await ports.files.makeDir(ports.cacheDir);
  await ports.files.write(partial, download.bytes, 493);
  await ports.files.rename(partial, path);
  return { ok: true, value: path };
}

// src/kind/cluster/steps.ts
var states = { "•": "started", "✓": "done", "✗": "failed" };
function readStep(line) {
  const found = /^ ([•✓✗]) (.+)$/u.exec(line);
  const mark = found?.[1];
  if (found === null || mark === void 0) return null;
  const step = (found[2] ?? "").replace(/\.\.\.\s*$/, "").replace(/[^\x20-\x7e]+/g, "").trim();
  return step === "" ? null : { type: "step", step, state: states[mark] };
}

// src/kind/cluster/kind-command.ts
var oldest = [0, 20];
async function createKind(ports, setup) {
  const run = (args, more = {}) => ports.exec({
    file: setup.path,
    args,
    env: setup.environment,
    signal: more.uncancelled === true ? void 0 : setup.signal,
    timeoutMs: more.timeoutMs ?? 6e4,
    ...more.input === void 0 ? {} : { input: more.input },
    ...more.onLine === void 0 ? {} : { onLine: more.onLine }
  });
  const asked = await run(["version"]);
  const version = /\bv(\d+)\.(\d+)\.\d+\S*/.exec(asked.stdout);
  if (!succeeded(asked) || version === null) {
    return { ok: false, failure: failureOf(asked, "kind-unusable", null) };
  }
  if (Number(version[1]) === oldest[0] && Number(version[2]) < oldest[1]) {
    const message = `${setup.path} is ${version[0]}; kind mode needs v${oldest.join(".")}.0 or newer`;
    return { ok: false, failure: bootFailure("kind-unusable", message) };
  }
  async function lines(args) {
    const result = await run(args);
    if (!succeeded(result)) return { ok: false, failure: failureOf(result, "unknown", null) };
    const names = result.stdout.split("\n").map((line) => line.trim());
    return { ok: true, value: names.filter((line) => line !== "") };
  }
  async function plain(args, timeoutMs, uncancelled = false) {
    const result = await run(args, { timeoutMs, uncancelled });
    return succeeded(result) ? { ok: true, value: null } : { ok: false, failure: failureOf(result, "unknown", null) };
  }
  return {
    ok: true,
    value: {
      path: setup.path,
      version: version[0],
      createCluster: (options) => createCluster(run, options),
      getClusters: () => lines(["get", "clusters"]),
      getNodes: (name) => lines(["get", "nodes", "--name", name]),
      loadImage: (name, image) => plain(["load", "docker-image", "--name", name, image], 6e5),
      loadArchive: (name, path) => plain(["load", "image-archive", "--name", name, path], 6e5),
      exportLogs: async (name, folder) => {
        const result = await run(["export", "logs", "--name", name, folder], { timeoutMs: 18e4, uncancelled: true });
        const usable = succeeded(result) || result.end === "exit" && !/unknown cluster/.test(result.stderr);
        return usable ? { ok: true, value: folder } : { ok: false, failure: failureOf(result, "unknown", null) };
      },
      deleteCluster: (name, timeoutMs) => plain(["delete", "cluster", "--name", name], timeoutMs, true)
    }
  };
}
async function createCluster(run, options) {
  let step = null;
  const args = ["create", "cluster", "--name", options.name, "--image", options.image];
  if (options.config !== null) args.push("--config", "-");
  if (options.waitSeconds > 0) args.push("--wait", `${options.waitSeconds}s`);
  if (options.retain) args.push("--retain");
  const result = await run(args, {
    timeoutMs: options.timeoutMs,
    ...options.config === null ? {} : { input: options.config },
    onLine: (line, stream) => {
      if (stream !== "stderr") return;
      const progress = readStep(line);
      if (progress === null) return;
      if (progress.type === "step") step = progress.step;
      options.onProgress(progress);
    }
  });
  if (succeeded(result)) {
    const ready = !/Timed out waiting for Ready/i.test(result.stderr);
    return { ok: true, value: { ready, stderr: result.stderr } };
  }
  if (result.end === "exit") return { ok: false, failure: classifyKindError(result.stderr, step) };
  return { ok: false, failure: failureOf(result, "kind-unusable", step) };
}
function failureOf(result, otherwise, step) {
  const message = result.stderr.trim() || result.message;
  if (result.end === "timeout") return bootFailure("timed-out", result.message, step);
  if (result.end === "cancelled") return bootFailure("cancelled", "", step);
  if (result.end === "unsupported-node") return bootFailure("node-too-old", result.message, step);
  return bootFailure(otherwise, message, step);
}

// src/kind/live.ts
async function judgeLive(options) {
  const { ports, signal, onProgress } = options;
  const cluster = options.clusterName ?? newClusterName(ports);
  const found = await detectEngine(ports, signal);
  if (!found.ok) return notBooted(cluster, found.failure);
  const path = await findKind(ports, onProgress, signal);
  if (!path.ok) return notBooted(cluster, path.failure);
  const tempDir = await ports.files.makeTempDir("cgroup-gate-");
  const ownName = `${cluster}.local/node:loaded`;
  const environment = engineEnvironment(ports);
  const state = {
    schema: 1,
    cluster,
    engine: found.engine.command,
    kind: path.value,
    tempDir,
    createdAt: ports.now(),
    images: options.image.form === "reference" ? [] : [ownName],
    environment
  };
  const kind = await createKind(ports, {
    path: path.value,
    environment: { ...environment, KUBECONFIG: `${tempDir}/kubeconfig`, TMPDIR: tempDir },
    signal
  });
  const free = kind.ok ? await nameIsFree(ports, found.engine, kind.value, cluster) : kind.failure;
  if (!kind.ok || free !== null) {
    await ports.files.remove(tempDir);
    return notBooted(cluster, free ?? bootFailure("kind-unusable"));
  }
  await options.saveState(state);
  return withCluster(options, { engine: found.engine, facts: found.facts, kind: kind.value, state, ownName });
}
async function nameIsFree(ports, engine, kind, cluster) {
  const clusters = await kind.getClusters();
  if (!clusters.ok) return clusters.failure;
  const containers = await clusterContainers(ports, engine, cluster);
  if (containers === null) return bootFailure("engine-not-running", `${engine.command} ps does not answer`);
  if (!clusters.value.includes(cluster) && containers.length === 0) return null;
  return bootFailure("cluster-exists", `there is a kind cluster named ${cluster}`);
}
async function withCluster(options, run) {
  const { ports, onProgress } = options;
  let result = null;
  let ours = true;
  try {
    result = await bootAndLook(options, run);
    ours = result.failure?.code !== "cluster-exists";
  } finally {
    const failed = result === null || result.failure !== null || options.failed?.(result) === true;
    const cancelled = options.signal?.aborted === true;
    if (result !== null && failed && ours) result = await exportLogs(options, run, result);
    if (result !== null && ours && failed && options.retainOnFailure && !cancelled) {
      result = { ...result, report: { ...result.report, retained: howToReach(run) } };
    } else if (!ours) {
      await removeBelongings(ports, run.state);
      await options.saveState(null);
    } else {
      onProgress({ type: "step", step: `Removing cluster ${run.state.cluster}`, state: "started" });
      const cutShort = cancelled || result === null || result.failure !== null;
      const removal = await removeCluster(ports, run.state, cutShort);
      onProgress({
        type: "step",
        step: `Removing cluster ${run.state.cluster}`,
        state: removal.ok ? "done" : "failed"
      });
      if (removal.ok) await options.saveState(null);
      else if (result !== null)
        result = { ...result, observations: [...result.observations, notRemoved(run, removal)] };
    }
  }
  return result;
}
async function exportLogs(options, run, result) {
  if (options.logsDir === null || result.failure?.code === "image-not-loadable" || options.signal?.aborted === true)
    return result;
  const logs = await run.kind.exportLogs(run.state.cluster, options.logsDir);
  return logs.ok ? { ...result, report: { ...result.report, logs: logs.value } } : result;
}
function howToReach(run) {
  const { state, engine } = run;
  return [
    `KUBECONFIG=${state.tempDir}/kubeconfig`,
    `${engine.command} exec -it ${state.cluster}-control-plane bash`,
    `${state.kind} delete cluster --name ${state.cluster} && rm -r ${state.tempDir}`
  ].join("\n");
}
function notRemoved(run, removal) {
  return {
    kind: "cluster-not-removed",
    location: null,
    related: [],
    detail: { cluster: run.state.cluster, message: removal.message, command: removal.command }
  };
}

// src/gate/live-node.ts
function liveCandidates(result, resolved) {
  const [base] = resolved?.candidates ?? [];
  return result.nodes.map((node) => {
    const running = (subject) => node.running.get(subject) ?? null;
    const kubeletDriver = running("kubelet");
    const containerd = liveContainerd(base?.node.containerd ?? null, node.handlers, running);
    const own = result.observations.filter(({ detail }) => !("node" in detail) || detail.node === node.report.name);
    const live = {
      image: {
        problems: base?.node.image.problems ?? [],
        initSystem: "systemd",
        generators: [],
        observations: base?.node.image.observations ?? [],
        doubts: [],
        live: own
      },
      runtime: "containerd",
      containerd,
      otherRuntime: null,
      kubelet: kubeletDriver === null ? null : liveKubelet(base?.node.kubelet ?? null, kubeletDriver),
      effective: {
        driver: kubeletDriver ?? "unknown",
        followsRuntime: base?.node.effective.driver === kubeletDriver ? base.node.effective.followsRuntime : null
      }
    };
    return { node: live, versions: base?.versions ?? { containerd: "", kubelet: "" } };
  });
}
function liveContainerd(base, handlers, running) {
  const names = [.../* @__PURE__ */ new Set([...handlers.map(({ name }) => name)])];
  if (names.length === 0 && base === null) return null;
  const answers = names.map((name) => {
    const known = base?.handlers.find((handler) => handler.name === name);
    const driver = running(`handler ${name}`) ?? known?.driver ?? "opaque";
    return known?.driver === driver ? known : {
      name,
      type: known?.type ?? "",
      driver,
      origin: { by: "default", nearest: known?.definition ?? null, missing: "" },
      definition: known?.definition ?? null
    };
  });
  const defaultHandler = handlers.find(({ isDefault }) => isDefault)?.name ?? base?.defaultHandler ?? "runc";
  return {
    containerdVersion: base?.containerdVersion ?? "",
    family: base?.family ?? "",
    configVersion: base?.configVersion ?? null,
    files: base?.files ?? [],
    runtimeConfig: base?.runtimeConfig ?? { onSystemdHost: "no-cri", elsewhere: "no-cri", handler: null },
    observations: base?.observations ?? [],
    state: "ok",
    stateReason: null,
    defaultHandler,
    handlers: answers,
    doubts: []
  };
}
function liveKubelet(base, driver) {
  const common = { doubts: [], refusesToStart: null };
  if (base !== null && base.configured === driver) return { ...base, ...common };
  return {
    kubeletVersion: base?.kubeletVersion ?? null,
    asksRuntime: base?.asksRuntime ?? null,
    gate: base?.gate ?? null,
    runtimeEndpoint: base?.runtimeEndpoint ?? null,
    unit: base?.unit ?? null,
    configPath: base?.configPath ?? null,
    observations: base?.observations ?? [],
    configured: base?.configured ?? driver,
    sourceKind: base?.sourceKind ?? "unknown",
    source: base?.source ?? null,
    written: base?.written ?? null,
    ...common
  };
}

// src/gate/judge-booted.ts
async function judgeBooted(reference, { source: from }, image, options, told, mode, source) {
  const resolved = image === null ? null : await resolveImage(image.tree, [], { ...told, booted: false });
  const problems = image === null ? [] : await image.settle();
  const result = await judgeLive({
    ...mode,
    image: from,
    kindConfig: told.kindConfig,
    clusterName: null,
    bootTimeoutMs: options.kind.timeout * 1e3,
    waitSeconds: 0,
    watchMs: options.kind.watch * 1e3,
    retainOnFailure: options.kind.retainOnFailure,
    logsDir: options.kind.logs,
    tree: image?.tree ?? null,
    resolve: treeResolver({ containerdVersion: told.containerdVersion, kubeletVersion: told.kubeletVersion })
  });
  const seen = liveCandidates(result, resolved);
  const judged = seen.length > 0 ? {
    candidates: seen,
    containerdVersion: resolved?.containerdVersion ?? null,
    kubeletVersion: resolved?.kubeletVersion ?? null
  } : withFacts(resolved ?? UNREAD, problems, result.observations);
  return assembleReport(
    {
      reference,
      image,
      tree: image?.tree ?? emptyTree,
      given: givenFiles(told),
      resolved: judged,
      originOf: (location) => location,
      live: result.report
    },
    options,
    source
  );
}
var UNREAD = {
  containerdVersion: null,
  kubeletVersion: null,
  candidates: [
    {
      versions: { containerd: "", kubelet: "" },
      node: {
        image: { problems: [], initSystem: "unknown", generators: [], observations: [], doubts: [], live: [] },
        runtime: "containerd",
        containerd: null,
        otherRuntime: null,
        kubelet: null,
        effective: { driver: "unknown", followsRuntime: null }
      }
    }
  ]
};
export {
  judgeBooted
};
