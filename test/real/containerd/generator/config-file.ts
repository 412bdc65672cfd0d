import fc from 'fast-check';
import { chance, linesOf, oneOf, sometimes } from '../../generate/weighted.ts';
import { criSections, pluginIds, type Section } from './cri-table.ts';

/** Where imported files may be, so that `imports` can name them. */
export const importNames = {
  '/etc/containerd/conf.d/*.toml': 24,
  'conf.d/*.toml': 8,
  '/etc/containerd/conf.d/10-a.toml': 8,
  'conf.d/20-b.toml': 6,
  'extra.toml': 6,
  './conf.d/../extra.toml': 2,
  '/etc/containerd/extra.toml': 3,
  '/etc/containerd/missing.toml': 2,
  '/etc/containerd/config.toml': 2,
  '/opt/none/*.toml': 2,
  'conf.d/[12]*.toml': 2,
  'conf.d/?0-a.toml': 1,
  'conf.d/*.tom?': 1,
  'conf.d/{10,20}-*.toml': 1,
  '/etc/containerd/conf.d/**': 1,
  'conf.d': 1,
  '': 0.5,
  '/opt/cri/more.toml': 2,
  '/etc/containerd/conf.d/9-link.toml': 2,
};

const version = (old: boolean) =>
  oneOf({
    'version = 2': 40,
    'version = 3': old ? 6 : 30,
    'version = 1': 7,
    'version = 4': old ? 1 : 6,
    'version = 0': 1,
    'version = 5': 1,
    'version = 99': 0.5,
    'version = -1': 0.5,
    'version = "2"': 1,
    'version = 2.0': 0.5,
    'version = 0x2': 0.7,
    'version = +2': 0.7,
    'version = 02': 0.7,
    'version=2 # the format': 3,
    'VERSION = 2': 0.7,
    'Version = 3': 0.7,
    '"version" = 2': 0.7,
    'version = 2_0': 0.3,
    'version: 2': 0.3,
  });

const pluginList = (names: Readonly<Record<string, number>>) =>
  fc
    .record({ names: fc.array(oneOf(names), { minLength: 0, maxLength: 2 }), quote: oneOf({ '"': 9, "'": 2 }) })
    .map(({ names, quote }) => `[${names.map((name) => quote + name + quote).join(', ')}]`);
const disabled = pluginList({
  cri: 6,
  'io.containerd.grpc.v1.cri': 8,
  'io.containerd.cri.v1.runtime': 3,
  'io.containerd.cri.v1.images': 3,
  'io.containerd.snapshotter.v1.btrfs': 14,
  'io.containerd.internal.v1.opt': 4,
  btrfs: 3,
  'IO.containerd.grpc.v1.cri': 1,
  'io.containerd.grpc.v1.cri ': 1,
  'some.thing': 1,
  'io.containerd.snapshotter.v1.overlayfs': 1,
  'io.containerd.differ.v1.walking': 0.5,
  'io.containerd.content.v1.mine': 0.5,
});
const required = pluginList({
  'io.containerd.grpc.v1.cri': 10,
  cri: 4,
  'io.containerd.cri.v1.runtime': 3,
  'io.containerd.snapshotter.v1.overlayfs': 4,
  'io.containerd.none.v1.none': 1,
  'io.containerd.transfer.v1.local': 1,
});

const importsLine = fc
  .record({
    names: fc.array(oneOf(importNames), { minLength: 1, maxLength: 3 }),
    style: oneOf({ '"': 80, "'": 10, lines: 6, string: 1, '"""': 1 }),
    key: oneOf({ imports: 97, Imports: 1, IMPORTS: 1, import: 1 }),
  })
  .map(({ names, style, key }) => {
    if (style === 'string') return `${key} = "${names[0]}"`;
    if (style === 'lines') return `${key} = [\n  # which\n${names.map((name) => `  "${name}",\n`).join('')}]`;
    return `${key} = [${names.map((name) => style + name + style).join(', ')}]`;
  });

const topLines = (importing: number) =>
  linesOf([
    [8, oneOf({ '# made by hand': 3, '# version = 3': 2, '#[plugins."io.containerd.grpc.v1.cri"]': 2, '': 3 })],
    [
      8,
      oneOf({
        'root = "/var/lib/containerd"': 4,
        'oom_score = 0': 4,
        'state = "/run/containerd"': 3,
        'oom_score = "x"': 0.5,
        'root = "/run/containerd"': 0.3,
        'state = "/etc/containerd/extra.toml/x"': 0.3,
        'temp = "/etc/containerd/extra.toml"': 0.3,
      }),
    ],
    [importing, importsLine],
    [
      14,
      fc
        .tuple(
          oneOf({ disabled_plugins: 94, Disabled_Plugins: 2, disable_plugins: 2 }),
          fc.oneof({ arbitrary: disabled, weight: 30 }, { arbitrary: oneOf({ '"cri"': 1, '[1]': 1 }), weight: 1 }),
        )
        .map((parts) => parts.join(' = ')),
    ],
    [6, required.map((list) => `required_plugins = ${list}`)],
    [2, fc.constant('unknown_key = "x"')],
  ]);

