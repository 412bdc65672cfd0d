import type { Shape } from '../shape.ts';
import {
  CONFIG,
  dump17,
  dump20,
  dump22,
  files,
  GENERATE,
  handwritten,
  indented,
  packaged,
  RUNC,
  raw,
  script,
} from './common.ts';

const HEADER = `[plugins."io.containerd.grpc.v1.cri"${RUNC}]`;
const GENERATED = /generates the file/;

/** Ways of generating the file and changing nothing. */
const dumps: readonly (readonly [string, string, string])[] = [
  ['cat in a pipe', `containerd config default | sudo cat > ${CONFIG}`, 'containerd config default |'],
  ['a shell of its own', `sudo sh -c 'containerd config default > ${CONFIG}'`, "sudo sh -c 'containerd"],
  ['bash with double quotes', `sudo bash -c "containerd config default > ${CONFIG}"`, 'sudo bash -c "containerd'],
  ['descriptors', `containerd config default 1>${CONFIG} 2>/dev/null`, 'containerd config default 1>'],
  ['brackets around', `{ containerd config default || true; } > ${CONFIG}`, '{ containerd config default'],
  ['a subshell', `(containerd config default 2>/dev/null || true) > ${CONFIG}`, '(containerd config default'],
  ['the path of the program', `/usr/local/bin/containerd config default > ${CONFIG}`, '/usr/local/bin/containerd'],
  ['through dd', `containerd config default | sudo dd of=${CONFIG}`, 'containerd config default | sudo dd'],
  ['through sponge', `containerd config default | sponge ${CONFIG}`, 'containerd config default | sponge'],
  ['into a variable first', `CONF=$(containerd config default)\necho "$CONF" > ${CONFIG}`, ''],
  [
    'a tee with a path in a variable',
    `DIR=/etc/containerd\ncontainerd config default | sudo tee "$DIR/config.toml"`,
    'containerd',
  ],
  [
    'another name, then install',
    `containerd config default > /tmp/c.toml\ninstall -D -m 644 /tmp/c.toml ${CONFIG}`,
    'containerd',
  ],
  [
    'in the folder',
    'cd /etc/containerd && containerd config default > config.toml',
    'cd /etc/containerd && containerd',
  ],
  ['a guard in one line', `[ -s ${CONFIG} ] || containerd config default > ${CONFIG}`, `[ -s ${CONFIG} ]`],
  [
    'nerdctl of a container',
    `docker exec "$NODE" sh -c 'containerd config default > ${CONFIG}'`,
    'docker exec "$NODE"',
  ],
  [
    'ssh to the node',
    `ssh root@$host "mkdir -p /etc/containerd; containerd config default > ${CONFIG}"`,
    'ssh root@$host',
  ],
];

const generated: readonly Shape[] = dumps.map(([name, text, line]) =>
  script(`a dump: ${name}`, `${text}\nsystemctl restart containerd\n`, dump17(), {
    line: `node.sh: ${line}`,
    note: GENERATED,
    kind: 'step',
  }),
);

/** Ways of writing the whole file. */
const body = indented(handwritten, '');
const writers: readonly (readonly [string, string])[] = [
  ['cat <<EOF >', `cat <<EOF > ${CONFIG}\n${body}EOF\n`],
  ["cat > <<'EOF'", `cat > ${CONFIG} <<'EOF'\n${body}EOF\n`],
  ['tee <<"EOF"', `sudo tee ${CONFIG} > /dev/null <<"EOF"\n${body}EOF\n`],
  ['cat <<-EOF with tabs', `if true; then\n\tcat <<-EOF >${CONFIG}\n${indented(body, '\t')}\tEOF\nfi\n`],
  ['a word that says TOML', `cat >${CONFIG} <<\\TOML\n${body}TOML\n`],
  [
    'two documents in one script',
    `cat > /etc/crictl.yaml <<EOF\nruntime-endpoint: unix:///x\nEOF\ncat > ${CONFIG} <<EOF\n${body}EOF\n`,
  ],
  ['bash -c with a document', `sudo bash -c 'cat > ${CONFIG}' <<EOF\n${body}EOF\n`],
  ['a document that sudo sh reads', `sudo sh -s <<'OUTER'\ncat > ${CONFIG} <<'EOF'\n${body}EOF\nOUTER\n`],
  ['a variable that is read first', `read -r -d '' CONF <<'EOF'\n${body}EOF\necho "$CONF" > ${CONFIG}\n`],
  ['a variable with quotes over lines', `CONF='${body}'\nprintf '%s' "$CONF" > ${CONFIG}\n`],
  ['a string that echo writes', `echo '${body}' | sudo tee ${CONFIG}\n`],
  [
    'a string that echo -e writes',
    `echo -e "${body.trimEnd().replaceAll('"', '\\"').replaceAll('\n', '\\n')}" > ${CONFIG}\n`,
  ],
  ['tee <<<', `sudo tee ${CONFIG} <<< '${body.trimEnd()}'\n`],
  ['a temporary file and install', `tmp=$(mktemp)\ncat > "$tmp" <<EOF\n${body}EOF\ninstall -m 0644 "$tmp" ${CONFIG}\n`],
  ['a function that writes what comes in', `write_file() { cat > "$1"; }\nwrite_file ${CONFIG} <<EOF\n${body}EOF\n`],
  ['a path below a root', `ROOTFS=\${ROOTFS:-/mnt/image}\ncat > "\${ROOTFS}${CONFIG}" <<EOF\n${body}EOF\n`],
];

