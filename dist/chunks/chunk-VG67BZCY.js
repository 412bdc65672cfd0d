import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  LineIndex,
  locate,
  parseToml,
  parseYamlDocuments
} from "./chunk-IBQVA3B5.js";

// src/kind/config/block-place.ts
function placingInBlock(path, fileText, string, content) {
  const file = new LineIndex(fileText);
  const whole = locate(path, string);
  const header = file.line(string.start.line) ?? "";
  const isLiteral = /^\|[-+0-9]*(?:\s|$)/.test(header.slice(string.start.column - 1));
  if (!isLiteral) return () => whole;
  const lines = content.split("\n");
  const firstText = lines.findIndex((line) => line.trim() !== "");
  const inFile = file.line(string.start.line + 1 + Math.max(firstText, 0)) ?? "";
  const indent = inFile.length - (lines[Math.max(firstText, 0)] ?? "").length;
  if (indent < 0 || inFile.slice(indent) !== lines[Math.max(firstText, 0)]) return () => whole;
  return (span) => ({
    path,
    startLine: string.start.line + span.start.line,
    startColumn: span.start.column + indent,
    endLine: string.start.line + span.end.line,
    endColumn: span.end.column + indent
  });
}

// src/kind/config/cluster-file.ts
var clusterFields = [
  "kind",
  "apiVersion",
  "name",
  "nodes",
  "networking",
  "featureGates",
  "runtimeConfig",
  "kubeadmConfigPatches",
  "kubeadmConfigPatchesJSON6902",
  "containerdConfigPatches",
  "containerdConfigPatchesJSON6902"
];
var nodeFields = [
  "role",
  "image",
  "labels",
  "extraMounts",
  "extraPortMappings",
  "kubeadmConfigPatches",
  "kubeadmConfigPatchesJSON6902"
];
var maxBytes = 1024 * 1024;
var defaultClusterFile = {
  nodes: [{ name: "control-plane", role: "control-plane", kubeadmPatches: [], kubeadmPatches6902: [], mounts: [] }],
  featureGates: [],
  containerdPatches: [],
  containerdPatches6902: [],
  kubeadmPatches: [],
  kubeadmPatches6902: []
};
function readClusterFile(path, bytes) {
  const start = { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  if (bytes.length > maxBytes) return { ok: false, problem: "it is too large", location: start };
  const text = new TextDecoder().decode(bytes);
  const document = parseYamlDocuments(text)[0];
  const problem = document?.problems[0];
  if (problem !== void 0) return { ok: false, problem: problem.message, location: locate(path, problem.span) };
  if (document === void 0 || !isRecord(document.value))
    return { ok: false, problem: "it is no mapping", location: start };
  const reader = new Reader(path, text, document);
  const file = reader.cluster(document.value);
  return reader.fault ?? { ok: true, file };
}
var Reader = class {
  fault = null;
  #path;
  #text;
  #document;
  constructor(path, text, document) {
    this.#path = path;
    this.#text = text;
    this.#document = document;
  }
  cluster(value) {
    this.#known(value, clusterFields, []);
    if (value.apiVersion !== "kind.x-k8s.io/v1alpha4")
      this.#fail("apiVersion has to be kind.x-k8s.io/v1alpha4", ["apiVersion"]);
    if (value.kind !== "Cluster") this.#fail("kind has to be Cluster", ["kind"]);
    return {
      nodes: this.#nodes(value.nodes),
      featureGates: this.#gates(value.featureGates),
      containerdPatches: this.#patches(value, "containerdConfigPatches", []),
      containerdPatches6902: this.#patches(value, "containerdConfigPatchesJSON6902", []),
      kubeadmPatches: this.#patches(value, "kubeadmConfigPatches", []),
      kubeadmPatches6902: this.#targeted(value, [])
    };
  }
  #nodes(value) {
    const list = this.#list(value, ["nodes"]);
    if (list.length === 0) return defaultClusterFile.nodes;
    const counts = /* @__PURE__ */ new Map();
    return list.map((item, index) => {
      const path = ["nodes", index];
      const node = isRecord(item) ? item : {};
      this.#known(node, nodeFields, path);
      const role = node.role ?? "control-plane";
      if (role !== "control-plane" && role !== "worker")
        this.#fail(`there is no role ${String(role)}`, [...path, "role"]);
      const count = (counts.get(String(role)) ?? 0) + 1;
      counts.set(String(role), count);
      const mounts = this.#list(node.extraMounts, [...path, "extraMounts"]).flatMap(
        (mount, at) => isRecord(mount) && typeof mount.containerPath === "string" ? [
          {
            containerPath: mount.containerPath,
            hostPath: typeof mount.hostPath === "string" ? mount.hostPath : "",
            origin: this.#place([...path, "extraMounts", at, "containerPath"])
          }
        ] : []
      );
      return {
        name: `${String(role)}${count === 1 ? "" : count}`,
        role: role === "worker" ? "worker" : "control-plane",
        kubeadmPatches: this.#patches(node, "kubeadmConfigPatches", path),
        kubeadmPatches6902: this.#targeted(node, path),
        mounts
      };
    });
  }
  #gates(value) {
    if (value === void 0 || value === null) return [];
    if (!isRecord(value)) {
      this.#fail("featureGates has to be a mapping", ["featureGates"]);
      return [];
    }
    return Object.entries(value).flatMap(([name, on]) => {
      if (typeof on === "boolean") return [{ name, value: on, origin: this.#place(["featureGates", name]) }];
      this.#fail(`the feature gate ${name} has to be true or false`, ["featureGates", name]);
      return [];
    });
  }
  #patches(holder, field2, at) {
    return this.#list(holder[field2], [...at, field2]).flatMap((text, index) => {
      const path = [...at, field2, index];
      if (typeof text === "string") return [this.#patch(text, path)];
      this.#fail(`${field2} has to be a list of strings`, path);
      return [];
    });
  }
  #targeted(holder, at) {
    const field2 = "kubeadmConfigPatchesJSON6902";
    return this.#list(holder[field2], [...at, field2]).flatMap((item, index) => {
      const path = [...at, field2, index];
      if (!isRecord(item) || typeof item.patch !== "string") {
        this.#fail(`${field2} has to be a list of group, version, kind and patch`, path);
        return [];
      }
      const group = typeof item.group === "string" ? item.group : "";
      const version = typeof item.version === "string" ? item.version : "";
      const apiVersion = group === "" ? version : `${group}/${version}`;
      const kind = typeof item.kind === "string" ? item.kind : "";
      return [{ ...this.#patch(item.patch, [...path, "patch"]), kind, apiVersion }];
    });
  }
  #patch(text, path) {
    const span = this.#document.locate(path);
    const origin = this.#place(path);
    return { text, origin, place: span === null ? () => origin : placingInBlock(this.#path, this.#text, span, text) };
  }
  #list(value, path) {
    if (value === void 0 || value === null) return [];
    if (Array.isArray(value)) return value;
    this.#fail(`${String(path.at(-1))} has to be a list`, path);
    return [];
  }
  #known(value, fields, path) {
    for (const name of Object.keys(value)) {
      if (!fields.includes(name)) this.#fail(`there is no field ${name}`, [...path, name]);
    }
  }
  #place(path) {
    const span = this.#document.locate(path) ?? this.#document.locateKey(path) ?? this.#document.locate([]);
    if (span !== null) return locate(this.#path, span);
    return { path: this.#path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  }
  #fail(problem, path) {
    this.fault ??= { ok: false, problem, location: this.#place(path) };
  }
};
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/kind/config/json-patch.ts
function applyJsonPatch(target, patch) {
  if (patch.type !== "list") return { ok: false, problem: "the patch is no list of operations" };
  let value = target;
  for (const [index, operation] of patch.items.entries()) {
    const result = applyOperation(value, operation);
    if (!result.ok) return { ok: false, problem: `operation ${index + 1}: ${result.problem}` };
    value = result.value;
  }
  return { ok: true, value };
}
function applyOperation(target, operation) {
  const op = field(operation, "op");
  const path = pointer(operation, "path");
  if (path === null) return { ok: false, problem: "it has no path" };
  const value = operation.type === "table" ? operation.entries.get("value")?.value : void 0;
  switch (op) {
    case "add":
    case "replace":
      if (value === void 0) return { ok: false, problem: `${op} without a value` };
      return op === "add" ? put(target, path, value, false) : put(target, path, value, true);
    case "remove":
      return take(target, path).result;
    case "move":
    case "copy": {
      const from = pointer(operation, "from");
      if (from === null) return { ok: false, problem: `${op} without from` };
      const found = take(target, from);
      if (!found.result.ok || found.taken === null) return found.result;
      return put(op === "move" ? found.result.value : target, path, found.taken, false);
    }
    case "test": {
      const found = take(target, path).taken;
      const same = found !== null && value !== void 0 && plain(found) === plain(value);
      return same ? { ok: true, value: target } : { ok: false, problem: `the test of /${path.join("/")} fails` };
    }
    default:
      return { ok: false, problem: `there is no operation ${String(op)}` };
  }
}
function put(target, path, value, mustExist) {
  const [key, ...rest] = path;
  if (key === void 0) return { ok: true, value };
  if (target.type === "table") {
    const entry = target.entries.get(key);
    if (rest.length === 0) {
      if (mustExist && entry === void 0) return missing(key);
      const changed = { value, keyOrigin: value.origin };
      return { ok: true, value: { ...target, entries: new Map([...target.entries, [key, changed]]) } };
    }
    if (entry === void 0) return missing(key);
    const inner = put(entry.value, rest, value, mustExist);
    if (!inner.ok) return inner;
    return {
      ok: true,
      value: { ...target, entries: new Map([...target.entries, [key, { ...entry, value: inner.value }]]) }
    };
  }
  if (target.type === "list") {
    const index = key === "-" ? target.items.length : indexOf(key);
    const isLast = rest.length === 0;
    if (index === null || index > target.items.length - (isLast && !mustExist ? 0 : 1)) return missing(key);
    if (isLast) {
      const items = target.items.toSpliced(index, mustExist ? 1 : 0, value);
      return { ok: true, value: { ...target, items } };
    }
    const item = target.items[index];
    const inner = item === void 0 ? missing(key) : put(item, rest, value, mustExist);
    if (!inner.ok) return inner;
    return { ok: true, value: { ...target, items: target.items.with(index, inner.value) } };
  }
  return missing(key);
}
function take(target, path) {
  const [key, ...rest] = path;
  const fail = (name) => ({ taken: null, result: missing(name) });
  if (key === void 0) return fail("");
  if (target.type === "table") {
    const entry = target.entries.get(key);
    if (entry === void 0) return fail(key);
    if (rest.length === 0) {
      const entries2 = new Map([...target.entries].filter(([name]) => name !== key));
      return { taken: entry.value, result: { ok: true, value: { ...target, entries: entries2 } } };
    }
    const inner = take(entry.value, rest);
    if (!inner.result.ok) return inner;
    const entries = new Map([...target.entries, [key, { ...entry, value: inner.result.value }]]);
    return { taken: inner.taken, result: { ok: true, value: { ...target, entries } } };
  }
  if (target.type === "list") {
    const index = indexOf(key);
    const item = index === null ? void 0 : target.items[index];
    if (index === null || item === void 0) return fail(key);
    if (rest.length === 0) {
      return { taken: item, result: { ok: true, value: { ...target, items: target.items.toSpliced(index, 1) } } };
    }
    const inner = take(item, rest);
    if (!inner.result.ok) return inner;
    const items = target.items.with(index, inner.result.value);
    return { taken: inner.taken, result: { ok: true, value: { ...target, items } } };
  }
  return fail(key);
}
function missing(key) {
  return { ok: false, problem: `there is no ${JSON.stringify(key)}` };
}
function indexOf(key) {
  return /^(?:0|[1-9]\d{0,6})$/.test(key) ? Number(key) : null;
}
function field(operation, name) {
  const value = operation.type === "table" ? operation.entries.get(name)?.value : void 0;
  return value?.type === "scalar" && typeof value.value === "string" ? value.value : null;
}
function pointer(operation, name) {
  const text = field(operation, name);
  if (text === null) return null;
  if (text === "") return [];
  if (!text.startsWith("/")) return null;
  const parts = text.slice(1).split("/");
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function plain(value) {
  if (value.type === "scalar")
    return typeof value.value === "bigint" ? String(value.value) : JSON.stringify(value.value);
  if (value.type === "list") return `[${value.items.map(plain).join(",")}]`;
  const entries = [...value.entries].sort(([a], [b]) => a < b ? -1 : 1);
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${plain(entry.value)}`).join(",")}}`;
}

// src/kind/config/value-tree.ts
function placingIn(path) {
  return (span) => locate(path, span);
}
function valueFromToml(table, place) {
  const entries = /* @__PURE__ */ new Map();
  for (const { key, keySpan, value } of table.entries) {
    entries.set(key, { value: fromTomlValue(value, place), keyOrigin: place(keySpan) });
  }
  return { type: "table", entries, origin: place(table.headers[0] ?? table.span) };
}
function fromTomlValue(value, place) {
  if (value.type === "table") return valueFromToml(value, place);
  const origin = place(value.span);
  if (value.type === "array") {
    return { type: "list", items: value.items.map((item) => fromTomlValue(item, place)), origin };
  }
  return { type: "scalar", value: value.value, origin };
}
function valueFromPlain(plain2, spanOf, path = []) {
  const origin = spanOf(path, false);
  if (Array.isArray(plain2)) {
    return { type: "list", items: plain2.map((item, index) => valueFromPlain(item, spanOf, [...path, index])), origin };
  }
  if (typeof plain2 === "object" && plain2 !== null) {
    const entries = /* @__PURE__ */ new Map();
    for (const [key, inner] of Object.entries(plain2)) {
      const inside2 = [...path, key];
      entries.set(key, { value: valueFromPlain(inner, spanOf, inside2), keyOrigin: spanOf(inside2, true) });
    }
    return { type: "table", entries, origin };
  }
  const value = typeof plain2 === "string" || typeof plain2 === "number" || typeof plain2 === "boolean" ? plain2 : null;
  return { type: "scalar", value, origin };
}
function tableOf(entries) {
  return {
    type: "table",
    entries: new Map(Object.entries(entries).map(([key, value]) => [key, { value, keyOrigin: null }])),
    origin: null
  };
}
function scalar(value, origin = null) {
  return { type: "scalar", value, origin };
}
function withEntry(table, key, value, keyOrigin = null) {
  return { ...table, entries: new Map([...table.entries, [key, { value, keyOrigin }]]) };
}
function withoutEntry(table, key) {
  return { ...table, entries: new Map([...table.entries].filter(([name]) => name !== key)) };
}
function entryAt(value, path) {
  let entry = null;
  let at = value;
  for (const key of path) {
    if (at.type !== "table") return null;
    const next = at.entries.get(key);
    if (next === void 0) return null;
    entry = next;
    at = next.value;
  }
  return entry;
}
function textAt(value, path) {
  const found = entryAt(value, path)?.value;
  return found?.type === "scalar" && typeof found.value === "string" ? found.value : null;
}
function mergePatch(target, patch) {
  if (patch.type !== "table") return patch;
  const entries = new Map(target?.type === "table" ? target.entries : []);
  for (const [key, { value, keyOrigin }] of patch.entries) {
    if (value.type === "scalar" && value.value === null) {
      entries.delete(key);
      continue;
    }
    const there = entries.get(key);
    const merged = mergePatch(there?.value ?? null, value);
    const keepsPlace = there?.value.type === "table" && merged.type === "table";
    entries.set(key, { value: merged, keyOrigin: keepsPlace ? there.keyOrigin : keyOrigin });
  }
  return { type: "table", entries, origin: (target?.type === "table" ? target.origin : null) ?? patch.origin };
}

// src/kind/config/containerd-patches.ts
var encoder = new TextEncoder();
function patchContainerdToml(base, file, skipsOtherVersions) {
  const parsed = parseToml(base.bytes, "go-toml-1.9");
  if (!parsed.ok) {
    const { position, message } = parsed.error;
    const location = {
      path: base.path,
      startLine: position.line,
      startColumn: position.column,
      endLine: position.line,
      endColumn: position.column + 1
    };
    return fails("containerdConfigPatches", `${base.path} cannot be read: ${message}`, location);
  }
  const start = { path: base.path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const original = valueFromToml(parsed.document, placingIn(base.path));
  const version = versionOf(original);
  if (version === null) return fails("containerdConfigPatches", `${base.path} has no integer version`, start);
  let table = original;
  const observations = [];
  for (const patch of file.containerdPatches) {
    const read = parseToml(encoder.encode(patch.text), "go-toml-1.9");
    if (!read.ok) return fails("containerdConfigPatches", read.error.message, pointIn(patch, read.error.position));
    const value = valueFromToml(read.document, patch.place);
    const patchVersion = versionOf(value);
    if (skipsOtherVersions && patchVersion !== null && patchVersion !== 0 && patchVersion !== version) {
      const location = entryAt(value, ["version"])?.value.origin ?? patch.origin;
      const detail = { patchVersion: String(patchVersion), baseVersion: version };
      observations.push({ kind: "kind-patch-skipped", location, related: [], detail });
      continue;
    }
    table = mergePatch(table, value);
  }
  for (const patch of file.containerdPatches6902) {
    const read = jsonOf(patch);
    if (read === null) return fails("containerdConfigPatchesJSON6902", "the patch is no JSON", patch.origin);
    const result = applyJsonPatch(table, read);
    if (!result.ok) return fails("containerdConfigPatchesJSON6902", result.problem, patch.origin);
    table = result.value;
  }
  if (table.type !== "table") return fails("containerdConfigPatchesJSON6902", "nothing but a value is left", start);
  observations.push(...decisions(original, table));
  return { ok: true, table, observations };
}
function versionOf(table) {
  const entry = table.entries.get("version") ?? [...table.entries].find(([key]) => key.toLowerCase() === "version")?.[1];
  const value = entry?.value;
  if (value?.type !== "scalar" || typeof value.value !== "bigint" || value.value === 0n) return null;
  return Number(value.value);
}
function jsonOf(patch) {
  try {
    JSON.parse(patch.text);
  } catch {
    return null;
  }
  return yamlOf(patch);
}
function yamlOf(patch) {
  const document = parseYamlDocuments(patch.text)[0];
  if (document === void 0 || document.problems.length > 0) return null;
  return valueFromPlain(document.value, (path, key) => {
    const span = key ? document.locateKey(path) : document.locate(path);
    return span === null ? null : patch.place(span);
  });
}
function decisions(before, after) {
  const old = driverLines(before);
  return [...driverLines(after)].flatMap(([subject, line]) => {
    const from = old.get(subject) ?? null;
    const moved = from === null || from.value !== line.value || from.origin?.path !== line.origin?.path;
    if (!moved) return [];
    const related = from?.origin ? [{ location: from.origin, role: "the line of the image, which the patch replaces" }] : [];
    const detail = { subject, from: from?.value ?? null, to: line.value };
    return [{ kind: "kind-patch-decides", location: line.origin, related, detail }];
  });
}
function driverLines(table) {
  const lines = /* @__PURE__ */ new Map();
  for (const plugin of ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.runtime", "cri"]) {
    const runtimes = entryAt(table, ["plugins", plugin, "containerd", "runtimes"])?.value;
    if (runtimes?.type !== "table") continue;
    for (const [handler, { value }] of runtimes.entries) {
      const flag = entryAt(value, ["options", "SystemdCgroup"])?.value;
      if (flag?.type !== "scalar" || typeof flag.value !== "boolean") continue;
      lines.set(`handler ${handler}`, { value: flag.value ? "systemd" : "cgroupfs", origin: flag.origin });
    }
  }
  return lines;
}
function pointIn(patch, position) {
  return patch.place({
    start: position,
    end: { ...position, column: position.column + 1, offset: position.offset + 1 }
  });
}
function fails(patch, problem, location) {
  return { ok: false, observation: { kind: "kind-patch-fails", location, related: [], detail: { patch, problem } } };
}

// src/kind/config/kubeadm-documents.ts
var criSocket = scalar("unix:///run/containerd/containerd.sock");
function kubeadmDocuments(file, node, minor, knowsV1beta4, versionLine) {
  const version = minor < 23 ? "v1beta2" : minor < 36 || !knowsV1beta4 ? "v1beta3" : "v1beta4";
  const apiVersion = scalar(`kubeadm.k8s.io/${version}`);
  const cgroupDriver = minor < 24 ? "cgroupfs" : "systemd";
  const gates = tableOf({});
  const featureGates = {
    ...gates,
    entries: new Map(
      file.featureGates.map(({ name, value, origin }) => [name, { value: scalar(value, origin), keyOrigin: origin }])
    )
  };
  const withGates = file.featureGates.length === 0 ? {} : { featureGates };
  const extraArgs = argumentsOf(version, { "provider-id": `kind://docker/kind/${node.name}`, "node-labels": "" });
  const registration = tableOf({ criSocket, kubeletExtraArgs: extraArgs });
  const kubelet = tableOf({
    apiVersion: scalar("kubelet.config.k8s.io/v1beta1"),
    kind: scalar("KubeletConfiguration"),
    cgroupDriver: scalar(cgroupDriver, versionLine),
    cgroupRoot: scalar("/kubelet"),
    failSwapOn: scalar(false),
    imageGCHighThresholdPercent: scalar(100),
    evictionHard: tableOf({
      "nodefs.available": scalar("0%"),
      "nodefs.inodesFree": scalar("0%"),
      "imagefs.available": scalar("0%")
    }),
    ...withGates
  });
  const documents = [
    tableOf({ apiVersion, kind: scalar("ClusterConfiguration") }),
    tableOf({ apiVersion, kind: scalar("InitConfiguration"), nodeRegistration: registration }),
    tableOf({ apiVersion, kind: scalar("JoinConfiguration"), nodeRegistration: registration }),
    kubelet,
    tableOf({
      apiVersion: scalar("kubeproxy.config.k8s.io/v1alpha1"),
      kind: scalar("KubeProxyConfiguration"),
      ...withGates
    })
  ];
  return { documents, cgroupDriver };
}
function argumentsOf(version, values) {
  if (version !== "v1beta4") {
    return tableOf(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalar(value)])));
  }
  const items = Object.entries(values).map(([name, value]) => tableOf({ name: scalar(name), value: scalar(value) }));
  return { type: "list", items, origin: null };
}