const otherSections: fc.Arbitrary<Section> = fc
  .oneof(
    fc.constant<Section>({ path: ['debug'], lines: ['level = "info"'] }),
    fc.constant<Section>({ path: ['grpc'], lines: ['gid = 0'] }),
    fc.constant<Section>({ path: ['metrics'], lines: ['address = ""', 'grpc_histogram = false'] }),
    fc.constant<Section>({ path: ['plugins', '"io.containerd.internal.v1.opt"'], lines: ['path = "/opt/containerd"'] }),
    fc.constant<Section>({ path: ['plugins', '"io.containerd.gc.v1.scheduler"'], lines: ['pause_threshold = 0.02'] }),
    fc.constant<Section>({ path: ['plugins', pluginIds.v2, 'cni'], lines: ['bin_dir = "/opt/other/bin"'] }),
    fc.constant<Section>({ path: ['plugins', pluginIds.v2, 'registry'], lines: ['config_path = ""'] }),
    fc.constant<Section>({ path: ['plugins', 'cri', 'registry'], lines: [] }),
    fc.constant<Section>({ path: ['plugins', '"io.containerd.cri.v1.images"'], lines: ["snapshotter = 'overlayfs'"] }),
    fc.constant<Section>({ path: ['timeouts'], lines: ['"io.containerd.timeout.shim.cleanup" = "5s"'] }),
    fc.constant<Section>({ path: ['plugins', pluginIds.v2, 'registry', 'mirrors'], lines: [] }),
    fc.constant<Section>({
      path: ['plugins', pluginIds.v2, 'registry', 'mirrors', '"x"'],
      lines: ['endpoint = ["http://x"]'],
    }),
    fc.constant<Section>({ path: ['plugins', pluginIds.v3, 'cni'], lines: ['bin_dir = "/opt/other/bin"'] }),
    fc.constant<Section>({ path: ['cgroup'], lines: ['path = ""'] }),
    fc.constant<Section>({ path: ['ttrpc'], lines: ['address = ""', 'uid = 0'] }),
    fc.constant<Section>({ path: ['proxy_plugins'], lines: [] }),
    fc.constant<Section>({ path: ['unknown', 'table'], lines: ['SystemdCgroup = true', 'a = [1, 2]'] }),
  )
  .map((section) => section);

const section = (path: readonly string[], ...lines: readonly string[]): fc.Arbitrary<Section> =>
  fc.constant({ path, lines });
const unpack = (entry: string) =>
  section(['plugins', '"io.containerd.transfer.v1.local"'], `unpack_config = [{ ${entry} }]`);
const grpcPlugin = (id: string, ...lines: readonly string[]) => section(['plugins', `"io.containerd.${id}"`], ...lines);

