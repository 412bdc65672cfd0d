import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  code: 'handler-not-found',
  severity: 'error',
  undecided: false,
  title: 'A runtime handler that was asked for is not configured',
  explanation:
    "A name given with --handlers is none of containerd's runtime handlers. Names are compared exactly: Runc is not runc. " +
    'A pod whose RuntimeClass names such a handler fails with: no runtime for "…" is configured.',
  help: 'Correct the name, or add the handler to the configuration.',
  references: [
    { title: 'no runtime for "nvidia" is configured', url: 'https://github.com/containerd/containerd/issues/6389' },
  ],
  example: null,
  find: ({ containerd }, demands) => {
    if (containerd === null || containerd.state !== 'ok' || typeof demands.handlers === 'string') return [];
    const known = containerd.handlers.map(({ name }) => name);
    return demands.handlers
      .filter((name) => !known.includes(name))
      .map(
        (name): Draft => ({
          message: `there is no runtime handler "${name}"`,
          consequence: '',
          help: `Containerd has ${known.length === 0 ? 'none' : known.join(', ')}.`,
          location: null,
          label: '',
          related: [],
          edit: null,
          subject: name,
          grounds: ['runtime'],
        }),
      );
  },
};
