import { expect, it } from 'vitest';
import { PROGRAMS } from '../../src/gate/programs.ts';
import type { FileTree } from '../../src/image/file-tree.ts';
import { createCaptureRule } from '../../src/image/layer/capture-rule.ts';
import { resolveImage } from '../../src/resolve/resolve-image.ts';
import { judge } from '../../src/verdict/judge.ts';
import type { Verdict } from '../../src/verdict/report.ts';
import type { Demands } from '../../src/verdict/rule.ts';
import { RULES, VERSION_RULE } from '../../src/verdict/rules/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { type Files, SYSTEMD } from '../support/node-image.ts';

export interface Asked {
  readonly containerdVersion?: string;
  readonly kubeletVersion?: string;
  /** The text of the file that `--kubelet-config` names. */
  readonly given?: string;
  readonly require?: Demands['require'];
  readonly handlers?: Demands['handlers'];
  readonly failOn?: 'error' | 'warning' | 'never';
  readonly skip?: readonly string[];
  /** What could not be read. */
  readonly problems?: readonly string[];
  /** Tell notes as well. */
  readonly notes?: boolean;
}

export interface Seen {
  readonly verdict: Verdict;
  /**
   * All findings but notes: `error code path:line`, `warning code`, and `open code` for one that says that something is not
   * decided; a skipped one ends in `skipped`.
   */
  readonly findings: readonly string[];
  readonly messages: readonly string[];
}

const keeps = createCaptureRule(PROGRAMS);

/** Places that no rule can know before the unit that names them is read, and a script that is larger than others. */
const FOUND_LATE = new Set(['/opt/c.toml', '/usr/local/bin/k3s', '/opt/long/containerd']);

/** Notes each file that is read and that a compressed layer would have to be read a second time for. */
function watchCapture(tree: FileTree): { tree: FileTree; missed: readonly string[] } {
  const missed: string[] = [];
  const note = (path: string, kept: boolean | undefined) => {
    if (kept !== true && !FOUND_LATE.has(path)) missed.push(path);
  };
  return {
    missed,
    tree: {
      ...tree,
      read: async (path, maxBytes) => {
        const result = await tree.read(path, maxBytes);
        if (result.ok && result.entry.size > 0) {
          const { path: found, size, mode } = result.entry;
          const kept = keeps(found.slice(1), size, mode)?.content;
          note(found, kept === 'script' ? result.bytes[0] === 0x23 : kept);
        }
        return result;
      },
      binary: async (path) => {
        const result = await tree.binary(path);
        if (result.ok)
          note(result.entry.path, Boolean(keeps(result.entry.path.slice(1), 1, result.entry.mode)?.binary));
        return result;
      },
    },
  };
}

/** What the gate says of a root file system. */
export async function judgeFiles(files: Files, asked: Asked = {}): Promise<Seen> {
  const { given } = asked;
  const { tree, missed } = watchCapture(memoryTree(files));
  const resolved = await resolveImage(tree, asked.problems ?? [], {
    containerdVersion: asked.containerdVersion ?? null,
    kubeletVersion: asked.kubeletVersion ?? null,
    kubeletConfig: given === undefined ? null : { path: 'given.yaml', bytes: new TextEncoder().encode(given) },
    booted: false,
  });
  expect(missed).toEqual([]);
  const { verdict, judgements } = judge(resolved.candidates, RULES, VERSION_RULE, {
    demands: { require: asked.require ?? 'systemd', handlers: asked.handlers ?? 'all' },
    failOn: asked.failOn ?? 'error',
    skip: new Map((asked.skip ?? []).map((code) => [code, 'a reason'])),
  });
  const shown = judgements.filter(
    ({ severity, undecided }) => asked.notes === true || severity !== 'note' || undecided,
  );
  return {
    verdict,
    findings: shown.map(({ rule, draft, severity, undecided, skipped }) => {
      const place = draft.location === null ? '' : ` ${draft.location.path}:${draft.location.startLine}`;
      return `${undecided ? 'open' : severity} ${rule.code}${place}${skipped === null ? '' : ' skipped'}`;
    }),
    messages: shown.map(({ draft }) => draft.message),
  };
}

/** An image and what is to be said of it: the verdict, and the findings in any order. */
export type Row = readonly [name: string, files: Files, asked: Asked, verdict: string, findings: readonly string[]];

/** Holds the gate to a table of images, each of which systemd boots unless it says otherwise. */
export function checkImages(rows: readonly Row[]): void {
  it.each(rows)('%s', async (_name, files, asked, verdict, findings) => {
    const seen = await judgeFiles({ ...SYSTEMD, ...files }, asked);
    expect({ verdict: seen.verdict, findings: [...seen.findings].sort() }).toEqual({
      verdict,
      findings: [...findings].sort(),
    });
  });
}
