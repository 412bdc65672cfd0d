import type { Location } from '../../src/text/position.ts';
import type {
  ContainerdReport,
  Finding,
  Frame,
  HandlerReport,
  ImageReport,
  KubeletReport,
  Mark,
  Report,
} from '../../src/verdict/report.ts';

/** Reports to show, made by hand: one for each situation that a reader can meet. */

export function report(...images: ImageReport[]): Report {
  const verdicts = images.map((entry) => entry.verdict);
  const verdict = verdicts.includes('fail') ? 'fail' : verdicts.includes('undetermined') ? 'undetermined' : 'pass';
  return { schema: 1, tool: { name: 'cgroup-gate', version: '1.0.0' }, verdict, images };
}

export function location(path: string, line: number, column: number, endColumn: number): Location {
  return { path, startLine: line, startColumn: column, endLine: line, endColumn };
}

export function mark(role: Mark['role'], line: number, column: number, endColumn: number, label: string): Mark {
  return { role, startLine: line, startColumn: column, endLine: line, endColumn, label };
}

/** A frame whose lines are numbered from `first` on. */
export function frame(path: string, first: number, lines: readonly string[], marks: readonly Mark[]): Frame {
  return { path, origin: null, lines: lines.map((text, index) => ({ number: first + index, text })), marks };
}

export function handler(name: string, driver: HandlerReport['driver'], changes: Partial<HandlerReport> = {}) {
  return { name, type: 'io.containerd.runc.v2', driver, source: null, judged: true, why: '', ...changes };
}

export function kubelet(changes: Partial<KubeletReport> = {}): KubeletReport {
  return {
    version: 'v1.30.2',
    versionSource: 'dpkg',
    configured: 'systemd',
    effective: 'systemd',
    followsRuntime: false,
    source: location('/var/lib/kubelet/config.yaml', 12, 15, 22),
    why: 'cgroupDriver of the file that kubeadm wrote and that the unit passes with --config',
    ...changes,
  };
}

export function containerd(handlers: readonly HandlerReport[], changes: Partial<ContainerdReport> = {}) {
  return {
    version: '1.7.18',
    versionSource: 'the build information of /usr/bin/containerd',
    config: CONFIG,
    configVersion: 2,
    cri: true,
    state: 'ok',
    defaultHandler: 'runc',
    handlers,
    runtimeConfig: 'unimplemented',
    files: [CONFIG],
    byVersion: [],
    ...changes,
  } satisfies ContainerdReport;
}

export function image(name: string, changes: Partial<ImageReport> = {}): ImageReport {
  return {
    image: name,
    digest: null,
    verdict: 'pass',
    platform: 'linux/amd64',
    containerd: null,
    otherRuntime: null,
    kubelet: null,
    findings: [],
    live: null,
    reading: null,
    baseline: null,
    ...changes,
  };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'cgroup-driver-mismatch',
    severity: 'error',
    undecided: false,
    message: 'kubelet uses systemd, runtime handler "runc" (default) uses cgroupfs',
    consequence: '',
    help: '',
    location: null,
    repo: null,
    repoNote: null,
    repoCandidates: [],
    fix: null,
    skipped: null,
    frames: [],
    fingerprint: '0123456789abcdef',
    baseline: null,
    ...changes,
  };
}

export const CONFIG = '/etc/containerd/config.toml';

const OPTIONS_TABLE = '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]';
const OPTIONS_LINES = [
  OPTIONS_TABLE,
  '  BinaryName = ""',
  '  CriuImagePath = ""',
  '  CriuPath = ""',
  '  CriuWorkPath = ""',
  '  IoGid = 0',
  '  IoUid = 0',
  '  NoNewKeyring = false',
  '  NoPivotRoot = false',
  '  Root = ""',
  '  ShimCgroup = ""',
  '  SystemdCgroup = false',
];
const CONSEQUENCE =
  'The kubelet and containerd manage the same pods through two cgroup hierarchies. kube-proxy and kube-flannel ' +
  'restart for ever (SandboxChanged, then CrashLoopBackOff), and no log says why.';