/** Settings on which plugins fail that CRI needs, or the daemon stops, each of them once in a while. */
const failingSections: fc.Arbitrary<Section> = fc.oneof(
  unpack('platform = "linux/amd64", snapshotter = "overlayfs"'),
  unpack('platform = "linux/arm64", snapshotter = "overlayfs"'),
  unpack('platform = "linux/arm64", snapshotter = "native", differ = "walking"'),
  unpack('platform = "linux/386", snapshotter = "native", optional = true'),
  unpack('platform = "linux", snapshotter = "stargz"'),
  unpack('platform = "*", snapshotter = "native"'),
  unpack('platform = 1'),
  grpcPlugin('transfer.v1.local', 'unpack_config = []'),
  grpcPlugin('metadata.v1.bolt', 'content_sharing_policy = "isolated"'),
  grpcPlugin('metadata.v1.bolt', 'content_sharing_policy = "both"'),
  grpcPlugin('runtime.v2.task', 'platforms = ["linux/amd64"]'),
  grpcPlugin('runtime.v2.task', 'platforms = ["linux/*"]'),
  grpcPlugin('service.v1.diff-service', 'default = []'),
  grpcPlugin('service.v1.diff-service', 'default = ["mine"]'),
  grpcPlugin('nri.v1.nri', 'plugin_request_timeout = 5'),
  grpcPlugin('snapshotter.v1.erofs', 'set_immutable = 1'),
  grpcPlugin('snapshotter.v1.overlayfs', 'sync_remove = true'),
  section(['plugins', pluginIds.v2, 'containerd'], 'snapshotter = "native"'),
  section(['plugins', pluginIds.v2, 'containerd'], 'snapshotter = "stargz"'),
  section(['plugins', '"io.containerd.cri.v1.images"'], 'snapshotter = "devmapper"'),
  section(['plugins', '"io.containerd.cri.v1.images"', 'runtime_platforms', 'kata'], 'platform = "linux/*"'),
  section(['plugins', pluginIds.v2, 'cni'], 'conf_dir = ""'),
  section(['plugins', pluginIds.v2, 'cni'], 'conf_dir = "/etc/containerd/extra.toml/net.d"'),
  section(['proxy_plugins', 'mine'], 'type = "snapshot"', 'address = "/run/mine.sock"'),
  section(['proxy_plugins', 'mine'], 'type = "content"', 'address = "/run/mine.sock"'),
  section(['proxy_plugins', 'mine'], 'type = "diff"', 'address = "/run/mine.sock"'),
  section(['proxy_plugins', 'overlayfs'], 'type = "snapshot"', 'address = "/run/mine.sock"'),
  section(['debug'], 'level = "notice"'),
  section(['debug'], 'format = "xml"'),
  section(['metrics'], 'address = "127.0.0.1"'),
  section(['ttrpc'], `address = "/run/${'x'.repeat(100)}"`),
  section(['ttrpc'], 'address = "/etc/containerd/extra.toml/x.sock"'),
  grpcPlugin('server.v1.ttrpc', `address = "/run/${'x'.repeat(100)}"`),
  section(['timeouts'], 'x = "9999999h"'),
  section(['plugins', pluginIds.v2, 'registry', 'auths', '"10.0.0.1:5000"'], 'username = "x"'),
  section(['plugins', '"io.containerd.cri.v1.images"', 'registry', 'auths', '"10.0.0.1:5000"'], 'username = "x"'),
);

const dottedLine = oneOf({
  'plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options.SystemdCgroup = true': 6,
  "plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options.SystemdCgroup = true": 6,
  'plugins."io.containerd.grpc.v1.cri".containerd.default_runtime_name = "runc"': 3,
  'plugins.cri.containerd.default_runtime_name = "runc"': 1,
  'plugins."io.containerd.grpc.v1.cri".containerd = 1': 1,
  'plugins."io.containerd.grpc.v1.cri".containerd.runtimes = "x"': 1,
  'plugins."io.containerd.grpc.v1.cri" = {}': 1,
  "plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc = {}": 1,
  "plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options = 'x'": 1,
  'plugins = {}': 1,
  'debug.level = "info"': 2,
  'timeouts.x = "abc"': 1,
});

const oddity = oneOf({
  none: 1500,
  crlf: 22,
  cr: 6,
  bom: 8,
  'latin-1 comment': 6,
  'nul comment': 3,
  'control comment': 3,
  'mixed array': 8,
  'no final newline': 20,
  'duplicate table': 14,
  'duplicate table, other quotes': 10,
  'duplicate key': 4,
  'appended snippet': 10,
  'array of tables': 3,
  'key on the header line': 5,
  'missing value': 4,
  'yaml line': 4,
  'unclosed header': 3,
  'template braces': 2,
  'multi-line trap': 6,
  'leading zero': 4,
  escape: 3,
  indented: 20,
  date: 4,
  'blanks in headers': 10,
});

export interface FileStyle {
  /** Mostly files as they are written for containerd 1.x, or for 2.x. */
  readonly era: '1.x' | '2.x';
  /** What else a file may end with. */
  readonly snippets: readonly string[];
}

export interface FileShape extends FileStyle {
  /** Percent of files with an `imports` line. */
  readonly importing: number;
  /** Percent of files without a `version` line. */
  readonly versionless: number;
}

