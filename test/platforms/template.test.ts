import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKubeletTemplate } from '../../src/platforms/kubelet-template.ts';
import { readTemplate } from '../../src/platforms/template.ts';

const V1 = 'plugins."io.containerd.grpc.v1.cri".containerd';
const V2 = "plugins.'io.containerd.cri.v1.runtime'.containerd";

/** A handler with its type and, in its options, these lines. */
const handler = (name: string, ...options: readonly string[]) =>
  [
    `[${V1}.runtimes.${name}]`,
    'runtime_type = "io.containerd.runc.v2"',
    `[${V1}.runtimes.${name}.options]`,
    ...options,
  ].join('\n');

const yes = 'SystemdCgroup = true';
const no = 'SystemdCgroup = false';

function read(...lines: readonly string[]) {
  const template = readTemplate(lines.join('\n'), '/t');
  const drivers = template.handlers.map(({ name, driver, dropped }) => `${name} ${dropped ? 'dropped' : driver}`);
  return { drivers, defaults: template.defaults, driver: template.driver, conditions: template.conditions, template };
}

describe('one handler', () => {
  it.each([
    ['a literal', [handler('runc', yes)], 'systemd'],
    ['a literal false', [handler('runc', no)], 'cgroupfs'],
    ['no line', [handler('runc', 'BinaryName = "runc"')], 'absent'],
    [
      'a comment only',
      [handler('runc', '# SystemdCgroup = true', '{{/* SystemdCgroup = true */}}', '{# SystemdCgroup = true #}')],
      'absent',
    ],
    ['a comment behind the value', [handler('runc', `${yes} # for systemd`)], 'systemd'],
    ['an expression', [handler('runc', 'SystemdCgroup = {{ .Systemd }}')], 'templated'],
    ['a shell variable', [handler('runc', 'SystemdCgroup = ${SYSTEMD}')], 'templated'],
    ['a choice in the line', [handler('runc', 'SystemdCgroup = {{ if .A }}true{{ else }}false{{ end }}')], 'templated'],
    ['another case', [handler('runc', '"systemdcgroup" = true')], 'systemd'],
    ['a string', [handler('runc', 'SystemdCgroup = "true"')], 'templated'],
    ['Go’s if', [handler('runc', '{{- if .V2 }}', yes, '{{- end }}')], 'templated'],
    ['Jinja’s if', [handler('runc', '{% if v2 %}', yes, '{% endif %}')], 'templated'],
    ['Handlebars’ if', [handler('runc', '{{#if v2}}', yes, '{{/if}}')], 'templated'],
    ['a loop', [handler('runc', '{{ range .Options }}', yes, '{{ end }}')], 'templated'],
    [
      'the same on every branch',
      [handler('runc', '{{ if .A }}', yes, '{{ else if .B }}', yes, '{{ else }}', yes, '{{ end }}')],
      'systemd',
    ],
    [
      'the same on all branches but one',
      [handler('runc', '{% if a %}', yes, '{% elif b %}', yes, '{% endif %}')],
      'templated',
    ],
    ['either on the branches', [handler('runc', '{% if a %}', yes, '{% else %}', no, '{% endif %}')], 'templated'],
    ['true in any case, and once more', [handler('runc', yes, '{{ if .A }}', yes, '{{ end }}')], 'systemd'],
    ['true, then perhaps false', [handler('runc', yes, '{{ if .A }}', no, '{{ end }}')], 'templated'],
    ['perhaps false, then true', [handler('runc', '{{ if .A }}', no, '{{ end }}', yes)], 'systemd'],
    ['the whole options from outside', [handler('runc', '{{ toToml .Options }}')], 'templated'],
    [
      'keys from outside',
      [handler('runc', '{% for k, v in options %}', '{{ k }} = {{ v }}', '{% endfor %}')],
      'templated',
    ],
    ['a conditional handler whose setting is not', ['{{ if .A }}', handler('runc', yes), '{{ end }}'], 'systemd'],
    ['an inline table', [`[${V1}.runtimes.runc]`, 'options = { SystemdCgroup = true }'], 'systemd'],
    ['a dotted key', [`[${V1}.runtimes.runc]`, 'options.SystemdCgroup = true'], 'systemd'],
    ['another table’s line', [handler('runc'), '[other]', yes], 'absent'],
    ['an array of tables between', [handler('runc'), '[[other.list]]', yes], 'absent'],
    ['a shim without the setting', [`[${V1}.runtimes.runc]`, 'runtime_type = "io.containerd.kata.v2"'], 'opaque'],
    [
      'a shim that depends',
      [`[${V1}.runtimes.runc]`, 'runtime_type = "{{ .Type }}"', 'options.SystemdCgroup = true'],
      'systemd',
    ],
  ])('%s', (_, lines, driver) => {
    const result = read(...lines);
    expect(result.drivers).toEqual([`runc ${driver}`]);
    expect(result.defaults).toEqual(['runc']);
    expect(result.driver).toBe(driver);
  });

  it('is named as the template names it', () => {
    const name = '{{.RuntimeName}}';
    const result = read(`[${V1}]`, `default_runtime_name = "${name}"`, handler(name, yes));
    expect(result).toMatchObject({ drivers: [`${name} systemd`], defaults: [name], driver: 'systemd' });
  });
});

