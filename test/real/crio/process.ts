import { programs, type Question } from '../../crio/observed/question.ts';
import { type NodeProcess, startOnNode } from '../node-process.ts';

/**
 * Starts a CRI-O on a node that has the files of the question, and what it wants before it looks at its cgroup manager:
 * programs that say a version, a store, a policy.
 */
export function startCrio(program: string, question: Question): NodeProcess {
  const store = ['[storage]', 'driver = "vfs"', 'runroot = "/run/store"', 'graphroot = "/var/lib/store"', ''];
  const scripts = programs.map((name) => [`/opt/stub/${name}`, `#!/bin/sh\necho ${name} version 2.1.12\n`] as const);
  return startOnNode({
    programs: { '/opt/bin/crio': program },
    scripts: Object.fromEntries(scripts),
    files: {
      '/etc/cni/net.d': { directory: true },
      '/etc/crio': { directory: true },
      '/etc/containers/policy.json': '{"default":[{"type":"insecureAcceptAnything"}]}',
      '/etc/containers/storage.conf': store.join('\n'),
      ...question.files,
    },
    arguments: question.arguments,
    environment: question.environment ?? {},
  });
}
