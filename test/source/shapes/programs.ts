import type { Shape } from '../shape.ts';
import { CONFIG, dump17, dump20, files, handwritten, indented, raw, script } from './common.ts';

const NO_LINE = /no SystemdCgroup line/;
const OPTIONS =
  'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = false\n';

const strings: readonly Shape[] = [
  files(
    'Go: a raw string',
    { 'pkg/cri.go': `package pkg\n\nconst config = \`${handwritten}\`\n` },
    'pkg/cri.go: SystemdCgroup = false',
  ),
  files(
    'Go: a format',
    {
      'pkg/cri.go': `package pkg\n\nfunc config(pause string, systemd bool) string {\n\treturn fmt.Sprintf(\`${handwritten.replace('registry.example/pause:3.9', '%s').replace('= false', '= %t')}\`, pause, systemd)\n}\n`,
    },
    'pkg/cri.go: SystemdCgroup = %t',
    { kind: 'template' },
  ),
  files(
    'Go: an embedded template',
    {
      'pkg/cri.go':
        'package pkg\n\n//go:embed cri.toml.gotmpl\nvar text string\n\nconst path = "/etc/containerd/config.toml"\n',
      'pkg/cri.toml.gotmpl': handwritten.replace('= false', '= {{ .Systemd }}'),
    },
    'pkg/cri.toml.gotmpl: SystemdCgroup = {{ .Systemd }}',
    { kind: 'template' },
  ),
  files(
    'Go: a map that is encoded',
    {
      'pkg/cri.go': `package pkg\n\nvar runtimes = map[string]any{\n\t"runc": map[string]any{\n\t\t"runtime_type": "io.containerd.runc.v2",\n\t\t"options": map[string]any{\n\t\t\t"SystemdCgroup": false,\n\t\t},\n\t},\n}\n\nconst path = "${CONFIG}"\n`,
    },
    'pkg/cri.go: "SystemdCgroup": false,',
    { file: OPTIONS },
  ),
  files(
    'Python: a string of several lines',
    { 'build.py': `CONFIG = """\\\n${handwritten}"""\nopen("${CONFIG}", "w").write(CONFIG)\n` },
    'build.py: SystemdCgroup = false',
  ),
  files(
    'Python: a format with braces',
    { 'build.py': `CONFIG = f"""\n${handwritten.replace('= false', '= {str(systemd).lower()}')}"""\n` },
    'build.py: SystemdCgroup = {str',
    { kind: 'template' },
  ),
  files(
    'Python: a nested dictionary',
    {
      'build.py': `import toml\nconfig = {"version": 2, "plugins": {"io.containerd.grpc.v1.cri": {"containerd": {"runtimes": {"runc": {\n    "runtime_type": "io.containerd.runc.v2",\n    "options": {"SystemdCgroup": False},\n}}}}}}\ntoml.dump(config, open("${CONFIG}", "w"))\n`,
    },
    'build.py: "options": {"SystemdCgroup": False},',
    { file: OPTIONS },
  ),
  files(
    'JavaScript: a template string',
    {
      'src/cri.ts': `export const config = (systemd: boolean) => \`${handwritten.replace('= false', '= ${systemd}')}\`;\n`,
    },
    'src/cri.ts: SystemdCgroup = ${systemd}',
    { kind: 'template' },
  ),
  files(
    'JavaScript: lines that are joined',
    {
      'src/cri.mjs': `const config = [\n${handwritten
        .trimEnd()
        .split('\n')
        .map((line) => `  '${line}',`)
        .join('\n')}\n].join('\\n');\n`,
    },
    "src/cri.mjs: '  SystemdCgroup = false',",
  ),
  files(
    'Rust: a raw string',
    { 'src/cri.rs': `const CONFIG: &str = r#"${handwritten}"#;\n` },
    'src/cri.rs: SystemdCgroup = false',
  ),
  files(
    'Java: a text block',
    {
      'src/Cri.java': `class Cri {\n  static final String CONFIG = """\n${indented(handwritten, '      ')}      """;\n}\n`,
    },
    'src/Cri.java: SystemdCgroup = false',
  ),
  files(
    'Ruby: a heredoc',
    { 'lib/cri.rb': `CONFIG = <<~TOML.freeze\n${indented(handwritten, '  ')}TOML\n` },
    'lib/cri.rb: SystemdCgroup = false',
  ),
  files(
    'PowerShell: a here-string',
    { 'build.ps1': `$config = @'\n${handwritten}'@\nSet-Content -Path ${CONFIG} -Value $config\n` },
    'build.ps1: SystemdCgroup = false',
  ),
  files(
    'Jsonnet: a text block',
    { 'node.jsonnet': `{\n  files: {\n    '${CONFIG}': |||\n${indented(handwritten, '      ')}    |||,\n  },\n}\n` },
    'node.jsonnet: SystemdCgroup = false',
  ),
  files(
    'CUE: a string of several lines',
    { 'node.cue': `files: "${CONFIG}": """\n${indented(handwritten, '\t')}\t"""\n` },
    'node.cue: SystemdCgroup = false',
  ),
  files(
    'ytt: a condition in a template',
    {
      'config.toml': handwritten.replace(
        '  SystemdCgroup = false\n',
        '  #@ if/end not data.values.systemd:\n  SystemdCgroup = false\n',
      ),
    },
    'config.toml: SystemdCgroup = false',
  ),
  files(
    'Dhall: a string of several lines',
    { 'node.dhall': `{ path = "${CONFIG}"\n, text =\n    ''\n${indented(handwritten, '    ')}    ''\n}\n` },
    'node.dhall: SystemdCgroup = false',
  ),
  files(
    'Nix: a text for /etc',
    {
      'node.nix': `{ pkgs, ... }: {\n  environment.etc."containerd/config.toml".text = ''\n${indented(handwritten, '    ')}  '';\n}\n`,
    },
    'node.nix: SystemdCgroup = false',
  ),
  files(
    'Nix: settings by a dotted name',
    {
      'node.nix': `{ ... }: {\n  virtualisation.containerd = {\n    enable = true;\n    settings.plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options.SystemdCgroup = false;\n  };\n}\n`,
    },
    'node.nix: settings.plugins',
    { file: OPTIONS },
  ),
  files(
    'Nix: nested settings',
    {
      'node.nix': `{ ... }: {\n  virtualisation.containerd.settings = {\n    version = 2;\n    plugins."io.containerd.grpc.v1.cri" = {\n      containerd.runtimes.runc = {\n        runtime_type = "io.containerd.runc.v2";\n        options = {\n          SystemdCgroup = false;\n        };\n      };\n    };\n  };\n}\n`,
    },
    'node.nix: SystemdCgroup = false;',
    { file: OPTIONS },
  ),
  files(
    'YAML that becomes TOML',
    {
      'values.yaml': `containerd:\n  config:\n    plugins:\n      io.containerd.grpc.v1.cri:\n        containerd:\n          runtimes:\n            runc:\n              options:\n                SystemdCgroup: false\n`,
    },
    'values.yaml: SystemdCgroup: false',
    { file: OPTIONS },
  ),
  files(
    'JSON that becomes TOML',
    {
      'containerd.json': `${JSON.stringify({ plugins: { 'io.containerd.grpc.v1.cri': { containerd: { runtimes: { runc: { options: { SystemdCgroup: false } } } } } } }, null, 2)}\n`,
    },
    'containerd.json: "SystemdCgroup": false',
    { file: OPTIONS },
  ),
  files(
    'a patch of a file that another project brings',
    {
      'patches/0001-cri.patch': `--- a/files/config.toml\n+++ b/files/config.toml\n@@ -4,3 +4,4 @@\n [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n   runtime_type = "io.containerd.runc.v2"\n [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n+  SystemdCgroup = false\n`,
    },
    'patches/0001-cri.patch: +  SystemdCgroup = false',
  ),
];

