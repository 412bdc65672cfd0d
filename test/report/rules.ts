import type { RuleText } from '../../src/report/rule-text.ts';

/** A few rules to show reports with. */
export const rules: readonly RuleText[] = [
  ['cgroup-driver-mismatch', 'The kubelet and a runtime handler use different cgroup drivers', 'error'],
  ['containerd-version-unknown', 'The containerd version is not known, and the answer depends on it', 'error'],
  ['kubelet-unknown', "The kubelet's cgroup driver is not known", 'error'],
  ['secondary-handler-mismatch', 'A runtime handler besides the default one disagrees with the kubelet', 'warning'],
  ['setting-without-effect', 'A setting has no effect', 'warning'],
].map(([code, title, severity]) => ({
  code: code!,
  title: title!,
  severity: severity as RuleText['severity'],
  explanation: `${title}.`,
  help: 'Change the line.',
  references: [
    { title: 'Container runtimes', url: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/' },
  ],
}));
