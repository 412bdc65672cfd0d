import { describe, expect, it } from 'vitest';
import { readDump, readHandlers } from '../../../src/kind/evidence/runtime-status.ts';

const status = (runtimes: object, defaultRuntimeName = 'runc'): unknown => ({
  containerd: { defaultRuntimeName, runtimes },
});
const runc = 'io.containerd.runc.v2';

describe('readHandlers', () => {
  it.each([
    ['true', { runtimeType: runc, options: { SystemdCgroup: true } }, 'systemd'],
    ['false', { runtimeType: runc, options: { SystemdCgroup: false } }, 'cgroupfs'],
    ['a key that is not shown', { runtimeType: runc, options: { BinaryName: 'x' } }, 'cgroupfs'],
    ['no options', { runtimeType: runc, options: null }, 'cgroupfs'],
    ['another shim', { runtimeType: 'io.containerd.kata.v2', options: { SystemdCgroup: true } }, null],
    ['a lost type', { runtimeType: '', options: { SystemdCgroup: true } }, null],
    ['a string', { runtimeType: runc, options: { SystemdCgroup: 'true' } }, 'cgroupfs'],
  ])('%s', (_, handler, driver) => {
    expect(readHandlers(status({ runc: handler }))).toMatchObject([{ name: 'runc', isDefault: true, driver }]);
  });

  it('knows the default one', () => {
    const handlers = readHandlers(status({ runc: { runtimeType: runc }, nvidia: { runtimeType: runc } }, 'nvidia'));
    expect(handlers.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['runc', false],
      ['nvidia', true],
    ]);
  });

  it.each([null, 'text', {}, { containerd: null }, { containerd: { runtimes: [] } }])('nothing in %j', (config) => {
    expect(readHandlers(config)).toEqual([]);
  });
});

describe('readDump', () => {
  it('reads 2.x', () => {
    const dump = `version = 3
[plugins]
  [plugins.'io.containerd.cri.v1.runtime']
    [plugins.'io.containerd.cri.v1.runtime'.containerd]
      default_runtime_name = 'runc'
      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes]
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
          runtime_type = 'io.containerd.runc.v2'
          [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
            BinaryName = ''
            SystemdCgroup = false
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.test-handler]
          [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.test-handler.options]
            SystemdCgroup = true
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.bare]
    [plugins.'io.containerd.cri.v1.runtime'.cni]
      SystemdCgroup = true
`;
    expect([...readDump(dump)]).toEqual([
      ['runc', 'cgroupfs'],
      ['test-handler', 'systemd'],
      ['bare', 'cgroupfs'],
    ]);
  });

  it('reads 1.x', () => {
    const dump = `version = 2
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = true
`;
    expect([...readDump(dump)]).toEqual([['runc', 'systemd']]);
  });

  it('lets the table of 2.x count where both are there', () => {
    const dump = `[plugins.'io.containerd.grpc.v1.cri'.containerd.runtimes.runc.options]
SystemdCgroup = true
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
SystemdCgroup = false
`;
    expect([...readDump(dump)]).toEqual([['runc', 'cgroupfs']]);
  });
});