// src/kind/config/kubeadm-patches.ts
function patchKubeadmDocuments(documents, patches, patches6902, convertsArguments) {
  const merges = patches.flatMap(splitDocuments);
  let patched = [...documents];
  const observations = [];
  for (const patch of merges) {
    const value = yamlOf(patch);
    if (value === null) return fails2("kubeadmConfigPatches", "the patch is no YAML", patch);
    if (value.type !== "table") continue;
    const kind = textAt(value, ["kind"]) ?? "";
    const apiVersion = textAt(value, ["apiVersion"]) ?? "";
    const fits = (document) => textAt(document, ["kind"]) === kind && (apiVersion === "" || textAt(document, ["apiVersion"]) === apiVersion);
    noteMisfit(observations, patched, fits, patch, kind, apiVersion);
    patched = patched.map(
      (document) => fits(document) ? mergeInto(document, value, apiVersion, convertsArguments) : document
    );
  }
  for (const patch of patches6902) {
    const value = yamlOf(patch);
    if (value === null) return fails2("kubeadmConfigPatchesJSON6902", "the patch is neither JSON nor YAML", patch);
    const fits = (document) => textAt(document, ["kind"]) === patch.kind && (patch.apiVersion === "" || textAt(document, ["apiVersion"]) === patch.apiVersion);
    noteMisfit(observations, patched, fits, patch, patch.kind, patch.apiVersion);
    const next = [];
    for (const document of patched) {
      const result = fits(document) ? applyJsonPatch(document, value) : { ok: true, value: document };
      if (!result.ok) return fails2("kubeadmConfigPatchesJSON6902", result.problem, patch);
      next.push(result.value.type === "table" ? result.value : document);
    }
    patched = next;
  }
  return { ok: true, documents: patched, observations };
}
function splitDocuments(patch) {
  if (!/\n---/.test(patch.text)) return [patch];
  const parts = [];
  let line = 0;
  for (const text of patch.text.split(/\n---[^\n]*(?:\n|$)/)) {
    const offset = line;
    const place = (span) => patch.place({
      start: { ...span.start, line: span.start.line + offset },
      end: { ...span.end, line: span.end.line + offset }
    });
    if (text.trim() !== "") parts.push({ text, origin: patch.origin, place });
    line += text.split("\n").length + 1;
  }
  return parts;
}
function noteMisfit(observations, documents, fits, patch, kind, apiVersion) {
  if (documents.some(fits)) return;
  const sameKind = documents.some((document) => textAt(document, ["kind"]) === kind);
  observations.push({
    kind: "kind-patch-matches-nothing",
    location: patch.origin,
    related: [],
    detail: { kind, apiVersion: apiVersion === "" ? null : apiVersion, why: sameKind ? "api-version" : "kind" }
  });
}
function mergeInto(document, patch, patchVersion, convertsArguments) {
  const isList = textAt(document, ["apiVersion"])?.endsWith("v1beta4") === true;
  let target = document;
  let rest = patch;
  const path = ["nodeRegistration", "kubeletExtraArgs"];
  const change = entryAt(patch, path)?.value;
  const registration = entryAt(patch, ["nodeRegistration"])?.value;
  if (convertsArguments && isList && change !== void 0 && registration?.type === "table") {
    const own = entryAt(document, ["nodeRegistration"])?.value;
    const ownRegistration = own?.type === "table" ? own : tableOf({});
    const merged = mergeArguments(entryAt(document, path)?.value ?? null, change, patchVersion);
    target = withEntry(document, "nodeRegistration", withEntry(ownRegistration, "kubeletExtraArgs", merged));
    rest = withEntry(patch, "nodeRegistration", withoutEntry(registration, "kubeletExtraArgs"));
  }
  const result = mergePatch(target, rest);
  return result.type === "table" ? result : document;
}
function mergeArguments(target, patch, patchVersion) {
  let items = target?.type === "list" ? [...target.items] : [];
  const changes = patch.type === "list" ? patch.items : patch.type === "table" && patchVersion === "" ? [...patch.entries].map(([name, { value, keyOrigin }]) => {
    const named = withEntry(tableOf({}), "name", { type: "scalar", value: name, origin: keyOrigin });
    return withEntry(named, "value", value);
  }) : [];
  for (const change of changes) {
    const name = textAt(change, ["name"]);
    if (name === null || change.type !== "table") continue;
    const value = entryAt(change, ["value"])?.value;
    const gone2 = value === void 0 || value.type === "scalar" && value.value === null;
    const at = items.findIndex((item) => textAt(item, ["name"]) === name);
    if (gone2) items = at < 0 ? items : items.toSpliced(at, 1);
    else if (at < 0) items.push(change);
    else items = items.with(at, change);
  }
  return { type: "list", items, origin: patch.origin };
}
function fails2(name, problem, patch) {
  const detail = { patch: name, problem };
  return { ok: false, observation: { kind: "kind-patch-fails", location: patch.origin, related: [], detail } };
}

