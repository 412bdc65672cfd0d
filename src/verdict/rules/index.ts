import type { Rule } from '../rule.ts';
import { rule as bootFailed } from './boot-failed.ts';
import { rule as bootGenerated } from './boot-generated.ts';
import { rule as bootNotTried } from './boot-not-tried.ts';
import { rule as bothTables } from './both-tables.ts';
import { rule as cgroupDriverMismatch } from './cgroup-driver-mismatch.ts';
import { rule as cgroupDriverNotSystemd } from './cgroup-driver-not-systemd.ts';
import { rule as cgroupWritable } from './cgroup-writable.ts';
import { rule as commentedOutSetting } from './commented-out-setting.ts';
import { rule as configMissing } from './config-missing.ts';
import { rule as configSyntax } from './config-syntax.ts';
import { rule as configType } from './config-type.ts';
import { rule as configVersionMissing } from './config-version-missing.ts';
import { rule as configVersionUnsupported } from './config-version-unsupported.ts';
import { rule as containerdConfigElsewhere } from './containerd-config-elsewhere.ts';
import { rule as containerdFlags } from './containerd-flags.ts';
import { rule as containerdUnitMissing } from './containerd-unit-missing.ts';
import { rule as containerdUnitRefused } from './containerd-unit-refused.ts';
import { rule as criDisabled } from './cri-disabled.ts';
import { rule as criPluginInvalid } from './cri-plugin-invalid.ts';
import { rule as defaultHandlerMissing } from './default-handler-missing.ts';
import { rule as disabledIdUnmatched } from './disabled-id-unmatched.ts';
import { rule as dropInVersionHigher } from './drop-in-version-higher.ts';
import { rule as duplicateTable } from './duplicate-table.ts';
import { rule as environmentFileSyntax } from './environment-file-syntax.ts';
import { rule as environmentNullified } from './environment-nullified.ts';
import { rule as flagOutsideOptions } from './flag-outside-options.ts';
import { rule as handlerNotFound } from './handler-not-found.ts';
import { rule as handlerUndecided } from './handler-undecided.ts';
import { rule as imageUnreadable } from './image-unreadable.ts';
import { rule as importMissing } from './import-missing.ts';
import { rule as importNotRead } from './import-not-read.ts';
import { rule as importPattern } from './import-pattern.ts';
import { rule as importStopsLoading } from './import-stops-loading.ts';
import { rule as importWithoutMatch } from './import-without-match.ts';
import { rule as importsNotTopLevel } from './imports-not-top-level.ts';
import { rule as joinsWithClusterConfig } from './joins-with-cluster-config.ts';
import { rule as keyCase } from './key-case.ts';
import { rule as kindConfigFails } from './kind-config-fails.ts';
import { rule as kindConfigUnclear } from './kind-config-unclear.ts';
import { rule as kindPatchDecides } from './kind-patch-decides.ts';
import { rule as kindPatchWithoutEffect } from './kind-patch-without-effect.ts';
import { rule as kubeadmWritesConfig } from './kubeadm-writes-config.ts';
import { rule as kubeletArgumentsUnread } from './kubelet-arguments-unread.ts';
import { rule as kubeletConfigUnread } from './kubelet-config-unread.ts';
import { rule as kubeletDoesNotStart } from './kubelet-does-not-start.ts';
import { rule as kubeletDriverValue } from './kubelet-driver-value.ts';
import { rule as kubeletDropInUnread } from './kubelet-drop-in-unread.ts';
import { rule as kubeletFieldName } from './kubelet-field-name.ts';
import { rule as kubeletFlags } from './kubelet-flags.ts';
import { rule as kubeletGateOff } from './kubelet-gate-off.ts';
import { rule as kubeletMayNotStart } from './kubelet-may-not-start.ts';
import { rule as kubeletMissing } from './kubelet-missing.ts';
import { rule as kubeletSettingIgnored } from './kubelet-setting-ignored.ts';
import { rule as kubeletSettingOverridden } from './kubelet-setting-overridden.ts';
import { rule as kubeletUndecided } from './kubelet-undecided.ts';
import { rule as legacySystemdCgroup } from './legacy-systemd-cgroup.ts';
import { rule as legacySystemdCgroupIgnored } from './legacy-systemd-cgroup-ignored.ts';
import { rule as liveChangedAtBoot } from './live-changed-at-boot.ts';
import { rule as liveCriUnavailable } from './live-cri-unavailable.ts';
import { rule as liveDisagreesWithStatic } from './live-disagrees-with-static.ts';
import { rule as liveEvidenceDisagrees } from './live-evidence-disagrees.ts';
import { rule as liveFileEdited } from './live-file-edited.ts';
import { rule as liveNodeTrouble } from './live-node-trouble.ts';
import { rule as livePodMisplaced } from './live-pod-misplaced.ts';
import { rule as livePodRefused } from './live-pod-refused.ts';
import { rule as livePodsFailing } from './live-pods-failing.ts';
import { rule as liveStaleConfiguration } from './live-stale-configuration.ts';
import { rule as liveUndetermined } from './live-undetermined.ts';
import { rule as misspeltKey } from './misspelt-key.ts';
import { rule as newerThanChecked } from './newer-than-checked.ts';
import { rule as noRuntimeType } from './no-runtime-type.ts';
import { rule as notANodeImage } from './not-a-node-image.ts';
import { rule as nothingJudged } from './nothing-judged.ts';
import { rule as opaqueHandler } from './opaque-handler.ts';
import { rule as optionsError } from './options-error.ts';
import { rule as otherRuntimeRefuses } from './other-runtime-refuses.ts';
import { rule as otherRuntimeSettingLost } from './other-runtime-setting-lost.ts';
import { rule as overriddenByImport } from './overridden-by-import.ts';
import { rule as pluginIdInvalid } from './plugin-id-invalid.ts';
import { rule as removedRuntimeType } from './removed-runtime-type.ts';
import { rule as removedSetting } from './removed-setting.ts';
import { rule as replacedByImport } from './replaced-by-import.ts';
import { rule as requiredPluginMissing } from './required-plugin-missing.ts';
import { rule as runtimeConfigByOtherHandler } from './runtime-config-by-other-handler.ts';
import { rule as runtimeLosingSupport } from './runtime-losing-support.ts';
import { rule as runtimeMissing } from './runtime-missing.ts';
import { rule as runtimeNotServing } from './runtime-not-serving.ts';
import { rule as runtimeUndecided } from './runtime-undecided.ts';
import { rule as systemdNotInit } from './systemd-not-init.ts';
import { rule as tableNotRead } from './table-not-read.ts';
import { rule as unitDropInCutOff } from './unit-drop-in-cut-off.ts';
import { rule as unitDropInHidden } from './unit-drop-in-hidden.ts';
import { rule as unitLineIgnored } from './unit-line-ignored.ts';
import { rule as upgradeHazard } from './upgrade-hazard.ts';
import { rule as versionChangedByImport } from './version-changed-by-import.ts';
import { rule as versionConflict } from './version-conflict.ts';
import { rule as versionDecides } from './version-decides.ts';
import { rule as versionNotTopLevel } from './version-not-top-level.ts';
import { rule as versionTakenFor2 } from './version-taken-for-2.ts';