/** The first case: kubeadm's kubelet on systemd, `containerd config default` with `SystemdCgroup = false`. */
export const classicFinding: Finding = finding({
  consequence: CONSEQUENCE,
  help: 'Change this line to SystemdCgroup = true, then restart containerd.',
  location: location(CONFIG, 139, 19, 24),
  repo: location('images/node/files/etc/containerd/config.toml', 139, 19, 24),
  fix: {
    title: 'Set SystemdCgroup = true',
    path: CONFIG,
    startLine: 139,
    endLine: 139,
    replacement: '  SystemdCgroup = true',
  },
  frames: [
    {
      ...frame(CONFIG, 128, OPTIONS_LINES, [
        mark('primary', 139, 19, 24, 'tells runc to use cgroupfs'),
        mark('related', 128, 1, OPTIONS_TABLE.length + 1, 'options of the default runtime handler'),
      ]),
      origin: 'layer 7 of 9 · COPY files/ /',
    },
    frame(
      '/var/lib/kubelet/config.yaml',
      12,
      ['cgroupDriver: systemd'],
      [mark('related', 12, 15, 22, 'the kubelet uses systemd')],
    ),
  ],
});

export const classicImage: ImageReport = image('docker-archive:node.tar', {
  digest: 'sha256:5f2c8a1e0b7d4936c2ab19e07f44d18c6be03a95d7712f8e4c60b9a3d21e5f70',
  verdict: 'fail',
  kubelet: kubelet(),
  containerd: containerd([
    handler('runc', 'cgroupfs', {
      source: location(CONFIG, 139, 19, 24),
      why: 'SystemdCgroup = false in the options of the runtime handler',
    }),
  ]),
  findings: [classicFinding],
  reading: {
    form: 'docker-archive',
    layers: 9,
    layersRead: 3,
    bytesRead: 41_200_000,
    totalBytes: 893_000_000,
    remarks: [],
  },
});

export const classic: Report = report(classicImage);

/** Everything agrees. */
export const passingImage: ImageReport = image('oci:build/node', {
  digest: 'sha256:0d4b77e2a96c13f8b5e0c9a4f3127d68e95b1c07a2f46d8e3b90c5714fa6e283',
  kubelet: kubelet({
    version: 'v1.34.1',
    versionSource: '/kind/version',
    followsRuntime: true,
    why: "takes containerd's answer to RuntimeConfig",
  }),
  containerd: containerd(
    [
      handler('runc', 'systemd', {
        source: location(CONFIG, 24, 21, 25),
        why: 'SystemdCgroup = true in the options of the runtime handler',
      }),
      handler('test-handler', 'systemd', {
        source: location(CONFIG, 41, 21, 25),
        why: 'SystemdCgroup = true in the options of the runtime handler',
      }),
      handler('runsc', 'none', { type: 'io.containerd.runsc.v1', why: 'the runsc shim has no such setting' }),
    ],
    { version: '2.1.4', runtimeConfig: 'systemd' },
  ),
  reading: { form: 'oci', layers: 6, layersRead: 6, bytesRead: 380_000_000, totalBytes: 380_000_000, remarks: [] },
});

export const passing: Report = report(passingImage);

/** The containerd version is not in the image, and versions disagree. */
export const undeterminedImage: ImageReport = image('tarball:rootfs.tar.gz', {
  verdict: 'undetermined',
  platform: null,
  kubelet: kubelet({ version: 'v1.31.0', followsRuntime: true, effective: 'unknown', why: 'asks containerd first' }),
  containerd: containerd([handler('runc', 'unknown', { why: 'depends on the containerd version' })], {
    version: null,
    versionSource: null,
    configVersion: 3,
    state: 'unknown',
    runtimeConfig: null,
    byVersion: [
      { versions: '1.5 to 1.7', answer: 'containerd does not start: configuration version 3 is not known' },
      { versions: '2.0 to 2.2', answer: 'runc: systemd' },
    ],
  }),
  findings: [
    finding({
      rule: 'containerd-version-unknown',
      undecided: true,
      message: 'the containerd version is not known, and the answer depends on it',
      consequence: 'No package database, build information or label in the image names the version.',
      help: 'Pass --containerd-version with the version that the node will run, such as --containerd-version 2.1.4.',
      location: location(CONFIG, 1, 1, 12),
      frames: [frame(CONFIG, 1, ['version = 3'], [mark('primary', 1, 1, 12, 'only containerd 2.0 and later read it')])],
    }),
  ],
  reading: {
    form: 'tarball',
    layers: null,
    layersRead: null,
    bytesRead: 512_000_000,
    totalBytes: 512_000_000,
    remarks: ['2 files could not be read: they are sparse'],
  },
});

