import { replacingText, substituting } from '../edits/ansible.ts';
import type { Edit } from '../edits/edit.ts';
import { perlReplacement } from '../pattern/substitute.ts';
import type { SourceFile } from '../repository.ts';
import type { Step } from './step.ts';

const STRING = String.raw`[rRfFbu]{0,2}("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\x60[^\x60]*\x60)`;
const CALLS: readonly {
  readonly name: string;
  readonly head: RegExp;
  readonly parts: RegExp;
  readonly literal: boolean;
}[] = [
  {
    name: 're.sub',
    head: /\bre\.subn?\(/,
    parts: new RegExp(String.raw`\bre\.subn?\(\s*${STRING}\s*,\s*${STRING}`),
    literal: false,
  },
  {
    name: 'regexp',
    head: /regexp\.MustCompile\(/,
    parts: new RegExp(
      String.raw`regexp\.MustCompile\(\s*${STRING}\s*\)[\s\S]{0,200}?ReplaceAll(?:String)?\([^,]*,\s*(?:\[\]byte\()?${STRING}`,
    ),
    literal: false,
  },
  {
    name: 'strings.Replace',
    head: /\b(?:strings|bytes)\.Replace(?:All)?\(/,
    parts: new RegExp(
      String.raw`\b(?:strings|bytes)\.Replace(?:All)?\([^,"'\x60]*,\s*(?:\[\]byte\()?${STRING}\)?\s*,\s*(?:\[\]byte\()?${STRING}`,
    ),
    literal: true,
  },
  {
    name: 'replace',
    head: /\.(?:replace|replaceAll|gsub|sub)\(/,
    parts: new RegExp(String.raw`\.(?:replace|replaceAll|gsub|sub)\(\s*${STRING}\s*,\s*${STRING}`),
    literal: true,
  },
];
/** A value in a tree of tables: `config["…"]["SystemdCgroup"] = True`, `tree.SetPath([]string{"…", "SystemdCgroup"}, true)`. */
const ASSIGNED = /["']SystemdCgroup["']\s*(?:\]\s*=|[\])}]*\s*,)\s*[Tt]rue\b/;
/** Scripts and tasks hold programs in here-documents. */
const CODE = /\.(?:py|go|[cm]?[jt]s|rb|rs|java|kt|sh|bash|ya?ml|tf|hcl)$|(?:^|\/)[^./]+$/;
/** How far from a call a path may be named and still be meant by it, in lines. */
const NEAR = 60;
const PATH = /["'`](\/(?:etc|usr|var|lib|run|opt)\/[\w./@-]+)["'`]/;

/** Replacements in the text of a file that programs in Python, Go, JavaScript or Ruby make. */
export function codeSteps(file: SourceFile): readonly Step[] {
  if (!CODE.test(file.path)) return [];
  const steps: Step[] = [];
  for (const [index, line] of file.lines.entries()) {
    if (line.length > 2000) continue;
    const set = ASSIGNED.exec(line);
    if (set !== null) {
      const target = pathNear(file, index);
      const edit: Edit = { tool: 'assignment', wanted: [], writes: [line.trim()], apply: null, keeps: true };
      if (target !== null) steps.push({ kind: 'edit', file, line: index + 1, target, command: line.trim(), edit });
      continue;
    }
    const call = CALLS.find(({ head }) => head.test(line));
    if (call === undefined) continue;
    const text = file.lines
      .slice(index, index + 6)
      .join('\n')
      .slice(0, 4000);
    const found = call.parts.exec(text);
    if (found === null || text.slice(0, found.index).includes('\n')) continue;
    const target = pathNear(file, index);
    if (target === null) continue;
    const [source, put] = [
      readString(found[1] as string, found[0], call.literal),
      readString(found[2] as string, found[0], true),
    ];
    const edit: Edit = {
      tool: call.name,
      wanted: [{ source, dialect: 'perl', literal: call.literal, ignoreCase: false, role: 'replaced' }],
      writes: put.split('\n'),
      apply: call.literal ? replacingText(source, put) : substituting(source, 'perl', false, perlReplacement(put)),
      keeps: true,
    };
    const inside = text.slice(0, found.index + found[0].indexOf(found[1] as string)).split('\n').length - 1;
    steps.push({
      kind: 'edit',
      file,
      line: index + 1 + inside,
      target,
      command: found[0].replace(/\s+/g, ' '),
      edit,
    });
  }
  return steps;
}

/** The path in the image that is named nearest to a line, those above it first. */
function pathNear(file: SourceFile, index: number): string | null {
  for (let distance = 0; distance <= NEAR; distance++) {
    for (const at of [index - distance, index + distance]) {
      const path = PATH.exec((file.lines[at] ?? '').slice(0, 2000))?.[1];
      if (path !== undefined) return path;
    }
  }
  return null;
}

function readString(written: string, call: string, literal: boolean): string {
  const inner = written.slice(1, -1);
  if (written.startsWith('`')) return inner;
  const raw = /[rR]$/.test(call.slice(0, Math.max(0, call.indexOf(written))));
  if (raw || !literal) return raw ? inner : inner.replace(/\\(["'\\])/g, '$1');
  return inner.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one === 't' ? '\t' : one));
}
