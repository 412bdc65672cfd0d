import { isJudged } from '../../../judged-handlers.ts';
import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'opaque-handler',
  side: 'containerd',
  kinds: ['opaque-runtime'],
  severity: 'note',
  title: "A runtime handler's shim takes no cgroup driver from containerd",
  explanation:
    'Containerd passes SystemdCgroup to the runc shim only. gVisor reads systemd-cgroup from the file that ' +
    'ConfigPath names, Kata follows the path that it is given, and WebAssembly shims differ by release.',
  help: 'Look into the configuration of the shim itself, if pods use this handler.',
  references: [{ title: 'gVisor does not detect the driver', url: 'https://github.com/google/gvisor/issues/10371' }],
  example: null,
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? '', demands),
  message: (d) => `the runtime handler "${d.handler}" runs ${d.type}, whose cgroup driver containerd does not set`,
  label: 'not a runc shim',
});
