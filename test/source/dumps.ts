/** Files in the manner of `containerd config default`, shortened. */

/** Of 1.5 to 1.7. `after`: more lines after the flag. */
export function dump17(flag = 'SystemdCgroup = false', after = ''): string {
  return `disabled_plugins = []
imports = []
oom_score = 0
required_plugins = []
root = "/var/lib/containerd"
version = 2

[grpc]
  address = "/run/containerd/containerd.sock"
  gid = 0

[plugins]

  [plugins."io.containerd.grpc.v1.cri"]
    sandbox_image = "registry.k8s.io/pause:3.8"

    [plugins."io.containerd.grpc.v1.cri".containerd]
      default_runtime_name = "runc"

      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes]

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"

          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
            BinaryName = ""
            ${flag}
${after}
  [plugins."io.containerd.internal.v1.opt"]
    path = "/opt/containerd"

[timeouts]
  "io.containerd.timeout.bolt.open" = "0s"
`;
}

/** Of 2.0.0 to 2.0.6: version 3, and no line with SystemdCgroup. */
export const dump20 = `version = 3
root = '/var/lib/containerd'
oom_score = 0
required_plugins = []
imports = []

[grpc]
  address = '/run/containerd/containerd.sock'

[plugins]
  [plugins.'io.containerd.cri.v1.runtime']
    enable_selinux = false

    [plugins.'io.containerd.cri.v1.runtime'.containerd]
      default_runtime_name = 'runc'

      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes]
        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
          runtime_type = 'io.containerd.runc.v2'

          [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
            BinaryName = ''
            CriuPath = ''

[ttrpc]
  address = ''
`;

/** Of 2.0.7, 2.1.5 and 2.2 on: version 3, with the flag. */
export function dump22(flag = 'SystemdCgroup = false'): string {
  return dump20.replace("            CriuPath = ''\n", `            CriuPath = ''\n            ${flag}\n`);
}

/** Of 1.4: version 2, and an empty table of options. */
export const dump14 = dump17('')
  .replace(/ *BinaryName = ""\n/, '')
  .replace(/\n\s+\n/g, '\n\n');

/** What Docker's package brings. */
export const packaged = `#   Copyright 2018-2022 Docker Inc.

disabled_plugins = ["cri"]

#root = "/var/lib/containerd"
#[grpc]
#  address = "/run/containerd/containerd.sock"
`;

/** A file as people write it. */
export const handwritten = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.example/pause:3.9"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = false
`;

export function indent(text: string, by: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n');
}