// src/kind/config/written-file.ts
var FileWriter = class {
  #lines = [];
  #stretches = [];
  /** One line out of pieces; a piece with a place is remembered. */
  line(pieces) {
    let column = 1;
    const line = this.#lines.length + 1;
    for (const { text, origin } of pieces) {
      if (origin !== void 0) {
        this.#stretches.push({ line, startColumn: column, endColumn: column + text.length, origin });
      }
      column += text.length;
    }
    this.#lines.push(pieces.map((piece) => piece.text).join(""));
  }
  /** Nothing at the top of a file. */
  blankLine() {
    if (this.#lines.length > 0) this.line([]);
  }
  file(path) {
    const text = this.#lines.length === 0 ? "" : `${this.#lines.join("\n")}
`;
    return { path, text, stretches: this.#stretches };
  }
};
function originOf(file, location) {
  const sameLine = file.stretches.filter((stretch) => stretch.line === location.startLine);
  const hit = sameLine.find(
    (stretch) => location.startColumn >= stretch.startColumn && location.startColumn < stretch.endColumn
  );
  return (hit ?? sameLine.at(-1))?.origin ?? null;
}

// src/kind/config/write-yaml.ts
function writeYaml(path, documents) {
  const writer = new FileWriter();
  documents.forEach((document, index) => {
    if (index > 0) writer.line([{ text: "---" }]);
    writeTable(writer, document, "", "");
  });
  return writer.file(path);
}
function writeTable(writer, table, first, rest) {
  const entries = [...table.entries].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  entries.forEach(([key, { value, keyOrigin }], index) => {
    const lead = { text: index === 0 ? first : rest };
    const name = { text: isWord(key) ? key : JSON.stringify(key), origin: keyOrigin };
    if (value.type === "table" && value.entries.size > 0) {
      writer.line([lead, name, { text: ":" }]);
      writeTable(writer, value, `${rest}  `, `${rest}  `);
    } else if (value.type === "list" && value.items.length > 0) {
      writer.line([lead, name, { text: ":" }]);
      for (const item of value.items) {
        if (item.type === "table" && item.entries.size > 0) writeTable(writer, item, `${rest}- `, `${rest}  `);
        else writer.line([{ text: `${rest}- ` }, { text: flow(item), origin: item.origin }]);
      }
    } else {
      writer.line([lead, name, { text: ": " }, { text: flow(value), origin: value.origin }]);
    }
  });
}
function flow(value) {
  if (value.type === "list") return `[${value.items.map(flow).join(", ")}]`;
  if (value.type === "table") {
    return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}: ${flow(entry.value)}`).join(", ")}}`;
  }
  if (typeof value.value === "string") return isWord(value.value) ? value.value : JSON.stringify(value.value);
  return String(value.value);
}
function isWord(text) {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
}

// src/kind/config/kubeadm-output.ts
function writeAsKubeadm(file, minor, since32, versionLine) {
  const nodes = [];
  const common = [];
  const first = file.nodes.find((node) => node.role === "control-plane") ?? file.nodes[0];
  let cluster = null;
  const ordered = first === void 0 ? file.nodes : [first, ...file.nodes.filter((node) => node !== first)];
  for (const node of ordered) {
    const generated = kubeadmDocuments(file, node, minor, since32, versionLine);
    const byCluster = patchKubeadmDocuments(generated.documents, file.kubeadmPatches, file.kubeadmPatches6902, since32);
    if (!byCluster.ok) return byCluster;
    if (node === first) common.push(...byCluster.observations);
    const patched = patchKubeadmDocuments(byCluster.documents, node.kubeadmPatches, node.kubeadmPatches6902, since32);
    if (!patched.ok) return patched;
    const own = documentOf(patched.documents, "KubeletConfiguration");
    const observations = [...patched.observations];
    if (cluster === null) cluster = own;
    else observations.push(...ignoredByJoin(node, documentOf(byCluster.documents, "KubeletConfiguration"), own));
    const used = withDefault(cluster, minor);
    const registration = documentOf(patched.documents, node === first ? "InitConfiguration" : "JoinConfiguration");
    const flags = argumentsOf2(entryAt(registration, ["nodeRegistration", "kubeletExtraArgs"])?.value ?? null);
    const decided = decide(used, flags);
    if (decided.patched) observations.push(decides(decided, generated.cgroupDriver));
    nodes.push({
      node,
      driver: decided.driver,
      decidedBy: decided.origin,
      observations,
      files: [
        writeYaml("/kind/kubeadm.conf", patched.documents),
        writeYaml("/var/lib/kubelet/config.yaml", [used]),
        writeFlags(flags),
        kubeconfig()
      ]
    });
  }
  return { ok: true, nodes, observations: common };
}
function decide(config, flags) {
  const flag = flags.findLast(({ name }) => name === "cgroup-driver");
  const entry = entryAt(config, ["cgroupDriver"]);
  const origin = flag?.origin ?? entry?.value.origin ?? null;
  const driver = (flag?.value ?? textAt(config, ["cgroupDriver"])) === "systemd" ? "systemd" : "cgroupfs";
  return { driver, origin, patched: origin !== null && origin.path !== "/kind/version" };
}
function decides(decided, generated) {
  const detail = { subject: "kubelet", from: generated, to: decided.driver };
  return { kind: "kind-patch-decides", location: decided.origin, related: [], detail };
}
function ignoredByJoin(node, before, after) {
  const [old, own] = [entryAt(before, ["cgroupDriver"])?.value, entryAt(after, ["cgroupDriver"])?.value];
  const changed = own?.type === "scalar" && old?.type === "scalar" && own.value !== old.value;
  if (!changed) return [];
  const detail = { kind: "KubeletConfiguration", apiVersion: null, why: `${node.name} joins and takes the cluster's` };
  return [{ kind: "kind-patch-matches-nothing", location: own.origin, related: [], detail }];
}
function withDefault(config, minor) {
  const text = textAt(config, ["cgroupDriver"]);
  return text !== null && text !== "" ? config : minor >= 21 ? withEntry(config, "cgroupDriver", scalar("systemd")) : config;
}
function documentOf(documents, kind) {
  return documents.find((document) => textAt(document, ["kind"]) === kind) ?? {
    type: "table",
    entries: /* @__PURE__ */ new Map(),
    origin: null
  };
}
function argumentsOf2(value) {
  if (value?.type === "table") {
    return [...value.entries].flatMap(([name, entry]) => flagOf(name, entry.value));
  }
  if (value?.type !== "list") return [];
  return value.items.flatMap((item) => {
    const name = textAt(item, ["name"]);
    const inner = entryAt(item, ["value"])?.value;
    return name === null || inner === void 0 ? [] : flagOf(name, inner);
  });
}
function flagOf(name, value) {
  return value.type === "scalar" && value.value !== null ? [{ name, value: String(value.value), origin: value.origin }] : [];
}
function writeFlags(flags) {
  const writer = new FileWriter();
  const sorted = [...flags].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const words = sorted.flatMap((flag, index) => [
    ...index === 0 ? [] : [{ text: " " }],
    { text: JSON.stringify(`--${flag.name}=${flag.value}`).slice(1, -1), origin: flag.origin }
  ]);
  writer.line([{ text: 'KUBELET_KUBEADM_ARGS="' }, ...words, { text: '"' }]);
  return writer.file("/var/lib/kubelet/kubeadm-flags.env");
}
function kubeconfig() {
  const writer = new FileWriter();
  writer.line([{ text: "apiVersion: v1" }]);
  writer.line([{ text: "kind: Config" }]);
  return writer.file("/etc/kubernetes/kubelet.conf");
}

