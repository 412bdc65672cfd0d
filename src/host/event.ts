import { readUserFile } from './user-files.ts';

/** The event that a workflow runs for, as the runner wrote it; undefined where there is none, or it cannot be read. */
export async function readEvent(env: NodeJS.ProcessEnv): Promise<unknown> {
  const path = env['GITHUB_EVENT_PATH'];
  if (path === undefined || path === '') return undefined;
  const file = await readUserFile(path);
  if (!file.ok) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(file.bytes));
  } catch {
    return undefined;
  }
}
