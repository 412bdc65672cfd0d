import { isRecord } from '../cri/cri.ts';
import type { Driver } from '../observations.ts';

/** What a running containerd says of one handler, in the configuration that it shows with the CRI call Status. */
export interface HandlerStatus {
  readonly name: string;
  readonly isDefault: boolean;
  readonly type: string;
  /** Null: it is no runc handler, so the setting says nothing. */
  readonly driver: Driver | null;
  /** The option as shown: `SystemdCgroup: true`, `no options`. */
  readonly shown: string;
}

/**
 * `.config.containerd` of containerd's verbose status (1.4 to 2.3): `defaultRuntimeName` and `runtimes.NAME` with
 * `runtimeType` and `options`. 2.0.0 and 2.1.0 leave out keys that are not set, and 1.x may show `options: null`: both
 * mean false.
 */
export function readHandlers(config: unknown): HandlerStatus[] {
  const containerd = isRecord(config) && isRecord(config.containerd) ? config.containerd : {};
  const runtimes = isRecord(containerd.runtimes) ? containerd.runtimes : {};
  const byDefault = typeof containerd.defaultRuntimeName === 'string' ? containerd.defaultRuntimeName : 'runc';
  return Object.entries(runtimes).map(([name, value]) => {
    const runtime = isRecord(value) ? value : {};
    const type = typeof runtime.runtimeType === 'string' ? runtime.runtimeType : '';
    const options = isRecord(runtime.options) ? runtime.options : null;
    const isRunc = /^io\.containerd\.runc\./.test(type);
    const flag = options?.SystemdCgroup === true;
    const shown = options === null ? 'no options' : `SystemdCgroup: ${String(options.SystemdCgroup ?? 'not set')}`;
    return {
      name,
      isDefault: name === byDefault,
      type,
      driver: isRunc ? (flag ? 'systemd' : 'cgroupfs') : null,
      shown,
    };
  });
}

/**
 * `SystemdCgroup` per handler in what `containerd config dump` prints (2.x: `plugins.'io.containerd.cri.v1.runtime'`,
 * 1.x: `plugins."io.containerd.grpc.v1.cri"`). The dump is machine-made: one setting a line, tables in full. A handler
 * without the setting is false.
 */
export function readDump(dump: string): Map<string, Driver> {
  const drivers = new Map<string, Driver>();
  const hasV3 = /^\s*\[plugins\.['"]?io\.containerd\.cri\.v1\.runtime['"]?\./m.test(dump);
  const plugin = hasV3 ? 'io\\.containerd\\.cri\\.v1\\.runtime' : 'io\\.containerd\\.grpc\\.v1\\.cri';
  const header = new RegExp(
    `^\\s*\\[plugins\\.['"]?${plugin}['"]?\\.containerd\\.runtimes\\.['"]?([^'"\\].]+)['"]?(\\.options)?\\]\\s*$`,
  );
  let handler: string | null = null;
  let inOptions = false;
  for (const line of dump.split('\n')) {
    if (/^\s*\[/.test(line)) {
      const found = header.exec(line);
      handler = found?.[1] ?? null;
      inOptions = found?.[2] !== undefined;
      if (handler !== null && !drivers.has(handler)) drivers.set(handler, 'cgroupfs');
    } else if (handler !== null && inOptions) {
      const value = /^\s*SystemdCgroup\s*=\s*(true|false)\s*$/.exec(line)?.[1];
      if (value !== undefined) drivers.set(handler, value === 'true' ? 'systemd' : 'cgroupfs');
    }
  }
  return drivers;
}