// src/kind/config/overlay-tree.ts
var encoder2 = new TextEncoder();
function overlayTree(tree, files, removed = /* @__PURE__ */ new Set()) {
  const written = new Map([...files].map(([path, text]) => [path, encoder2.encode(text)]));
  const folders = /* @__PURE__ */ new Map();
  for (const path of written.keys()) {
    for (let at = path; at !== "/" && at !== ""; ) {
      const cut = at.lastIndexOf("/");
      const parent = cut <= 0 ? "/" : at.slice(0, cut);
      const names = folders.get(parent) ?? /* @__PURE__ */ new Set();
      names.add(at.slice(cut + 1));
      folders.set(parent, names);
      at = parent;
    }
  }
  function isRemoved(path) {
    if (written.has(path) || removed.size === 0) return false;
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) if (removed.has(at)) return true;
    return false;
  }
  async function resolved(path) {
    if (written.has(path)) return path;
    const found = await tree.stat(path);
    if (found.ok) return found.entry.path;
    const cut = path.lastIndexOf("/");
    const parent = cut <= 0 ? null : await tree.stat(path.slice(0, cut));
    return parent?.ok === true ? `${parent.entry.path === "/" ? "" : parent.entry.path}${path.slice(cut)}` : path;
  }
  async function entryOf(path, bytes) {
    const baked = await tree.lstat(path);
    const provenance = baked.ok ? baked.entry.provenance : null;
    return { path, kind: "file", size: bytes.length, mode: 420, linkTarget: null, provenance };
  }
  async function statWritten(path, follow) {
    const real = follow ? await resolved(path) : path;
    const bytes = written.get(real);
    if (bytes !== void 0) return { ok: true, entry: await entryOf(real, bytes) };
    const found = isRemoved(real) ? gone(path) : await (follow ? tree.stat(path) : tree.lstat(path));
    if (found.ok || !folders.has(path)) return found;
    const entry = { path, kind: "directory", size: 0, mode: 493, linkTarget: null, provenance: null };
    return { ok: true, entry };
  }
  return {
    stat: (path) => statWritten(path, true),
    lstat: (path) => statWritten(path, false),
    read: async (path, maxBytes2 = 1024 * 1024) => {
      const real = await resolved(path);
      const bytes = written.get(real);
      if (bytes === void 0) return isRemoved(real) ? gone(path) : tree.read(path, maxBytes2);
      if (bytes.length > maxBytes2)
        return { ok: false, reason: "too-large", path, detail: `it has ${bytes.length} bytes` };
      return { ok: true, entry: await entryOf(real, bytes), bytes };
    },
    list: async (path) => {
      const listed = isRemoved(path) ? gone(path) : await tree.list(path);
      const real = listed.ok ? listed.path : path;
      const more = folders.get(real);
      if (!listed.ok && (more === void 0 || listed.reason !== "absent")) return listed;
      const kept = listed.ok ? listed.names.filter((name) => !isRemoved(`${real === "/" ? "" : real}/${name}`)) : [];
      return { ok: true, path: real, names: [.../* @__PURE__ */ new Set([...kept, ...more ?? []])].sort() };
    },
    binary: async (path) => isRemoved(await resolved(path)) ? gone(path) : tree.binary(path)
  };
}
function gone(path) {
  return { ok: false, reason: "absent", path, detail: "it was removed" };
}

