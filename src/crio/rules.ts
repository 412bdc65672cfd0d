import type { CgroupDriver } from '../kubelet/answer.ts';
import type { TomlDialect } from '../text/toml/document.ts';
import { compareVersions, parseVersion, type Version } from '../versions/version.ts';

const since = (version: Version, text: string) => compareVersions(version, parseVersion(text)!) >= 0;

/** The TOML library that it links; an unknown version counts as one of 1.28 to 1.35. */
export function tomlDialect(version: Version | null): TomlDialect {
  if (version === null) return 'burntsushi-1.5';
  if (!since(version, '1.22.0')) return 'burntsushi-0.3';
  if (!since(version, '1.24.0')) return 'burntsushi-0.4';
  if (!since(version, '1.28.0')) return 'burntsushi-1.2';
  return since(version, '1.35.1') ? 'burntsushi-1.6' : 'burntsushi-1.5';
}

/** cri-o pkg/config/config.go: cgroupfs up to 1.17, systemd since 1.18. An unknown version counts as one of these. */
export function defaultDriver(version: Version | null): CgroupDriver {
  return version !== null && !since(version, '1.18.0') ? 'cgroupfs' : 'systemd';
}

/** cri-o pkg/config: runc up to 1.30, crun since 1.31. */
export function builtInHandler(version: Version | null): string {
  return version !== null && !since(version, '1.31.0') ? 'runc' : 'crun';
}

/** cri-o server/runtime_config.go, since 1.28. */
export function answersRuntimeConfig(version: Version | null): boolean | null {
  return version === null ? null : since(version, '1.28.0');
}

/** Releases from which on the rules for conmon's cgroup changed; an unknown version is one of the last three. */
const MONITOR_RULES = ['1.18.0', '1.19.0', '1.24.0', '1.25.1', '1.33.0'] as const;

/** What CRI-O puts conmon into where nothing says anything. */
export const STANDARD_MONITOR_CGROUP = 'system.slice';

/** cri-o pkg/config, since 1.24: each handler has a `monitor_cgroup`, over which `conmon_cgroup` goes unless it is empty. */
export function hasMonitorCgroups(version: Version | null): boolean {
  return version === null || since(version, '1.24.0');
}

/**
 * Whether conmon's cgroup goes with the driver (cri-o pkg/config/config.go of 1.18 to 1.36, `Validate` and
 * `TranslateMonitorFieldsForHandler`); null where the version decides and is not known.
 * @param value as it stands, empty for a handler without one
 */
export function acceptsMonitorCgroup(driver: CgroupDriver, value: string, version: Version | null): boolean | null {
  if (version !== null) return accepts(driver, value, version);
  const answers = MONITOR_RULES.slice(-3).map((one) => accepts(driver, value, parseVersion(one)!));
  return answers.every((answer) => answer === answers[0]) ? answers[0]! : null;
}

function accepts(driver: CgroupDriver, given: string, version: Version): boolean {
  const from = MONITOR_RULES.findLast((one) => since(version, one));
  // From 1.25.1 to 1.32 the standard one is taken for none under either driver, else under systemd.
  const value = given === '' && from !== '1.18.0' && from !== '1.19.0' ? empty(driver, from) : given;
  const isPodOrSlice = value === 'pod' || value.endsWith('.slice');
  switch (from) {
    case undefined:
      return true;
    case '1.18.0':
      return isPodOrSlice;
    case '1.19.0':
      return driver === 'systemd' ? isPodOrSlice : value === 'pod';
    case '1.24.0':
    case '1.25.1':
      return driver === 'systemd' ? isPodOrSlice : value === 'pod' || value === '';
    default:
      return driver === 'systemd' ? isPodOrSlice : ['pod', '', STANDARD_MONITOR_CGROUP].includes(value);
  }
}

function empty(driver: CgroupDriver, from: (typeof MONITOR_RULES)[number] | undefined): string {
  return driver === 'systemd' || from === '1.25.1' ? STANDARD_MONITOR_CGROUP : '';
}

/** cri-o pkg/config/config.go, ValidateRuntimeType: `pod` since 1.24. */
export function isRuntimeType(value: string, version: Version | null): boolean {
  if (value === 'pod') return version === null || since(version, '1.24.0');
  return ['', 'oci', 'vm'].includes(value);
}

/** cri-o pkg/config/config.go, ValidateRuntimes: since 1.21 it does without a handler that is not right, unless it is the default. */
export function doesWithoutWrongHandlers(version: Version | null): boolean {
  return version === null || since(version, '1.21.0');
}

const SHIM = 'containerd-shim-';

/** cri-o pkg/config/config.go, ValidateRuntimeVMBinaryPattern: since 1.21 the program of a `vm` handler is named as a shim. */
export function isVmProgram(path: string, version: Version | null): boolean {
  if (version !== null && !since(version, '1.21.0')) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  // `containerd-shim-[a-zA-Z0-9\-\+]+-v2`, all of which stands in one run of such letters.
  return (name.match(/[a-zA-Z0-9\-+]+/g) ?? []).some((run) => {
    const at = run.indexOf(SHIM);
    return at >= 0 && run.lastIndexOf('-v2') > at + SHIM.length;
  });
}

/** cri-o pkg/config/config.go, ValidateRuntimes: `inherit_default_runtime` since 1.31.3. */
export function lendsDefaultRuntime(version: Version | null): boolean {
  return version === null || since(version, '1.31.3');
}
