import { sortBytewise } from '../names.ts';
import type { StoredEntry, TreeStore } from '../tree-store.ts';

type Joined<Entry> = StoredEntry & { readonly own: Entry; readonly from: TreeStore<Entry & StoredEntry> };

/**
 * What an overlay over /etc shows: a file of the upper store, else the lower one's; folders of both are one. A device
 * stands for a file that the upper one has taken away.
 */
export function joinedEtc<Entry extends StoredEntry>(
  upper: TreeStore<Entry>,
  lower: TreeStore<Entry>,
): TreeStore<Joined<Entry>> {
  const isBelowEtc = (path: string): boolean => path === 'etc' || path.startsWith('etc/');
  const lookIn = async (from: TreeStore<Entry>, path: string): Promise<Joined<Entry> | null> => {
    const own = await from.look(path);
    if (own === null) return null;
    const { kind, target, size, mode, provenance } = own;
    return { kind, target, size, mode, provenance, own, from };
  };
  return {
    look: async (path) => {
      const found = await lookIn(upper, path);
      if (found?.kind === 'other' && isBelowEtc(path)) return null;
      return found ?? (isBelowEtc(path) ? lookIn(lower, path) : null);
    },
    names: async (path, { own, from }) => {
      const names = await from.names(path, own);
      const below = from === upper && isBelowEtc(path) ? await lower.look(path) : null;
      if (below?.kind !== 'directory') return names;
      const all = new Set([...names, ...(await lower.names(path, below))]);
      for (const name of names) if ((await upper.look(`${path}/${name}`))?.kind === 'other') all.delete(name);
      return sortBytewise(all);
    },
    content: (path, { own, from }) => from.content(path, own),
    binary: (path, { own, from }) => from.binary(path, own),
  };
}
