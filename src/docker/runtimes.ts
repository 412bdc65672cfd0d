import { compareVersions, parseVersion, type Version } from '../versions/version.ts';
import type { RefusedValue } from './directive-values.ts';

/**
 * What dockerd refuses of `runtimes` and `default-runtime` (moby daemon/config/config.go `Validate` up to 24, since then
 * daemon/runtime_unix.go `setupRuntimes`): the name runc, since 24.0 a runtime without path and type or with both, and a default
 * that is not there. Where the version is null, only what all of them refuse.
 */
export function refusedRuntime(file: Readonly<Record<string, unknown>>, version: Version | null): RefusedValue | null {
  const runtimes = asObject(file.runtimes);
  if (Object.hasOwn(runtimes, 'runc')) return { key: 'runtimes', value: 'runc' };
  const isSince = (release: string) => version !== null && compareVersions(version, parseVersion(release)!) >= 0;
  for (const [name, runtime] of isSince('24.0.0') ? Object.entries(runtimes) : []) {
    const { path, runtimeType } = asObject(runtime);
    if (isText(path) === isText(runtimeType)) return { key: 'runtimes', value: name };
  }
  const standard = file['default-runtime'];
  if (typeof standard !== 'string' || standard === '' || Object.hasOwn(runtimes, standard)) return null;
  const isKnown = isBuiltIn(standard, version) || ((version === null || isSince('23.0.0')) && isShim(standard));
  return isKnown ? null : { key: 'default-runtime', value: standard };
}

function isBuiltIn(name: string, version: Version | null): boolean {
  if (name === 'runc') return true;
  const isBefore = (release: string) => version !== null && compareVersions(version, parseVersion(release)!) < 0;
  if (isBefore('20.10.0')) return false;
  if (name === 'io.containerd.runtime.v1.linux') return version === null || isBefore('23.0.0');
  return name === 'io.containerd.runc.v2' || name === 'io.containerd.runc.v1';
}

/** `isPermissibleC8dRuntimeName`: a name with a dot that does not begin with one and has no slash. */
function isShim(name: string): boolean {
  return name.includes('.') && !name.includes('/') && !name.startsWith('.');
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
