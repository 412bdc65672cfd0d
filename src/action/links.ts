/** Links to lines of the repository at the commit of this run; null outside of a workflow. */
export function linkToCheckout(env: NodeJS.ProcessEnv): (path: string, line: number) => string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (!server || !repository || !sha) return () => null;
  return (path, line) =>
    `${server}/${repository}/blob/${sha}/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
}