/** The rule that the judge itself finds, where possible versions come to different verdicts. */
export const VERSION_RULE: Rule = versionDecides;

/** Every rule, in the order in which `cgroup-gate rules` lists them: what fails, what explains or warns, what is open. */
export const RULES: readonly Rule[] = [
  cgroupDriverMismatch,
  cgroupDriverNotSystemd,
  runtimeNotServing,
  configSyntax,
  duplicateTable,
  importMissing,
  configMissing,
  importPattern,
  configVersionUnsupported,
  dropInVersionHigher,
  pluginIdInvalid,
  configType,
  requiredPluginMissing,
  criDisabled,
  defaultHandlerMissing,
  legacySystemdCgroup,
  criPluginInvalid,
  noRuntimeType,
  removedRuntimeType,
  optionsError,
  containerdUnitRefused,
  containerdFlags,
  kubeletDoesNotStart,
  otherRuntimeRefuses,
  systemdNotInit,
  handlerNotFound,
  importStopsLoading,
  legacySystemdCgroupIgnored,
  tableNotRead,
  bothTables,
  replacedByImport,
  overriddenByImport,
  flagOutsideOptions,
  misspeltKey,
  keyCase,
  removedSetting,
  commentedOutSetting,
  configVersionMissing,
  versionNotTopLevel,
  versionTakenFor2,
  versionChangedByImport,
  importNotRead,
  importWithoutMatch,
  importsNotTopLevel,
  disabledIdUnmatched,
  runtimeConfigByOtherHandler,
  opaqueHandler,
  newerThanChecked,
  upgradeHazard,
  cgroupWritable,
  environmentNullified,
  environmentFileSyntax,
  unitLineIgnored,
  unitDropInCutOff,
  unitDropInHidden,
  kubeletArgumentsUnread,
  kubeletDriverValue,
  kubeletFieldName,
  kubeletSettingOverridden,
  kubeletConfigUnread,
  kubeletDropInUnread,
  kubeletSettingIgnored,
  kubeletGateOff,
  kubeletFlags,
  kubeadmWritesConfig,
  joinsWithClusterConfig,
  versionConflict,
  containerdUnitMissing,
  containerdConfigElsewhere,
  runtimeLosingSupport,
  otherRuntimeSettingLost,
  imageUnreadable,
  notANodeImage,
  runtimeMissing,
  kubeletMissing,
  kubeletMayNotStart,
  runtimeUndecided,
  kubeletUndecided,
  handlerUndecided,
  bootGenerated,
  versionDecides,
  nothingJudged,
  bootFailed,
  bootNotTried,
  liveUndetermined,
  livePodMisplaced,
  livePodRefused,
  livePodsFailing,
  liveCriUnavailable,
  liveStaleConfiguration,
  liveFileEdited,
  liveDisagreesWithStatic,
  liveEvidenceDisagrees,
  liveChangedAtBoot,
  liveNodeTrouble,
  kindConfigFails,
  kindPatchWithoutEffect,
  kindPatchDecides,
  kindConfigUnclear,
];
