import type { Shape } from '../shape.ts';
import { CONFIG, dump17, dump20, dump22, files, GENERATE, handwritten, indented, raw, script } from './common.ts';

const NO_LINE = /no SystemdCgroup line/;
const SED = `sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`;
const old = { 'old/other.toml': handwritten };

const containers: readonly Shape[] = [
  files(
    'Dockerfile: a stage copies from the context, another takes it over',
    {
      Dockerfile: `FROM alpine AS config\nCOPY node/cri.toml /out/config.toml\nFROM base\nCOPY --from=config /out/config.toml ${CONFIG}\n`,
      'node/cri.toml': handwritten,
      ...old,
    },
    'node/cri.toml: SystemdCgroup = false',
    { createdBy: `COPY /out/config.toml ${CONFIG} # buildkit` },
  ),
  files(
    'Dockerfile: a stage writes it, another takes the folder over',
    {
      Dockerfile: `FROM alpine AS config\nRUN mkdir -p /out/etc/containerd && printf 'version = 2\\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\\n  SystemdCgroup = false\\n' > /out/etc/containerd/config.toml\nFROM base\nCOPY --from=config /out/ /\n`,
    },
    'Dockerfile: RUN mkdir -p /out',
    {
      file: `version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = false\n`,
      createdBy: 'COPY /out/ / # buildkit',
    },
  ),
  files(
    'Dockerfile: ADD with an owner and a list',
    {
      'images/node/Containerfile': `FROM base\nADD --chown=root:root ["cri.toml", "${CONFIG}"]\n`,
      'images/node/cri.toml': handwritten,
      ...old,
    },
    'images/node/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Dockerfile: variables in the paths',
    {
      Dockerfile: `FROM base\nARG FLAVOUR=gpu\nENV CONF_DIR=/etc/containerd\nCOPY conf/\${FLAVOUR}.toml \${CONF_DIR}/config.toml\n`,
      'conf/gpu.toml': handwritten,
      'conf/cpu.toml': handwritten.replace('3.9', '3.8'),
    },
    'conf/gpu.toml: SystemdCgroup = false',
  ),
  files(
    'Dockerfile: two flavours by the history',
    {
      'a/Dockerfile': `COPY config.toml ${CONFIG}\n`,
      'a/config.toml': handwritten,
      'b/Dockerfile': `COPY etc/config.toml ${CONFIG}\n`,
      'b/etc/config.toml': handwritten,
    },
    'b/etc/config.toml: SystemdCgroup = false',
    { createdBy: `COPY etc/config.toml ${CONFIG} # buildkit` },
  ),
  script(
    'Dockerfile: a RUN of many lines with comments between',
    raw`FROM base
RUN apt-get update \
    # the runtime
    && apt-get install -y containerd \
    && mkdir -p /etc/containerd \
    && containerd config default > ${CONFIG} \
    # systemd
    && sed -ri 's/(SystemdCgroup = )false/\1true/' ${CONFIG}
`,
    dump20,
    { line: 'Dockerfile: && sed -ri', note: NO_LINE, kind: 'edit' },
    { path_: 'Dockerfile' },
  ),
  script(
    'Dockerfile: a RUN in a list',
    `FROM base\nRUN ["/bin/sh", "-c", "containerd config default > ${CONFIG}"]\n`,
    dump17(),
    { line: 'Dockerfile: RUN ["/bin/sh"', kind: 'step' },
    { path_: 'Dockerfile' },
  ),
  script(
    'Dockerfile: a RUN with a heredoc and two interpreters',
    `FROM base\nRUN <<EOT bash\n  set -ex\n  containerd config default > ${CONFIG}\n  ${SED}\nEOT\nRUN <<PY python3\nprint(1)\nPY\n`,
    dump20,
    { line: 'Dockerfile: sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'Dockerfile' },
  ),
  script(
    'Dockerfile: a later stage generates it again',
    `FROM base AS runtime\nRUN containerd config default > ${CONFIG} && ${SED}\nFROM runtime\nRUN containerd config default | tee ${CONFIG}\n`,
    dump17(),
    { line: 'Dockerfile: RUN containerd config default > ', note: /writes the file again \(Dockerfile:4\)/ },
    { path_: 'Dockerfile' },
  ),
  files(
    'bootc: a tree that is copied to the root',
    {
      Containerfile:
        'FROM quay.example/fedora-bootc:41\nCOPY rootfs/ /\nRUN dnf -y install containerd && systemctl enable containerd\n',
      'rootfs/etc/containerd/config.toml': handwritten,
      ...old,
    },
    'rootfs/etc/containerd/config.toml: SystemdCgroup = false',
  ),
  files(
    'mkosi: an extra tree',
    {
      'mkosi.conf': '[Distribution]\nDistribution=debian\n',
      'mkosi.extra/etc/containerd/config.toml': handwritten,
      ...old,
    },
    'mkosi.extra/etc/containerd/config.toml: SystemdCgroup = false',
  ),
  files(
    'Earthly: COPY in a target',
    {
      Earthfile: `VERSION 0.8\nnode:\n    FROM base\n    COPY conf/cri.toml ${CONFIG}\n    SAVE IMAGE node\n`,
      'conf/cri.toml': handwritten,
      ...old,
    },
    'conf/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Bake: a heredoc in an HCL string',
    {
      'docker-bake.hcl': `target "node" {\n  dockerfile-inline = <<EOT\nFROM base\nCOPY <<TOML ${CONFIG}\n${handwritten}TOML\nEOT\n}\n`,
    },
    'docker-bake.hcl: SystemdCgroup = false',
  ),
  files(
    'kind: a patch of the cluster in a script',
    {
      'kind.sh': `cat <<EOF | kind create cluster --config=-\nkind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\ncontainerdConfigPatches:\n- |-\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = false\nEOF\n`,
    },
    'kind.sh: SystemdCgroup = false',
  ),
];

const machines: readonly Shape[] = [
  files(
    'Packer: a file provisioner with a path of the root',
    {
      'packer/node.pkr.hcl': `build {\n  provisioner "file" {\n    source      = "\${path.root}/files/cri.toml"\n    destination = "/tmp/cri.toml"\n  }\n  provisioner "shell" {\n    inline = ["sudo install -m 0644 /tmp/cri.toml ${CONFIG}"]\n  }\n}\n`,
      'packer/files/cri.toml': handwritten,
      ...old,
    },
    'packer/files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Packer: a file provisioner with a template',
    {
      'node.pkr.hcl': `build {\n  provisioner "file" {\n    content     = templatefile("\${path.root}/cri.toml.pkrtpl.hcl", { systemd = var.systemd })\n    destination = "${CONFIG}"\n  }\n}\n`,
      'cri.toml.pkrtpl.hcl': handwritten.replace('= false', '= ${systemd}'),
    },
    'cri.toml.pkrtpl.hcl: SystemdCgroup = ${systemd}',
    { kind: 'template' },
  ),
  files(
    'Packer: content in a heredoc',
    {
      'node.pkr.hcl': `build {\n  provisioner "file" {\n    content     = <<-TOML\n${indented(handwritten, '      ')}    TOML\n    destination = "${CONFIG}"\n  }\n}\n`,
    },
    'node.pkr.hcl: SystemdCgroup = false',
  ),
  script(
    'Packer: a list of commands in JSON',
    `{\n  "provisioners": [{\n    "type": "shell",\n    "inline": [\n      "containerd config default | sudo tee ${CONFIG}",\n      "sudo sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}"\n    ]\n  }]\n}\n`,
    dump20,
    { line: 'node.json: "sudo sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'node.json' },
  ),
  script(
    'Packer: inline with doubly escaped backslashes',
    raw`build {
  provisioner "shell" {
    inline = [
      "sudo sh -c 'containerd config default > ${CONFIG}'",
      "sudo sed -i 's/^\\(\\s*SystemdCgroup = \\)false/\\1true/' ${CONFIG}",
    ]
  }
}
`,
    dump20,
    { line: 'node.pkr.hcl: "sudo sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'node.pkr.hcl' },
  ),
  files(
    'Terraform: a template for user data',
    {
      'main.tf': `resource "x" "node" {\n  user_data = templatefile("\${path.module}/init.tftpl", { systemd = false })\n}\n`,
      'init.tftpl': `#cloud-config\nwrite_files:\n  - path: ${CONFIG}\n    content: |\n${indented(handwritten.replace('= false', '= ${systemd}'), '      ')}`,
    },
    'init.tftpl: SystemdCgroup = ${systemd}',
    { kind: 'template' },
  ),
  files(
    'Terraform: a file that is put into user data',
    {
      'main.tf': `locals {\n  init = <<-EOT\n    #cloud-config\n    write_files:\n      - path: ${CONFIG}\n        encoding: b64\n        content: \${filebase64("\${path.module}/files/cri.toml")}\n  EOT\n}\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Terraform: a file that is indented into user data',
    {
      'main.tf': `locals {\n  init = <<-EOT\n    #cloud-config\n    write_files:\n      - path: ${CONFIG}\n        content: |\n          \${indent(10, file("\${path.module}/files/cri.toml"))}\n  EOT\n}\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  script(
    'Terraform: remote-exec',
    `resource "null_resource" "node" {\n  provisioner "remote-exec" {\n    inline = [\n      "containerd config default > ${CONFIG}",\n      "sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}",\n    ]\n  }\n}\n`,
    dump20,
    { line: 'main.tf: "sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'main.tf' },
  ),
  script(
    'Terraform: a script in a heredoc with escaped variables',
    `resource "x" "node" {\n  user_data = <<-EOF\n    #!/bin/bash\n    containerd config default > ${CONFIG}\n    sed -i "s/SystemdCgroup = false/SystemdCgroup = $\${VALUE}/" ${CONFIG}\n  EOF\n}\n`,
    dump20,
    { line: 'main.tf: sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'main.tf' },
  ),
  files(
    'Vagrant: a file that is uploaded and moved',
    {
      Vagrantfile: `Vagrant.configure("2") do |config|\n  config.vm.provision "file", source: "files/cri.toml", destination: "/tmp/cri.toml"\n  config.vm.provision "shell", inline: "mv /tmp/cri.toml ${CONFIG}"\nend\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Vagrant: a shared folder',
    {
      Vagrantfile: `Vagrant.configure("2") do |config|\n  config.vm.provision "shell", inline: <<-SHELL\n    cp /vagrant/files/cri.toml ${CONFIG}\n  SHELL\nend\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  script(
    'make: a recipe',
    `rootfs:\n\t@chroot $(ROOTFS) containerd config default > $(ROOTFS)${CONFIG}\n\t@sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' $(ROOTFS)${CONFIG}\n`,
    dump20,
    { line: 'Makefile: @sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'Makefile' },
  ),
  script(
    'GitHub workflow: run',
    `jobs:\n  image:\n    steps:\n      - name: Configure\n        run: |\n          containerd config default > rootfs${CONFIG}\n          sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' rootfs${CONFIG}\n`,
    dump20,
    { line: '.github/workflows/image.yml: sed -i', note: NO_LINE, kind: 'edit' },
    { path_: '.github/workflows/image.yml' },
  ),
  script(
    'Jenkins: sh with triple quotes',
    `pipeline {\n  stages {\n    stage('image') {\n      steps {\n        sh '''\n          containerd config default > ${CONFIG}\n          sed -i "s/SystemdCgroup = false/SystemdCgroup = true/" ${CONFIG}\n        '''\n      }\n    }\n  }\n}\n`,
    dump20,
    { line: 'Jenkinsfile: sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'Jenkinsfile' },
  ),
  script(
    'Jenkins: sh with one string',
    `node {\n  sh 'containerd config default > ${CONFIG}'\n  sh "sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}"\n}\n`,
    dump20,
    { line: 'Jenkinsfile: sh "sed -i', note: NO_LINE, kind: 'edit' },
    { path_: 'Jenkinsfile' },
  ),
  files(
    'Yocto: a recipe installs a file',
    {
      'recipes/cri/cri.bb':
        'SRC_URI = "file://config.toml"\ndo_install() {\n    install -d ${D}${sysconfdir}/containerd\n    install -m 0644 ${WORKDIR}/config.toml ${D}${sysconfdir}/containerd/config.toml\n}\n',
      'recipes/cri/files/config.toml': handwritten,
      ...old,
    },
    'recipes/cri/files/config.toml: SystemdCgroup = false',
  ),
  files(
    'RPM: a source of the spec file',
    {
      'node.spec': `Source1: cri.toml\n%install\ninstall -D -p -m 0644 %{SOURCE1} %{buildroot}%{_sysconfdir}/containerd/config.toml\n`,
      'cri.toml': handwritten,
    },
    'cri.toml: SystemdCgroup = false',
  ),
  files(
    'Debian: an install file',
    {
      'debian/node-cri.install': 'files/config.toml etc/containerd/\n',
      'files/config.toml': handwritten,
      'old/config.toml': handwritten.replace('3.9', '3.8'),
    },
    'files/config.toml: SystemdCgroup = false',
  ),
  files(
    'nfpm: contents',
    {
      'nfpm.yaml': `contents:\n  - src: ./files/cri.toml\n    dst: ${CONFIG}\n    type: config\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  script(
    'a build script that changes root',
    `chroot "$TARGET" /bin/bash <<'CHROOT'\nset -e\ncontainerd config default > ${CONFIG}\n${SED}\nCHROOT\n`,
    dump20,
    { line: 'node.sh: sed -i', note: NO_LINE, kind: 'edit' },
  ),
  script(
    'virt-customize: --run-command',
    `virt-customize -a disk.qcow2 \\\n  --install containerd \\\n  --run-command "containerd config default > ${CONFIG}" \\\n  --edit '${CONFIG}:s/SystemdCgroup = false/SystemdCgroup = true/'\n`,
    dump20,
    { line: 'node.sh: --edit', note: NO_LINE, kind: 'edit' },
  ),
  script(
    'a GPU image whose toolkit runs after the edit',
    `FROM base\nRUN ${GENERATE.trim().replace('\n', ' && ')} && ${SED}\nRUN nvidia-ctk runtime configure --runtime=containerd\n`,
    dump22('SystemdCgroup = true').replace(
      '[ttrpc]',
      `        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.nvidia.options]\n            SystemdCgroup = false\n\n[ttrpc]`,
    ),
    { line: 'Dockerfile: RUN mkdir -p', note: /nvidia-ctk.*Dockerfile:3/ },
    { path_: 'Dockerfile' },
  ),
];

export const buildShapes: readonly Shape[] = [...containers, ...machines];
