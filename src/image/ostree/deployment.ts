import { InputProblem } from '../input-problem.ts';
import { someOf } from '../some-of.ts';

/**
 * A deployment on the physical root of a disk, as ostree and bootc lay it out (ostree's documentation, "Deployments"): what
 * becomes `/` once it has booted, and the `/var` that the deployments of one stateroot share. Paths without leading slash.
 */
export interface Deployment {
  readonly root: string;
  readonly var: string;
}

/** The names in a folder of the physical root; null where there is no such folder. */
export type ListFolder = (path: string) => Promise<readonly string[] | null>;

const DEPLOYMENTS = 'ostree/deploy';
/** Where bootc keeps what it deploys without ostree, its files in an image of composefs. */
const COMPOSEFS = 'state/deploy';
/** A commit's checksum, and a number for each time that it was deployed. */
const DEPLOYMENT = /^[0-9a-f]{64}\.\d{1,9}$/;
const MOST_STATEROOTS = 100;

/** The deployment that a physical root has; null where it is none. */
export async function findDeployment(list: ListFolder, where: string): Promise<Deployment | null> {
  const stateroots = await list(DEPLOYMENTS);
  if (stateroots === null) {
    if ((await list(COMPOSEFS)) === null) return null;
    throw new InputProblem(
      `${where}: its files are in a composefs image, which is not read; judge the container image that it was made from`,
    );
  }
  if (stateroots.length > MOST_STATEROOTS) {
    throw new InputProblem(`${where}: more stateroots of ostree are on it than are looked into (${MOST_STATEROOTS})`);
  }
  const found: Deployment[] = [];
  for (const stateroot of stateroots) {
    const of = `${DEPLOYMENTS}/${stateroot}`;
    const names = (await list(`${of}/deploy`)) ?? [];
    found.push(
      ...names
        .filter((name) => DEPLOYMENT.test(name))
        .map((name) => ({ root: `${of}/deploy/${name}`, var: `${of}/var` })),
    );
  }
  const [only] = found;
  if (only === undefined) throw new InputProblem(`${where}: it is laid out for ostree, and nothing is deployed on it`);
  if (found.length > 1) {
    const which = someOf(found.map(({ root }) => `/${root}`));
    throw new InputProblem(
      `${where}: more than one deployment is on it, and its boot loader chooses (${which}); judge the one that boots as rootfs:DIR`,
    );
  }
  return only;
}

/** Where the physical root has what the booted system has at a path; without leading slashes both. */
export function placeIn(deployment: Deployment, path: string): string {
  if (path === 'var' || path.startsWith('var/')) return `${deployment.var}${path.slice(3)}`;
  if (path === 'sysroot') return '';
  if (path.startsWith('sysroot/')) return path.slice('sysroot/'.length);
  return path === '' ? deployment.root : `${deployment.root}/${path}`;
}