/** The bytes of one configuration file. */
export function configFile(shape: FileShape): fc.Arbitrary<Uint8Array> {
  const old = shape.era === '1.x';
  const tables = oneOf({
    v2: old ? 70 : 30,
    v3: old ? 5 : 50,
    v1: old ? 14 : 6,
    'v2+v3': old ? 4 : 8,
    'v1+v2': 3,
    none: 6,
    'v3+v2': 2,
  });
  return tables
    .chain((tables) => {
      const likely = tables.startsWith('v2') ? 'version = 2' : tables.startsWith('v3') ? 'version = 3' : 'version = 1';
      const ids = tables === 'none' ? [] : (tables.split('+') as (keyof typeof pluginIds)[]);
      return fc.record({
        version: sometimes(
          100 - shape.versionless,
          fc.oneof({ arbitrary: fc.constant(likely), weight: 76 }, { arbitrary: version(old), weight: 24 }),
        ),
        versionPlace: oneOf({ first: 92, 'after top': 4, last: 2, 'below a header': 1 }),
        top: topLines(shape.importing),
        cri: fc.tuple(...ids.map((id) => criSections(id))).map((sections) => sections.flat()),
        other: fc
          .tuple(fc.array(otherSections, { maxLength: 2 }), sometimes(6, failingSections))
          .map(([usual, failing]) => (failing === null ? usual : [...usual, failing])),
        otherFirst: chance(30),
        oddity,
        snippet: sometimes(7, fc.constantFrom(...shape.snippets)),
        // a plain line at the top level, where a table would be expected
        dotted: sometimes(5, dottedLine),
      });
    })
    .map((parts) => {
      const sections = withoutRepeats(
        parts.otherFirst ? [...parts.other, ...parts.cri] : [...parts.cri, ...parts.other],
      );
      const versionLines = parts.version === null ? [] : [parts.version];
      const place = parts.versionPlace;
      const lines = [
        ...(place === 'first' ? versionLines : []),
        ...parts.top,
        ...(place === 'after top' ? versionLines : []),
      ];
      sections.forEach((section, index) => {
        lines.push(header(section.path, parts.oddity), ...section.lines);
        if (place === 'below a header' && index === 0) lines.push(...versionLines);
      });
      if (parts.dotted !== null) lines.unshift(parts.dotted);
      if (parts.snippet !== null) lines.push('[unknown.snippet]', parts.snippet);
      if (place === 'last') lines.push(...versionLines);
      return spoil(lines, sections, parts.oddity);
    });
}

function header(path: readonly string[], oddity: string): string {
  return oddity === 'blanks in headers' ? `[ ${path.join(' . ')} ]` : `[${path.join('.')}]`;
}

function withoutRepeats(sections: readonly Section[]): Section[] {
  const seen = new Set<string>();
  return sections.filter(({ path }) => {
    const name = path.join('.').replaceAll("'", '"');
    const fresh = !seen.has(name);
    seen.add(name);
    return fresh;
  });
}

function spoil(lines: readonly string[], sections: readonly Section[], oddity: string): Uint8Array {
  const last = sections.at(-1);
  const flip = (text: string) => text.replace(/['"]/g, (quote) => (quote === '"' ? "'" : '"'));
  const bytes = (all: readonly string[], newline = '\n') => Buffer.from(`${all.join(newline)}${newline}`);
  const extra: Record<string, () => Uint8Array> = {
    crlf: () => bytes(lines, '\r\n'),
    cr: () => bytes(lines, '\r'),
    bom: () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(lines)]),
    'latin-1 comment': () => Buffer.concat([bytes(lines), Buffer.from('# caf\xe9\n', 'latin1')]),
    'nul comment': () => bytes([...lines, '# a\0b']),
    'control comment': () => bytes([...lines, '# a\x01b']),
    'mixed array': () => bytes([...lines, '[unknown.mixed]', 'a = [1, "b"]']),
    'no final newline': () => Buffer.from(lines.join('\n')),
    'duplicate table': () => bytes([...lines, ...(last === undefined ? [] : [header(last.path, ''), 'another = 1'])]),
    'duplicate table, other quotes': () =>
      bytes([...lines, ...(last === undefined ? [] : [flip(header(last.path, '')), 'SystemdCgroup = true'])]),
    'duplicate key': () => bytes([...lines, ...(last?.lines.at(-1) === undefined ? [] : [last.lines.at(-1)!])]),
    'appended snippet': () =>
      bytes([
        ...lines,
        '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
        'SystemdCgroup = true',
      ]),
    'array of tables': () => bytes([...lines, '[[plugins]]', 'a = 1']),
    'key on the header line': () => bytes([...lines, '[unknown.here] a = 1']),
    'missing value': () => bytes([...lines, 'a =']),
    'yaml line': () => bytes([...lines, 'SystemdCgroup: true']),
    'unclosed header': () => bytes([...lines, '[plugins', 'a = 1']),
    'template braces': () => bytes([...lines, '{{ if .X }}']),
    'multi-line trap': () =>
      bytes([
        ...lines,
        '[unknown.trap]',
        'text = """',
        '[plugins.cri.containerd.runtimes.runc.options]',
        'SystemdCgroup = true',
        '"""',
      ]),
    'leading zero': () => bytes([...lines, '[unknown.number]', 'a = 007']),
    escape: () => bytes([...lines, '[unknown.escape]', 'a = "\\e"']),
    indented: () => bytes(lines.map((line, index) => (index % 2 === 0 ? `\t${line}` : `  ${line} `))),
    date: () => bytes([...lines, '[unknown.date]', 'a = 1979-05-27']),
  };
  return extra[oddity]?.() ?? bytes(lines);
}
