import { problemText } from '../input-problem.ts';
import { askInOrder } from './connect.ts';
import type { RegistryPorts } from './ports.ts';
import { parseRegistryName } from './registry-name.ts';

export type TagList =
  | { readonly ok: true; readonly tags: readonly string[] }
  /** One line that names what, where, and what to do. */
  | { readonly ok: false; readonly message: string };

/** All tags of a repository such as `kindest/node` or `localhost:5000/node`, page by page. Never rejects. */
export async function listTags(
  repository: string,
  ports: RegistryPorts | null,
  signal?: AbortSignal,
): Promise<TagList> {
  if (ports === null) return { ok: false, message: 'registries are not read here' };
  try {
    return {
      ok: true,
      tags: await askInOrder(ports, parseRegistryName(repository), signal, (client) => client.tags()),
    };
  } catch (error) {
    return { ok: false, message: problemText(error) };
  }
}
