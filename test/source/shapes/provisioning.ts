import { gzipSync } from 'node:zlib';
import type { Shape } from '../shape.ts';
import { CONFIG, dump17, dump20, files, handwritten, indented, raw, script } from './common.ts';

const NO_LINE = /no SystemdCgroup line/;
const SED = `sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`;
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const old = { 'old/other.toml': handwritten };

const management: readonly Shape[] = [
  script(
    'Salt: file.replace',
    raw`config:
  cmd.run:
    - name: containerd config default > ${CONFIG}
driver:
  file.replace:
    - name: ${CONFIG}
    - pattern: '^\s*SystemdCgroup\s*=\s*false'
    - repl: '            SystemdCgroup = true'
`,
    dump20,
    { line: 'node/init.sls: - pattern:', note: NO_LINE, kind: 'edit' },
    { path_: 'node/init.sls' },
  ),
  script(
    'Salt: file.blockreplace without its markers',
    raw`config:
  cmd.run:
    - name: containerd config default | tee ${CONFIG}
driver:
  file.blockreplace:
    - name: ${CONFIG}
    - insert_after_match: /\[.*runc\.options\]/
    - content: '            SystemdCgroup = true'
`,
    dump20,
    { line: 'node/init.sls: - insert_after_match:', note: /does not show/, kind: 'edit' },
    { path_: 'node/init.sls' },
  ),
  script(
    'Salt: cmd.run generates',
    `config:\n  cmd.run:\n    - name: containerd config default > ${CONFIG}\n    - creates: ${CONFIG}\n`,
    dump17(),
    { line: 'node/init.sls: - name: containerd config default', kind: 'step' },
    { path_: 'node/init.sls' },
  ),
  files(
    'Salt: file.managed from a template',
    {
      'salt/containerd/init.sls': `${CONFIG}:\n  file.managed:\n    - source: salt://containerd/files/config.toml.jinja\n    - template: jinja\n`,
      'salt/containerd/files/config.toml.jinja': handwritten.replace('= false', "= {{ pillar['systemd'] | lower }}"),
      ...old,
    },
    'salt/containerd/files/config.toml.jinja: SystemdCgroup = {{',
    { kind: 'template' },
  ),
  files(
    'Salt: file.managed with contents',
    {
      'salt/containerd/init.sls': `containerd:\n  file.managed:\n    - name: ${CONFIG}\n    - contents: |\n${indented(handwritten, '        ')}`,
    },
    'salt/containerd/init.sls: SystemdCgroup = false',
  ),
  files(
    'Puppet: a source',
    {
      'modules/runtime/manifests/init.pp': `file { '${CONFIG}':\n  ensure => file,\n  source => 'puppet:///modules/runtime/cri.toml',\n}\n`,
      'modules/runtime/files/cri.toml': handwritten,
      ...old,
    },
    'modules/runtime/files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Puppet: a template of Ruby',
    {
      'modules/runtime/manifests/init.pp': `file { '${CONFIG}':\n  content => template('runtime/cri.toml.erb'),\n}\n`,
      'modules/runtime/templates/cri.toml.erb': handwritten.replace('= false', '= <%= @systemd %>'),
    },
    'modules/runtime/templates/cri.toml.erb: SystemdCgroup = <%=',
    { kind: 'template' },
  ),
  files(
    'Puppet: a template of its own language',
    {
      'modules/runtime/manifests/init.pp': `file { $runtime::config:\n  content => epp('runtime/cri.toml.epp', { 'systemd' => $systemd }),\n}\n`,
      'modules/runtime/templates/cri.toml.epp': handwritten.replace('= false', '= <%= $systemd %>'),
    },
    'modules/runtime/templates/cri.toml.epp: SystemdCgroup = <%=',
    { kind: 'template' },
  ),
  files(
    'Puppet: a heredoc',
    {
      'manifests/node.pp': `file { '${CONFIG}':\n  content => @("TOML"),\n${indented(handwritten, '    ')}    | TOML\n}\n`,
    },
    'manifests/node.pp: SystemdCgroup = false',
  ),
  script(
    'Puppet: file_line',
    `file_line { 'systemd cgroup':\n  path  => '${CONFIG}',\n  line  => '            SystemdCgroup = true',\n  match => 'SystemCgroup = false',\n}\n`,
    `${dump17()}            SystemdCgroup = true\n`,
    { line: "node.pp: match => 'SystemCgroup", note: /“SystemCgroup”.*end of the file/, kind: 'edit' },
    { path_: 'node.pp' },
  ),
  script(
    'Puppet: exec',
    `exec { 'driver':\n  command => "/bin/sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}",\n}\n`,
    dump20,
    { line: 'node.pp: command => "/bin/sed', note: NO_LINE, kind: 'edit' },
    { path_: 'node.pp' },
  ),
  files(
    'Chef: a template',
    {
      'cookbooks/runtime/recipes/default.rb': `template '${CONFIG}' do\n  source 'cri.toml.erb'\n  variables(systemd: node['systemd'])\nend\n`,
      'cookbooks/runtime/templates/cri.toml.erb': handwritten.replace('= false', '= <%= @systemd %>'),
    },
    'cookbooks/runtime/templates/cri.toml.erb: SystemdCgroup = <%=',
    { kind: 'template' },
  ),
  files(
    'Chef: a file of the cookbook',
    {
      'cookbooks/runtime/recipes/default.rb': `cookbook_file '${CONFIG}' do\n  source 'cri.toml'\n  mode '0644'\nend\n`,
      'cookbooks/runtime/files/cri.toml': handwritten,
      ...old,
    },
    'cookbooks/runtime/files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Chef: a squiggly heredoc',
    {
      'cookbooks/runtime/recipes/default.rb': `file '${CONFIG}' do\n  content <<~TOML\n${indented(handwritten, '    ')}  TOML\nend\n`,
    },
    'cookbooks/runtime/recipes/default.rb: SystemdCgroup = false',
  ),
];