// src/kind/config/write-toml.ts
function writeToml(path, root) {
  const writer = new FileWriter();
  writeTable2(writer, root, []);
  return writer.file(path);
}
function writeTable2(writer, table, path) {
  const entries = [...table.entries].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  const isTable = ([, { value }]) => value.type === "table" || isTableList(value);
  const indent = "  ".repeat(path.length);
  for (const [key, { value, keyOrigin }] of entries.filter((entry) => !isTable(entry))) {
    if (value.type === "scalar" && value.value === null) continue;
    writer.line([
      { text: indent },
      { text: keyText(key), origin: keyOrigin },
      { text: " = " },
      { text: valueText(value), origin: value.origin }
    ]);
  }
  for (const [key, { value, keyOrigin }] of entries.filter(isTable)) {
    const inner = [...path, key];
    const name = inner.map(keyText).join(".");
    if (value.type === "table") {
      if (path.length === 0) writer.blankLine();
      writer.line([{ text: "  ".repeat(path.length) }, { text: `[${name}]`, origin: value.origin ?? keyOrigin }]);
      writeTable2(writer, value, inner);
    } else if (value.type === "list") {
      for (const item of value.items) {
        writer.blankLine();
        writer.line([{ text: "  ".repeat(path.length) }, { text: `[[${name}]]`, origin: item.origin }]);
        if (item.type === "table") writeTable2(writer, item, inner);
      }
    }
  }
}
function isTableList(value) {
  return value.type === "list" && value.items.length > 0 && value.items.every((item) => item.type === "table");
}
function keyText(key) {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key);
}
function valueText(value) {
  if (value.type === "list") return `[${value.items.map(valueText).join(", ")}]`;
  if (value.type === "table") {
    return `{${[...value.entries].map(([key, entry]) => `${keyText(key)} = ${valueText(entry.value)}`).join(", ")}}`;
  }
  if (typeof value.value === "string") return quote(value.value);
  return String(value.value);
}
function quote(text) {
  const escaped = JSON.stringify(text).slice(1, -1);
  return `"${escaped.replace(/\u007f/g, "\\u007f")}"`;
}

