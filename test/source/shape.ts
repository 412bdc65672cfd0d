import type { Checkout } from '../../src/source/checkout.ts';
import type { Answer, Question, Subject } from '../../src/source/find/question.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import { blobIdOf } from '../../src/source/repository.ts';

/** A repository, a file of an image, and a line of it whose source is looked for. */
export interface Shape {
  readonly name: string;
  readonly repo: Readonly<Record<string, string>>;
  readonly subject?: Subject;
  /** Null: the image has no such file. */
  readonly file: string | null;
  readonly path?: string;
  /** A part of the line in question; null: the finding has no line. The part in brackets `«…»` is its value. */
  readonly at: string | null;
  readonly createdBy?: string;
  readonly expect: Expected;
}

export type Expected =
  /** `path: part of the line`, and what the note must say. */
  | { readonly line: string; readonly note?: RegExp | null; readonly value?: string; readonly kind?: Answer['kind'] }
  | { readonly oneOf: readonly string[]; readonly note?: RegExp }
  | { readonly none: RegExp };

const encoder = new TextEncoder();

export function memoryCheckout(files: Readonly<Record<string, string>>): Checkout {
  return {
    files: async () =>
      Object.entries(files).map(([path, text]) => {
        const bytes = encoder.encode(text);
        return { path, blobId: blobIdOf(bytes, 'sha1'), size: bytes.length };
      }),
    read: async (path) => {
      const text = files[path];
      return text === undefined ? null : encoder.encode(text);
    },
  };
}

export function questionOf({ file, path = '/etc/containerd/config.toml', at, subject, createdBy }: Shape): Question {
  return {
    subject: subject ?? 'runtime-driver',
    path,
    bytes: file === null ? null : encoder.encode(file),
    location: file === null || at === null ? null : locationOf(path, file, at),
    provenance: createdBy === undefined ? null : { layer: 3, layers: 4, diffId: null, createdBy },
  };
}

function locationOf(path: string, file: string, at: string): Question['location'] {
  const part = at.replace(/[«»]/g, '');
  const lines = file.split('\n');
  const index = lines.findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`the image's file has no ${part}`);
  const value = /«(.*)»/.exec(at)?.[1] ?? part.trim();
  const column = (lines[index] as string).indexOf(part) + part.indexOf(value) + 1;
  return { path, startLine: index + 1, startColumn: column, endLine: index + 1, endColumn: column + value.length };
}

export async function ask(shape: Shape): Promise<Answer> {
  const finder = await openRepository(memoryCheckout(shape.repo));
  if (finder === null) throw new Error('the repository has no file');
  return finder.find(questionOf(shape));
}

/** The text of the line that an answer points at, and of the part that it marks. */
export function shown(
  repo: Readonly<Record<string, string>>,
  place: NonNullable<Answer['repo']>,
): { readonly line: string; readonly part: string } {
  const line = repo[place.path]?.split(/\r?\n/)[place.startLine - 1] ?? '';
  return { line: `${place.path}: ${line.trim()}`, part: line.slice(place.startColumn - 1, place.endColumn - 1) };
}

/** What is wrong with an answer, in words; empty where it is the expected one. */
export function mistakeIn({ repo, expect: expected }: Shape, answer: Answer): string {
  const place = answer.repo === null ? null : shown(repo, answer.repo);
  const candidates = answer.candidates.map((one) => shown(repo, one).line);
  const got = `${place?.line ?? `none of [${candidates.join(' | ')}]`} (${answer.kind}: ${answer.note})`;
  if ('line' in expected) {
    if (place === null || !place.line.startsWith(expected.line)) return got;
    if (expected.value !== undefined && place.part !== expected.value) return `marks ${place.part} of ${got}`;
    if (expected.kind !== undefined && answer.kind !== expected.kind) return got;
    return sayingOf(expected.note, answer.note) ? '' : got;
  }
  if (place !== null) return got;
  const wanted = 'oneOf' in expected ? expected.oneOf : [];
  const same = wanted.length === candidates.length && wanted.every((line, at) => candidates[at]?.startsWith(line));
  return same && sayingOf('oneOf' in expected ? expected.note : expected.none, answer.note) ? '' : got;
}

function sayingOf(wanted: RegExp | null | undefined, note: string | null): boolean {
  return wanted === undefined || (wanted === null ? note === null : note !== null && wanted.test(note));
}
