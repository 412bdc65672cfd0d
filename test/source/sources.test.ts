import { describe, expect, it } from 'vitest';
import { dump17, dump20, handwritten, indent, packaged } from './dumps.ts';
import { ask, type Shape, shown } from './shape.ts';

const FLAG = 'SystemdCgroup = «false»';
const RUNC_OPTIONS = '.containerd.runtimes.runc.options]';
const TRUE = 's/SystemdCgroup = false/SystemdCgroup = true/';
const CONFIG = '/etc/containerd/config.toml';

const files: readonly Shape[] = [
  {
    name: 'a file that the Dockerfile copies, with the same bytes',
    repo: {
      Dockerfile: 'FROM base\nCOPY config/containerd.toml /etc/containerd/config.toml\n',
      'config/containerd.toml': handwritten,
    },
    file: handwritten,
    at: FLAG,
    createdBy: 'COPY config/containerd.toml /etc/containerd/config.toml # buildkit',
    expect: { line: 'config/containerd.toml: SystemdCgroup = false', value: 'false', note: null, kind: 'line' },
  },
  {
    name: 'a folder that is copied to the root, in which another file is the same',
    repo: {
      'node/Dockerfile': 'FROM base\nCOPY --chmod=0644 files/ /\n',
      'node/files/etc/containerd/config.toml': handwritten,
      'old/backup.toml': handwritten,
    },
    file: handwritten,
    at: FLAG,
    createdBy: 'COPY files/ / # buildkit',
    expect: { line: 'node/files/etc/containerd/config.toml: SystemdCgroup = false', value: 'false' },
  },
  {
    name: 'the same file with Windows line ends in the checkout',
    repo: { 'config.toml': handwritten.replaceAll('\n', '\r\n') },
    file: handwritten,
    at: FLAG,
    expect: { line: 'config.toml: SystemdCgroup = false', value: 'false' },
  },
  {
    name: 'a file that Ansible copies, while another role has its own for another place',
    repo: {
      'roles/a/tasks/main.yml': `- name: Configure\n  ansible.builtin.copy:\n    src: config.toml\n    dest: ${CONFIG}\n`,
      'roles/a/files/config.toml': handwritten,
    },
    file: `${handwritten}# touched\n`,
    at: FLAG,
    expect: { line: 'roles/a/files/config.toml: SystemdCgroup = false' },
  },
  {
    name: "a file that Packer's file provisioner uploads and a script moves",
    repo: {
      'image.pkr.hcl': `build {\n  provisioner "file" {\n    source      = "files/containerd.conf"\n    destination = "/tmp/config.toml"\n  }\n  provisioner "shell" {\n    inline = [\n      "sudo mv /tmp/config.toml ${CONFIG}",\n    ]\n  }\n}\n`,
      'files/containerd.conf': handwritten,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'files/containerd.conf: SystemdCgroup = false' },
  },
  {
    name: 'a file that a script copies with cat, changed a little since',
    repo: {
      'setup.sh': `#!/bin/sh\ncat "$HERE/node/cri.toml" > ${CONFIG}\n`,
      'node/cri.toml': handwritten.replace('3.9', '3.10'),
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'node/cri.toml: SystemdCgroup = false' },
  },
  {
    name: 'a drop-in of another role',
    repo: {
      'roles/gpu/files/99-gpu.toml':
        '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\n',
      'roles/gpu/tasks/main.yml': '- copy: src=99-gpu.toml dest=/etc/containerd/conf.d/99-gpu.toml\n',
      'roles/containerd/files/config.toml': handwritten,
    },
    file: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\n',
    path: '/etc/containerd/conf.d/99-gpu.toml',
    at: FLAG,
    expect: { line: 'roles/gpu/files/99-gpu.toml: SystemdCgroup = false' },
  },
];