const init = (text: string): Shape['repo'] => ({ 'cloud/user-data': `#cloud-config\n${text}` });
const write = (lines: string): Shape['repo'] => init(`write_files:\n${lines}`);
const body = indented(handwritten, '      ');

const firstBoot: readonly Shape[] = [
  files(
    'cloud-init: the content before the path',
    write(`  - content: |\n${body}    path: ${CONFIG}\n`),
    'cloud/user-data: SystemdCgroup = false',
  ),
  files(
    'cloud-init: deep indents and owner',
    write(`- owner: root:root\n  path: ${CONFIG}\n  content: |\n${indented(handwritten, '        ')}`),
    'cloud/user-data: SystemdCgroup = false',
  ),
  files(
    'cloud-init: base64',
    write(`  - path: ${CONFIG}\n    encoding: b64\n    content: ${base64(handwritten)}\n`),
    'cloud/user-data: content:',
    { note: /base64/ },
  ),
  files(
    'cloud-init: base64 in a block of several lines',
    write(
      `  - path: ${CONFIG}\n    encoding: base64\n    content: |\n${indented(`${base64(handwritten).replace(/.{60}/g, '$&\n')}\n`, '      ')}`,
    ),
    'cloud/user-data: content: |',
    { note: /base64/ },
  ),
  files(
    'cloud-init: gzip and base64',
    write(`  - path: ${CONFIG}\n    encoding: gz+b64\n    content: ${base64(gzipSync(handwritten))}\n`),
    'cloud/user-data: content:',
    { note: /gzip/ },
  ),
  files(
    'cloud-init: binary of YAML',
    write(
      `  - path: ${CONFIG}\n    content: !!binary |\n${indented(`${base64(handwritten).replace(/.{60}/g, '$&\n')}\n`, '      ')}`,
    ),
    'cloud/user-data: content: !!binary |',
    { note: /base64/ },
  ),
  files(
    'cloud-init: a string with escapes',
    write(`  - path: ${CONFIG}\n    content: "${handwritten.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"\n`),
    'cloud/user-data: content: "version = 2',
  ),
  files(
    'cloud-init: a part of a MIME message in a script',
    {
      'userdata.txt': `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/cloud-config\n\n#cloud-config\nwrite_files:\n  - path: ${CONFIG}\n    content: |\n${body}--B\nContent-Type: text/x-shellscript\n\n#!/bin/bash\nsystemctl restart containerd\n--B--\n`,
    },
    'userdata.txt: SystemdCgroup = false',
  ),
  script(
    'cloud-init: runcmd',
    `#cloud-config\nruncmd:\n  - mkdir -p /etc/containerd\n  - containerd config default | sudo tee ${CONFIG}\n  - ${SED}\n`,
    dump20,
    {
      line: 'user-data: - sed',
      note: NO_LINE,
      kind: 'edit',
    },
    { path_: 'user-data' },
  ),
  script(
    'cloud-init: runcmd as a list in quotes',
    `#cloud-config\nruncmd:\n  - [sh, -c, "containerd config default > ${CONFIG} && sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}"]\n`,
    dump20,
    { line: 'user-data: - [sh, -c,', note: NO_LINE, kind: 'edit' },
    { path_: 'user-data' },
  ),
  files(
    'Butane: a local file',
    {
      'node.bu': `variant: flatcar\nversion: 1.0.0\nstorage:\n  files:\n    - path: ${CONFIG}\n      contents:\n        local: files/cri.toml\n`,
      'files/cri.toml': handwritten,
      ...old,
    },
    'files/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Ignition: a data URL',
    {
      'node.ign': `${JSON.stringify({ ignition: { version: '3.4.0' }, storage: { files: [{ path: CONFIG, contents: { source: `data:,${encodeURIComponent(handwritten)}` } }] } }, null, 2)}\n`,
    },
    'node.ign: "source": "data:,',
    { note: /data:/ },
  ),
  files(
    'Ignition: a data URL in base64',
    {
      'node.ign': `${JSON.stringify({ storage: { files: [{ path: CONFIG, contents: { source: `data:text/plain;charset=utf-8;base64,${base64(handwritten)}` } }] } }, null, 2)}\n`,
    },
    'node.ign: "source": "data:text/plain',
    { note: /base64/ },
  ),
  files(
    'kickstart: a document in %post',
    { 'node.ks': `lang en_US\n%post --log=/root/post.log\ncat > ${CONFIG} << EOF\n${handwritten}EOF\n%end\n` },
    'node.ks: SystemdCgroup = false',
  ),
  script(
    'autoinstall: late-commands',
    `#cloud-config\nautoinstall:\n  version: 1\n  late-commands:\n    - curtin in-target --target=/target -- sh -c "containerd config default > ${CONFIG}"\n    - sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /target${CONFIG}\n`,
    dump20,
    { line: 'user-data: - sed', note: NO_LINE, kind: 'edit' },
    { path_: 'user-data' },
  ),
  script(
    'preseed: late_command',
    raw`d-i preseed/late_command string \
  in-target sh -c 'containerd config default > ${CONFIG}'; \
  in-target sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}
`,
    dump20,
    { line: 'preseed.cfg: in-target sed', note: NO_LINE, kind: 'edit' },
    { path_: 'preseed.cfg' },
  ),
  files(
    'Talos: a machine file',
    {
      'patch.yaml': `machine:\n  files:\n    - content: |\n        [plugins]\n          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n            SystemdCgroup = false\n      path: /etc/cri/conf.d/20-customization.part\n      op: create\n`,
    },
    'patch.yaml: SystemdCgroup = false',
    {
      path: '/etc/cri/conf.d/20-customization.part',
      file: '[plugins]\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = false\n',
    },
  ),
  files(
    'Cluster API: files of a KubeadmConfigTemplate',
    {
      'template.yaml': `apiVersion: bootstrap.cluster.x-k8s.io/v1beta1\nkind: KubeadmConfigTemplate\nspec:\n  template:\n    spec:\n      files:\n        - path: ${CONFIG}\n          owner: root:root\n          content: |\n${indented(handwritten, '            ')}`,
    },
    'template.yaml: SystemdCgroup = false',
  ),
  files(
    'Kubernetes: a ConfigMap that an installer copies to the host',
    {
      'deploy/config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cri\ndata:\n  config.toml: |\n${indented(handwritten, '    ')}`,
      'deploy/daemonset.yaml': `kind: DaemonSet\nspec:\n  template:\n    spec:\n      containers:\n        - command: [sh, -c, "cp /config/config.toml /host${CONFIG}"]\n`,
    },
    'deploy/config.yaml: SystemdCgroup = false',
  ),
  files(
    'k3s: a template with its own expression',
    {
      'files/config.toml.tmpl': handwritten.replace('= false', '= {{ .SystemdCgroup }}'),
      'node.sh': 'cp files/config.toml.tmpl /var/lib/rancher/k3s/agent/etc/containerd/config.toml.tmpl\n',
    },
    'files/config.toml.tmpl: SystemdCgroup = {{ .SystemdCgroup }}',
    { path: '/var/lib/rancher/k3s/agent/etc/containerd/config.toml', kind: 'template' },
  ),
  files(
    'RKE2: a template that is kept as it is',
    {
      'files/config.toml.tmpl': `{{ template "base" . }}\n\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\n`,
      'roles/rke2/tasks/main.yml':
        '- copy:\n    src: files/config.toml.tmpl\n    dest: /var/lib/rancher/rke2/agent/etc/containerd/config.toml.tmpl\n',
    },
    'files/config.toml.tmpl: SystemdCgroup = false',
    {
      path: '/var/lib/rancher/rke2/agent/etc/containerd/config.toml.tmpl',
      file: `{{ template "base" . }}\n\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\n`,
    },
  ),
];

export const provisioningShapes: readonly Shape[] = [...management, ...firstBoot];
