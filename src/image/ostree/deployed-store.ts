import type { StoredEntry, TreeStore } from '../tree-store.ts';
import { type Deployment, placeIn } from './deployment.ts';

/** The files of a deployment, out of those of the physical root that has it. */
export function deployedStore<Entry extends StoredEntry>(
  store: TreeStore<Entry>,
  deployment: Deployment,
): TreeStore<Entry> {
  const place = (path: string): string => placeIn(deployment, path);
  return {
    look: (path) => store.look(place(path)),
    names: (path, directory) => store.names(place(path), directory),
    content: (path, file) => store.content(place(path), file),
    binary: (path, file) => store.binary(place(path), file),
  };
}
