import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kubelet-field-name',
  side: 'kubelet',
  kinds: ['miscased-field', 'unknown-field', 'duplicate-field', 'setting-in-second-document'],
  severity: 'warning',
  title: 'The kubelet does not read this setting',
  explanation:
    'Field names of a KubeletConfiguration are compared exactly: cgroupdriver or cgroup-driver is passed ' +
    'over with a warning in the log, and cgroupfs holds. Of two equal fields one loses, and of a file with ' +
    'several documents the first is read.',
  help: 'Write cgroupDriver: systemd, once, in the first document.',
  references: [
    { title: 'TLSCipherSuites for tlsCipherSuites', url: 'https://github.com/aquasecurity/kube-bench/pull/1703' },
    { title: 'MaxPods for maxPods', url: 'https://github.com/bottlerocket-os/bottlerocket/issues/989' },
    { title: 'Strict reading first, then lenient', url: 'https://github.com/kubernetes/kubernetes/pull/83204' },
  ],
  example: null,
  when: (o) => o.kind !== 'miscased-field' || o.detail.where === 'config-file',
  message: (d, o) =>
    o.kind === 'duplicate-field'
      ? 'cgroupDriver stands twice, and this one loses'
      : o.kind === 'setting-in-second-document'
        ? 'this document of the file is not read'
        : `${d.field} is not cgroupDriver to the kubelet, and is passed over`,
  label: 'not read',
  edit: (o) =>
    (o.kind === 'miscased-field' || o.kind === 'unknown-field') && o.detail.value === 'systemd' && o.location !== null
      ? { kind: 'replace', title: 'write cgroupDriver', location: o.location, text: 'cgroupDriver' }
      : null,
});
