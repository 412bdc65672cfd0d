import type { Shape } from '../shape.ts';
import { CONFIG, dump14, dump17, dump20, dump22, GENERATE, packaged, RUNC, raw, script } from './common.ts';

const NO_LINE = /no SystemdCgroup line/;
const V2 = raw`\[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options\]`;

/** Ways of writing one replacement: each finds nothing in a dump of 2.0.0. */
const spellings: readonly (readonly [string, string])[] = [
  ['any value', `sed -ie 's/SystemdCgroup = .*/SystemdCgroup = true/' ${CONFIG}`],
  ['a group that is kept', raw`sed -i 's/\(SystemdCgroup = \).*/\1true/' ${CONFIG}`],
  ['an indent in a class', raw`sed -i 's/^\([[:space:]]*SystemdCgroup = \).*/\1true/' ${CONFIG}`],
  ['extended, with bars', raw`sudo sed -i -r 's|^( *)SystemdCgroup = .*$|\1SystemdCgroup = true|g' ${CONFIG}`],
  ['an address whose pattern is used again', raw`sed -i "/^\([[:space:]]*SystemdCgroup = \).*/s//\1true/" ${CONFIG}`],
  ['hashes', `sudo sed -i "s#SystemdCgroup = false#SystemdCgroup = true#g" ${CONFIG}`],
  ['at signs', `sed -i 's@SystemdCgroup = false@SystemdCgroup = true@' ${CONFIG}`],
  ['commas', `sed -i 's,SystemdCgroup = false,SystemdCgroup = true,' ${CONFIG}`],
  ['word edges', raw`sed -i "s/\bSystemdCgroup\s=\sfalse\b/SystemdCgroup = true/g" ${CONFIG}`],
  ['an escaped equals sign', raw`sed -i 's/SystemdCgroup \= false/SystemdCgroup \= true/g' ${CONFIG}`],
  ['an address, then the value', raw`sed -i '/^\s*SystemdCgroup\s*=/s/false/true/' ${CONFIG}`],
  ['an address without blanks', `sed -i /SystemdCgroup/s/false/true/ ${CONFIG}`],
  ['a suffix for a copy', `sed -i.bak -e 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`],
  ['an empty suffix', `sed -i'' -E 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`],
  ['long options', `sed --in-place=.orig --expression='s/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`],
  ['options behind the script', `sed -e "s/SystemdCgroup = .*/SystemdCgroup = true/" -i ${CONFIG}`],
  ['no blanks asked for', raw`sed -ri 's/(SystemdCgroup *= *)false/\1true/' ${CONFIG}`],
  [
    'two commands in one script',
    `sed -i 's|SystemdCgroup = false|SystemdCgroup = true|; s|pause:3.8|pause:3.9|' ${CONFIG}`,
  ],
  ['-z for the whole file', raw`sed -i -z 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}`],
  ['-s, and several files', `sed -s -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG} /etc/crio/crio.conf`],
  ['case that does not count', `sed -i 's/systemdcgroup = false/SystemdCgroup = true/I' ${CONFIG}`],
  ['a class of digits and letters', `sed -Ei 's/(SystemdCgroup)[ ]*=[ ]*[a-z]+/\\1 = true/' ${CONFIG}`],
];

/** What it looks for is not known, so that it is not said to be wrong. */
const unknown = script(
  'sed: a pattern from a variable',
  raw`${GENERATE}LINE="$(grep SystemdCgroup ${CONFIG})"
sed -i "s|$LINE|SystemdCgroup = true|" ${CONFIG}
`,
  dump17(),
  { line: 'node.sh: sed -i', note: /comes from a variable/, kind: 'edit' },
);

const noLine = spellings.map(([name, command]) =>
  script(`sed: ${name}`, `${GENERATE}${command}\n`, dump20, {
    line: `node.sh: ${command.slice(0, 12)}`,
    note: NO_LINE,
    kind: 'edit',
  }),
);

/** The same replacements, and a file that was written anew after them. */
const overwritten = spellings.slice(0, 17).map(([name, command]) =>
  script(`sed before the dump: ${name}`, `${command}\n${GENERATE}`, name.length % 2 === 0 ? dump17() : dump22(), {
    line: `node.sh: ${command.slice(0, 12)}`,
    note: /writes the file again \(node\.sh:3\)/,
    kind: 'edit',
  }),
);

