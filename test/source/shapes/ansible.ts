import type { Shape } from '../shape.ts';
import { CONFIG, dump17, dump20, dump22, files, handwritten, indented, packaged, RUNC, raw, script } from './common.ts';

const NO_LINE = /no SystemdCgroup line/;
const HEADER = `[plugins."io.containerd.grpc.v1.cri"${RUNC}]`;
const TASKS = 'roles/containerd/tasks/main.yml';
const DUMP = `- name: Generate\n  ansible.builtin.shell: containerd config default > ${CONFIG}\n  args:\n    creates: ${CONFIG}\n`;

function task(
  name: string,
  text: string,
  file: string,
  line: string,
  note?: RegExp,
  more: Partial<Shape> & { readonly others?: Shape['repo'] } = {},
): Shape {
  const expect = { line: `${TASKS}: ${line}`, ...(note === undefined ? {} : { note }) };
  return script(`Ansible: ${name}`, `---\n${text}`, file, expect, { path_: TASKS, ...more });
}

const edits: readonly Shape[] = [
  task(
    'replace with a pattern to the end of the line',
    raw`${DUMP}- name: Use systemd
  ansible.builtin.replace:
    path: "${CONFIG}"
    regexp: 'SystemdCgroup\s*=.*$'  # the flag
    replace: 'SystemdCgroup = true'
`,
    dump20,
    'regexp:',
    NO_LINE,
  ),
  task(
    'lineinfile whose pattern finds nothing and whose anchor is a class of characters',
    raw`${DUMP}- name: Use systemd
  ansible.builtin.lineinfile:
    path: ${CONFIG}
    regexp: '^\s*SystemdCgroup\s*=\s*false'
    line: '            SystemdCgroup = true'
    insertafter: '[plugins\."io\.containerd\.grpc\.v1\.cri"\.containerd\.runtimes\.runc\.options]'
`,
    `${dump20}            SystemdCgroup = true\n`,
    'regexp:',
    undefined,
    { at: `${RUNC}]` },
  ),
  task(
    'lineinfile without a match goes to the end of the file',
    `${DUMP}- lineinfile:\n    path: ${CONFIG}\n    regexp: 'SystemdCgroup\\s*='\n    line: '            SystemdCgroup = true'\n  notify: restart containerd\n`,
    `${dump20}            SystemdCgroup = true\n`,
    'regexp:',
    /end of the file/,
    { at: `${RUNC}]` },
  ),
  task(
    'a shell task of several lines',
    `- name: Configure\n  shell: |\n    mkdir -p /etc/containerd\n    containerd config default > ${CONFIG}\n    sed -i 's/SystemdCgroup = false/SystemdCgroup = true/g' ${CONFIG}\n`,
    dump20,
    'sed -i',
    NO_LINE,
  ),
  task(
    'a folded shell task',
    `- name: Configure\n  ansible.builtin.shell: >\n    containerd config default |\n    sed 's/SystemdCgroup = false/SystemdCgroup = true/g' >\n    ${CONFIG}\n`,
    dump20,
    '',
    NO_LINE,
  ),
  task(
    'cmd below the module',
    `- name: Configure\n  ansible.builtin.command:\n    cmd: sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    dump20,
    'cmd: sed -i',
    NO_LINE,
  ),
  task(
    'a pipe and a redirection in the command module',
    `- name: Configure\n  ansible.builtin.command: containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' > ${CONFIG}\n`,
    dump17(),
    'ansible.builtin.command: containerd',
    /runs no shell/,
  ),
  task(
    'a pipe in the command module that starts a shell',
    `- name: Configure\n  command: sh -c "containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' > ${CONFIG}"\n`,
    dump20,
    'command: sh -c',
    NO_LINE,
  ),
  task(
    'argv below the module',
    `- name: Configure\n  ansible.builtin.command:\n    argv:\n      - sed\n      - -i\n      - s/SystemdCgroup = false/SystemdCgroup = true/\n      - ${CONFIG}\n`,
    dump20,
    '- s/SystemdCgroup',
    NO_LINE,
  ),
  task(
    'a quoted command that holds quotes',
    `- name: Configure\n  command: "sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}"\n`,
    dump20,
    'command: "sed -i',
    NO_LINE,
  ),
  task(
    'a filter on the registered dump',
    raw`- name: Read the defaults
  command: containerd config default
  register: defaults
- name: Write them
  copy:
    dest: ${CONFIG}
    content: "{{ defaults.stdout | regex_replace('SystemdCgroup = false', 'SystemdCgroup = true') }}"
`,
    dump20,
    'content:',
    NO_LINE,
  ),
  task(
    'a registered dump written with a template of one expression',
    `- name: Read the defaults\n  ansible.builtin.command:\n    cmd: containerd config default\n  register: containerd_config_default\n  changed_when: false\n- name: Write them\n  ansible.builtin.copy:\n    content: "{{ containerd_config_default.stdout }}"\n    dest: ${CONFIG}\n    mode: '0644'\n- name: Use systemd\n  ansible.builtin.replace:\n    path: ${CONFIG}\n    regexp: 'systemd_cgroup = false'\n    replace: 'systemd_cgroup = true'\n`,
    dump17(),
    "regexp: 'systemd_cgroup",
    /“systemd_cgroup”/,
  ),
  task(
    'several edits in a loop',
    raw`${DUMP}- name: Adjust
  ansible.builtin.replace:
    path: ${CONFIG}
    regexp: "{{ item.regexp }}"
    replace: "{{ item.replace }}"
  loop:
    - { regexp: 'SystemdCgroup = false', replace: 'SystemdCgroup = true' }
    - { regexp: 'pause:3.8', replace: 'pause:3.9' }
`,
    dump20,
    "- { regexp: 'SystemdCgroup",
    NO_LINE,
  ),
  task(
    'several lines in a loop of mappings',
    raw`${DUMP}- name: Adjust
  lineinfile:
    path: ${CONFIG}
    regexp: "{{ item.regexp }}"
    line: "{{ item.line }}"
    backrefs: true
  with_items:
    - regexp: '^(\s*)SystemdCgroup = false'
      line: '\1SystemdCgroup = true'
    - regexp: '^(\s*)sandbox_image'
      line: '\1sandbox_image = "x"'
`,
    dump20,
    "- regexp: '^",
    NO_LINE,
  ),
  task(
    'lineinfile with backrefs and no match changes nothing',
    raw`${DUMP}- ansible.builtin.lineinfile:
    path: ${CONFIG}
    regexp: '^(\s+)SystemdCgroup\s*=\s*false$'
    line: '\g<1>SystemdCgroup = true'
    backrefs: yes
`,
    dump20,
    'regexp:',
    NO_LINE,
  ),
  task(
    'replace between two limits that are not there',
    raw`${DUMP}- ansible.builtin.replace:
    path: ${CONFIG}
    after: '\[plugins\."io\.containerd\.grpc\.v1\.cri"\.containerd\.runtimes\.runc\.options\]'
    before: '\[plugins'
    regexp: 'SystemdCgroup = false'
    replace: 'SystemdCgroup = true'
`,
    dump22(),
    'regexp:',
    /version 2.*version 3/,
  ),
  task(
    'ini_file on a table of version 2',
    `${DUMP}- community.general.ini_file:\n    path: ${CONFIG}\n    section: 'plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options'\n    option: SystemdCgroup\n    value: 'true'\n`,
    dump20,
    'option: SystemdCgroup',
    /version 2.*version 3/,
  ),
  task(
    'blockinfile behind a header that is not there',
    raw`${DUMP}- blockinfile:
    path: ${CONFIG}
    insertafter: '\[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options\]'
    block: |
      SystemdCgroup = true
`,
    `${dump20}# BEGIN ANSIBLE MANAGED BLOCK\nSystemdCgroup = true\n# END ANSIBLE MANAGED BLOCK\n`,
    '',
    /version 2.*version 3/,
    { at: `${RUNC}]` },
  ),
  task(
    'blockinfile that appends the table a second time',
    `${DUMP}- blockinfile:\n    path: ${CONFIG}\n    block: |\n      ${HEADER}\n        SystemdCgroup = true\n`,
    `${dump17()}# BEGIN ANSIBLE MANAGED BLOCK\n${HEADER}\n  SystemdCgroup = true\n# END ANSIBLE MANAGED BLOCK\n`,
    HEADER,
    undefined,
    { subject: 'line', at: 'SystemdCgroup = «true»', expect: { line: `${TASKS}: SystemdCgroup = true` } },
  ),
  task(
    'a condition that left the edit out',
    `${DUMP}- name: Use systemd\n  ansible.builtin.replace:\n    path: ${CONFIG}\n    regexp: 'SystemdCgroup = false'\n    replace: 'SystemdCgroup = true'\n  when: containerd_use_systemd\n`,
    dump17(),
    'regexp:',
    /does not show|containerd_use_systemd/,
  ),
  task(
    'an edit before the package that brings its own file',
    `- replace:\n    path: ${CONFIG}\n    regexp: 'SystemdCgroup = false'\n    replace: 'SystemdCgroup = true'\n- apt:\n    name: [containerd.io]\n    state: present\n`,
    packaged,
    'regexp:',
    NO_LINE,
    { at: 'disabled_plugins = «["cri"]»' },
  ),
  task(
    'the file is removed, by a loop',
    `- name: Clean\n  file:\n    path: "{{ item }}"\n    state: absent\n  loop:\n    - /etc/crictl.yaml\n    - ${CONFIG}\n`,
    dump17(),
    '',
    /removes/,
    { file: null, at: null },
  ),
];

