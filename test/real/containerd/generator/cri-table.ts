import fc from 'fast-check';
import { chance, linesOf, oneOf, sometimes } from '../../generate/weighted.ts';

/** A table header and the lines below it; `path` holds the keys as written between the dots. */
export interface Section {
  readonly path: readonly string[];
  readonly lines: readonly string[];
}

const flagKey = oneOf({
  SystemdCgroup: 70,
  systemdCgroup: 7,
  systemdcgroup: 2,
  systemd_cgroup: 4,
  SYSTEMDCGROUP: 3,
  SystemdCGroup: 3,
  SYstemdCgroup: 1,
  '"SystemdCgroup"': 3,
  "'systemdCgroup'": 1,
  'SystemdCgroup.x': 1,
});
const flagValue = oneOf({
  true: 60,
  false: 26,
  '"true"': 2,
  "'false'": 1,
  '"systemd"': 1,
  '1 ': 2,
  '0 ': 1,
  '[true]': 1,
  '""': 1,
  '{}': 1,
  'true # not false': 2,
  True: 0.4,
  yes: 0.4,
});
export const flagLine = fc
  .tuple(flagKey, oneOf({ ' = ': 90, '=': 6, '\t=\t': 2, ' : ': 0.4 }), flagValue)
  .map((parts) => parts.join(''));

const optionLines = linesOf([
  [3, fc.constant('# SystemdCgroup = true')],
  [12, oneOf({ 'BinaryName = "/usr/bin/crun"': 8, "BinaryName = ''": 2, 'binaryname = "x"': 1, 'BinaryName = 3': 1 })],
  [88, flagLine],
  [2.5, flagLine],
  [
    8,
    oneOf({
      'IoUid = 0': 5,
      'IoUid = 0x10': 1,
      'IoUid = -1': 1,
      'IoGid = "zero"': 1,
      'IoUid = 1.0': 1,
      'ioUid = 5': 1,
    }),
  ],
  [6, oneOf({ 'NoPivotRoot = false': 5, 'Root = ""': 4, 'CriuPath = ""': 2, 'ShimCgroup = ""': 2, 'Root = false': 1 })],
  [
    4,
    oneOf({
      'Unknown = 5': 3,
      'TaskApiVersion = "x"': 0.5,
      'CriuPath = 1': 0.5,
      'Root = 1979-05-27': 0.3,
      '"\u0130oUid" = "x"': 0.3,
      '"\u017fhimCgroup" = 1': 0.3,
      'Unknown = [1, 2]': 1,
      'ConfigPath = "/etc/x"': 3,
      'TypeUrl = "x"': 2,
      'ConfigPath = 1': 1,
    }),
  ],
]);

const runtimeType = oneOf({
  '"io.containerd.runc.v2"': 78,
  "'io.containerd.runc.v2'": 6,
  '"io.containerd.runc.v1"': 4,
  '"io.containerd.runtime.v1.linux"': 4,
  '"io.containerd.kata.v2"': 3,
  '"io.containerd.runsc.v1"': 2,
  '""': 2,
  '"/usr/local/bin/containerd-shim-runc-v2"': 1,
  '"io.containerd.RUNC.v2"': 1,
  '"runc"': 0.5,
  '2 ': 1,
});
const runtimeLines = linesOf([
  [
    80,
    fc
      .tuple(oneOf({ runtime_type: 94, RUNTIME_TYPE: 2, Runtime_Type: 2, runtimeType: 1, type: 1 }), runtimeType)
      .map(([key, value]) => `${key} = ${value}`),
  ],
  [
    5,
    oneOf({
      'runtime_engine = ""': 5,
      'runtime_engine = "/usr/bin/crun"': 1,
      'runtime_root = ""': 4,
      'runtime_root = "/x"': 1,
    }),
  ],
  [6, oneOf({ 'privileged_without_host_devices = false': 6, 'privileged_without_host_devices = "no"': 1 })],
  [4, oneOf({ 'base_runtime_spec = ""': 4, 'base_runtime_spec = "/etc/none.json"': 1 })],
  [3, oneOf({ 'sandbox_mode = "podsandbox"': 2, 'sandboxer = "podsandbox"': 2, 'sandboxer = "mine"': 1 })],
  [
    3,
    oneOf({
      'runtime_path = "/usr/local/bin/containerd-shim-runc-v2"': 6,
      'runtime_path = "io.containerd.runc.v2"': 1,
      'runtime_path = "shim"': 1,
    }),
  ],
  [3, oneOf({ 'pod_annotations = ["a.*"]': 4, 'pod_annotations = []': 2, 'container_annotations = "x"': 1 })],
  [4, fc.constant('SystemdCgroup = true')],
  [
    3,
    oneOf({
      'snapshotter = ""': 2,
      'snapshotter = "native"': 1,
      'snapshotter = "stargz"': 1,
      'unknown_key = 1': 2,
      'cni_conf_dir = ""': 1,
      'io_type = ""': 1,
    }),
  ],
]);

