import type { Edit, Wanted } from '../edits/edit.ts';
import { Budget, findMatch } from '../pattern/match.ts';
import { parsePattern } from '../pattern/parse.ts';
import { cgroupWords } from './edit-words.ts';

const FLAG = /systemdcgroup/i;
const VERSION_2 = 'io.containerd.grpc.v1.cri';
const VERSION_3 = 'io.containerd.cri.v1.runtime';

/** Why an edit matches nothing in a file, as the end of a sentence. */
export function whyNothing(edit: Edit, lines: readonly string[]): string {
  const wanted = failing(edit, lines);
  if (wanted === undefined) {
    return edit.wanted.some(({ role }) => role === 'anchor')
      ? 'its pattern and its address are found on different lines of the file'
      : whyNoEffect(edit, lines);
  }
  const text = lines.join('\n');
  const replaces = edit.wanted.some(({ role }) => role === 'replaced');
  const subject =
    wanted.role === 'replaced' ? 'its pattern' : edit.tool === 'sed' && replaces ? 'its address' : 'its anchor';
  const near = almost(wanted, lines);
  if (near !== null) return `${subject} matches no line: ${near}`;
  const misspelt = cgroupWords(wanted.source).find(
    (word) => FLAG.test(text) && !text.includes(word) && !wanted.ignoreCase,
  );
  if (misspelt !== undefined) {
    const dotted = /[\w"'\]\\]\.\w*$/.test(wanted.source.slice(0, wanted.source.indexOf(misspelt)));
    if (!dotted) return `${subject} has “${misspelt}”, and the file has “${writtenFlag(text)}”`;
  }
  if (/(?:options|runc|runtimes|containerd)["'\]]*\\?\.(?:\w+\\?\.)*systemd/i.test(wanted.source)) {
    return `${subject} is a dotted path, and no line of the file is written so`;
  }
  const versions = tableVersions(wanted.source, text);
  if (versions !== null) return `${subject} ${versions}`;
  const noFlag = withoutFlag(wanted, text);
  if (noFlag !== null) return `${subject} ${noFlag}`;
  const value = otherValue(wanted, lines);
  return value === null ? `${subject} matches no line of the file` : `${subject} matches no line: ${value}`;
}

/** What an edit looks for and the file does not have: of the commands that concern the driver, if there are any. */
function failing({ wanted }: Edit, lines: readonly string[]): Wanted | undefined {
  const missing = wanted.filter((one) => firstMatch(one, lines) === null);
  const about = missing.filter(
    ({ source }) => cgroupWords(source).length > 0 || /runtimes|options|plugins/.test(source),
  );
  return [...(about.length > 0 ? about : missing)].sort(
    (a, b) => Number(a.role === 'anchor') - Number(b.role === 'anchor'),
  )[0];
}

function withoutFlag({ source }: Wanted, text: string): string | null {
  if (cgroupWords(source).length === 0 || FLAG.test(text) || !FLAG.test(source)) return null;
  return 'finds no SystemdCgroup line in this file; `containerd config default` of 1.4, 2.0.0 to 2.0.6 and 2.1.0 to 2.1.4 writes none';
}

/** The right key with a value that the line does not have: `SystemdCgroup = flase`. */
function otherValue({ source, literal }: Wanted, lines: readonly string[]): string | null {
  const plain = literal ? source : source.replace(/\\(?=[^\w])/g, '');
  const asked = /SystemdCgroup *= *(\w+)\W*$/.exec(plain)?.[1];
  const index = lines.findIndex((line) => /^\s*SystemdCgroup\s*=/.test(line));
  const has = /=\s*(\w+)/.exec(lines[index] ?? '')?.[1];
  if (asked === undefined || has === undefined || asked === has) return null;
  return `it asks for the value “${asked}”, and line ${index + 1} has “${has}”`;
}

/** For an edit whose working is not followed. */
export function whyNoEffect(edit: Edit, lines: readonly string[]): string {
  const text = lines.join('\n');
  const sought = edit.wanted.map(({ source }) => source);
  const versions = tableVersions([...sought, ...edit.writes].join('\n'), text);
  if (versions !== null) return `it ${versions}`;
  const noFlag = edit.wanted.map((wanted) => withoutFlag(wanted, text)).find((one) => one !== null);
  return noFlag === undefined ? 'the file of the image does not show what it sets' : `it ${noFlag}`;
}

/** A dump of containerd 2 has a table of the old name too, but no runtimes in it. */
function tableVersions(source: string, text: string): string | null {
  const plain = source.replace(/\\/g, '');
  const has = (table: string): boolean =>
    text.includes(`${table}".containerd`) || text.includes(`${table}'.containerd`);
  const [old, current] = [has(VERSION_2), has(VERSION_3)];
  if (plain.includes(VERSION_2) && !old && current) {
    return `names the tables of version 2 (${VERSION_2}), and the file has those of version 3 (${VERSION_3})`;
  }
  if (plain.includes(VERSION_3) && !current && old) {
    return `names the tables of version 3 (${VERSION_3}), and the file has those of version 2 (${VERSION_2})`;
  }
  return null;
}

/** What would have to be different for the pattern to match. */
function almost(wanted: Wanted, lines: readonly string[]): string | null {
  const { source } = wanted;
  if (wanted.literal) {
    const loose = lines.findIndex((line) => line.replace(/\s+/g, '').includes(source.replace(/\s+/g, '')));
    if (loose >= 0) return `line ${loose + 1} has other blanks`;
    const cased = lines.findIndex((line) => line.toLowerCase().includes(source.toLowerCase()));
    return cased < 0 ? null : `line ${cased + 1} has another case`;
  }
  const attempts: readonly { readonly change: (text: string) => string; readonly words: (line: string) => string }[] = [
    {
      change: (text) => text.replace(/\$(?=$|\\?\))/g, ''),
      words: (line) =>
        line.endsWith('\r')
          ? 'it ends at the end of the line, and there is a carriage return (CR) there'
          : /#/.test(line)
            ? 'it ends at the end of the line, and a comment follows there'
            : 'it ends at the end of the line, and more follows there',
    },
    {
      change: (text) => text.replace(/^(\\?\()?\^/, '$1'),
      words: () => 'it begins at the begin of the line, and blanks are there',
    },
    { change: (text) => text.replaceAll('"', "'"), words: () => 'it has double quotes, and the file has single ones' },
    { change: (text) => text.replaceAll("'", '"'), words: () => 'it has single quotes, and the file has double ones' },
    {
      change: (text) =>
        text
          .replace(/(?<!\\)\\?[ ]|\\s[*+]/g, wanted.dialect === 'basic' ? '[ \t]*' : '\\s*')
          .replace(/(?<=\w)=/g, '[ \t]*=[ \t]*'),
      words: () => 'its blanks are not those of the line',
    },
  ];
  for (const { change, words } of attempts) {
    const changed = change(source);
    if (changed === source) continue;
    const hit = firstMatch({ ...wanted, source: changed }, lines);
    if (hit !== null) return `${words(lines[hit] as string)} (line ${hit + 1})`;
  }
  const cased = firstMatch({ ...wanted, ignoreCase: true }, lines);
  if (cased !== null && !wanted.ignoreCase) return `line ${cased + 1} has another case`;
  if (wanted.dialect === 'basic' && /[+?|(){}]/.test(source)) {
    const extended = firstMatch({ ...wanted, dialect: 'extended' }, lines);
    if (extended !== null) return 'it is written for sed -E';
  }
  return null;
}

function firstMatch(wanted: Wanted, lines: readonly string[]): number | null {
  if (wanted.literal) {
    const found = lines.findIndex((line) => line.includes(wanted.source));
    return found < 0 ? null : found;
  }
  const pattern = parsePattern(wanted.source, wanted.dialect, wanted.ignoreCase);
  if (pattern === null) return null;
  const budget = new Budget(100_000);
  const index = lines.findIndex((line) => findMatch(pattern, line, 0, budget) !== null);
  return index >= 0 && budget.holds ? index : null;
}

function writtenFlag(text: string): string {
  return FLAG.exec(text)?.[0] ?? 'SystemdCgroup';
}