const rolesOf = (tasks: string, path: string, text: string, more: Shape['repo'] = {}): Shape['repo'] => ({
  [TASKS]: `---\n${tasks}`,
  [path]: text,
  ...more,
});
const variable = handwritten.replace('= false', '= {{ use_systemd | bool | lower }}');
const templated = 'roles/containerd/templates/config.toml.j2';

const sources: readonly Shape[] = [
  files(
    'Ansible: a template whose variable is in group_vars over a default',
    rolesOf(`- template:\n    src: config.toml.j2\n    dest: ${CONFIG}\n`, templated, variable, {
      'roles/containerd/defaults/main.yml': 'use_systemd: true\n',
      'group_vars/all.yml': 'use_systemd: false\n',
    }),
    `${templated}: SystemdCgroup = {{`,
    { note: /use_systemd/, kind: 'template' },
  ),
  files(
    'Ansible: a variable by a loop over handlers',
    rolesOf(
      `- template: src=config.toml.j2 dest=${CONFIG}\n`,
      templated,
      `version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "{{ pause_image }}"\n{% for runtime in runtimes %}\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.{{ runtime.name }}]\n  runtime_type = "{{ runtime.type }}"\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.{{ runtime.name }}.options]\n{% for key, value in runtime.options.items() %}\n  {{ key }} = {{ value }}\n{% endfor %}\n{% endfor %}\n`,
      {
        'roles/containerd/defaults/main.yml':
          'pause_image: registry.example/pause:3.9\nruntimes:\n  - name: runc\n    type: io.containerd.runc.v2\n    options:\n      SystemdCgroup: "false"\n',
      },
    ),
    'roles/containerd/defaults/main.yml: SystemdCgroup: "false"',
  ),
  files(
    'Ansible: a ternary',
    rolesOf(
      `- template: src=config.toml.j2 dest=${CONFIG}\n`,
      templated,
      handwritten.replace('= false', "= {{ (cgroup_driver == 'systemd') | ternary('true', 'false') }}"),
    ),
    `${templated}: SystemdCgroup = {{`,
    { note: /cgroup_driver/, kind: 'template' },
  ),
  files(
    'Ansible: items with source and destination',
    rolesOf(
      `- name: Files\n  copy:\n    src: "{{ item.src }}"\n    dest: "{{ item.dest }}"\n  loop:\n    - { src: containerd.toml, dest: ${CONFIG} }\n    - { src: crictl.yaml, dest: /etc/crictl.yaml }\n`,
      'roles/containerd/files/containerd.toml',
      handwritten,
      { 'roles/other/files/containerd.toml': handwritten },
    ),
    'roles/containerd/files/containerd.toml: SystemdCgroup = false',
  ),
  files(
    'Ansible: a lookup of a file',
    rolesOf(
      `- copy:\n    content: "{{ lookup('file', 'node/cri.toml') }}"\n    dest: ${CONFIG}\n`,
      'roles/containerd/files/node/cri.toml',
      handwritten,
      { 'old/cri.toml': handwritten },
    ),
    'roles/containerd/files/node/cri.toml: SystemdCgroup = false',
  ),
  files(
    'Ansible: a lookup of a template',
    rolesOf(
      `- copy:\n    content: "{{ lookup('template', 'node/cri.toml.j2') }}"\n    dest: ${CONFIG}\n`,
      'roles/containerd/templates/node/cri.toml.j2',
      handwritten.replace('registry.example', '{{ registry }}'),
      { 'old/node.toml': handwritten.replace('registry.example', 'other.example') },
    ),
    'roles/containerd/templates/node/cri.toml.j2: SystemdCgroup = false',
  ),
  files(
    'Ansible: a folder and a name in variables',
    rolesOf(
      '- template:\n    src: "{{ containerd_template }}"\n    dest: "{{ containerd_conf_dir }}/config.toml"\n',
      'roles/containerd/templates/v2.toml.j2',
      handwritten,
      {
        'roles/containerd/defaults/main.yml': 'containerd_template: v2.toml.j2\ncontainerd_conf_dir: /etc/containerd\n',
        'roles/containerd/templates/v3.toml.j2': handwritten.replace('version = 2', 'version = 3'),
      },
    ),
    'roles/containerd/templates/v2.toml.j2: SystemdCgroup = false',
  ),
  files(
    'Ansible: the content in a variable of the defaults',
    rolesOf(
      `- copy:\n    content: "{{ containerd_config }}"\n    dest: ${CONFIG}\n`,
      'roles/containerd/defaults/main.yml',
      `containerd_config: |\n${indented(handwritten, '  ')}other: 1\n`,
    ),
    'roles/containerd/defaults/main.yml: SystemdCgroup = false',
  ),
  files(
    'Ansible: a template that is chosen by version',
    rolesOf(
      `- template:\n    src: "config-v{{ config_version }}.toml.j2"\n    dest: ${CONFIG}\n`,
      'roles/containerd/templates/config-v2.toml.j2',
      handwritten,
      { 'roles/containerd/templates/config-v3.toml.j2': handwritten.replaceAll('grpc.v1.cri', 'cri.v1.runtime') },
    ),
    'roles/containerd/templates/config-v2.toml.j2: SystemdCgroup = false',
  ),
  files(
    'Ansible: a template with spaces around and a dash',
    rolesOf(
      `- template: src=config.toml.j2 dest=${CONFIG}\n`,
      templated,
      handwritten.replace(
        '  SystemdCgroup = false\n',
        "  {%- if cgroup_driver == 'systemd' %}\n  SystemdCgroup = true\n  {%- else %}\n  SystemdCgroup = false\n  {%- endif %}\n",
      ),
    ),
    `${templated}: SystemdCgroup = false`,
    { note: /cgroup_driver/, kind: 'template' },
  ),
  files(
    'Ansible: a drop-in that another role writes by lines',
    {
      'roles/gpu/tasks/main.yml': `- name: Runtime\n  ansible.builtin.copy:\n    dest: /etc/containerd/conf.d/gpu.toml\n    content: |\n      version = 2\n      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n        SystemdCgroup = false\n`,
    },
    'roles/gpu/tasks/main.yml: SystemdCgroup = false',
    {
      path: '/etc/containerd/conf.d/gpu.toml',
      file: 'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n  SystemdCgroup = false\n',
    },
  ),
  files(
    'Ansible: a module with its arguments in a mapping on one line',
    rolesOf(
      `- name: Config\n  ansible.builtin.copy: { src: cri.toml, dest: ${CONFIG}, mode: '0644' }\n`,
      'roles/containerd/files/cri.toml',
      handwritten,
      { 'old/cri.toml': handwritten },
    ),
    'roles/containerd/files/cri.toml: SystemdCgroup = false',
  ),
];

