import { describe, expect, it } from 'vitest';
import type { GithubApi, NewReview } from '../../src/github/api.ts';
import { publishSuggestions } from '../../src/github/review/publish.ts';
import type { Report } from '../../src/verdict/report.ts';
import { finding, frame, image, location, report } from '../report/samples.ts';

const PATH = '/etc/containerd/config.toml';

function manyFindings(count: number): Report {
  const findings = Array.from({ length: count }, (_, index) =>
    finding({
      location: location(PATH, 2, 1, 2),
      repo: location(`c/${index}.toml`, 2, 1, 2),
      fix: { title: 'x', path: PATH, startLine: 2, endLine: 2, replacement: 'b = 2' },
      frames: [frame(PATH, 2, ['a = 1'], [])],
    }),
  );
  return report(image('x', { verdict: 'fail', findings }));
}

describe('a review', () => {
  it('has thirty comments at most, and says how many are left', async () => {
    const reviews: NewReview[] = [];
    const api = {
      listReviewComments: async () => ({ ok: true, value: [] }),
      listPullFiles: async () => ({
        ok: true,
        value: Array.from({ length: 34 }, (_, i) => ({ path: `c/${i}.toml`, patch: '@@ -1 +2 @@\n+a = 1' })),
      }),
      createReview: async (_pull: number, review: NewReview) => {
        reviews.push(review);
        return { ok: true, value: null };
      },
    } as unknown as GithubApi;
    const notes = await publishSuggestions(api, manyFindings(34), { pull: 1, key: '', sha: 'a', fork: false });
    expect(reviews.map(({ comments }) => comments.length)).toEqual([30]);
    expect(notes.map(({ text }) => text)).toEqual(['30 suggestions written, and 4 more are in the report']);
  });
});
