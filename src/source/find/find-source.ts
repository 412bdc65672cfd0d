import { describeOrigin } from '../../image/describe-origin.ts';
import type { Repository } from '../repository.ts';
import type { Steps } from '../steps/collect.ts';
import { type JudgedEdit, judgeEdits, strayEdits } from './edits.ts';
import { encodedLines } from './encoded.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import { idleKubeletSettings } from './kubelet-settings.ts';
import { bringers, generators } from './makers.ts';
import { settingsInOtherSyntax } from './other-syntax.ts';
import { wholeLine } from './place.ts';
import { type Answer, type Candidate, MOST_CANDIDATES, type Question } from './question.ts';
import { leftOutFlag, templateNote } from './template-note.ts';
import { byStrength, strength, type WrittenLine, writtenLines } from './written-lines.ts';

/**
 * Finds the line of a repository that baked a line of an image. Deterministic and total; where it cannot tell, it says so
 * instead of naming a line.
 */
export function findSource(question: Question, repository: Repository, steps: Steps): Answer {
  const evidence = gatherEvidence(question, repository, steps);
  const written = sourceLines(evidence);
  const edits = judgeEdits(evidence);

  // A file that a COPY of the history brought as it is was not touched afterwards.
  const copied = written.filter(({ named }) => named);
  if (evidence.build.kind === 'copy' && copied.length > 0) return chooseWritten(evidence, copied, edits);

  const made = edits.filter(({ outcome, fit }) => outcome === 'made' && fit === 'yes');
  if (made.length > 0) {
    // A whole equal file had the line before any edit.
    const equal = written.filter(
      ({ identical, whole, fit, candidate }) => (identical || (whole && fit === 'yes')) && !candidate.aside,
    );
    if (equal.some(({ fit }) => fit === 'yes')) return chooseWritten(evidence, equal, edits);
    return choose(evidence, best([...equal, ...made]));
  }

  const missed = edits.filter(({ outcome, fit }) => outcome === 'missed' && fit === 'yes');
  if (missed.length > 0 && !saysOtherwise(written, missed)) return choose(evidence, best(missed));
  const unclear = edits.filter(({ outcome, fit }) => (outcome === 'unclear' || outcome === 'missed') && fit === 'yes');
  if (unclear.length > 0 && written.length === 0) return choose(evidence, best(unclear));

  const worked = edits.some(({ outcome }) => outcome === 'worked');
  const stray = worked ? [] : strayEdits(evidence);
  if (stray.length > 0 && !written.some(({ identical }) => identical)) return choose(evidence, best(stray));

  const makers = generators(evidence, question.subject === 'runtime-driver' && !worked);
  const sure = makers.filter(({ fit }) => fit === 'yes');
  if (written.length > 0) {
    const [first] = [...written].sort(byStrength);
    const weak = first !== undefined && first.fit !== 'yes' && !first.named;
    if (weak && sure.length > 0) {
      // Equal lines, and a line that would generate them: only a whole equal file outweighs it, and not surely.
      const both =
        first.identical && !first.candidate.aside ? [...written.filter(({ identical }) => identical), ...sure] : sure;
      return choose(evidence, best(both));
    }
    return chooseWritten(evidence, written, edits);
  }
  if (unclear.length > 0) return choose(evidence, best(unclear));
  if (sure.length > 0) return choose(evidence, best(sure));
  const perhaps = edits.filter(({ outcome, fit }) => fit === 'maybe' && (outcome === 'missed' || outcome === 'made'));
  if (perhaps.length > 0) return choose(evidence, best(perhaps));
  if (makers.length > 0) return choose(evidence, best(makers));
  const idle = idleKubeletSettings(evidence);
  return choose(evidence, idle.length > 0 ? best(idle) : best(bringers(evidence)));
}

/** Lines that are the image's own, else those that hold it in another form, else those that say the same. */
function sourceLines(evidence: Evidence): readonly WrittenLine[] {
  const written = writtenLines(evidence);
  if (written.length > 0) return written;
  const encoded = encodedLines(evidence);
  return encoded.length > 0 ? encoded : settingsInOtherSyntax(evidence);
}

/** An edit before the file was copied there as a whole tells less than the line that was copied. */
function saysOtherwise(written: readonly WrittenLine[], missed: readonly JudgedEdit[]): boolean {
  return written.some(
    ({ identical, candidate, fit }) =>
      identical && fit === 'yes' && !candidate.aside && missed.every((edit) => edit.candidate.aside),
  );
}

