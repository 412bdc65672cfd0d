import { fits, sectionAbove } from '../lines/runs.ts';
import type { SourceFile } from '../repository.ts';
import type { Evidence } from './evidence.ts';
import { looksGenerated } from './makers.ts';
import { wholeLine } from './place.ts';
import type { Candidate } from './question.ts';
import { templateNote } from './template-note.ts';
import type { WrittenLine } from './written-lines.ts';

const IN_OTHER_SYNTAX = 'the setting is given here in another syntax';
const REACH = 60;
const MOST = 20;
/** How many lines with the key and value are looked into. */
const MOST_LINES = 500;

/**
 * Lines that give the key of the line in question its value in another syntax, from which a program makes the image's file:
 * `options.SystemdCgroup = false;` of Nix, `"SystemdCgroup": False` of Python, a variable of Ansible.
 */
export function settingsInOtherSyntax(evidence: Evidence): readonly WrittenLine[] {
  const { question, lines, build } = evidence;
  if (question.location === null || lines === null || build.kind === 'copy' || looksGenerated(lines)) return [];
  const index = question.location.startLine - 1;
  const [, key, value] =
    /^\s*["']?(SystemdCgroup|cgroupDriver)["']?\s*[=:]\s*["']?(\w+)/.exec(lines[index] ?? '') ?? [];
  if (key === undefined || value === undefined) return [];
  const own = (lines[index] as string).trim();
  const handler = /runtimes["']?\.["']?([\w-]+)/.exec(sectionAbove(lines, index) ?? '')?.[1] ?? null;
  const assigned = new RegExp(`(?:^|[\\s.,{\\["'(])${key}["']?\\s*(?::|=>|=|\\+=)\\s*["']?${value}\\b["']?`, 'i');
  // As a value that a variable gives: `SystemdCgroup: "{{ use_systemd | lower }}"`.
  const templated = new RegExp(`(?:^|[\\s.,{\\["'(])${key}["']?\\s*(?::|=>|=)\\s*["']?(?:\\{\\{|\\$\\{|<%)`, 'i');
  const given = settingsLike(evidence, assigned, key, handler, own);
  return given.length > 0 ? given : settingsLike(evidence, templated, key, handler, own);
}

function settingsLike(
  evidence: Evidence,
  assigned: RegExp,
  key: string,
  handler: string | null,
  own: string,
): readonly WrittenLine[] {
  const { repository } = evidence;
  const found: WrittenLine[] = [];
  let left = MOST_LINES;
  for (const file of repository.files.values()) {
    if (file.aside || !file.text.includes(key)) continue;
    for (const [at, line] of file.lines.entries()) {
      if (found.length >= MOST) return [];
      if (line.length > 2000 || /^\s*(?:#|\/\/|;|sed\b)/.test(line) || !assigned.test(line)) continue;
      if (left-- === 0) return [];
      if (!isMeant(file, at, key, handler)) continue;
      found.push({
        candidate: {
          location: wholeLine(file, at + 1),
          ...describe(evidence, file, at + 1, fits(line, own) === 'same'),
          aside: false,
        },
        fit: 'maybe',
        named: false,
        length: 1,
        identical: false,
        whole: false,
      });
    }
  }
  return found;
}

function describe(evidence: Evidence, file: SourceFile, line: number, same: boolean): Pick<Candidate, 'kind' | 'note'> {
  const template = templateNote(evidence, file, line);
  if (template !== null) return { kind: 'template', note: `${IN_OTHER_SYNTAX}; ${template}` };
  return { kind: 'line', note: same ? 'the setting is given here, among other lines' : IN_OTHER_SYNTAX };
}

/** Whether what stands above says that it is containerd's table of this handler, or the kubelet's configuration. */
function isMeant(file: SourceFile, index: number, key: string, handler: string | null): boolean {
  const around = file.lines.slice(Math.max(0, index - REACH), index + 1).join('\n');
  if (key === 'cgroupDriver') return /kubelet/i.test(around);
  // A table of TOML is compared as such, and a command is an edit.
  if (/^\s*\[[^\]\n]*\]\s*$/m.test(around) || /sed |-replace/.test(file.lines[index] ?? '')) return false;
  const named = handler === null || new RegExp(`(?:^|[^\\w-])${handler}(?:$|[^\\w-])`, 'm').test(around);
  return named && /runtimes|options|containerd/.test(around);
}