describe('several handlers', () => {
  it('of which the template writes one or the other', () => {
    const result = read(
      `[${V1}]`,
      '{% if gpu %}',
      'default_runtime_name = "nvidia"',
      '{% else %}',
      'default_runtime_name = "runc"',
      '{% endif %}',
      '{% if gpu %}',
      `[${V1}.runtimes.nvidia]`,
      '{% else %}',
      `[${V1}.runtimes.runc]`,
      '{% endif %}',
      'runtime_type = "io.containerd.runc.v2"',
      'options.SystemdCgroup = true',
    );
    expect(result).toMatchObject({
      drivers: ['nvidia systemd', 'runc systemd'],
      defaults: ['nvidia', 'runc'],
      driver: 'systemd',
    });
  });

  it('one of which disagrees', () => {
    const result = read(
      '{{ if .GPU }}',
      `[${V1}]`,
      'default_runtime_name = "nvidia"',
      handler('nvidia', no),
      '{{ end }}',
      handler('runc', yes),
    );
    expect(result).toMatchObject({
      drivers: ['nvidia cgroupfs', 'runc systemd'],
      defaults: ['nvidia', 'runc'],
      driver: 'templated',
    });
  });

  it('the same one on both branches', () => {
    const result = read('{{ if .A }}', handler('runc', yes), '{{ else }}', handler('runc', no), '{{ end }}');
    expect(result.drivers).toEqual(['runc templated']);
    expect(result.conditions).toEqual([]);
  });

  it('of containerd 1 beside those of containerd 2 are dropped', () => {
    const result = read(`[${V2}.runtimes.runc.options]`, yes, handler('kata', no));
    expect(result.drivers).toEqual(['runc systemd', 'kata dropped']);
  });

  it('behind an if without an else, a line belongs to either', () => {
    const result = read(`[${V1}.runtimes.a.options]`, '{{ if .B }}', `[${V1}.runtimes.b.options]`, '{{ end }}', yes);
    expect(result.drivers).toEqual(['a systemd', 'b systemd']);
  });
});

describe('containerd 1.2’s tables', () => {
  it('have a handler without a name', () => {
    const table = '[plugins.cri.containerd.default_runtime]';
    expect(read(table, 'runtime_type = "io.containerd.runtime.v1.linux"')).toMatchObject({
      drivers: ['default absent'],
      defaults: ['default'],
    });
    expect(read(table, 'runtime_type = ""').drivers).toEqual([]);
  });
});

describe('the whole', () => {
  it('from outside', () => {
    expect(read('{{ $config | toToml }}')).toMatchObject({ drivers: ['runc templated'], driver: 'templated' });
  });

  it('with another template in it', () => {
    expect(read('{{ template "base" . }}', handler('gvisor', yes)).driver).toBe('templated');
  });

  it('without anything', () => {
    expect(read('')).toMatchObject({ drivers: [], defaults: ['runc'], driver: 'absent' });
  });

  it('names conditions and places', () => {
    const { template } = read(
      'version = 3',
      handler('runc', '  {{- if .GetNeedsCgroupv2 }}', `  ${yes}`, '  {{- end }}'),
    );
    expect(template.configVersion).toBe(3);
    expect(template.conditions).toEqual(['.GetNeedsCgroupv2']);
    expect(template.location).toEqual({ path: '/t', startLine: 6, startColumn: 3, endLine: 6, endColumn: 23 });
  });

  it('keeps its lines where a directive spans several', () => {
    const { template } = read('{{/* a\nb\nc */}}', handler('runc', yes));
    expect(template.location.startLine).toBe(7);
  });

  it('may be any text', () => {
    const words = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      'if a',
      'else',
      'end',
      'endif',
      '\n',
      '[',
      ']',
      ' = ',
      yes,
      handler('runc', yes),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
        const text = parts.join('');
        for (const { startLine } of [
          readTemplate(text, '/t').location,
          readKubeletTemplate(text, '/t').location,
        ].filter((location) => location !== null)) {
          expect(startLine).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
    );
  });
});

it.each([
  ['cgroupDriver: systemd', 'systemd', []],
  ['  "cgroupDriver": "systemd",', 'systemd', []],
  ['cgroupDriver: cgroupfs # old', 'cgroupfs', []],
  ['cgroupDriver: {{ CGROUP_DRIVER }} ', 'templated', ['{{ CGROUP_DRIVER }}']],
  ['{{ if .V2 }}\ncgroupDriver: systemd\n{{ end }}', 'templated', ['.V2']],
  ['{{ if .V2 }}\ncgroupDriver: systemd\n{{ else }}\ncgroupDriver: systemd\n{{ end }}', 'systemd', []],
  ['# cgroupDriver: systemd', 'absent', []],
  ['KUBELET_ARGS="--v=2 --cgroup-driver=systemd"', 'systemd', []],
  ['--cgroup-driver ${DRIVER}', 'templated', ['${DRIVER}']],
  ['--cgroup-driver={{ .Driver }} --v=2', 'templated', ['{{ .Driver }}']],
])('a kubelet template that says %j', (text, driver, conditions) => {
  expect(readKubeletTemplate(text, '/k')).toMatchObject({ driver, conditions });
});
