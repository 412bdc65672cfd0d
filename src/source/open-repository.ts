import { createHash } from 'node:crypto';
import type { Checkout } from './checkout.ts';
import { findSource } from './find/find-source.ts';
import type { Answer, Question } from './find/question.ts';
import { readRepository } from './repository.ts';
import { collectSteps } from './steps/collect.ts';

/** A checkout that was read, and answers where a line of an image comes from. */
export interface SourceFinder {
  find(question: Question): Answer;
}

/** Reads a checkout once, for any number of questions; null where it has no file. */
export async function openRepository(checkout: Checkout): Promise<SourceFinder | null> {
  const repository = await readRepository(checkout);
  if (repository.paths.length === 0) return null;
  const steps = collectSteps(repository);
  const known = new Map<string, Answer>();
  return {
    find: (question) => {
      const { subject, path, location, provenance } = question;
      const digest = question.bytes && createHash('sha256').update(question.bytes).digest('hex');
      const key = JSON.stringify([subject, path, location, provenance, digest]);
      const answer = known.get(key) ?? findSource(question, repository, steps);
      known.set(key, answer);
      return answer;
    },
  };
}
