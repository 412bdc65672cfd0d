/** Which program's configuration a command writes. */
export type Writes = 'containerd' | 'kubelet' | 'both';

/** The files that decide the driver of containerd and of the kubelet. */
const CONTAINERD_FILE =
  /\/etc\/containerd\/(?!certs\.d\b)[\w./-]+|\/systemd\/system\/containerd\.service(?:\.d\/[\w./-]*)?(?![\w.])/;
const KUBELET_FILE =
  /\/var\/lib\/kubelet\/(?:config|kubeadm-flags)[\w./-]*|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet(?:-config|\/)[\w./-]*|\/systemd\/system\/kubelet\.service(?:\.d\/[\w./-]*)?(?![\w.])/;
/** The same, and the folders that hold them. */
const CONTAINERD_PLACE = new RegExp(`${CONTAINERD_FILE.source}|/etc/containerd/?`);
const KUBELET_PLACE = new RegExp(`${KUBELET_FILE.source}|/var/lib/kubelet/?|/systemd/system/kubelet\\.service\\.d/?`);
const TARGETS = [
  { writes: 'containerd', file: CONTAINERD_FILE, place: CONTAINERD_PLACE },
  { writes: 'kubelet', file: KUBELET_FILE, place: KUBELET_PLACE },
].map(({ writes, file, place }) => ({
  writes: writes as 'containerd' | 'kubelet',
  file,
  redirected: new RegExp(`>\\s*["']?(?:${file.source})`),
  last: new RegExp(`(?:${place.source})["'\\s]*$`),
}));

export const LONGEST_COMMAND = 8192;
const DUMP = /\bcontainerd config (?:default|dump)\b/;
/** Programs that write the files they are given, wherever in the command, and those that write the last one. */
const EDITORS = /(?:^|[\s'"/])(?:tee|envsubst|curl|wget|dd|rm|truncate|crudini|patch|ed)\s/;
/** These write only with a word that comes after them. */
const FILTERS = /(?:^|[\s'"/])(?:sed|perl|yq|tomlq|gawk|ruby)\s/;
const IN_PLACE = /\s(?:-\w*i(?:[.'"]\S*)?|--in-?place(?:=\S+)?|-i\s+inplace)\s/;
const COPIERS = /(?:^|[\s'"/])(?:cp|mv|install|ln|rsync|mount)\s(?!-d\s)/;

/** Which configuration a command line writes. Reading one, or naming it as an argument, is no writing. */
export function writtenBy(command: string): 'containerd' | 'kubelet' | null {
  for (const part of command.split(/[;|&]+/)) {
    for (const { writes, file, redirected, last } of TARGETS) {
      const edited = (EDITORS.test(part) || editsInPlace(part)) && file.test(part);
      if (redirected.test(part) || edited || (COPIERS.test(part) && last.test(part))) return writes;
    }
    if (DUMP.test(part) && part.includes('>')) return 'containerd';
  }
  return null;
}

function editsInPlace(command: string): boolean {
  const filter = FILTERS.exec(command);
  return filter !== null && IN_PLACE.test(command.slice(filter.index + filter[0].length - 1));
}

/** Which configurations a shell script writes, as far as its lines tell, with the variables put in that it sets once. */
export function writtenByScript(script: string): Writes | null {
  const written = new Set<string>();
  if (OTHER_LANGUAGE.test(script)) {
    if (!WRITES_FILES.test(script)) return null;
    for (const { writes, file } of TARGETS) if (file.test(script)) written.add(writes);
    return both(written);
  }
  const text = script.replace(/\\\n/g, ' ');
  const variables = assignedOnce(text);
  let folder: string | null = null;
  for (const line of text.split('\n')) {
    if (/^\s*#/.test(line)) continue;
    const command = withVariables(line.slice(0, LONGEST_COMMAND), variables);
    folder = /(?:^|[;&|\s])(?:cd|pushd)\s+["']?([^\s"';&|]+)/.exec(command)?.[1]?.replace(/\/+$/, '') ?? folder;
    const placed = folder?.startsWith('/') ? command.replace(RELATIVE, `$1${folder}/`) : command;
    const writes = writtenBy(placed.slice(0, LONGEST_COMMAND));
    if (writes !== null) written.add(writes);
  }
  return both(written);
}

/** Scripts in a language whose commands are not read; what they write is not told apart from what they name. */
const OTHER_LANGUAGE = /^#![^\n]*(?:python|perl|ruby|node)/;
const WRITES_FILES =
  /['"][wa]\+?b?t?['"]|write|dump\(|truncate|unlink|\.remove\(|rename|\.(?:copy|move)\w*\(|symlink|subprocess|system\(/i;
/** A name with one of these endings and no folder. */
const RELATIVE = /(^|[\s'">])(?=[\w.-]+\.(?:toml|ya?ml|json|env|conf)(?:[\s'"]|$))/g;

function both(written: ReadonlySet<string>): Writes | null {
  if (written.has('containerd')) return written.has('kubelet') ? 'both' : 'containerd';
  return written.has('kubelet') ? 'kubelet' : null;
}

const ASSIGNMENT = /(?:^|[;\s])([A-Za-z_]\w{0,60})=(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|([^\s;"']{1,200}))/g;
const MOST_VARIABLES = 200;

function assignedOnce(script: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', double, single, bare] of script.matchAll(ASSIGNMENT)) {
    const value = double ?? single ?? bare ?? '';
    if (values.size >= MOST_VARIABLES) break;
    if (value.includes('/') || value.includes('$') || !values.has(name)) values.set(name, withVariables(value, values));
  }
  return values;
}

/** `$NAME`, `${NAME}` and `${NAME:-default}`; what is not known stays. */
function withVariables(text: string, values: ReadonlyMap<string, string>): string {
  if (!text.includes('$')) return text;
  return text
    .replace(/\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g, (whole, braced, fallback, plain) => {
      return values.get(braced ?? plain) ?? fallback ?? whole;
    })
    .slice(0, LONGEST_COMMAND);
}