export const undetermined: Report = report(undeterminedImage);

const DROP_IN = '/etc/containerd/conf.d/99-nvidia.toml';

/** A right line in the main file, replaced by an import. */
export const shadowedImage: ImageReport = image('docker://ghcr.io/acme/node:v1.33.1', {
  digest: 'sha256:77aa0e1b5c3d92f4867e0ab1c5d3f2948e67b0a1c4d5e6f708192a3b4c5d6e7f',
  verdict: 'fail',
  kubelet: kubelet({ version: 'v1.33.1' }),
  containerd: containerd(
    [
      handler('nvidia', 'cgroupfs', {
        source: location(DROP_IN, 4, 21, 26),
        why: 'an import replaces the whole handler',
      }),
      handler('runc', 'systemd', { source: location(CONFIG, 9, 21, 25) }),
      handler('kata', 'none', {
        type: 'io.containerd.kata.v2',
        judged: false,
        why: 'the kata shim has no such setting',
      }),
    ],
    {
      defaultHandler: 'nvidia',
      version: '2.1.4',
      configVersion: 3,
      runtimeConfig: 'cgroupfs',
      files: [CONFIG, DROP_IN],
    },
  ),
  findings: [
    finding({
      message: 'kubelet uses systemd, runtime handler "nvidia" (default) uses cgroupfs',
      consequence: 'Every pod that names no runtime class runs through this handler, and is restarted for ever.',
      help: 'Set it in the file that is loaded last, since that one replaces the table of the main file as a whole.',
      location: location(DROP_IN, 4, 21, 26),
      repoNote: 'two files of the repository have these bytes',
      repoCandidates: [
        location('roles/gpu/files/99-nvidia.toml', 4, 21, 26),
        location('roles/gpu-legacy/files/99-nvidia.toml', 4, 21, 26),
      ],
      fix: {
        title: 'Set SystemdCgroup = true',
        path: DROP_IN,
        startLine: 4,
        endLine: 4,
        replacement: '    SystemdCgroup = true',
      },
      frames: [
        {
          ...frame(
            DROP_IN,
            1,
            [
              '[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.nvidia]',
              '  runtime_type = "io.containerd.runc.v2"',
              '  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.nvidia.options]',
              '    SystemdCgroup = false',
            ],
            [mark('primary', 4, 21, 26, 'this one counts: the file is loaded last')],
          ),
          origin: 'layer 11 of 12 · RUN /bin/sh -c nvidia-ctk runtime configure --runtime=containerd --set-as-default',
        },
        {
          ...frame(
            CONFIG,
            1,
            ['version = 3', 'imports = ["/etc/containerd/conf.d/*.toml"]'],
            [mark('related', 2, 12, 43, 'loads the file above')],
          ),
          lines: [
            { number: 1, text: 'version = 3' },
            { number: 2, text: 'imports = ["/etc/containerd/conf.d/*.toml"]' },
            { number: 14, text: '    SystemdCgroup = true' },
          ],
          marks: [
            mark('related', 2, 12, 43, 'loads the file above'),
            mark('related', 14, 21, 25, 'has no effect: replaced as a whole'),
          ],
        },
      ],
    }),
  ],
});

export const shadowed: Report = report(shadowedImage);