const edits: readonly Shape[] = [
  script(
    'Go: an edit by a command in a format',
    raw`package node

const containerdConfigFile = "${CONFIG}"

func configure(run Runner, systemd bool) error {
	return run(exec.Command("sh", "-c", fmt.Sprintf(${'`'}sudo sed -i -r 's|^( *)SystemdCgroup = .*$|\1SystemdCgroup = %t|g' %s${'`'}, systemd, containerdConfigFile)))
}
`,
    dump20,
    { line: 'node.go: return run', note: NO_LINE, kind: 'edit' },
    { path_: 'node.go' },
  ),
  script(
    'Go: a regular expression in a variable',
    raw`package node

const path = "${CONFIG}"

func set(text string) string {
	re := regexp.MustCompile(${'`'}(?m)^\s*SystemdCgroup\s*=\s*(true|false)\s*$${'`'})
	if re.MatchString(text) {
		return re.ReplaceAllString(text, "            SystemdCgroup = true")
	}
	return text
}
`,
    dump20,
    { line: 'node.go: re := regexp', note: NO_LINE, kind: 'edit' },
    { path_: 'node.go' },
  ),
  script(
    'Go: a value set in a tree',
    `package node\n\nfunc set(tree *toml.Tree) {\n\ttree.SetPath([]string{"plugins", "io.containerd.grpc.v1.cri", "containerd", "runtimes", "runc", "options", "SystemdCgroup"}, true)\n}\n\nconst path = "${CONFIG}"\n`,
    dump20,
    { line: 'node.go: tree.SetPath', note: /version 2.*version 3/, kind: 'edit' },
    { path_: 'node.go' },
  ),
  script(
    'Python: replace on the output of a program',
    `import subprocess\n\ntext = subprocess.run(["containerd", "config", "default"], capture_output=True, text=True).stdout\ntext = text.replace("SystemdCgroup = false", "SystemdCgroup = true")\nopen("${CONFIG}", "w").write(text)\n`,
    dump20,
    { line: 'build.py: text = text.replace', note: NO_LINE, kind: 'edit' },
    { path_: 'build.py' },
  ),
  script(
    'Python: a value set in a dictionary',
    `import toml\n\nconfig = toml.load("${CONFIG}")\nconfig["plugins"]["io.containerd.grpc.v1.cri"]["containerd"]["runtimes"]["runc"]["options"]["SystemdCgroup"] = True\n`,
    dump20,
    { line: 'build.py: config["plugins"]', note: /version 2.*version 3/, kind: 'edit' },
    { path_: 'build.py' },
  ),
  script(
    'Python: a list for subprocess',
    `import subprocess\n\nsubprocess.check_call(\n    ["sed", "-i", "s/SystemdCgroup = false/SystemdCgroup = true/", "${CONFIG}"]\n)\n`,
    dump20,
    { line: 'build.py: ["sed", "-i"', note: NO_LINE, kind: 'edit' },
    { path_: 'build.py' },
  ),
  script(
    'Python: a command over ssh',
    `run(node, "sudo sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' ${CONFIG}")\n`,
    dump17(),
    { line: 'build.py: run(node', kind: 'edit' },
    { path_: 'build.py' },
  ),
];

export const programShapes: readonly Shape[] = [...strings, ...edits];