// src/kind/config/apply.ts
var containerdConfig = "/etc/containerd/config.toml";
var judgedMounts = [
  "/etc/containerd",
  "/etc/systemd",
  "/usr/lib/systemd",
  "/etc/default",
  "/etc/sysconfig",
  "/var/lib/kubelet",
  "/kind",
  "/usr/bin",
  "/usr/local/bin"
];
async function applyKindConfig(tree, config, options) {
  const read = config === null ? { ok: true, file: defaultClusterFile } : readClusterFile(config.path, config.bytes);
  if (!read.ok) {
    const detail = { problem: read.problem };
    return { ok: false, observations: [{ kind: "kind-config-invalid", location: read.location, related: [], detail }] };
  }
  const file = read.file;
  const since32 = isAtLeast(options.kindVersion ?? "v0.33.0", 32);
  const observations = mountsOf(file);
  const files = [];
  if (file.containerdPatches.length > 0 || file.containerdPatches6902.length > 0) {
    const base = await tree.read(containerdConfig);
    if (!base.ok) {
      const detail = {
        patch: "containerdConfigPatches",
        problem: `${containerdConfig} cannot be read: ${base.detail}`
      };
      const location = file.containerdPatches[0]?.origin ?? file.containerdPatches6902[0]?.origin ?? null;
      return {
        ok: false,
        observations: [...observations, { kind: "kind-patch-fails", location, related: [], detail }]
      };
    }
    const patched = patchContainerdToml({ path: base.entry.path, bytes: base.bytes }, file, since32);
    if (!patched.ok) return { ok: false, observations: [...observations, patched.observation] };
    observations.push(...patched.observations);
    files.push(writeToml(base.entry.path, patched.table));
  }
  const versionFile = await tree.read("/kind/version", 4096);
  const version = options.kubernetesVersion ?? (versionFile.ok ? new TextDecoder().decode(versionFile.bytes).trim() : null);
  const minor = Number(/^v?1\.(\d+)(?:\.|$)/.exec(version ?? "")?.[1] ?? Number.NaN);
  let node = file.nodes[0]?.name ?? "control-plane";
  if (Number.isInteger(minor)) {
    const versionLine = {
      path: "/kind/version",
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: (version ?? "").length + 1
    };
    const output = writeAsKubeadm(file, minor, since32, versionFile.ok ? versionLine : null);
    if (!output.ok) return { ok: false, observations: [...observations, output.observation] };
    const judged = worstNode(output.nodes);
    node = judged.node.name;
    observations.push(...output.observations, ...judged.observations);
    files.push(...judged.files);
  }
  const written = new Map(files.map((one) => [one.path, one.text]));
  return {
    ok: true,
    tree: overlayTree(tree, written),
    written,
    node,
    observations,
    originOf: (location) => {
      const own = files.find((one) => one.path === location.path);
      return own === void 0 ? location : originOf(own, location) ?? location;
    }
  };
}
function worstNode(nodes) {
  const first = nodes[0];
  const judged = nodes.find((output) => output.driver !== "systemd") ?? first;
  const others = nodes.filter((output) => output.driver !== judged.driver).length;
  const differ = others === 0 ? [] : [
    {
      kind: "kind-nodes-differ",
      location: judged.decidedBy,
      related: [],
      detail: { node: judged.node.name, others }
    }
  ];
  return { node: judged.node, files: judged.files, observations: [...judged.observations, ...differ] };
}
function mountsOf(file) {
  return file.nodes.flatMap(
    (node) => node.mounts.filter(
      (mount) => judgedMounts.some((path) => inside(mount.containerPath, path) || inside(path, mount.containerPath))
    ).map((mount) => {
      const detail = { node: node.name, containerPath: mount.containerPath, hostPath: mount.hostPath };
      return { kind: "kind-mount-hides-image", location: mount.origin, related: [], detail };
    })
  );
}
function inside(path, folder) {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);
}
function isAtLeast(version, minor) {
  const found = /^v?(\d+)\.(\d+)/.exec(version);
  return found === null || Number(found[1]) > 0 || Number(found[2]) >= minor;
}

export {
  overlayTree,
  applyKindConfig
};