/** One template for two versions of containerd, most of which a condition leaves out. */
const branched = `# Made by Ansible
version = {% if containerd_version is version('2.0.0', '>=') %}3{% else %}2{% endif %}

imports = ["/etc/containerd/conf.d/*.toml"]
[plugins]
{% if containerd_version is version('2.0.0', '>=') %}
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "{{ pause_image }}"
  [plugins.'io.containerd.cri.v1.images'.registry]
    config_path = '/etc/containerd/certs.d'
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = 'io.containerd.runc.v2'
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
    SystemdCgroup = false
{% for shim in wasm_shims %}
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.{{ shim }}]
    runtime_type = "io.containerd.{{ shim }}.v1"
{% endfor %}
{% else %}
  [plugins."io.containerd.grpc.v1.cri"]
    sandbox_image = "{{ pause_image }}"
    max_container_log_line_size = 65536
    enable_unprivileged_ports = true
    enable_unprivileged_icmp = true
    tolerate_missing_hugetlb_controller = true
    device_ownership_from_security_context = true
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
{% endif %}
`;
const BRANCH = `# Made by Ansible
version = 3

imports = ["/etc/containerd/conf.d/*.toml"]
[plugins]
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "registry.example/pause:3.10"
  [plugins.'io.containerd.cri.v1.images'.registry]
    config_path = '/etc/containerd/certs.d'
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = 'io.containerd.runc.v2'
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
    SystemdCgroup = false
`;