type Weighed = { readonly candidate: Candidate; readonly named: boolean };

/** Those that the history names, else those that are built and not only shown. */
function best(all: readonly Weighed[]): readonly Weighed[] {
  const named = all.filter((one) => one.named);
  const some = named.length > 0 ? named : all;
  const built = some.filter(({ candidate }) => !candidate.aside);
  return built.length > 0 ? built : some;
}

function chooseWritten(evidence: Evidence, written: readonly WrittenLine[], edits: readonly JudgedEdit[]): Answer {
  const sorted = [...written].sort(byStrength);
  const [first, second] = sorted;
  if (first === undefined) return choose(evidence, []);
  const equal = sorted.filter((one) => strength(one) === strength(first) && one.length === first.length);
  if (equal.length > 1) return choose(evidence, equal);
  // An equal file that nothing is known to bring there, and another one that is brought there.
  const brought = sorted.filter(({ fit, candidate }) => fit === 'yes' && !candidate.aside);
  if (first.identical && first.fit !== 'yes' && !first.named && brought.length > 0) {
    return choose(evidence, [first, ...brought]);
  }
  const contested = second !== undefined && !first.identical && !first.named && second.length > 2 * first.length + 4;
  if (contested) return choose(evidence, [first, second]);
  const answer = choose(evidence, [first]);
  const flag = conditionalFlag(evidence, first, edits);
  return flag ?? answer;
}

/** Where the table is found and its flag is missing: the template's own line, which a condition left out. */
function conditionalFlag(evidence: Evidence, written: WrittenLine, edits: readonly JudgedEdit[]): Answer | null {
  const { question, lines, repository } = evidence;
  if (question.subject !== 'runtime-driver' || question.location === null || edits.length > 0) return null;
  if (!/^\s*\[/.test(lines?.[question.location.startLine - 1] ?? '')) return null;
  const file = repository.files.get(written.candidate.location.path);
  const line = file === undefined ? null : leftOutFlag(file, written.candidate.location.startLine);
  if (file === undefined || line === null || written.identical) return null;
  const note =
    templateNote(evidence, file, line) ?? 'this line is not in the image: the image may be older than the repository';
  return { repo: wholeLine(file, line), kind: 'template', note, candidates: [] };
}

function choose(evidence: Evidence, candidates: readonly Weighed[]): Answer {
  const distinct = [...new Map(candidates.map((one) => [key(one.candidate), one.candidate])).values()].sort(byPlace);
  const [only, ...others] = distinct;
  if (only === undefined) return notFound(evidence);
  if (others.length === 0) return { repo: only.location, kind: only.kind, note: only.note, candidates: [] };
  const notes = new Set(distinct.map(({ note }) => note));
  const [shared] = notes;
  const why = notes.size === 1 && shared ? `; of each holds: ${shared}` : '';
  return {
    repo: null,
    kind: null,
    note: `${distinct.length} lines of the repository could have made it, and nothing tells which${why}`,
    candidates: distinct.slice(0, MOST_CANDIDATES).map(({ location }) => location),
  };
}

function notFound(evidence: Evidence): Answer {
  const { question, build, repository } = evidence;
  const origin = describeOrigin(question.provenance);
  const where = origin === null ? '' : `; it comes from ${origin}`;
  const none = { repo: null, kind: null, candidates: [] };
  if (question.location === null && question.bytes === null) {
    return { ...none, note: `no line of the repository writes or removes ${question.path}` };
  }
  if (build.kind === 'copy') {
    const there = repository.paths.find((path) =>
      build.from.some((source) => source !== '.' && path.endsWith(source.replace(/^\.?\//, ''))),
    );
    if (there !== undefined) {
      return {
        ...none,
        note: `${there} is copied there, but has no such line now: the image is older or newer than the repository${where}`,
      };
    }
  }
  return { ...none, note: `no line of the repository was found that made it${where}` };
}

function key({ location }: Candidate): string {
  return `${location.path}:${location.startLine}`;
}

function byPlace(a: Candidate, b: Candidate): number {
  const [left, right] = [a.location, b.location];
  return left.path < right.path ? -1 : left.path > right.path ? 1 : left.startLine - right.startLine;
}
