import { observationRule } from '../../../observation-rule.ts';

export const rule = observationRule({
  code: 'import-not-read',
  side: 'containerd',
  kinds: ['import-not-read'],
  severity: 'warning',
  title: 'A file in conf.d sets the driver, and nothing imports it',
  explanation:
    'conf.d is no built-in search path of any release. Files there are read only if the main file has an ' +
    'imports line for them, which `containerd config default` writes since 2.2. Without a main file they are ' +
    'not read either.',
  help: 'Add imports = ["/etc/containerd/conf.d/*.toml"] to the top of the main file.',
  references: [
    {
      title: 'A drop-in in a folder that nothing imports',
      url: 'https://github.com/NVIDIA/nvidia-container-toolkit/issues/1404',
    },
    {
      title: 'A base configuration without imports',
      url: 'https://github.com/kata-containers/kata-containers/pull/13176',
    },
  ],
  example: null,
  when: (o) => o.detail.setsDriver === true,
  message: (d) => `${d.path} is not read: nothing imports it`,
  label: 'not read',
});