/** Options that a loop of the template writes, from a variable that another variable decides about. */
const looped = `version = 3
root = "{{ storage_dir }}"
oom_score = {{ oom_score }}
[grpc]
  max_recv_message_size = 16777216
[plugins]
{% for runtime in [runc_runtime] + more_runtimes %}
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.{{ runtime.name }}]
    runtime_type = "{{ runtime.type }}"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.{{ runtime.name }}.options]
{% for key, value in runtime.options.items() %}
      {{ key }} = {{ value }}
{% endfor %}
{% endfor %}
`;
const LOOP = `version = 3
root = "/var/lib/containerd"
oom_score = 0
[grpc]
  max_recv_message_size = 16777216
[plugins]
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;
const DEFAULTS = 'roles/containerd/defaults/main.yml';

const templates: readonly Shape[] = [
  task(
    'a copy of the dump that is edited, and put in place then',
    raw`- command: containerd config default
  register: defaults
- copy:
    dest: /tmp/config.toml
    content: "{{ defaults.stdout }}"
- name: Use systemd
  lineinfile:
    path: /tmp/config.toml
    insertafter: '^.*plugins\."io\.containerd\.grpc\.v1\.cri"\.containerd\.runtimes\.runc\.options\]$'
    line: '          SystemdCgroup = true'
