import { uriPath } from '../report/escape/uri.ts';
import type { Repository } from './context.ts';

export type LineLinks = (path: string, line: number) => string | null;

/** Permanent links to lines of the repository at one commit. Null for each where server or commit is not known. */
export function linksAt(server: string | null, repository: Repository, sha: string | null): LineLinks {
  if (server === null || sha === null) return () => null;
  const { owner, name } = repository;
  return (path, line) => `${server}/${owner}/${name}/blob/${sha}/${uriPath(path)}#L${line}`;
}

/** The page of a run of a workflow, with its summary; null where it is not known. */
export function runLink(server: string | null, repository: Repository, run: number): string | null {
  if (server === null || run === 0) return null;
  return `${server}/${repository.owner}/${repository.name}/actions/runs/${run}`;
}