const others: readonly Shape[] = [
  script(
    "sed: 1.4's dump has no such line",
    `${GENERATE}sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    dump14,
    { line: 'node.sh: sed -i', note: NO_LINE, kind: 'edit' },
    { at: `${RUNC}]` },
  ),
  script(
    'sed: a misspelt value',
    `${GENERATE}sed -ri "s/(SystemdCgroup = flase)/SystemdCgroup = true/g" ${CONFIG}\n`,
    dump17(),
    { line: 'node.sh: sed -ri', note: /“flase”|value/, kind: 'edit' },
  ),
  script(
    'sed: the key written as in JSON',
    `${GENERATE}sed -i 's/"SystemdCgroup": false/"SystemdCgroup": true/' ${CONFIG}\ngrep -q SystemdCgroup ${CONFIG}\n`,
    dump17(),
    { line: 'node.sh: sed -i', note: /matches no line/, kind: 'edit' },
  ),
  script(
    'sed: a range from an unindented header',
    raw`CONFIG_FILE=${CONFIG}
containerd config default > "$CONFIG_FILE"
sed -i '/^\[plugins\."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options\]$/,/^\[/ s/SystemdCgroup[[:space:]]*=[[:space:]]*false/SystemdCgroup = true/' "$CONFIG_FILE"
`,
    dump17(),
    { line: 'node.sh: sed -i', note: /blanks are there/, kind: 'edit' },
  ),
  script(
    'sed: a range whose end is never reached by the key',
    raw`${GENERATE}sed -i '/runtimes.runc\]/,/^$/ s/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}
`,
    dump17(),
    { line: 'node.sh: sed -i', note: /different lines/, kind: 'edit' },
  ),
  script(
    'sed: the version 3 header with its quotes, and a file of version 2',
    raw`containerd config default | tee ${CONFIG} >/dev/null
sed -i "/\[plugins\.'io.containerd.cri.v1.runtime'\.containerd\.runtimes\.runc\.options\]/a SystemdCgroup = true" ${CONFIG}
`,
    dump17(),
    { line: 'node.sh: sed -i', note: /version 3.*version 2/, kind: 'edit' },
  ),
  script(
    'sed: the version 3 header with double quotes, and a file with single ones',
    raw`${GENERATE}sed -i '/\[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options\]/a\            SystemdCgroup = true' ${CONFIG}
`,
    dump20,
    { line: 'node.sh: sed -i', note: /double quotes/, kind: 'edit' },
  ),
  script(
    'sed: an if between versions, and the branch for 2.x misses',
    raw`${GENERATE}if [ "$MAJOR" -ge 2 ]; then
  sed -i '/\[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options\]/a\ SystemdCgroup = true' ${CONFIG}
else
  sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}
fi
`,
    dump20,
    {
      oneOf: ["node.sh: sed -i '/", "node.sh: sed -i 's/"],
    },
  ),
  script(
    'sed: a line put after the header of a dump that has the key below',
    raw`${GENERATE}sed -i '/containerd.runtimes.runc.options/a SystemdCgroup = true' ${CONFIG}
`,
    dump17().replace('runc.options]\n', 'runc.options]\nSystemdCgroup = true\n'),
    { line: 'node.sh: sed -i', kind: 'edit' },
    { subject: 'line', at: 'SystemdCgroup = true' },
  ),
  script(
    'sed: the header and a new line in its place, twice the key',
    raw`${GENERATE}sed -i -e 's/runtimes.runc.options]/runtimes.runc.options]\n            SystemdCgroup = true/' ${CONFIG}
`,
    dump17().replace('runc.options]\n', 'runc.options]\n            SystemdCgroup = true\n'),
    { line: 'node.sh: sed -i', kind: 'edit' },
    { subject: 'line', at: 'SystemdCgroup = true' },
  ),
  script(
    'sed: the whole match and a group in the replacement',
    raw`${GENERATE}sudo sed -i 's|^\( [ ]*\).*containerd.runtimes.runc.options.*|\0\n\1  SystemdCgroup = true|' ${CONFIG}
`,
    dump17().replace('runc.options]\n', 'runc.options]\n            SystemdCgroup = true\n'),
    { line: 'node.sh: sudo sed -i', kind: 'edit' },
    { subject: 'line', at: 'SystemdCgroup = true' },
  ),
  script(
    'sed: without -i, in a provisioner of Vagrant',
    raw`Vagrant.configure("2") do |config|
  config.vm.provision "shell", inline: <<-SHELL
    containerd config default | sudo tee ${CONFIG}
    sed '/${V2}/a\            SystemdCgroup = true' ${CONFIG}
  SHELL
end
`,
    dump17().replace('            SystemdCgroup = false\n', ''),
    { line: 'Vagrantfile: sed', note: /without -i/, kind: 'edit' },
    { path_: 'Vagrantfile', at: `${RUNC}]` },
  ),
  script(
    'sed as the writer of the dump',
    raw`mkdir -p /etc/containerd
