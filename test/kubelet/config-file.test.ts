import { describe, expect, test } from 'vitest';
import type { MemoryFile } from '../support/memory-tree.ts';
import { at, config, configPath, find, kinds, resolve, unit, unitPath } from './fixtures.ts';

const withConfig = (text: MemoryFile) => ({ ...unit(`--config=${configPath}`), [configPath]: text });

describe('the file that --config names', () => {
  test('decides', async () => {
    const answer = await resolve(withConfig(config('cgroupDriver: systemd\n')));
    expect(answer).toMatchObject({
      configured: 'systemd',
      sourceKind: 'config-file',
      written: 'systemd',
      configPath,
      refusesToStart: null,
      doubts: [],
    });
    expect(answer.source).toEqual(at(configPath, 3, 15, 22));
  });

  test('may be JSON', async () => {
    const json = JSON.stringify({
      kind: 'KubeletConfiguration',
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      cgroupDriver: 'systemd',
    });
    const { configured, source } = await resolve(withConfig(json));
    expect(configured).toBe('systemd');
    expect(source).toEqual(at(configPath, 1, json.indexOf('"systemd"') + 1, json.indexOf('"systemd"') + 10));
  });

  test.each<[string, string, string | null]>([
    ['is silent', '', null],
    ['says null', 'cgroupDriver: null\n', null],
    ['says nothing in quotes', 'cgroupDriver: ""\n', null],
    ['says cgroupfs', 'cgroupDriver: cgroupfs\n', 'cgroupfs'],
    ['says Systemd', 'cgroupDriver: Systemd\n', 'Systemd'],
    ['says systemd with a blank', 'cgroupDriver: "systemd "\n', 'systemd '],
    ['says systemd in quotes within quotes', `cgroupDriver: "'systemd'"\n`, "'systemd'"],
    ['has the wrong case', 'cgroupdriver: systemd\n', null],
    ['has a dash', 'cgroup-driver: systemd\n', null],
  ])('is cgroupfs where it %s', async (_, lines, written) => {
    const answer = await resolve(withConfig(config(lines)));
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'config-file', written, refusesToStart: null });
  });

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['driver-value-not-exact', 'cgroupDriver: Systemd\n', { value: 'Systemd', meansSystemd: true }],
    ['driver-value-not-exact', `cgroupDriver: "'systemd'"\n`, { meansSystemd: true }],
    ['driver-value-not-exact', 'cgroupDriver: cgroups\n', { meansSystemd: false }],
    ['miscased-field', 'CgroupDriver: systemd\n', { field: 'CgroupDriver', value: 'systemd', where: 'config-file' }],
    ['unknown-field', 'cgroup_driver: systemd\n', { field: 'cgroup_driver', value: 'systemd' }],
  ])('%s: %j', async (kind, lines, detail) => {
    const { observations } = await resolve(withConfig(config(lines)));
    const observation = find(observations, kind);
    expect(observation?.detail).toMatchObject(detail);
    expect(observation?.location?.startLine).toBe(3);
  });

  test('the last of two settings counts', async () => {
    const answer = await resolve(withConfig(config('cgroupDriver: systemd\nx: 1\ncgroupDriver: cgroupfs\n')));
    expect(answer.configured).toBe('cgroupfs');
    expect(find(answer.observations, 'duplicate-field')?.location).toEqual(at(configPath, 5, 15, 23));
  });

  test('only its first document is read', async () => {
    const answer = await resolve(
      withConfig(`${config('cgroupDriver: systemd\n')}---\n${config('cgroupDriver: cgroupfs\n')}`),
    );
    expect(answer.configured).toBe('systemd');
    expect(answer.doubts).toEqual([]);
    expect(find(answer.observations, 'setting-in-second-document')?.location?.startLine).toBe(7);
    const broken = await resolve(withConfig(`${config('cgroupDriver: systemd\n')}---\n[\n`));
    expect(broken).toMatchObject({ configured: 'systemd', refusesToStart: null });
  });

  test.each<[string, MemoryFile, number | null]>([
    ['config-empty', '', 1],
    ['config-empty', '# nothing\n', null],
    ['config-invalid', 'a: [\n', null],
    ['config-invalid', '- a\n', 1],
    ['config-invalid', `\n{${'"kind": "KubeletConfiguration"'},}`, 2],
    ['config-invalid', config('# \u0007\n'), 3],
    ['config-invalid', new Uint8Array([0x61, 0x3a, 0x20, 0xff]), 1],
    ['config-kind-wrong', 'apiVersion: kubelet.config.k8s.io/v1beta1\n', 1],
    ['config-kind-wrong', 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: kubeletConfiguration\n', 2],
    ['config-api-version-wrong', 'kind: KubeletConfiguration\n', null],
    ['config-api-version-wrong', 'kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1alpha1\n', 2],
    ['config-field-type-wrong', config('cgroupDriver: yes\n'), 3],
    ['config-field-type-wrong', config('cgroupDriver: [systemd]\n'), 3],
    ['config-field-type-wrong', config('featureGates:\n  A: "true"\n'), 4],
    ['config-field-type-wrong', config('cgroupDriver: systemd\nmaxPods: "5"\n'), 4],
    ['config-field-type-wrong', config('syncFrequency: 5 minutes\n'), 3],
    ['config-unusable', { directory: true }, 2],
  ])('keeps the kubelet from starting: %s', async (kind, text, line) => {
    const answer = await resolve(withConfig(text));
    expect(answer.refusesToStart?.kind).toBe(kind);
    expect(answer.configured).toBe('unknown');
    if (line !== null) expect(answer.refusesToStart?.location?.startLine).toBe(line);
  });

  test('is a doubt where it is not there, cannot be read, or is a template', async () => {
    const absent = await resolve(unit(`--config=${configPath}`));
    expect(absent).toMatchObject({ configured: 'unknown', sourceKind: 'unknown', refusesToStart: null });
    expect(kinds(absent.doubts)).toEqual(['config-written-at-boot']);
    expect(absent.doubts[0]?.location).toEqual(at(unitPath, 2, 37, 54));
    expect(kinds((await resolve(withConfig({ unreadable: 'permission denied' }))).doubts)).toEqual([
      'config-unreadable',
    ]);

    const placeholder = await resolve(withConfig(config('cgroupDriver: {{ .driver }}\n')));
    expect(placeholder.configured).toBe('unknown');
    expect(placeholder.doubts[0]).toMatchObject({ kind: 'config-templated', detail: { value: '{{ .driver }}' } });
    const otherField = await resolve(withConfig(config('cgroupDriver: systemd\nmaxPods: __MAX_PODS__\n')));
    expect(otherField).toMatchObject({ configured: 'systemd', refusesToStart: null });
    expect(kinds(otherField.doubts)).toEqual(['config-templated']);
    const elsewhere = await resolve(withConfig(config('{% if x %}\ncgroupDriver: systemd\n')));
    expect(elsewhere).toMatchObject({ configured: 'systemd', sourceKind: 'config-file', refusesToStart: null });
    expect(elsewhere.source).toEqual(at(configPath, 4, 15, 22));
    expect(kinds(elsewhere.doubts)).toEqual(['config-templated']);
  });

  test('is missing for good where nobody writes on a node', async () => {
    const answer = await resolve(unit('--config=/usr/share/kubelet/config.yaml'));
    expect(answer.refusesToStart?.kind).toBe('config-unusable');
    expect((await resolve(unit('--config=/usr/local/kubelet/config.yaml'))).refusesToStart).toBeNull();
  });

  test('is found from the working directory', async () => {
    const files = {
      [unitPath]: '[Service]\nWorkingDirectory=/var/lib\nExecStart=/usr/bin/kubelet --config=../kubelet/./c.yaml\n',
      '/var/kubelet/c.yaml': config('cgroupDriver: systemd\n'),
    };
    expect(await resolve(files)).toMatchObject({ configured: 'systemd', configPath: '/var/kubelet/c.yaml' });
  });

  test('is none where the flag is empty or comes again', async () => {
    const files = { [configPath]: config('cgroupDriver: systemd\n') };
    expect(await resolve({ ...files, ...unit(`--config=${configPath} --config=`) })).toMatchObject({
      configured: 'cgroupfs',
      sourceKind: 'kubelet-default',
      configPath: null,
    });
  });

  test('gives the runtime’s endpoint, which a flag beats', async () => {
    const file = config('containerRuntimeEndpoint: unix:///a.sock\n');
    expect((await resolve(withConfig(file))).runtimeEndpoint).toBe('unix:///a.sock');
    const both = { ...unit(`--config=${configPath} --container-runtime-endpoint unix:///b.sock`), [configPath]: file };
    expect((await resolve(both)).runtimeEndpoint).toBe('unix:///b.sock');
  });

  test('is beaten by the flag', async () => {
    const files = {
      ...unit(`--cgroup-driver=cgroupfs --config=${configPath}`),
      [configPath]: config('cgroupDriver: systemd\n'),
    };
    const answer = await resolve(files);
    expect(answer).toMatchObject({ configured: 'cgroupfs', sourceKind: 'command-line' });
    const beaten = find(answer.observations, 'flag-beats-file');
    expect(beaten?.location).toEqual(at(configPath, 3, 15, 22));
    expect(beaten?.related[0]?.location).toEqual(at(unitPath, 2, 44, 52));
    expect(beaten?.detail).toEqual({ value: 'systemd', winner: 'cgroupfs', agree: false });
  });
});
