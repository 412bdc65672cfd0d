import type { Shape } from '../shape.ts';
import { indented, raw } from './common.ts';

const KUBEADM = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
const DROP_IN =
  '[Service]\nEnvironment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"\nEnvironmentFile=-/etc/default/kubelet\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_EXTRA_ARGS\n';
const YAML =
  'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: cgroupfs\nstaticPodPath: /etc/kubernetes/manifests\n';
const UNIT =
  '[Unit]\nDescription=kubelet\n[Service]\nExecStart=/usr/bin/kubelet \\\n  --kubeconfig=/etc/kubernetes/kubelet.conf \\\n  --cgroup-driver=cgroupfs\nRestart=always\n';

function kubelet(
  name: string,
  repo: Shape['repo'],
  path: string,
  file: string,
  at: string,
  line: string,
  more: Partial<Shape> = {},
): Shape {
  return { name: `kubelet: ${name}`, repo, subject: 'kubelet-driver', path, file, at, expect: { line }, ...more };
}

export const kubeletShapes: readonly Shape[] = [
  kubelet(
    'a sed on its configuration',
    { 'node.sh': "sed -i 's/cgroupDriver: systemd/cgroupDriver: cgroupfs/' /var/lib/kubelet/config.yaml\n" },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'node.sh: sed -i',
  ),
  kubelet(
    'a sed on every drop-in',
    { 'node.sh': `sed -i "s/cgroup-driver=systemd/cgroup-driver=cgroupfs/g" ${KUBEADM}\n` },
    KUBEADM,
    DROP_IN.replace('--config', '--cgroup-driver=cgroupfs --config'),
    '--cgroup-driver=«cgroupfs»',
    'node.sh: sed -i',
  ),
  kubelet(
    'an Environment line put in with sed',
    {
      'node.sh': raw`sed -i '/\[Service\]/a\Environment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"' ${KUBEADM}
`,
    },
    KUBEADM,
    DROP_IN.replace('[Service]\n', '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"\n'),
    '--cgroup-driver=«cgroupfs»',
    'node.sh: sed -i',
  ),
  kubelet(
    'an Environment line before the command',
    {
      'node.sh': raw`sed -i "0,/ExecStart=/s//Environment=\"KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\"\n&/" ${KUBEADM}
`,
    },
    KUBEADM,
    DROP_IN.replace('ExecStart=\n', 'Environment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"\nExecStart=\n'),
    '--cgroup-driver=«cgroupfs»',
    'node.sh: sed -i',
  ),
  kubelet(
    'perl with a group',
    {
      'node.sh': raw`perl -pi -e 's#(Environment="KUBELET_CONFIG_ARGS=.*)"#$1 --cgroup-driver=cgroupfs"#' ${KUBEADM}
`,
    },
    KUBEADM,
    DROP_IN.replace('config.yaml"', 'config.yaml --cgroup-driver=cgroupfs"'),
    '--cgroup-driver=«cgroupfs»',
    'node.sh: perl -pi',
  ),
  kubelet(
    'echo with nested quotes',
    {
      'node.sh': `echo "KUBELET_EXTRA_ARGS=\\"--cgroup-driver=cgroupfs --node-ip=$IP\\"" | sudo tee /etc/default/kubelet\n`,
    },
    '/etc/default/kubelet',
    'KUBELET_EXTRA_ARGS="--cgroup-driver=cgroupfs --node-ip=10.0.0.1"\n',
    '--cgroup-driver=«cgroupfs»',
    'node.sh: echo',
  ),
  kubelet(
    'a document with a variable',
    {
      'node.sh': `DRIVER=cgroupfs\ncat <<EOF > /etc/default/kubelet\nKUBELET_EXTRA_ARGS=--cgroup-driver=\${DRIVER}\nEOF\n`,
    },
    '/etc/default/kubelet',
    'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    '--cgroup-driver=«cgroupfs»',
    'node.sh: KUBELET_EXTRA_ARGS=--cgroup-driver=${DRIVER}',
  ),
  kubelet(
    'a unit in a document, over several lines',
    { 'node.sh': `cat > /etc/systemd/system/kubelet.service <<'EOF'\n${UNIT}EOF\n` },
    '/etc/systemd/system/kubelet.service',
    UNIT,
    '--cgroup-driver=«cgroupfs»',
    'node.sh: --cgroup-driver=cgroupfs',
  ),
  kubelet(
    'a unit as a template',
    {
      'roles/k/templates/kubelet.service.j2': UNIT.replace('=cgroupfs', '={{ cgroup_driver }}'),
      'roles/k/tasks/main.yml': '- template: src=kubelet.service.j2 dest=/etc/systemd/system/kubelet.service\n',
    },
    '/etc/systemd/system/kubelet.service',
    UNIT,
    '--cgroup-driver=«cgroupfs»',
    'roles/k/templates/kubelet.service.j2: --cgroup-driver={{ cgroup_driver }}',
  ),
  kubelet(
    'a configuration in a document',
    { 'node.sh': `cat <<EOF | tee /var/lib/kubelet/config.yaml\n${YAML}EOF\n` },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'node.sh: cgroupDriver: cgroupfs',
  ),
  kubelet(
    'a configuration as a file',
    { Dockerfile: 'COPY kubelet.yaml /var/lib/kubelet/config.yaml\n', 'kubelet.yaml': YAML, 'old/kubelet.yaml': YAML },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'kubelet.yaml: cgroupDriver: cgroupfs',
  ),
  kubelet(
    'a configuration with the driver in quotes',
    {
      Dockerfile: 'COPY kubelet.yaml /var/lib/kubelet/config.yaml\n',
      'kubelet.yaml': YAML.replace('cgroupfs', '"cgroupfs"'),
    },
    '/var/lib/kubelet/config.yaml',
    YAML.replace('cgroupfs', '"cgroupfs"'),
    'cgroupDriver: «"cgroupfs"»',
    'kubelet.yaml: cgroupDriver: "cgroupfs"',
  ),
  kubelet(
    'a second document of kubeadm',
    {
      'kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n---\n${YAML}`,
      Dockerfile: 'COPY kubeadm.yaml /etc/kubernetes/kubeadm.yaml\n',
    },
    '/etc/kubernetes/kubeadm.yaml',
    `apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n---\n${YAML}`,
    'cgroupDriver: «cgroupfs»',
    'kubeadm.yaml: cgroupDriver: cgroupfs',
  ),
  kubelet(
    'yq on its configuration',
    { 'node.sh': 'yq -i \'.cgroupDriver = "cgroupfs"\' /var/lib/kubelet/config.yaml\n' },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'node.sh: yq -i',
  ),
  kubelet(
    'jq through a temporary file',
    {
      'node.sh':
        'jq \'.cgroupDriver = "cgroupfs"\' /etc/kubernetes/kubelet/config.json > /tmp/k.json && mv /tmp/k.json /etc/kubernetes/kubelet/config.json\n',
    },
    '/etc/kubernetes/kubelet/config.json',
    '{\n  "kind": "KubeletConfiguration",\n  "cgroupDriver": "cgroupfs"\n}\n',
    '"cgroupDriver": «"cgroupfs"»',
    'node.sh: jq',
  ),
  kubelet(
    'lineinfile in the defaults',
    {
      'tasks/main.yml':
        "- lineinfile:\n    path: /etc/default/kubelet\n    line: 'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs'\n    create: true\n",
    },
    '/etc/default/kubelet',
    'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    '--cgroup-driver=«cgroupfs»',
    "tasks/main.yml: line: 'KUBELET_EXTRA_ARGS",
  ),
  kubelet(
    'lineinfile with a variable',
    {
      'tasks/main.yml': `- lineinfile:\n    path: /etc/default/kubelet\n    regexp: '^KUBELET_EXTRA_ARGS='\n    line: "KUBELET_EXTRA_ARGS=--cgroup-driver={{ cgroup_driver }}"\n`,
      'group_vars/all.yml': 'cgroup_driver: cgroupfs\n',
    },
    '/etc/default/kubelet',
    'KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs\n',
    '--cgroup-driver=«cgroupfs»',
    "tasks/main.yml: regexp: '^KUBELET",
  ),
  kubelet(
    "kind's patch",
    { 'kind.yaml': `kind: Cluster\nkubeadmConfigPatches:\n- |\n${indented(YAML, '  ')}` },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'kind.yaml: cgroupDriver: cgroupfs',
  ),
  kubelet(
    'a drop-in whose name sorts later',
    {
      'rootfs/etc/systemd/system/kubelet.service.d/20-driver.conf':
        '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"\n',
      'other/20-driver.conf': '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"\n',
    },
    '/etc/systemd/system/kubelet.service.d/20-driver.conf',
    '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--cgroup-driver=cgroupfs"\n',
    '--cgroup-driver=«cgroupfs»',
    'rootfs/etc/systemd/system/kubelet.service.d/20-driver.conf: Environment',
  ),
  kubelet(
    'a Go string',
    { 'pkg/kubelet.go': `package pkg\n\nconst config = \`${YAML}\`\n` },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'pkg/kubelet.go: cgroupDriver: cgroupfs',
  ),
  kubelet(
    'write_files of cloud-init',
    {
      'user-data.yaml': `#cloud-config\nwrite_files:\n  - path: /var/lib/kubelet/config.yaml\n    content: |\n${indented(YAML, '      ')}`,
    },
    '/var/lib/kubelet/config.yaml',
    YAML,
    'cgroupDriver: «cgroupfs»',
    'user-data.yaml: cgroupDriver: cgroupfs',
  ),
];
