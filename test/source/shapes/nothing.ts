import type { Expected, Shape } from '../shape.ts';
import { CONFIG, dump17, FLAG, handwritten, indented } from './common.ts';

const GPU = handwritten.replaceAll('runtimes.runc', 'runtimes.gpu');
const NOTHING: Expected = { none: /no line of the repository/ };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function nothing(name: string, repo: Shape['repo'], more: Partial<Shape> = {}): Shape {
  return { name, repo, file: handwritten, at: FLAG, expect: NOTHING, ...more };
}

/** Repositories that have something like it, and not it. */
export const otherShapes: readonly Shape[] = [
  nothing(
    'the folder of a stage is cleared away',
    { Dockerfile: `FROM base AS build\nRUN rm -rf /opt/stage\nFROM base\nCOPY --from=build /opt/stage/ /\n` },
    { file: null, at: null },
  ),
  nothing(
    'a script that resets a node removes the file',
    { 'scripts/node-reset.sh': `rm -rf /etc/containerd\n` },
    { file: null, at: null },
  ),
  nothing(
    'a redirection in a module that runs no shell',
    { 'roles/a/handlers/main.yml': `- name: Defaults\n  command: containerd config default > ${CONFIG}\n` },
    { file: dump17() },
  ),
  nothing("another handler's setting in another syntax", {
    'node.nix': `{ containerd.runtimes.gpu = {\n  options.SystemdCgroup = false;\n}; }\n`,
  }),
  nothing('the other value in another syntax', {
    'values.yaml': 'containerd:\n  runtimes:\n    runc:\n      options:\n        SystemdCgroup: true\n',
  }),
  nothing('the setting in a comment', {
    'main.go': 'package main\n\n// runc: options: SystemdCgroup: false is the default of containerd\n',
  }),
  nothing('a test that compares the setting', {
    'node_test.go': 'package node\n\nvar options = map[string]any{"runc": map[string]any{"SystemdCgroup": false}}\n',
  }),
  nothing(
    'the setting in another syntax, and a file that containerd itself printed',
    {
      'values.yaml': 'containerd:\n  runtimes:\n    runc:\n      options:\n        SystemdCgroup: false\n',
    },
    { file: dump17() },
  ),
  nothing("another handler's file as base64", {
    'user-data': `#cloud-config\nwrite_files:\n  - path: /etc/other.toml\n    content: ${base64(GPU)}\n`,
  }),
  nothing('a patch that takes the line away', {
    'a.patch': `--- a/config.toml\n+++ b/config.toml\n@@ -1,4 +1,3 @@\n [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n-  SystemdCgroup = false\n+  SystemdCgroup = true\n`,
  }),
  nothing(
    'a group of commands whose output goes elsewhere',
    {
      'node.sh': '{\n  containerd config default\n} > /tmp/defaults.toml\n',
    },
    { file: dump17() },
  ),
  nothing(
    'a dump that is only looked at',
    { 'node.sh': `containerd config default | grep SystemdCgroup ${CONFIG}\n` },
    { file: dump17() },
  ),
  nothing(
    'a dump into a variable that is never written',
    { 'node.sh': 'CONF=$(containerd config default)\necho "$CONF"\n' },
    { file: dump17() },
  ),
  nothing('a folder below is removed', { 'node.sh': 'rm -rf /etc/containerd/certs.d\n' }, { file: null, at: null }),
  nothing(
    'a folder of a like name is removed',
    { 'node.sh': 'rm -rf /etc/containerd-old /etc/cont\n' },
    { file: null, at: null },
  ),
  nothing(
    'files of another pattern are removed',
    { 'node.sh': 'rm -f /etc/containerd/*.bak\n' },
    { file: null, at: null },
  ),
  nothing('a configuration of something else is downloaded', {
    'node.sh': `curl -fsSL https://raw.example/other/project/main/config.toml -o ${CONFIG}\n`,
    'config.toml': 'title = "a site"\nbaseURL = "https://site.example"\n',
  }),
  nothing('a loop over other files', {
    'tasks/main.yml': `- copy:\n    src: "{{ item.src }}"\n    dest: "{{ item.dest }}"\n  loop:\n    - { src: crictl.yaml, dest: /etc/crictl.yaml }\n`,
  }),
  nothing("a document for first boot that writes another handler's file", {
    'node.sh': `cat > user-data <<EOF\n#cloud-config\nwrite_files:\n  - path: ${CONFIG}\n    content: |\n${indented(GPU, '      ')}EOF\n`,
  }),
  nothing('a document for first boot that writes another file', {
    'node.sh': `cat > user-data <<EOF\n#cloud-config\nwrite_files:\n  - path: /etc/other/config.toml\n    content: |\n${indented(handwritten, '      ')}EOF\n`,
  }),
  nothing(
    'a value of a kubelet in something that is none',
    { 'app.yaml': 'kind: Settings\ncgroupDriver: cgroupfs\n' },
    {
      subject: 'kubelet-driver',
      path: '/var/lib/kubelet/config.yaml',
      file: 'kind: KubeletConfiguration\ncgroupDriver: cgroupfs\n',
      at: 'cgroupDriver: «cgroupfs»',
    },
  ),
  nothing("another role's file of the same name", {
    'roles/a/tasks/main.yml': `- copy:\n    src: config.toml\n    dest: ${CONFIG}\n`,
    'roles/a/files/config.toml': GPU,
    'roles/b/tasks/main.yml': '- copy:\n    src: config.toml\n    dest: /etc/b/config.toml\n',
    'roles/b/files/config.toml': `${handwritten}# b\n`,
  }),
  nothing(
    'an assignment in a program without the path',
    {
      'build.py': 'config["plugins"]["options"]["SystemdCgroup"] = True\n',
    },
    { file: dump17() },
  ),
  {
    ...nothing('a document for first boot in a here-document', {
      'node.sh': `cat > user-data <<EOF\n#cloud-config\nwrite_files:\n  - path: ${CONFIG}\n    content: |\n${indented(handwritten, '      ')}EOF\n`,
    }),
    expect: { line: 'node.sh: SystemdCgroup = false', value: 'false' },
  },
  {
    ...nothing('two strings that hold the same', {
      'a.ign': `{"source": "data:;base64,${base64(handwritten)}"}\n`,
      'b.ign': `{"source": "data:;base64,${base64(handwritten)}"}\n`,
    }),
    expect: { oneOf: ['a.ign: {"source"', 'b.ign: {"source"'] },
  },
  {
    ...nothing('an equal file that nothing brings, and part of another that a task brings', {
      'tasks/main.yml': `- template: src=cri.toml.j2 dest=${CONFIG}\n`,
      'templates/cri.toml.j2': handwritten.slice(
        handwritten.indexOf('[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]'),
      ),
      'backup/cri.toml': handwritten,
    }),
    expect: { oneOf: ['backup/cri.toml: SystemdCgroup', 'templates/cri.toml.j2: SystemdCgroup'] },
  },
];
