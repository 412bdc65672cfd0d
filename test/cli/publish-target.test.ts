import { expect, test } from 'vitest';
import { readPublishTarget } from '../../src/cli/publish-target.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const raw = (options: Record<string, string>) =>
  new Map(Object.entries(options).map(([name, value]) => [name, [value]]));
const byHand = { GITHUB_TOKEN: 't' };

test('by hand it goes to the public API', () => {
  const target = readPublishTarget(raw({ repository: 'acme/images', sha: SHA, 'pull-request': '7' }), byHand, null);
  expect(target).toMatchObject({
    repository: { owner: 'acme', name: 'images' },
    sha: SHA,
    pullRequest: 7,
    key: '',
    token: 't',
    context: { api: 'https://api.github.com', server: null },
  });
});

test('in a workflow the runner says where to', () => {
  const env = { GH_TOKEN: 't', GITHUB_REPOSITORY: 'acme/images', GITHUB_API_URL: 'https://ghe.example/api/v3' };
  const run = { id: 1, event: 'pull_request', head_sha: SHA };
  expect(readPublishTarget(raw({}), env, { workflow_run: run })).toMatchObject({
    repository: { owner: 'acme', name: 'images' },
    sha: SHA,
    pullRequest: null,
    context: { api: 'https://ghe.example/api/v3' },
  });
});

test.each<[string, Record<string, string>, Record<string, string>, string]>([
  ['no repository', {}, byHand, 'GITHUB_REPOSITORY names no repository; say --repository OWNER/NAME'],
  ['half a repository', { repository: 'acme' }, byHand, '--repository acme: give OWNER/NAME'],
  [
    'no commit',
    { repository: 'a/b' },
    byHand,
    'no event names a commit here; say --sha SHA, the full id of the head commit',
  ],
  ['a short commit', { repository: 'a/b', sha: 'abc' }, byHand, '--sha abc: give the full commit id'],
  ['no number', { repository: 'a/b', 'pull-request': 'x' }, byHand, '--pull-request x: give its number'],
  [
    'an odd key',
    { repository: 'a/b', sha: SHA, key: '<' },
    byHand,
    '--key: use at most 100 letters, digits and . : / @ - _',
  ],
  [
    'no token',
    { repository: 'a/b', sha: SHA },
    {},
    'GITHUB_TOKEN is not set; publishing needs a token that may write to pull requests',
  ],
  [
    'a wrong address',
    { repository: 'a/b', sha: SHA },
    { ...byHand, GITHUB_API_URL: 'ftp://x' },
    "GITHUB_API_URL is not the API's address",
  ],
])('%s', (_, options, env, message) => {
  expect(readPublishTarget(raw(options), env, null)).toBe(message);
});