const written: readonly Shape[] = writers.map(([name, text]) =>
  script(`writing the file: ${name}`, `#!/bin/sh\nset -e\n${text}systemctl restart containerd\n`, handwritten, {
    line: name.includes('echo -e') ? 'node.sh: echo -e' : 'node.sh: SystemdCgroup = false',
    ...(name.includes('echo -e') ? {} : { value: 'false' }),
    kind: 'line',
  }),
);

const copies: readonly Shape[] = (
  [
    ['cp', `cp files/containerd.toml ${CONFIG}`],
    ['cp to the folder of another name', `cp -f "$(dirname "$0")/files/containerd.toml" "${CONFIG}"`],
    ['install -D', `install -D -m 0644 files/containerd.toml ${CONFIG}`],
    ['cat >', `cat ./files/containerd.toml | sudo tee ${CONFIG}`],
    ['sudo cp from a variable', `HERE=$(cd "$(dirname "$0")" && pwd)\nsudo cp "$HERE/files/containerd.toml" ${CONFIG}`],
    ['scp to the node', `scp files/containerd.toml "root@$node:${CONFIG}"`],
    ['docker cp', `docker cp files/containerd.toml kind-control-plane:${CONFIG}`],
    ['curl from the own repository', `curl -fsSL https://raw.example/me/repo/main/files/containerd.toml -o ${CONFIG}`],
    ['wget from the own repository', `wget -O ${CONFIG} https://raw.example/me/repo/main/files/containerd.toml`],
    ['envsubst', `envsubst < files/containerd.toml > ${CONFIG}`],
    ['virt-customize', `virt-customize -a disk.qcow2 --upload files/containerd.toml:${CONFIG}`],
    ['rsync', `rsync -a files/containerd.toml ${CONFIG}`],
    ['dd', `dd if=files/containerd.toml of=${CONFIG}`],
    ['ln -s', `ln -sf /opt/node/files/containerd.toml ${CONFIG}`],
    ['sed while copying', `sed "s#@PAUSE@#registry.example/pause:3.9#" files/containerd.toml > ${CONFIG}`],
  ] as const
).map(([name, text]) =>
  files(
    `copying a file: ${name}`,
    {
      'node.sh': `set -e\n${text}\n`,
      'files/containerd.toml': name.includes('sed')
        ? handwritten.replace('registry.example/pause:3.9', '@PAUSE@')
        : handwritten,
      'old/containerd.toml': handwritten,
    },
    'files/containerd.toml: SystemdCgroup = false',
  ),
);

