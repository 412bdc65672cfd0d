import { isJudged, nameHandler } from '../../judged-handlers.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'handler-undecided',
  severity: 'error',
  undecided: true,
  title: 'The shim of the default runtime handler takes no cgroup driver from containerd',
  explanation:
    'Containerd passes SystemdCgroup to the runc shim only. gVisor, Kata, WebAssembly and other shims take their cgroup ' +
    'driver from a configuration of their own, or from nowhere. Where such a shim is the default handler, or the only one ' +
    'that is judged, the pods of this node use a driver that cannot be read from containerd.',
  help: 'Name the handlers that matter with --handlers, or look into the configuration of the shim itself.',
  references: [{ title: 'gVisor does not detect the driver', url: 'https://github.com/google/gvisor/issues/10371' }],
  example: null,
  find: ({ containerd }, demands) => {
    if (containerd === null || containerd.state !== 'ok') return [];
    const removed = containerd.observations
      .filter(({ kind }) => kind === 'removed-runtime-type')
      .map(({ detail }) => detail.handler);
    const judged = containerd.handlers.filter(
      ({ name }) => isJudged(name, containerd.defaultHandler, demands) && !removed.includes(name),
    );
    const drafts: Draft[] = [];
    for (const handler of judged) {
      const alone = judged.every(({ driver }) => driver === 'opaque');
      if (handler.driver !== 'opaque' || !(handler.name === containerd.defaultHandler || alone)) continue;
      drafts.push({
        message: `${nameHandler(handler, containerd)} runs the shim ${handler.type}, whose cgroup driver containerd does not set`,
        consequence: '',
        help: rule.help,
        location: handler.definition,
        label: 'not a runc shim',
        related: [],
        edit: null,
        subject: handler.name,
      });
    }
    return drafts;
  },
};
