import * as v from 'valibot';
import type { Earlier, EarlierFinding, EarlierImage } from '../../gate/baseline.ts';
import { clip } from '../../report/escape/visible.ts';
import type { Report } from '../../verdict/report.ts';
import type { RunStamp } from '../context.ts';
import { readState, stateBlock } from '../marker.ts';

/** What the tracking issue remembers of the last run. */
export interface WatchState extends Earlier {
  readonly verdict: Report['verdict'];
  readonly run: RunStamp;
}

/** Of the 60 000 bytes of an issue so many may be memory. */
const LIMIT = 30_000;
/** Shorter and shorter, until it fits. */
const LONGEST_MESSAGES = [200, 80, 0];

const finding = v.tuple([v.string(), v.string(), v.string()]);
const stateShape = v.object({
  verdict: v.picklist(['pass', 'fail', 'undetermined']),
  run: v.object({ id: v.number(), attempt: v.number() }),
  images: v.array(v.tuple([v.string(), v.nullable(v.string()), v.array(finding)])),
});

/**
 * What to remember of a report. Of an image that could not be decided this time, what was known before stays known: it
 * may still be so.
 */
export function nextState(report: Report, before: Earlier | null, run: RunStamp): WatchState {
  const images = report.images.map((image): EarlierImage => {
    const own = image.findings.map(({ rule, message, fingerprint }) => ({ rule, message, fingerprint }));
    const earlier = before?.images.find((one) => one.image === image.image);
    if (image.verdict !== 'undetermined' || earlier === undefined) {
      return { image: image.image, digest: image.digest, findings: own };
    }
    const known = new Set(own.map(({ fingerprint }) => fingerprint));
    const kept = earlier.findings.filter(({ fingerprint }) => !known.has(fingerprint));
    return { image: image.image, digest: image.digest ?? earlier.digest, findings: [...own, ...kept] };
  });
  return { verdict: report.verdict, run, images };
}

/** The hidden block of an issue's body; null where it would be too large even without words. */
export function writeWatchState(state: WatchState): string | null {
  for (const longest of LONGEST_MESSAGES) {
    const shorten = ({ rule, message, fingerprint }: EarlierFinding): readonly string[] => [
      rule,
      clip(message, longest),
      fingerprint,
    ];
    const block = stateBlock({
      verdict: state.verdict,
      run: state.run,
      images: state.images.map(({ image, digest, findings }) => [image, digest, findings.map(shorten)]),
    });
    if (Buffer.byteLength(block) <= LIMIT) return block;
  }
  return null;
}

/** What an issue of ours remembers; null where it cannot be read. */
export function readWatchState(body: string): WatchState | null {
  const parsed = v.safeParse(stateShape, readState(body));
  if (!parsed.success) return null;
  const { verdict, run, images } = parsed.output;
  return {
    verdict,
    run,
    images: images.map(([image, digest, findings]) => ({
      image,
      digest,
      findings: findings.map(([rule, message, fingerprint]) => ({ rule, message, fingerprint })),
    })),
  };
}