const appended = `${HEADER}\n  SystemdCgroup = true\n`;
const others: readonly Shape[] = [
  script(
    'a table appended to a dump that has it',
    `${GENERATE}cat <<EOF | sudo tee -a ${CONFIG}\n${appended}EOF\n`,
    dump17() + appended,
    { line: `node.sh: ${HEADER}`, kind: 'line' },
    {
      subject: 'line',
      at: `«${HEADER}»\n`.slice(0, -1),
      file: dump17().replace(HEADER, HEADER.replaceAll('"', "'")) + appended,
    },
  ),
  script(
    'a key appended with echo, into whatever table is last',
    `${GENERATE}echo 'SystemdCgroup = true' >> ${CONFIG}\n`,
    `${dump20}SystemdCgroup = true\n`,
    { line: "node.sh: echo 'SystemdCgroup = true'", kind: 'line' },
    { subject: 'line', at: 'SystemdCgroup = true' },
  ),
  script(
    'a patch that is applied to the dump',
    `${GENERATE}patch ${CONFIG} <<'EOF'\n--- a\n+++ b\n@@ -30,1 +30,1 @@\n-            SystemdCgroup = true\n+            SystemdCgroup = false\nEOF\n`,
    dump17(),
    { line: 'node.sh: +            SystemdCgroup = false' },
  ),
  script(
    'perl over the whole file',
    raw`${GENERATE}perl -0777 -pi -e 's/(runc\.options\][^\[]*?)SystemdCgroup = false/$1SystemdCgroup = true/s' ${CONFIG}
`,
    dump20,
    { line: 'node.sh: perl -0777', note: /no SystemdCgroup line|does not show/, kind: 'edit' },
  ),
  script(
    'awk through a temporary file',
    raw`${GENERATE}awk '/runtimes.runc.options/{print;print "            SystemdCgroup = true";next}1' ${CONFIG} > /tmp/x && mv /tmp/x ${CONFIG}
`,
    dump20,
    { line: 'node.sh: awk', kind: 'edit' },
  ),
  script(
    'ed',
    raw`${GENERATE}printf '%s\n' 'g/SystemdCgroup = false/s//SystemdCgroup = true/' w q | ed -s ${CONFIG}
`,
    dump20,
    { line: 'node.sh: printf', note: /no SystemdCgroup line|does not show/, kind: 'edit' },
  ),
  script(
    'ex',
    raw`${GENERATE}ex -sc '%s/SystemdCgroup = false/SystemdCgroup = true/ | x' ${CONFIG}
`,
    dump20,
    { line: 'node.sh: ex -sc', note: /no SystemdCgroup line|does not show/, kind: 'edit' },
  ),
  script(
    'crudini on a table of version 2',
    `${GENERATE}crudini --set ${CONFIG} 'plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options' SystemdCgroup true\n`,
    dump20,
    { line: 'node.sh: crudini --set', note: /version 2.*version 3/, kind: 'edit' },
  ),
  script(
    'dasel on a table of version 2',
    `${GENERATE}dasel put -t bool -v true -f ${CONFIG} 'plugins.io\\.containerd\\.grpc\\.v1\\.cri.containerd.runtimes.runc.options.SystemdCgroup'\n`,
    dump20,
    { line: 'node.sh: dasel put', note: /version 2.*version 3/, kind: 'edit' },
  ),
  script(
    'yq that reads and writes TOML',
    `${GENERATE}yq -i -p toml -o toml '.plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options.SystemdCgroup = true' ${CONFIG}\n`,
    dump20,
    { line: 'node.sh: yq -i', note: /version 2.*version 3/, kind: 'edit' },
  ),
  script(
    'toml-cli',
    `${GENERATE}toml set ${CONFIG} plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options.SystemdCgroup true > /tmp/c && mv /tmp/c ${CONFIG}\n`,
    dump20,
    { line: 'node.sh: toml set', note: /version 2.*version 3/, kind: 'edit' },
  ),
  script(
    'Python in a here-document',
    `${GENERATE}python3 - <<'EOF'\nfrom pathlib import Path\np = Path("${CONFIG}")\np.write_text(p.read_text().replace("SystemdCgroup = false", "SystemdCgroup = true"))\nEOF\n`,
    dump20,
    { line: 'node.sh: p.write_text', note: /no SystemdCgroup line/, kind: 'edit' },
  ),
  script(
    'the right edit, then the GPU toolkit with its own handler and a drop-in',
    `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\nnvidia-ctk runtime configure --runtime=containerd --set-as-default\n`,
    dump22('SystemdCgroup = true').replace(
      '[ttrpc]',
      `        [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.nvidia.options]\n            BinaryName = '/usr/bin/nvidia-container-runtime'\n\n[ttrpc]`,
    ),
    { line: 'node.sh: nvidia-ctk', note: /without SystemdCgroup/, kind: 'step' },
    { at: 'runtimes.nvidia.options]' },
  ),
  script(
    'an old file that is moved away, and a dump that is written',
    `mv ${CONFIG} ${CONFIG}.orig\ncontainerd config default > ${CONFIG}\n`,
    dump17(),
    { line: 'node.sh: containerd config default', note: GENERATED, kind: 'step' },
  ),
  script(
    'a copy is kept, and the file of the package stays as it is',
    `apt-get install -y containerd.io\ncp ${CONFIG} ${CONFIG}.orig\n`,
    packaged,
    { line: 'node.sh: apt-get install -y containerd.io', note: /package/, kind: 'step' },
    { subject: 'cri', at: 'disabled_plugins = «["cri"]»' },
  ),
  script(
    'a dump before the package that brings its own file',
    `containerd config default > ${CONFIG}\napt-get install -y containerd.io\n`,
    packaged,
    {
      line: 'node.sh: apt-get install -y containerd.io',
      note: /writes another one \(node\.sh:1\) came before/,
      kind: 'step',
    },
    { subject: 'cri', at: 'disabled_plugins = «["cri"]»' },
  ),
  script(
    'a disabled plugin that a sed comments out, too late',
    `sed -i 's/^disabled_plugins/#disabled_plugins/' ${CONFIG}\napt-get install -y containerd.io\n`,
    packaged,
    { line: 'node.sh: sed -i', kind: 'edit' },
    { subject: 'cri', at: 'disabled_plugins = «["cri"]»' },
  ),
  script(
    'a disabled plugin whose quotes the sed does not have',
    raw`sed -i "s/disabled_plugins = \['cri'\]/disabled_plugins = []/" ${CONFIG}
`,
    packaged,
    { line: 'node.sh: sed -i', note: /single quotes/, kind: 'edit' },
    { subject: 'cri', at: 'disabled_plugins = «["cri"]»' },
  ),
  script(
    'the file is removed as a folder',
    'rm -rf /etc/containerd\n',
    dump17(),
    { line: 'node.sh: rm -rf /etc/containerd', note: /removes/, kind: 'step' },
    { file: null, at: null },
  ),
  script(
    'the file is removed by a pattern',
    'rm -f /etc/containerd/*.toml\n',
    dump17(),
    { line: 'node.sh: rm -f /etc/containerd/*.toml', note: /removes/, kind: 'step' },
    { file: null, at: null },
  ),
];

export const shellShapes: readonly Shape[] = [...generated, ...written, ...copies, ...others];
