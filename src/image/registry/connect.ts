import { InputProblem, problemText } from '../input-problem.ts';
import { endpointOf } from './endpoints.ts';
import { placesFor } from './mirrors.ts';
import type { RegistryPorts } from './ports.ts';
import { RegistryClient } from './registry-client.ts';
import { type RegistryName, showName } from './registry-name.ts';

/**
 * Asks the mirrors of a repository, and then the registry itself, until one has an answer that is not null. If none
 * has, the registry's own problem is what is thrown.
 */
export async function askInOrder<T>(
  ports: RegistryPorts,
  name: RegistryName,
  signal: AbortSignal | undefined,
  ask: (client: RegistryClient) => Promise<T | null>,
): Promise<T> {
  let problem: InputProblem | null = null;
  for (const place of placesFor(name, await ports.registryConfigs())) {
    try {
      const answer = await ask(new RegistryClient(ports, await endpointOf(ports, place, signal), signal));
      if (answer !== null) return answer;
      problem = new InputProblem(`${place.registry} has no image ${showName(name)}`);
    } catch (error) {
      if (signal?.aborted || !(error instanceof InputProblem)) throw error;
      problem = new InputProblem(`docker://${showName(name)}: ${problemText(error)}`, error.code);
    }
  }
  throw problem ?? new InputProblem(`there is no place to ask for ${showName(name)}`);
}