containerd config default | sudo sed -n 'w ${CONFIG}'
`,
    dump17(),
    { line: 'node.sh: containerd config default', note: /generates the file/, kind: 'step' },
  ),
  script(
    'sed -n without a print, into the file',
    `containerd config default | sed -n 's/SystemdCgroup = false/SystemdCgroup = true/' > ${CONFIG}\n`,
    '            SystemdCgroup = true\n',
    { line: 'node.sh: containerd config default | sed -n', kind: 'edit' },
    { subject: 'line', at: 'SystemdCgroup = true' },
  ),
  script(
    'sed: a value in a variable that was false',
    `CGROUP=false\ncontainerd config default | sed "s/SystemdCgroup =.*/SystemdCgroup = \${CGROUP}/" > ${CONFIG}\n`,
    dump17(),
    { line: 'node.sh: containerd config default | sed', kind: 'edit' },
  ),
  script(
    'sed: a pattern in a variable',
    raw`FILE=${CONFIG}
containerd config default > "$FILE"
line="$(grep SystemdCgroup $FILE | sed -e 's/^[ ]*//')"
sed -i "s|$line|SystemdCgroup = true|g" $FILE
`,
    dump17(),
    { line: 'node.sh: sed -i', kind: 'edit' },
  ),
  script(
    'sed: a script in a variable',
    `EXPR='s/SystemdCgroup = false/SystemdCgroup = true/'\n${GENERATE}sed -i "$EXPR" ${CONFIG}\n`,
    dump20,
    { line: 'node.sh: sed -i', note: NO_LINE, kind: 'edit' },
  ),
  script(
    "sed: Docker's file, kept by a guard",
    `if [ ! -f ${CONFIG} ]; then\n  containerd config default > ${CONFIG}\nfi\nsed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\n`,
    packaged,
    { line: 'node.sh: sed -i', note: NO_LINE, kind: 'edit' },
    { at: 'disabled_plugins = «["cri"]»' },
  ),
  script(
    'sed: over several lines with continuations',
    raw`containerd config default | \
sed -e 's|registry\.k8s\.io/pause:[0-9.]\+|mirror/pause:3.9|g' \
    -e 's/SystemdCgroup = .*/SystemdCgroup = true/' \
    -e 's/config_path = ""/config_path = "\/etc\/containerd\/certs.d"/' | \
tee ${CONFIG} >/dev/null
`,
    dump20,
    { line: "node.sh: -e 's/SystemdCgroup", note: NO_LINE, kind: 'edit' },
  ),
  script(
    'sed: a file beside it, moved there afterwards',
    `containerd config default | sed 's/SystemdCgroup = .*/SystemdCgroup = true/g' > config.toml\nsudo mkdir -p /etc/containerd\nsudo mv config.toml ${CONFIG}\n`,
    dump20,
    { line: 'node.sh: containerd config default | sed', note: NO_LINE, kind: 'edit' },
  ),
  script(
    'sed: a name without a folder, after cd',
    `cd /etc/containerd\ncontainerd config default > config.toml\nsed -i 's/SystemdCgroup = false/SystemdCgroup = true/' config.toml\n`,
    dump20,
    { line: 'node.sh: sed -i', note: NO_LINE, kind: 'edit' },
  ),
  script(
    'sed: the edit is on a copy that is never moved back',
    `containerd config default > ${CONFIG}\ncp ${CONFIG} /root/config.toml\nsed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /root/config.toml\n`,
    dump17(),
    { line: 'node.sh: sed -i', note: /\/root\/config\.toml/, kind: 'edit' },
  ),
  script(
    'sed: commented out, while the dump stays',
    `${GENERATE}#sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}\nsystemctl restart containerd\n`,
    dump17(),
    { line: 'node.sh: containerd config default >', note: /generates the file/, kind: 'step' },
  ),
  script(
    'sed: false to true everywhere but for the key itself',
    `${GENERATE}sed -i 's/systemd_cgroup = false/systemd_cgroup = true/' ${CONFIG}\n`,
    dump17().replace('sandbox_image', 'systemd_cgroup = true\n    sandbox_image'),
    { line: 'node.sh: sed -i', note: /systemd_cgroup/, kind: 'edit' },
  ),
  script(
    'sed: the value is put back to false',
    `${GENERATE}sed -i 's/SystemdCgroup = true/SystemdCgroup = false/g' ${CONFIG}\n`,
    dump22(),
    { line: 'node.sh: sed -i', kind: 'edit' },
  ),
];

export const sedShapes: readonly Shape[] = [unknown, ...noLine, ...overwritten, ...others];
