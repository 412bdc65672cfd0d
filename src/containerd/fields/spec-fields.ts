import type { Structs } from '../decoding/fields.ts';

const strings = (...names: readonly string[]) => names.map((name) => [name, 'string'] as const);
const typed = (type: string, ...names: readonly string[]) => names.map((name) => [name, type] as const);

/**
 * What a `base_runtime_spec` is read into: `specs.Spec` of github.com/opencontainers/runtime-spec, as far as containerd 1.4
 * to 2.4 agree on it. What later releases added is left out, and so not looked at.
 */
export const specStructs: Structs = {
  Spec: [
    ...strings('ociVersion', 'hostname'),
    ['process', 'Process'],
    ['root', 'Root'],
    ['mounts', '[]Mount'],
    ['hooks', 'Hooks'],
    ['annotations', 'map[string]string'],
    ['linux', 'Linux'],
  ],
  Process: [
    ...typed('bool', 'terminal', 'noNewPrivileges'),
    ['consoleSize', 'Box'],
    ['user', 'User'],
    ...typed('[]string', 'args', 'env'),
    ...strings('cwd', 'apparmorProfile', 'selinuxLabel'),
    ['capabilities', 'Capabilities'],
    ['rlimits', '[]Rlimit'],
    ['oomScoreAdj', 'int'],
  ],
  Box: typed('uint64', 'height', 'width'),
  User: [...typed('uint32', 'uid', 'gid'), ['additionalGids', '[]uint32'], ['username', 'string']],
  Capabilities: typed('[]string', 'bounding', 'effective', 'inheritable', 'permitted', 'ambient'),
  Rlimit: [['type', 'string'], ...typed('uint64', 'hard', 'soft')],
  Root: [
    ['path', 'string'],
    ['readonly', 'bool'],
  ],
  Mount: [...strings('destination', 'type', 'source'), ['options', '[]string']],
  Hooks: typed('[]Hook', 'prestart', 'createRuntime', 'createContainer', 'startContainer', 'poststart', 'poststop'),
  Hook: [['path', 'string'], ...typed('[]string', 'args', 'env'), ['timeout', 'int']],
  Linux: [
    ...typed('[]IDMapping', 'uidMappings', 'gidMappings'),
    ['sysctl', 'map[string]string'],
    ['resources', 'Resources'],
    ...strings('cgroupsPath', 'rootfsPropagation', 'mountLabel'),
    ['namespaces', '[]Namespace'],
    ['devices', '[]Device'],
    ['seccomp', 'Seccomp'],
    ...typed('[]string', 'maskedPaths', 'readonlyPaths'),
    ['intelRdt', 'IntelRdt'],
  ],
  IDMapping: typed('uint32', 'containerID', 'hostID', 'size'),
  Namespace: strings('type', 'path'),
  Device: [...strings('path', 'type'), ...typed('int', 'major', 'minor'), ...typed('uint32', 'fileMode', 'uid', 'gid')],
  Resources: [
    ['devices', '[]DeviceCgroup'],
    ['memory', 'Memory'],
    ['cpu', 'CPU'],
    ['pids', 'Pids'],
    ['hugepageLimits', '[]HugepageLimit'],
    ['network', 'Network'],
  ],
  DeviceCgroup: [['allow', 'bool'], ...strings('type', 'access'), ...typed('int', 'major', 'minor')],
  Memory: [
    ...typed('int', 'limit', 'reservation', 'swap', 'kernel', 'kernelTCP'),
    ['swappiness', 'uint64'],
    ...typed('bool', 'disableOOMKiller', 'useHierarchy'),
  ],
  CPU: [
    ...typed('uint64', 'shares', 'period', 'realtimePeriod'),
    ...typed('int', 'quota', 'realtimeRuntime'),
    ...strings('cpus', 'mems'),
  ],
  Pids: [['limit', 'int']],
  HugepageLimit: [
    ['pageSize', 'string'],
    ['limit', 'uint64'],
  ],
  Network: [
    ['classID', 'uint32'],
    ['priorities', '[]InterfacePriority'],
  ],
  InterfacePriority: [
    ['name', 'string'],
    ['priority', 'uint32'],
  ],
  Seccomp: [['defaultAction', 'string'], ...typed('[]string', 'architectures', 'flags'), ['syscalls', '[]Syscall']],
  Syscall: [
    ['names', '[]string'],
    ['action', 'string'],
    ['args', '[]SeccompArg'],
  ],
  SeccompArg: [...typed('uint64', 'index', 'value', 'valueTwo'), ['op', 'string']],
  IntelRdt: strings('closID', 'l3CacheSchema', 'memBwSchema'),
};