/** Nothing says SystemdCgroup, so that containerd's default decides; the fix inserts a line. */
export const defaultDecidedImage: ImageReport = image('rootfs:/mnt/node', {
  verdict: 'fail',
  kubelet: kubelet({
    configured: 'systemd',
    source: null,
    why: 'kubeadm v1.30.2 writes systemd where nobody sets the field',
  }),
  containerd: containerd([
    handler('runc', 'cgroupfs', { why: 'SystemdCgroup is not set, and containerd takes false' }),
  ]),
  findings: [
    finding({
      consequence: CONSEQUENCE,
      help: 'Add SystemdCgroup = true below this header, then restart containerd.',
      location: location(CONFIG, 4, 7, 77),
      repoNote: 'no file of the repository has these bytes; the layer was built by RUN containerd config default',
      fix: {
        title: 'Add SystemdCgroup = true',
        path: CONFIG,
        startLine: 4,
        endLine: 4,
        replacement: `      ${OPTIONS_TABLE}\n        SystemdCgroup = true`,
      },
      frames: [
        frame(
          CONFIG,
          1,
          [
            'version = 2',
            '    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]',
            '      runtime_type = "io.containerd.runc.v2"',
            `      ${OPTIONS_TABLE}`,
          ],
          [mark('primary', 4, 7, 77, 'SystemdCgroup is missing here, which means false')],
        ),
      ],
    }),
  ],
});

export const defaultDecided: Report = report(defaultDecidedImage);

/** Ten images of a matrix, with every verdict. */
export const tenImages: Report = report(
  ...['v1.34.1', 'v1.33.5', 'v1.32.9', 'v1.31.12', 'v1.30.14'].map((version, index) =>
    image(`docker://kindest/node:${version}`, {
      digest: `sha256:${String(index + 1).repeat(64)}`,
      kubelet: kubelet({ version, versionSource: '/kind/version', followsRuntime: version >= 'v1.31' }),
      containerd: containerd(
        [
          handler('runc', 'systemd', { source: location(CONFIG, 24, 21, 25) }),
          handler('test-handler', 'systemd', { source: location(CONFIG, 41, 21, 25) }),
        ],
        { version: '2.1.3', runtimeConfig: 'systemd' },
      ),
    }),
  ),
  classicImage,
  shadowedImage,
  undeterminedImage,
  image('docker://ghcr.io/acme/node:edge', {
    digest: `sha256:${'ab'.repeat(32)}`,
    kubelet: kubelet(),
    containerd: containerd([
      handler('runc', 'systemd', { source: location(CONFIG, 24, 21, 25) }),
      handler('runsc', 'cgroupfs', { source: location(CONFIG, 33, 21, 26) }),
    ]),
    findings: [
      finding({
        rule: 'secondary-handler-mismatch',
        severity: 'warning',
        message: 'kubelet uses systemd, runtime handler "runsc" uses cgroupfs',
        location: location(CONFIG, 33, 21, 26),
        consequence: 'Only pods with this runtime class are affected.',
        help: 'Set SystemdCgroup = true there as well.',
        baseline: 'new',
        frames: [frame(CONFIG, 33, ['    SystemdCgroup = false'], [mark('primary', 33, 21, 26, 'cgroupfs')])],
      }),
      finding({
        rule: 'setting-without-effect',
        severity: 'warning',
        message: 'systemd_cgroup = true has no effect on runtime type io.containerd.runc.v2',
        location: location(CONFIG, 8, 3, 24),
        skipped: 'kept for nodes that still run containerd 1.4',
        baseline: 'persisting',
      }),
    ],
    baseline: {
      new: 1,
      persisting: 1,
      fixed: [
        { rule: 'cgroup-driver-mismatch', message: 'kubelet uses systemd, "runc" uses cgroupfs', fingerprint: 'ff' },
      ],
      previousDigest: `sha256:${'cd'.repeat(32)}`,
    },
  }),
  image('docker://quay.io/acme/crio-node:1.30', {
    verdict: 'undetermined',
    platform: 'linux/arm64',
    kubelet: kubelet({ effective: 'unknown', configured: 'unknown', source: null, why: 'no kubelet unit was found' }),
    otherRuntime: {
      name: 'cri-o',
      version: '1.30.4',
      driver: 'systemd',
      source: location('/etc/crio/crio.conf.d/10-crio.conf', 3, 18, 27),
      why: 'cgroup_manager of the last file read',
    },
    findings: [
      finding({
        rule: 'kubelet-unknown',
        undecided: true,
        message: "the kubelet's cgroup driver is not known",
        help: 'Pass --kubelet-config with the file that the node will get.',
      }),
    ],
  }),
);

