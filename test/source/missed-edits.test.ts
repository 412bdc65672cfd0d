import { describe, expect, it } from 'vitest';
import { dump17, dump20, packaged } from './dumps.ts';
import { ask, type Shape, shown } from './shape.ts';

const CONFIG = '/etc/containerd/config.toml';
const FLAG = 'SystemdCgroup = «false»';
const GENERATE = `containerd config default > ${CONFIG}\n`;
const RUNC_OPTIONS = '.containerd.runtimes.runc.options';
const V2_OPTIONS = `[plugins."io.containerd.grpc.v1.cri"${RUNC_OPTIONS}]`;
const V3_OPTIONS = `[plugins.'io.containerd.cri.v1.runtime'${RUNC_OPTIONS}]`;
const KUBEADM = '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf';

interface Miss {
  readonly name: string;
  /** A script, or another file with its path. */
  readonly script: string;
  readonly path?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly file: string | null;
  readonly at?: string | null;
  readonly subject?: Shape['subject'];
  readonly imagePath?: string;
  readonly line: string;
  readonly note: RegExp;
  readonly createdBy?: string;
}

const gpuTable = (flag: string): string =>
  `\n      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.gpu.options]\n        SystemdCgroup = ${flag}\n`;

const misses: readonly Miss[] = [
  {
    name: 'a literal replacement, and a dump of 2.0.0 to 2.0.6 that has no such line',
    script: `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump20,
    at: V3_OPTIONS,
    line: 'sed -i',
    note: /finds no SystemdCgroup line.*2\.0\.0 to 2\.0\.6/,
  },
  {
    name: "a literal replacement, and Docker's own file that was never generated anew",
    script: `apt-get install -y containerd.io\nsed -i 's/SystemdCgroup = false/SystemdCgroup = true/g' ${CONFIG}\n`,
    file: packaged,
    at: 'disabled_plugins = «["cri"]»',
    line: 'sed -i',
    note: /finds no SystemdCgroup line/,
  },
  {
    name: 'the edit before the file is generated',
    script: `sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n${GENERATE}`,
    file: dump17(),
    line: 'sed -i',
    note: /a later step writes the file again \(setup\.sh:2\)/,
  },
  {
    name: 'a misspelt key',
    script: `${GENERATE}sudo sed -i "s/SystemCgroup = false/SystemCgroup = true/" ${CONFIG}\n`,
    file: dump17(),
    line: 'sudo sed -i',
    note: /“SystemCgroup”, and the file has “SystemdCgroup”/,
  },
  {
    name: "version 1's key",
    script: `${GENERATE}sed -i 's/systemd_cgroup = false/systemd_cgroup = true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed -i',
    note: /“systemd_cgroup”/,
  },
  {
    name: 'a dotted path as the pattern',
    script: `${GENERATE}sed -i 's/plugins.cri.containerd.runtimes.runc.options.SystemdCgroup = false/plugins.cri.containerd.runtimes.runc.options.SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed -i',
    note: /dotted path/,
  },
  {
    name: "a pattern that ends at the line's end, and a comment behind the value",
    script: `sed -i 's/SystemdCgroup = false$/SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump17('SystemdCgroup = false # the default'),
    line: 'sed -i',
    note: /a comment follows/,
  },
  {
    name: "a pattern that ends at the line's end, and a CR",
    script: `sed -i -E 's/^(\\s*)SystemdCgroup = false$/\\1SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump17().replaceAll('\n', '\r\n'),
    line: 'sed -i',
    note: /carriage return/,
  },
  {
    name: "a pattern that begins at the line's begin, and an indented line",
    script: `sed -i 's/^SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed -i',
    note: /blanks are there/,
  },
  {
    name: 'other blanks around the equals sign',
    script: `sed -i 's/SystemdCgroup=false/SystemdCgroup=true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed -i',
    note: /blanks are not those of the line/,
  },
  {
    name: 'an extended pattern without -E',
    script: `sed -i 's/(SystemdCgroup = )false/\\1true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed -i',
    note: /written for sed -E/,
  },
  {
    name: 'sed without -i',
    script: `${GENERATE}sed 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'sed',
    note: /without -i changes no file/,
  },
  {
    name: 'a line after the version 2 header, and a dump of version 3',
    script: `sed -i '/\\[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options\\]/a SystemdCgroup = true' ${CONFIG}\n`,
    file: dump20,
    at: V3_OPTIONS,
    line: 'sed -i',
    note: /anchor names the tables of version 2.*version 3/,
  },
  {
    name: 'lineinfile whose anchor is not there: the line is in the last table',
    path: 'roles/c/tasks/main.yml',
    script: `- name: Use systemd\n  ansible.builtin.lineinfile:\n    path: ${CONFIG}\n    insertafter: '\\[plugins\\."io\\.containerd\\.grpc\\.v1\\.cri"\\.containerd\\.runtimes\\.runc\\.options\\]'\n    line: '            SystemdCgroup = true'\n`,
    file: `${dump20}            SystemdCgroup = true\n`,
    at: V3_OPTIONS,
    line: "line: '            SystemdCgroup = true'",
    note: /anchor.*version 2.*end of the file/,
  },
  {
    name: 'the line that lineinfile put into the last table',
    path: 'roles/c/tasks/main.yml',
    script: `- lineinfile:\n    path: ${CONFIG}\n    insertafter: '\\.runc\\.options"\\]'\n    line: 'SystemdCgroup = true'\n`,
    file: `${dump20}SystemdCgroup = true\n`,
    at: 'SystemdCgroup = true',
    subject: 'line',
    line: "line: 'SystemdCgroup = true'",
    note: /end of the file/,
  },
  {
    name: 'lineinfile with a pattern, and several handlers',
    path: 'tasks/containerd.yml',
    script: `- name: Use systemd\n  lineinfile:\n    dest: ${CONFIG}\n    regexp: '^\\s*SystemdCgroup\\s*='\n    line: '            SystemdCgroup = true'\n`,
    file: dump17('SystemdCgroup = false', gpuTable('false')).replace(
      '        SystemdCgroup = false\n\n',
      '            SystemdCgroup = true\n\n',
    ),
    line: "regexp: '^\\s*SystemdCgroup\\s*='",
    note: /only the last line/,
  },
  {
    name: 'replace with another spelling',
    path: 'tasks/containerd.yml',
    script: `- name: Use systemd\n  ansible.builtin.replace:\n    path: "{{ containerd_config_file }}"\n    regexp: 'SystemdCGroup = false'\n    replace: 'SystemdCGroup = true'\n`,
    others: { 'defaults/main.yml': `containerd_config_file: ${CONFIG}\n` },
    file: dump17(),
    line: "regexp: 'SystemdCGroup = false'",
    note: /another case/,
  },
  {
    name: 'the right edit on a misspelt path',
    script: `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /etc/containerd/config.tomle\n`,
    file: dump17(),
    line: 'sed -i',
    note: /config\.tomle, and containerd of this image reads \/etc\/containerd\/config\.toml/,
  },
  {
    name: "the right edit on the package's template",
    script: `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /usr/share/containerd/config.toml\n`,
    file: dump17(),
    line: 'sed -i',
    note: /\/usr\/share\/containerd\/config\.toml/,
  },
  {
    name: 'the right edit, and the installer generates the file again',
    path: 'Dockerfile',
    script: `FROM base\nRUN containerd config default > ${CONFIG} \\\n  && sed -i 's/SystemdCgroup = false/SystemdCgroup = true/g' ${CONFIG}\nRUN containerd config default > ${CONFIG}\n`,
    file: dump17(),
    line: '&& sed -i',
    note: /a later step writes the file again \(Dockerfile:4\)/,
  },
  {
    name: 'an edit in a pipe',
    script: `containerd config default | sed 's/SystemdGroup = false/SystemdGroup = true/' | sudo tee ${CONFIG}\n`,
    file: dump17(),
    line: 'containerd config default | sed',
    note: /“SystemdGroup”/,
  },
  {
    name: 'a command in a list of cloud-init',
    path: 'user-data.yml',
    script: `#cloud-config\nruncmd:\n  - [sed, -i, 's/SystemCgroup = false/SystemCgroup = true/', ${CONFIG}]\n`,
    file: dump17(),
    line: '- [sed, -i,',
    note: /“SystemCgroup”/,
  },
  {
    name: 'a command in a string of Packer, with escaped quotes',
    path: 'node.pkr.hcl',
    script: `provisioner "shell" {\n  inline = [\n    "sudo sed -i \\"s/SystemCgroup = false/SystemCgroup = true/\\" ${CONFIG}",\n  ]\n}\n`,
    file: dump17(),
    line: '"sudo sed -i',
    note: /“SystemCgroup”/,
  },
  {
    name: 'a regular expression in Python',
    path: 'configure.py',
    script: `import re\nfrom pathlib import Path\n\nconfig = Path("${CONFIG}")\ntext = config.read_text()\ntext = re.sub(r"SystemdCgroup = False", "SystemdCgroup = true", text)\nconfig.write_text(text)\n`,
    file: dump17(),
    line: 'text = re.sub(',
    note: /another case/,
  },
  {
    name: 'strings.ReplaceAll in Go',
    path: 'pkg/node.go',
    script: `package pkg\n\nconst path = "${CONFIG}"\n\nfunc fix(text string) string {\n\treturn strings.ReplaceAll(text, "SystemdCgroup=false", "SystemdCgroup=true")\n}\n`,
    file: dump17(),
    line: 'return strings.ReplaceAll',
    note: /other blanks/,
  },
  {
    name: 'perl in place',
    script: `perl -pi -e 's/SystemdCgroups = false/SystemdCgroups = true/' ${CONFIG}\n`,
    file: dump17(),
    line: 'perl -pi',
    note: /“SystemdCgroups”/,
  },
  {
    name: 'tomlq that names the tables of version 2',
    script: `containerd config default > ${CONFIG}\ntomlq -i -t '.plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options.SystemdCgroup = true' ${CONFIG}\n`,
    file: dump20,
    at: V3_OPTIONS,
    line: 'tomlq -i -t',
    note: /version 2.*version 3/,
  },
  {
    name: "an edit of kubeadm's drop-in that has nothing to replace",
    script: `sed -i 's/cgroup-driver=systemd/cgroup-driver=cgroupfs/g' ${KUBEADM}\n`,
    imagePath: KUBEADM,
    subject: 'kubelet-driver',
    file: '[Service]\nEnvironment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS\n',
    at: '--config=',
    line: 'sed -i',
    note: /matches no line/,
  },
];

