import type { CgroupDriver } from '../kubelet/answer.ts';
import { compareVersions, parseVersion, type Version } from '../versions/version.ts';

const since = (version: Version, text: string) => compareVersions(version, parseVersion(text)!) >= 0;

/** cri-o pkg/config/config.go: cgroupfs up to 1.17, systemd since 1.18. An unknown version counts as one of these. */
export function defaultDriver(version: Version | null): CgroupDriver {
  return version !== null && !since(version, '1.18.0') ? 'cgroupfs' : 'systemd';
}

/** cri-o pkg/config: runc up to 1.30, crun since 1.31. */
export function defaultHandler(version: Version | null): string {
  return version !== null && !since(version, '1.31.0') ? 'runc' : 'crun';
}

/** cri-o server/runtime_config.go, since 1.28. */
export function answersRuntimeConfig(version: Version | null): boolean | null {
  return version === null ? null : since(version, '1.28.0');
}

/**
 * Whether conmon's cgroup goes with the driver (cri-o pkg/config/config.go of 1.18 to 1.35); null where the version
 * decides and is not known. With cgroupfs it has to be `pod` or nothing since 1.19, the default `system.slice` of 1.19 to
 * 1.23 fails too, and `system.slice` is taken for nothing since 1.33. With systemd it has to be `pod` or a slice.
 * @param value null where nothing sets it
 */
export function acceptsConmonCgroup(
  driver: CgroupDriver,
  value: string | null,
  version: Version | null,
): boolean | null {
  if (driver === 'systemd') return value === null || value === '' || value === 'pod' || value.endsWith('.slice');
  if (value === 'pod' || value === '') return true;
  if (value === null) return version === null || !since(version, '1.19.0') || since(version, '1.24.0');
  if (version === null) return value === 'system.slice' ? null : false;
  return !since(version, '1.19.0') || (value === 'system.slice' && since(version, '1.33.0'));
}