- copy:
    remote_src: true
    src: /tmp/config.toml
    dest: ${CONFIG}
`,
    `${dump20}          SystemdCgroup = true\n`,
    "line: '          SystemdCgroup = true'",
    /tables of version 2.*end of the file/,
    { at: `${RUNC}]` },
  ),
  files(
    'Ansible: a template most of which is left out',
    rolesOf(`- template:\n    src: config.toml.j2\n    dest: ${CONFIG}\n`, templated, branched),
    `${templated}: SystemdCgroup = false`,
    { file: BRANCH },
  ),
  files(
    'Ansible: options that a loop writes',
    {
      ...rolesOf(`- template:\n    src: config.toml.j2\n    dest: "${CONFIG}"\n`, templated, looped),
      [DEFAULTS]: `runc_runtime:\n  name: runc\n  type: io.containerd.runc.v2\n  options:\n    SystemdCgroup: "{{ use_systemd_cgroup | ternary('true', 'false') }}"\n`,
      'group_vars/all.yml': 'use_systemd_cgroup: false\n',
    },
    `${DEFAULTS}: SystemdCgroup: "{{ use_systemd_cgroup | ternary('true', 'false') }}"`,
    { file: LOOP, note: /use_systemd_cgroup.*set at group_vars\/all\.yml:1/, kind: 'template' },
  ),
];

export const ansibleShapes: readonly Shape[] = [...edits, ...sources, ...templates];
