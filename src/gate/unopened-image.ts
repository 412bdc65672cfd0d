import { createHash } from 'node:crypto';
import type { ImageReport } from '../verdict/report.ts';
import { rule } from '../verdict/rules/image/image-unreadable.ts';

/** What to do about an image that was named wrongly. */
export const NAME_IT_RIGHT = 'Name the image as the message says; cgroup-gate --help shows every form.';

/** The report of an image that could not even be opened: undetermined, with the reason. */
export function unopenedImage(reference: string, message: string, help: string = rule.help): ImageReport {
  return {
    image: reference,
    digest: null,
    verdict: 'undetermined',
    platform: null,
    containerd: null,
    otherRuntime: null,
    kubelet: null,
    findings: [
      {
        rule: rule.code,
        severity: rule.severity,
        undecided: true,
        message,
        consequence: '',
        help,
        location: null,
        repo: null,
        repoNote: null,
        repoCandidates: [],
        fix: null,
        skipped: null,
        frames: [],
        fingerprint: createHash('sha256')
          .update(JSON.stringify([rule.code, reference]))
          .digest('hex')
          .slice(0, 32),
        baseline: null,
      },
    ],
    live: null,
    reading: null,
    baseline: null,
  };
}