const blocks: readonly Shape[] = [
  {
    name: "a script's here-document",
    repo: {
      'node.sh': `set -e\nmkdir -p /etc/containerd\ncat > ${CONFIG} <<'EOF'\n${handwritten}EOF\nsystemctl restart containerd\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'node.sh: SystemdCgroup = false', value: 'false' },
  },
  {
    name: 'a here-document that goes through sudo tee, into a path in a variable',
    repo: { 'node.sh': `CONF=${CONFIG}\ncat <<EOF | sudo tee "$CONF" >/dev/null\n${handwritten}EOF\n` },
    file: handwritten,
    at: FLAG,
    expect: { line: 'node.sh: SystemdCgroup = false' },
  },
  {
    name: "a Dockerfile's RUN with a here-document",
    repo: { Dockerfile: `FROM base\nRUN <<EOF\nset -e\ncat > ${CONFIG} <<'TOML'\n${handwritten}TOML\nEOF\n` },
    file: handwritten,
    at: FLAG,
    expect: { line: 'Dockerfile: SystemdCgroup = false' },
  },
  {
    name: "a Dockerfile's COPY of a here-document",
    repo: { Dockerfile: `FROM base\nCOPY <<EOF ${CONFIG}\n${handwritten}EOF\n` },
    file: handwritten,
    at: FLAG,
    expect: { line: 'Dockerfile: SystemdCgroup = false' },
  },
  {
    name: "cloud-init's write_files, among files for other places",
    repo: {
      'user-data.yaml': `#cloud-config\nwrite_files:\n  - path: /etc/crio/crio.conf\n    content: |\n${indent(handwritten, '      ')}\n  - path: ${CONFIG}\n    permissions: '0644'\n    content: |\n${indent(handwritten, '      ')}\nruncmd:\n  - systemctl restart containerd\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'user-data.yaml: SystemdCgroup = false', value: 'false' },
  },
  {
    name: "Ansible's copy with the content in the task",
    repo: {
      'tasks/main.yml': `- name: Write containerd's configuration\n  ansible.builtin.copy:\n    content: |\n${indent(handwritten, '      ')}\n    dest: ${CONFIG}\n    mode: '0644'\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'tasks/main.yml: SystemdCgroup = false', value: 'false' },
  },
  {
    name: "Butane's inline file",
    repo: {
      'node.bu': `variant: fcos\nversion: 1.5.0\nstorage:\n  files:\n    - path: ${CONFIG}\n      contents:\n        inline: |\n${indent(handwritten, '          ')}\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'node.bu: SystemdCgroup = false' },
  },
  {
    name: "kind's containerdConfigPatches",
    repo: {
      'kind.yaml': `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\ncontainerdConfigPatches:\n  - |-\n    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n      SystemdCgroup = false\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'kind.yaml: SystemdCgroup = false', value: 'false' },
  },
  {
    name: 'lines in Go strings',
    repo: {
      'pkg/config.go': `package pkg\n\nvar lines = []string{\n${handwritten
        .trimEnd()
        .split('\n')
        .map((line) => `\t"${line.replaceAll('"', '\\"')}\\n",`)
        .join('\n')}\n}\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'pkg/config.go: "  SystemdCgroup = false\\n",', value: 'false' },
  },
  {
    name: 'a table that a here-document appends, so that it is there twice',
    repo: {
      'append.sh': `containerd config default > ${CONFIG}\ncat >> ${CONFIG} <<EOF\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\nEOF\n`,
    },
    subject: 'line',
    file: `${dump17()}[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n`,
    at: 'SystemdCgroup = «true»',
    expect: { line: 'append.sh: SystemdCgroup = true' },
  },
];

const templates: readonly Shape[] = [
  {
    name: 'a Jinja template whose value is a variable, with its default',
    repo: {
      'roles/c/templates/config.toml.j2': handwritten.replace('= false', '= {{ containerd_systemd_cgroup | lower }}'),
      'roles/c/tasks/main.yml': `- template:\n    src: config.toml.j2\n    dest: ${CONFIG}\n`,
      'roles/c/defaults/main.yml': 'containerd_systemd_cgroup: false\n',
    },
    file: handwritten,
    at: FLAG,
    expect: {
      line: 'roles/c/templates/config.toml.j2: SystemdCgroup = {{ containerd_systemd_cgroup | lower }}',
      note: /containerd_systemd_cgroup.*roles\/c\/defaults\/main\.yml:1/,
      value: '{{ containerd_systemd_cgroup | lower }}',
      kind: 'template',
    },
  },
  {
    name: 'a Go template with an else',
    repo: {
      'bootstrap/config.toml.tmpl': handwritten.replace(
        '  SystemdCgroup = false\n',
        '{{- if .UseSystemd }}\n  SystemdCgroup = true\n{{- else }}\n  SystemdCgroup = false\n{{- end }}\n',
      ),
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'bootstrap/config.toml.tmpl: SystemdCgroup = false', note: /UseSystemd/, kind: 'template' },
  },
  {
    name: 'a Jinja condition that leaves the line out',
    repo: {
      'templates/config.toml.j2': handwritten.replace(
        '  SystemdCgroup = false\n',
        '{% if systemd_driver %}\n  SystemdCgroup = true\n{% endif %}\n',
      ),
    },
    file: handwritten.replace('  SystemdCgroup = false\n', ''),
    at: RUNC_OPTIONS,
    expect: { line: 'templates/config.toml.j2: SystemdCgroup = true', note: /systemd_driver/, kind: 'template' },
  },
  {
    name: 'Handlebars around the value',
    repo: {
      'model/config.toml.hbs': handwritten.replace('= false', '= {{#if systemd}}true{{else}}false{{/if}}'),
    },
    file: handwritten,
    at: FLAG,
    expect: { line: 'model/config.toml.hbs: SystemdCgroup = {{#if systemd}}true{{else}}false{{/if}}', note: /systemd/ },
  },
];

const generated: readonly Shape[] = [
  {
    name: 'a default dump and no edit at all',
    repo: {
      'install.sh': `apt-get install -y containerd\nmkdir -p /etc/containerd\ncontainerd config default | tee ${CONFIG}\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { line: `install.sh: containerd config default | tee ${CONFIG}`, note: /generates the file/, kind: 'step' },
  },
  {
    name: 'a default dump in a list of Packer',
    repo: {
      'image.json': `{"provisioners": [{"type": "shell", "inline": [\n  "containerd config default > ${CONFIG}",\n  "systemctl enable containerd"\n]}]}\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { line: `image.json: "containerd config default > ${CONFIG}",`, kind: 'step' },
  },
  {
    name: 'a dump of 2.0 in an Ansible task, whose table has no line of the kind',
    repo: {
      'play.yml': `- name: Generate\n  shell: containerd config default > {{ containerd_config }}\n- set_fact:\n    containerd_config: ${CONFIG}\n`,
    },
    file: dump20,
    at: RUNC_OPTIONS,
    expect: {
      line: 'play.yml: shell: containerd config default > {{ containerd_config }}',
      note: /nothing after it sets/,
    },
  },
  {
    name: 'a dump that one Ansible task takes and a later one writes, by way of /tmp',
    repo: {
      'tasks/main.yml': `- name: Get defaults\n  command: containerd config default\n  register: dump\n- name: Prepare\n  copy:\n    dest: /tmp/config.toml\n    content: "{{ dump.stdout }}"\n- name: Install\n  copy:\n    remote_src: true\n    src: /tmp/config.toml\n    dest: ${CONFIG}\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { line: 'tasks/main.yml: command: containerd config default', kind: 'step' },
  },
  {
    name: "the GPU toolkit's handler",
    repo: {
      'gpu.sh': `containerd config default > ${CONFIG}\nsed -i '${TRUE}' ${CONFIG}\nnvidia-ctk runtime configure --runtime=containerd\n`,
    },
    file: dump17(
      'SystemdCgroup = true',
      '          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia.options]\n            SystemdCgroup = false\n',
    ),
    at: FLAG,
    expect: {
      line: "gpu.sh: sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /etc/containerd/config.toml",
      note: /nvidia-ctk.*gpu\.sh:3/,
    },
  },
  {
    name: 'the file is removed',
    repo: {
      Dockerfile: `FROM base\nRUN apt-get update && apt-get install -y containerd.io \\\n  && rm -f ${CONFIG}\n`,
    },
    file: null,
    at: null,
    expect: { line: `Dockerfile: && rm -f ${CONFIG}`, note: /removes/, kind: 'step' },
  },
  {
    name: "Docker's package keeps its file, with the CRI plugin off",
    repo: { 'install.sh': 'apt-get update\napt-get install -y \\\n  docker-ce-cli \\\n  containerd.io\n' },
    subject: 'cri',
    file: packaged,
    at: 'disabled_plugins = «["cri"]»',
    expect: { line: 'install.sh: containerd.io', note: /package/, value: 'containerd.io', kind: 'step' },
  },
];

const kubelets: readonly Shape[] = [
  {
    name: 'a flag that is appended to the defaults file',
    repo: { 'node.sh': "echo 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs' >> /etc/default/kubelet\n" },
    subject: 'kubelet-driver',
    path: '/etc/default/kubelet',
    file: 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    at: '--cgroup-driver=«cgroupfs»',
    expect: {
      line: "node.sh: echo 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs' >> /etc/default/kubelet",
      value: 'cgroupfs',
    },
  },
  {
    name: "a sed that puts the flag into kubeadm's drop-in",
    repo: {
      'node.sh': `sed -i 's/KUBELET_KUBECONFIG_ARGS=/KUBELET_KUBECONFIG_ARGS=--cgroup-driver=cgroupfs /' /etc/systemd/system/kubelet.service.d/10-kubeadm.conf\n`,
    },
    subject: 'kubelet-driver',
    path: '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
    file: '[Service]\nEnvironment="KUBELET_KUBECONFIG_ARGS=--cgroup-driver=cgroupfs --kubeconfig=/etc/kubernetes/kubelet.conf"\n',
    at: '--cgroup-driver=«cgroupfs»',
    expect: { line: 'node.sh: sed -i', kind: 'edit' },
  },
  {
    name: 'a kubeadm configuration that a role writes',
    repo: {
      'roles/k/templates/kubeadm.yaml.j2':
        'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: {{ driver }}\nserverTLSBootstrap: true\n',
      'roles/k/tasks/main.yml': '- template: src=kubeadm.yaml.j2 dest=/etc/kubernetes/kubeadm.yaml\n',
    },
    subject: 'kubelet-driver',
    path: '/etc/kubernetes/kubeadm.yaml',
    file: 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: cgroupfs\nserverTLSBootstrap: true\n',
    at: 'cgroupDriver: «cgroupfs»',
    expect: { line: 'roles/k/templates/kubeadm.yaml.j2: cgroupDriver: {{ driver }}', note: /driver/ },
  },
  {
    name: 'a drop-in of the unit, by tee',
    repo: {
      'node.sh':
        'tee /etc/systemd/system/kubelet.service.d/20-cgroup.conf <<EOF\n[Service]\nEnvironment="KUBELET_CGROUP_ARGS=--cgroup-driver=systemd"\nEOF\n',
    },
    subject: 'line',
    path: '/etc/systemd/system/kubelet.service.d/20-cgroup.conf',
    file: '[Service]\nEnvironment="KUBELET_CGROUP_ARGS=--cgroup-driver=systemd"\n',
    at: 'KUBELET_CGROUP_ARGS',
    expect: { line: 'node.sh: Environment="KUBELET_CGROUP_ARGS=--cgroup-driver=systemd"' },
  },
  {
    name: 'a defaults file of the other distribution, where the kubelet is set by nothing',
    repo: { 'node.sh': "cat > /etc/sysconfig/kubelet <<'EOF'\nKUBELET_EXTRA_ARGS=--cgroup-driver=systemd\nEOF\n" },
    subject: 'kubelet-driver',
    path: '/var/lib/kubelet/config.yaml',
    file: null,
    at: null,
    expect: { line: 'node.sh: KUBELET_EXTRA_ARGS=--cgroup-driver=systemd', note: /does not take it/ },
  },
];

const undecided: readonly Shape[] = [
  {
    name: 'two equal files, and nothing tells which is built',
    repo: { 'a/config.toml': handwritten, 'b/config.toml': handwritten },
    file: handwritten,
    at: FLAG,
    expect: {
      oneOf: ['a/config.toml: SystemdCgroup = false', 'b/config.toml: SystemdCgroup = false'],
      note: /2 lines/,
    },
  },
  {
    name: 'two scripts that generate the file',
    repo: {
      'ubuntu.sh': `containerd config default > ${CONFIG}\n`,
      'rhel.sh': `containerd config default | sudo tee ${CONFIG}\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { oneOf: ['rhel.sh: containerd config default', 'ubuntu.sh: containerd config default'] },
  },
  {
    name: 'two edits that miss alike',
    repo: {
      'a.sh': `sed -i 's/SystemCgroup = false/SystemCgroup = true/' ${CONFIG}\n`,
      'b.sh': `sed -i 's/SystemCgroup = false/SystemCgroup = true/' ${CONFIG}\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { oneOf: ['a.sh: sed -i', 'b.sh: sed -i'], note: /SystemCgroup/ },
  },
  {
    name: 'only a generic line is equal, in a file of something else',
    repo: { 'other/settings.toml': '[shim]\n  SystemdCgroup = false\n', 'notes.txt': 'SystemdCgroup = false\n' },
    file: handwritten,
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: "the same line below another handler's table",
    repo: {
      'setup.sh': `cat > /etc/containerd/conf.d/gpu.toml <<EOF\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\nEOF\n`,
    },
    file: handwritten,
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: 'the same lines in a here-document for another file',
    repo: { 'crio.sh': `cat > /etc/other/runtime.toml <<EOF\n${handwritten}EOF\n` },
    file: handwritten,
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: 'a base image made it, and the note names the step',
    repo: { Dockerfile: 'FROM registry.example/node:1.30\nRUN apt-get install -y jq\n' },
    file: handwritten,
    at: FLAG,
    createdBy: 'COPY rootfs/ / # buildkit',
    expect: { none: /layer 3 of 4 · COPY rootfs\/ \// },
  },
  {
    name: 'the copied file has been mended since',
    repo: { Dockerfile: `COPY config.toml ${CONFIG}\n`, 'config.toml': handwritten.replace('= false', '= true') },
    file: handwritten,
    at: FLAG,
    createdBy: `COPY config.toml ${CONFIG} # buildkit`,
    expect: { none: /config\.toml is copied there, but has no such line now/ },
  },
  {
    name: 'documentation shows the very lines',
    repo: { 'README.md': `Write this to ${CONFIG}:\n\n${handwritten}`, 'docs/guide.rst': handwritten },
    file: handwritten,
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: 'an edit that is commented out',
    repo: { 'node.sh': `# sed -i 's/SystemCgroup = false/SystemCgroup = true/' ${CONFIG}\n` },
    file: dump17(),
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: "an edit of another program's file",
    repo: {
      'docker.sh': `sed -i 's/native.cgroupdriver=cgroupfs/native.cgroupdriver=systemd/' /etc/docker/daemon.json\n`,
    },
    file: dump17(),
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: 'our own reports, which quote the line',
    repo: {
      'baseline.json': `{\n  "schema": 1,\n  "tool": {\n    "name": "cgroup-gate",\n    "version": "1.0.0"\n  },\n  "text": [\n${handwritten.replace(/^.*$/gm, (line) => JSON.stringify(line))}\n]}\n`,
      'junit.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cgroup-gate" tests="1">\n${handwritten}`,
      'gate.sarif': handwritten,
    },
    file: handwritten,
    at: FLAG,
    expect: { none: /no line of the repository/ },
  },
  {
    name: 'a missing file that nothing removes',
    repo: { Dockerfile: 'FROM base\nRUN rm -rf /var/lib/apt/lists\n' },
    file: null,
    at: null,
    expect: { none: /writes or removes/ },
  },
  {
    name: 'two steps of one COPY each, where the history names neither',
    repo: {
      'x/Dockerfile': `COPY config.toml ${CONFIG}\n`,
      'x/config.toml': handwritten,
      'y/Dockerfile': `COPY config.toml ${CONFIG}\n`,
      'y/config.toml': handwritten,
    },
    file: handwritten,
    at: FLAG,
    expect: { oneOf: ['x/config.toml: SystemdCgroup = false', 'y/config.toml: SystemdCgroup = false'] },
  },
];

describe.each([
  ['a file of the repository', files],
  ['a block in another file', blocks],
  ['a template', templates],
  ['a step that makes, brings or removes the file', generated],
  ["the kubelet's side", kubelets],
  ['nothing, or several', undecided],
])('%s', (_what, shapes) => {
  it.each(shapes.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    const answer = await ask(shape);
    const { expect: expected } = shape;
    if ('line' in expected) {
      expect(answer.repo, String(answer.note)).not.toBeNull();
      const { line, part } = shown(shape.repo, answer.repo!);
      expect(line.slice(0, expected.line.length)).toBe(expected.line);
      if (expected.value !== undefined) expect(part).toBe(expected.value);
      if (expected.note === null) expect(answer.note).toBeNull();
      else if (expected.note !== undefined) expect(answer.note).toMatch(expected.note);
      if (expected.kind !== undefined) expect(answer.kind).toBe(expected.kind);
      expect(answer.candidates).toEqual([]);
    } else if ('oneOf' in expected) {
      expect(answer.repo).toBeNull();
      const lines = answer.candidates.map((place) => shown(shape.repo, place).line);
      expect(lines).toHaveLength(expected.oneOf.length);
      for (const [index, wanted] of expected.oneOf.entries())
        expect(lines[index]?.slice(0, wanted.length)).toBe(wanted);
      if (expected.note !== undefined) expect(answer.note).toMatch(expected.note);
    } else {
      expect(answer.repo).toBeNull();
      expect(answer.candidates).toEqual([]);
      expect(answer.note).toMatch(expected.none);
    }
  });
});
