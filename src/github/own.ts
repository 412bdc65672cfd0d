import type { Author, GithubApi, Outcome } from './api.ts';

/** Whom a workflow's own token writes as; it may not always ask for its name. */
const WORKFLOW_BOT = 'github-actions[bot]';

/**
 * Keeps what we wrote ourselves. Anyone can write our marker into a comment; only the author tells. Who we are is asked
 * only where something is to be told apart.
 */
export async function keepOwn<T extends { readonly author: Author | null }>(
  api: GithubApi,
  marked: readonly T[],
): Promise<Outcome<readonly T[]>> {
  if (marked.length === 0) return { ok: true, value: [] };
  const viewer = await api.viewer();
  if (!viewer.ok && !['unauthorized', 'forbidden', 'not-found'].includes(viewer.problem.kind)) return viewer;
  const login = viewer.ok ? viewer.value : WORKFLOW_BOT;
  return { ok: true, value: marked.filter(({ author }) => isAuthor(author, login)) };
}

/** Whether `login`, with or without the `[bot]` of an app, is the author. */
function isAuthor(author: Author | null, login: string): boolean {
  if (author === null) return false;
  return author.login === login || (author.bot && author.login === `${login}[bot]`);
}
