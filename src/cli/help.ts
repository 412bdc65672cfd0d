import { OPTIONS } from '../gate/options.ts';
import { PUBLISH_OPTIONS } from './arguments.ts';

const FORMS: readonly (readonly [string, string])[] = [
  ['docker-archive:PATH[:REF]', '`docker save` output, every layout, plain or compressed'],
  ['oci:DIR[:REF]', 'an OCI image layout'],
  ['oci-archive:PATH[:REF]', 'an OCI image layout in a tar'],
  ['docker://REF', 'an image in a registry'],
  ['docker-daemon:REF', 'an image in the local Docker or Podman engine'],
  ['rootfs:DIR', 'a root file system as a folder (rootfs:/ is this host itself)'],
  ['tarball:PATH', 'a root file system as a tar, plain or compressed'],
  ['disk:PATH', 'a disk image, raw or qcow2, read without booting'],
  [
    'kind:REF, kind:FORM:…',
    'boot a kind cluster from that node image, and judge what really runs (needs Node 22, and an engine such as Docker)',
  ],
];

/** What `cgroup-gate --help` prints. */
export function helpText(): string {
  return [
    'Fails unless containerd and the kubelet of a Kubernetes node image both really use the systemd cgroup driver.',
    '',
    'Usage:',
    '  cgroup-gate check [options] IMAGE...      judge one or more node images',
    '  cgroup-gate rules [CODE]                  list every rule, or explain one',
    '  cgroup-gate publish [options] REPORT...   publish saved JSON reports, as one, to GitHub',
    '',
    'Images (a bare path or name is recognised by looking):',
    ...table(FORMS),
    '',
    'Options of check:',
    ...table(
      OPTIONS.filter(({ only }) => only !== 'action').map((option) => [
        option.value === null ? `--${option.name}` : `--${option.name} ${option.value}`,
        option.help.replaceAll('`', '') +
          (option.repeatable ? '; repeatable' : '') +
          (option.default === null || option.value === null ? '' : ` (${option.default})`),
      ]),
    ),
    '',
    'Options of publish:',
    ...table(PUBLISH_OPTIONS.map((option) => [`--${option.name} ${option.value}`, option.help])),
    '',
    'Exit status: 0 passed, 1 failed, 2 wrong usage, 3 undetermined (could not be read or decided; never a pass).',
    '',
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = 27;
  return rows.map(([left, right]) =>
    left.length <= width ? `  ${left.padEnd(width)} ${right}` : `  ${left}\n  ${' '.repeat(width)} ${right}`,
  );
}