const handlerName = oneOf({
  runc: 40,
  nvidia: 20,
  crun: 6,
  kata: 4,
  '"test-handler"': 4,
  'test-handler': 2,
  Runc: 2,
  '"my.rt"': 2,
  "'runc'": 2,
  '"runc"': 2,
  aaa: 3,
  zzz: 1,
  '"ru\\u006ec"': 1,
  default: 1,
  untrusted: 1,
});

type Layout = 'headers' | 'inline-options' | 'dotted-options' | 'inline-runtime' | 'dotted-runtime' | 'options-only';
const layout: fc.Arbitrary<Layout> = oneOf({
  headers: 72,
  'options-only': 8,
  'inline-options': 6,
  'dotted-options': 5,
  'inline-runtime': 2,
  'dotted-runtime': 2,
});

const optionsKey = oneOf({ options: 97, Options: 1, OPTIONS: 1, option: 1 });

/** The sections of one handler below `parent`. */
function handlerSections(parent: readonly string[], name: string): fc.Arbitrary<Section[]> {
  return fc
    .record({
      layout,
      optionsKey,
      runtime: runtimeLines,
      options: sometimes(88, optionLines),
      optionsFirst: chance(4),
    })
    .map(({ layout, optionsKey, runtime, options, optionsFirst }) => {
      const path = [...parent, name];
      const below: Section[] = options === null ? [] : [{ path: [...path, optionsKey], lines: options }];
      const pairs = (options ?? []).filter((line) => !line.startsWith('#'));
      const inline = `{ ${pairs.join(', ')} }`;
      if (layout === 'options-only') return below;
      if (layout === 'inline-options') return [{ path, lines: [...runtime, `${optionsKey} = ${inline}`] }];
      if (layout === 'dotted-options') {
        return [{ path, lines: [...runtime, ...pairs.map((line) => `${optionsKey}.${line}`)] }];
      }
      if (layout === 'inline-runtime') {
        const whole = [...runtime, ...(options === null ? [] : [`${optionsKey} = ${inline}`])];
        return [{ path: parent, lines: [`${name} = { ${whole.join(', ')} }`] }];
      }
      if (layout === 'dotted-runtime') {
        const whole = [...runtime, ...pairs.map((line) => `${optionsKey}.${line}`)];
        return [{ path: parent, lines: whole.map((line) => `${name}.${line}`) }];
      }
      return optionsFirst ? [...below, { path, lines: runtime }] : [{ path, lines: runtime }, ...below];
    });
}

const defaultName = oneOf({
  '"runc"': 50,
  "'runc'": 5,
  '"nvidia"': 12,
  '"crun"': 5,
  '"kata"': 3,
  '"missing"': 4,
  '""': 3,
  '"Runc"': 1,
  '"my.rt"': 1,
  '"aaa"': 2,
  '1 ': 1,
  '["runc"]': 1,
});
const containerdLines = linesOf([
  [
    30,
    fc
      .tuple(
        oneOf({ default_runtime_name: 92, Default_Runtime_Name: 3, DEFAULT_RUNTIME_NAME: 3, default_runtime: 1 }),
        defaultName,
      )
      .map(([key, value]) => `${key} = ${value}`),
  ],
  [10, oneOf({ 'snapshotter = "overlayfs"': 8, "snapshotter = ''": 0.1, 'snapshotter = 1': 0.5 })],
  [6, oneOf({ 'disable_snapshot_annotations = true': 3, 'discard_unpacked_layers = false': 3, 'no_pivot = false': 3 })],
  [4, fc.constant('SystemdCgroup = true')],
  [2, oneOf({ 'unknown = "x"': 2, 'ignore_rdt_not_enabled_errors = true': 1 })],
]);
const pluginLines = linesOf([
  [14, oneOf({ 'sandbox_image = "registry.k8s.io/pause:3.9"': 9, 'sandbox_image = 5': 0.3 })],
  [
    6,
    oneOf({
      'systemd_cgroup = false': 4,
      'systemd_cgroup = true': 4,
      'systemd_cgroup = "true"': 1,
      'Systemd_Cgroup = true': 1,
    }),
  ],
  [4, fc.constant('SystemdCgroup = true')],
  [
    6,
    oneOf({
      'max_container_log_line_size = 16384': 3,
      'enable_selinux = false': 3,
      'restrict_oom_score_adj = true': 2,
      'disable_cgroup = false': 2,
    }),
  ],
  [
    3,
    oneOf({
      'unknown = {}': 1,
      'stream_server_address = "127.0.0.1"': 2,
      'stream_idle_timeout = "4h"': 1,
      'enable_selinux = "x"': 0.5,
    }),
  ],
]);
const legacyRuntime = fc.record({
  name: oneOf({ default_runtime: 3, untrusted_workload_runtime: 2 }),
  runtime: runtimeLines,
  options: sometimes(60, optionLines),
});