/** What a booted kind cluster showed. */
export const liveImage: ImageReport = image('kind:kindest/node:v1.30.2', {
  verdict: 'fail',
  kubelet: kubelet(),
  containerd: containerd([handler('runc', 'cgroupfs', { source: location(CONFIG, 139, 19, 24) })]),
  findings: [{ ...classicFinding, repo: null }],
  live: {
    cluster: 'cgroup-gate-3f2a',
    booted: true,
    nodes: [
      {
        name: 'cgroup-gate-3f2a-control-plane',
        cgroupVersion: 2,
        kubelet: 'systemd',
        runtime: [{ handler: 'runc', driver: 'cgroupfs' }],
        evidence: [
          {
            kind: 'pod-cgroup',
            subject: 'runc',
            says: 'cgroupfs',
            detail: '/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod1.slice:cri-containerd:8d1e',
          },
          { kind: 'kubelet-log', subject: 'kubelet', says: 'systemd', detail: 'CgroupDriver="systemd"' },
        ],
      },
    ],
    logs: '/tmp/logs',
    retained: null,
  },
});

export const live: Report = report(liveImage);

/** Everything that a hostile image could put into a report. */
export const HOSTILE = [
  '::error file=x::pwned',
  '##[set-output name=verdict;]pass',
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  'right\u202eot\u2066left',
  '<script>alert(1)</script><!-- cgroup-gate:v1 key=x -->',
  '``` ~~~ `code` **bold** [link](https://evil.example) ![i](x)',
  '@octocat #1 GH-2 https://evil.example www.evil.example me@evil.example :tada: $x$',
  '| cell | {0} ]]> & "quoted" \'single\'',
  'line\nfeed\r\n::warning::second\ttab\u0000nul\ud800lone',
] as const;

const hostileText = HOSTILE.join(' ');

export const hostile: Report = report(
  image(hostileText, {
    digest: hostileText,
    verdict: 'fail',
    platform: hostileText,
    kubelet: kubelet({ version: hostileText, versionSource: hostileText, why: hostileText }),
    containerd: containerd(
      [
        handler(hostileText, 'cgroupfs', {
          type: hostileText,
          why: hostileText,
          source: location(hostileText, 1, 1, 2),
        }),
      ],
      {
        version: hostileText,
        versionSource: hostileText,
        config: hostileText,
        files: [hostileText],
        byVersion: [{ versions: HOSTILE[1], answer: hostileText }],
        defaultHandler: hostileText,
      },
    ),
    findings: [
      finding({
        message: hostileText,
        consequence: hostileText,
        help: hostileText,
        location: location(`/etc/${hostileText}`, 2, 1, 5),
        repo: location(`../${hostileText}`, 2, 1, 5),
        repoNote: hostileText,
        repoCandidates: [location(hostileText, 1, 1, 2)],
        fix: { title: hostileText, path: hostileText, startLine: 2, endLine: 2, replacement: HOSTILE.join('\n') },
        frames: [
          {
            ...frame(
              hostileText,
              1,
              [...HOSTILE],
              [
                mark('primary', 2, 1, 12, hostileText),
                mark('related', 2, 3, 500, hostileText),
                mark('primary', 9, 1, 3, HOSTILE[0]),
              ],
            ),
            origin: hostileText,
          },
        ],
      }),
      finding({ rule: hostileText, message: HOSTILE[0], severity: 'warning', skipped: hostileText }),
    ],
    reading: {
      form: hostileText,
      layers: 3,
      layersRead: 2,
      bytesRead: 12,
      totalBytes: null,
      remarks: [hostileText],
    },
    baseline: {
      new: 1,
      persisting: 0,
      fixed: [{ rule: hostileText, message: hostileText, fingerprint: hostileText }],
      previousDigest: hostileText,
    },
    live: {
      cluster: hostileText,
      booted: false,
      nodes: [
        {
          name: hostileText,
          cgroupVersion: 2,
          kubelet: 'systemd',
          runtime: [{ handler: hostileText, driver: 'cgroupfs' }],
          evidence: [{ kind: hostileText, subject: hostileText, says: hostileText, detail: hostileText }],
        },
      ],
      logs: hostileText,
      retained: hostileText,
    },
  }),
);

export const samples: Readonly<Record<string, Report>> = {
  classic,
  passing,
  undetermined,
  shadowed,
  'default-decided': defaultDecided,
  'ten-images': tenImages,
  live,
  hostile,
};
