/**
 * The reasons for which containerd does not serve that have a rule of their own, which says more than the general one.
 * A test holds this to the rules.
 */
export const REASONS_WITH_OWN_RULE: ReadonlySet<string> = new Set([
  'toml-syntax',
  'duplicate-table',
  'import-missing',
  'config-missing',
  'config-is-directory',
  'import-bad-pattern',
  'unsupported-version',
  'drop-in-version-higher',
  'short-key-in-v2',
  'short-plugin-id',
  'top-level-type',
  'bad-timeout',
  'plugin-type-error',
  'migration-panic',
  'required-plugin-missing',
  'cri-disabled',
  'cri-failed-default-handler-missing',
  'cri-failed-default-handler-empty',
  'legacy-systemd-cgroup',
  'cri-failed-runtime-engine',
  'cri-failed-untrusted-conflict',
  'cri-failed-registry',
  'cri-failed-duration',
  'cri-failed-io-type',
  'cri-failed-cni-dirs',
  'cri-failed-base-runtime-spec',
  'cri-failed-setting',
]);