export const pluginIds = {
  v1: 'cri',
  v2: '"io.containerd.grpc.v1.cri"',
  v3: '"io.containerd.cri.v1.runtime"',
};

function quoteId(id: string): fc.Arbitrary<string> {
  if (!id.startsWith('"')) return oneOf({ cri: 90, '"cri"': 8, Cri: 1 });
  const bare = id.slice(1, -1);
  return oneOf({
    [id]: 70,
    [`'${bare}'`]: 24,
    [`"${bare.replace('.v1', '.v1').replace('containerd.', 'containerd\\u002e')}"`]: 1,
    [bare]: 1,
    [`"${bare} "`]: 0.5,
    [`"${bare.toUpperCase()}"`]: 0.5,
  });
}

/** Mostly `runc` and perhaps others; one name twice only now and then. */
const handlerNames = fc
  .record({
    first: sometimes(
      92,
      fc.oneof({ arbitrary: fc.constant('runc'), weight: 60 }, { arbitrary: handlerName, weight: 40 }),
    ),
    second: sometimes(40, handlerName),
    third: sometimes(12, handlerName),
    repeating: chance(6),
  })
  .map(({ first, second, third, repeating }) => {
    const names = [first, second, third].filter((name) => name !== null);
    const plain = (name: string) => name.replace(/["']/g, '').replace('\\u006e', 'n');
    return repeating
      ? names
      : names.filter((name, at) => names.findIndex((other) => plain(other) === plain(name)) === at);
  });

/** All the sections of one CRI plugin table, in an order that a person might write. */
export function criSections(table: keyof typeof pluginIds): fc.Arbitrary<Section[]> {
  const keys = fc.record({
    plugins: oneOf({ plugins: 97, Plugins: 1, PLUGINS: 1, '"plugins"': 1 }),
    id: quoteId(pluginIds[table]),
    containerd: oneOf({ containerd: 97, Containerd: 1, CONTAINERD: 1, '"containerd"': 1 }),
    runtimes: oneOf({ runtimes: 97, Runtimes: 1, RUNTIMES: 1, runtime: 1 }),
  });
  return keys.chain(({ plugins, id, containerd, runtimes }) => {
    const plugin = [plugins, id];
    const inContainerd = [...plugin, containerd];
    return fc
      .record({
        outer: chance(12),
        plugin: sometimes(40, pluginLines),
        containerd: sometimes(45, containerdLines),
        legacy: sometimes(4, legacyRuntime),
        runtimes: chance(25),
        handlers: handlerNames.chain((names) =>
          fc.tuple(...names.map((name) => handlerSections([...inContainerd, runtimes], name))),
        ),
        reversed: chance(4),
      })
      .map((parts) => {
        const sections: Section[] = [];
        if (parts.outer) sections.push({ path: [plugins], lines: [] });
        if (parts.plugin !== null) sections.push({ path: plugin, lines: parts.plugin });
        if (parts.containerd !== null) sections.push({ path: inContainerd, lines: parts.containerd });
        if (parts.legacy !== null) {
          const path = [...inContainerd, parts.legacy.name];
          sections.push({ path, lines: parts.legacy.runtime });
          if (parts.legacy.options !== null) sections.push({ path: [...path, 'options'], lines: parts.legacy.options });
        }
        const handlers = joined(parts.handlers.flat());
        const runtimesPath = [...inContainerd, runtimes].join('.');
        if (parts.runtimes && !handlers.some(({ path }) => path.join('.') === runtimesPath)) {
          sections.push({ path: [...inContainerd, runtimes], lines: [] });
        }
        sections.push(...handlers);
        return parts.reversed ? sections.reverse() : sections;
      });
  });
}

/** Most people write a table once: sections of the same header become one, with each key's first line. */
function joined(sections: readonly Section[]): Section[] {
  const out: Section[] = [];
  for (const section of sections) {
    const at = out.findIndex(({ path }) => path.join('.') === section.path.join('.'));
    const there = out[at];
    if (there === undefined) {
      out.push(section);
      continue;
    }
    const key = (line: string) => line.split(/[ =:\t]/)[0];
    const keys = new Set(there.lines.map(key));
    out[at] = { path: there.path, lines: [...there.lines, ...section.lines.filter((line) => !keys.has(key(line)))] };
  }
  return out;
}
