import { compareBytewise } from '../../text/bytewise.ts';
import type { ContainerdState, RuntimeConfigAnswer } from '../answer.ts';
import type { Family } from '../families.ts';
import type { DriverDecision } from './drivers.ts';

/**
 * What the CRI call RuntimeConfig answers (`internal/cri/server/runtime_config_linux.go` of 2.x): the first handler that
 * has runc options which can be read, the default one first, then by name; if there is none, the host's init.
 */
export function answerRuntimeConfig(
  state: ContainerdState,
  defaultHandler: string,
  decisions: ReadonlyMap<string, DriverDecision>,
  family: Family,
): RuntimeConfigAnswer {
  if (state !== 'ok') return { onSystemdHost: 'no-cri', elsewhere: 'no-cri', handler: null };
  if (!family.has('answersRuntimeConfig')) {
    return { onSystemdHost: 'unimplemented', elsewhere: 'unimplemented', handler: null };
  }
  const others = [...decisions.keys()].filter((name) => name !== defaultHandler).sort(compareBytewise);
  const handler = [defaultHandler, ...others].find((name) => decisions.get(name)?.answersRuntimeConfig === true);
  const decision = handler === undefined ? undefined : decisions.get(handler);
  const driver = decision?.told ?? decision?.driver;
  if (handler === undefined || (driver !== 'systemd' && driver !== 'cgroupfs')) {
    return { onSystemdHost: 'systemd', elsewhere: 'cgroupfs', handler: null };
  }
  return { onSystemdHost: driver, elsewhere: driver, handler };
}