describe('an edit that was meant to set the driver', () => {
  it.each(misses.map((miss) => [miss.name, miss] as const))('%s', async (_name, miss) => {
    const { path = 'setup.sh', script, others, file, at = FLAG, subject, imagePath, createdBy } = miss;
    const repo = { [path]: script, ...others };
    const answer = await ask({
      name: miss.name,
      repo,
      file,
      at,
      ...(subject === undefined ? {} : { subject }),
      ...(imagePath === undefined ? {} : { path: imagePath }),
      ...(createdBy === undefined ? {} : { createdBy }),
      expect: { line: '' },
    });
    expect(answer.repo, String(answer.note)).not.toBeNull();
    expect(shown(repo, answer.repo!).line.slice(0, path.length + 2 + miss.line.length)).toBe(`${path}: ${miss.line}`);
    expect(answer.note).toMatch(miss.note);
    expect(answer.kind).toBe('edit');
  });
});

const worked: readonly (Omit<Shape, 'name' | 'expect'> & {
  readonly name: string;
  readonly line: string;
  readonly kind: string;
})[] = [
  {
    name: 'a sed that made the value',
    repo: { 'setup.sh': `sed -i 's/SystemdCgroup = true/SystemdCgroup = false/' ${CONFIG}\n` },
    file: dump17(),
    at: FLAG,
    line: 'setup.sh: sed -i',
    kind: 'edit',
  },
  {
    name: 'a sed that flips the handler which is meant to be cgroupfs too',
    repo: { 'setup.sh': `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/g' ${CONFIG}\n` },
    file: dump17('SystemdCgroup = true', gpuTable('true')),
    at: 'SystemdCgroup = «true»',
    line: 'setup.sh: sed -i',
    kind: 'edit',
  },
  {
    name: 'an options table that is appended to a file which does not define its handler',
    repo: { 'setup.sh': `tee -a ${CONFIG} <<EOF\n${V2_OPTIONS.replace('runc', 'gpu')}\n  SystemdCgroup = true\nEOF\n` },
    file: `${packaged}${V2_OPTIONS.replace('runc', 'gpu')}\n  SystemdCgroup = true\n`,
    at: `«${V2_OPTIONS.replace('runc', 'gpu')}»`,
    subject: 'line',
    line: `setup.sh: ${V2_OPTIONS.replace('runc', 'gpu')}`,
    kind: 'line',
  },
  {
    name: 'a key that sed inserts with its misspelling',
    repo: { 'setup.sh': `sed -i '/runc.options\\]/a \\            SystemCgroup = true' ${CONFIG}\n` },
    file: dump17('SystemCgroup = true'),
    at: 'SystemCgroup = true',
    subject: 'line',
    line: 'setup.sh: sed -i',
    kind: 'edit',
  },
];

describe('an edit that made the line', () => {
  it.each(worked.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    const answer = await ask({ ...shape, expect: { line: '' } });
    expect(answer.repo, String(answer.note)).not.toBeNull();
    expect(shown(shape.repo, answer.repo!).line.slice(0, shape.line.length)).toBe(shape.line);
    expect(answer.kind).toBe(shape.kind);
  });
});
