import { observationRule } from '../../../observation-rule.ts';
import { tableName } from '../../../toml-words.ts';

export const rule = observationRule({
  code: 'misspelt-key',
  side: 'containerd',
  kinds: ['unknown-key-near-miss'],
  severity: 'warning',
  title: 'A key looks like one that containerd knows, and is none',
  explanation:
    'Unknown keys are passed over. systemd_cgroup inside the options, SystemCgroup without its d, option for ' +
    'options, disable_plugins for disabled_plugins: each looks right, and none does anything.',
  help: 'Write the key as containerd does.',
  references: [
    { title: 'A fix that carried the typo', url: 'https://github.com/southbridgeio/kubespray/commit/b667649' },
    { title: 'systemd_cgroup in the options', url: 'https://github.com/mesosphere/konvoy-image-builder/pull/493' },
    {
      title: 'disable_plugins for disabled_plugins',
      url: 'https://github.com/tgbyte/docker-builder/blob/6d907a848efa173e99f4379c2dc57530008f1f2d/etc/containerd/config.toml',
    },
  ],
  example: null,
  message: (d) => `${d.key} has no effect${d.table ? ` in [${tableName(d.table)}]` : ''}; ${d.wanted} is meant`,
  advice: ({ detail }) => `Write ${detail.wanted} in the place of ${detail.key}.`,
  label: 'no effect',
  edit: ({ location, detail }) =>
    location === null
      ? null
      : { kind: 'replace', title: `write ${detail.wanted}`, location, text: keyText(String(detail.wanted)) },
});

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
