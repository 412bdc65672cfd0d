import type { Rule } from '../rule.ts';
import { rule as cgroupWritable } from './containerd/cri-plugin/cgroup-writable.ts';
import { rule as criDisabled } from './containerd/cri-plugin/cri-disabled.ts';
import { rule as criPluginInvalid } from './containerd/cri-plugin/cri-plugin-invalid.ts';
import { rule as disabledIdUnmatched } from './containerd/cri-plugin/disabled-id-unmatched.ts';
import { rule as legacySystemdCgroup } from './containerd/cri-plugin/legacy-systemd-cgroup.ts';
import { rule as legacySystemdCgroupIgnored } from './containerd/cri-plugin/legacy-systemd-cgroup-ignored.ts';
import { rule as requiredPluginMissing } from './containerd/cri-plugin/required-plugin-missing.ts';
import { rule as runtimeNotServing } from './containerd/cri-plugin/runtime-not-serving.ts';
import { rule as configMissing } from './containerd/file/config-missing.ts';
import { rule as configSyntax } from './containerd/file/config-syntax.ts';
import { rule as configType } from './containerd/file/config-type.ts';
import { rule as duplicateTable } from './containerd/file/duplicate-table.ts';
import { rule as pluginIdInvalid } from './containerd/file/plugin-id-invalid.ts';
import { rule as defaultHandlerMissing } from './containerd/handler/default-handler-missing.ts';
import { rule as legacyRuntimeTable } from './containerd/handler/legacy-runtime-table.ts';
import { rule as noRuntimeType } from './containerd/handler/no-runtime-type.ts';
import { rule as opaqueHandler } from './containerd/handler/opaque-handler.ts';
import { rule as optionsError } from './containerd/handler/options-error.ts';
import { rule as removedRuntimeType } from './containerd/handler/removed-runtime-type.ts';
import { rule as runtimeConfigByOtherHandler } from './containerd/handler/runtime-config-by-other-handler.ts';
import { rule as importMissing } from './containerd/imports/import-missing.ts';
import { rule as importNotRead } from './containerd/imports/import-not-read.ts';
import { rule as importPattern } from './containerd/imports/import-pattern.ts';
import { rule as importStopsLoading } from './containerd/imports/import-stops-loading.ts';
import { rule as importWithoutMatch } from './containerd/imports/import-without-match.ts';
import { rule as importsNotTopLevel } from './containerd/imports/imports-not-top-level.ts';
import { rule as overriddenByImport } from './containerd/imports/overridden-by-import.ts';
import { rule as replacedByImport } from './containerd/imports/replaced-by-import.ts';
import { rule as bothTables } from './containerd/key/both-tables.ts';
import { rule as commentedOutSetting } from './containerd/key/commented-out-setting.ts';
import { rule as flagOutsideOptions } from './containerd/key/flag-outside-options.ts';
import { rule as keyCase } from './containerd/key/key-case.ts';
import { rule as misspeltKey } from './containerd/key/misspelt-key.ts';
import { rule as removedSetting } from './containerd/key/removed-setting.ts';
import { rule as tableNotRead } from './containerd/key/table-not-read.ts';
import { rule as containerdConfigElsewhere } from './containerd/service/containerd-config-elsewhere.ts';
import { rule as containerdFlags } from './containerd/service/containerd-flags.ts';
import { rule as containerdUnitMissing } from './containerd/service/containerd-unit-missing.ts';
import { rule as containerdUnitRefused } from './containerd/service/containerd-unit-refused.ts';
import { rule as configVersionMissing } from './containerd/version/config-version-missing.ts';
import { rule as configVersionUnsupported } from './containerd/version/config-version-unsupported.ts';
import { rule as dropInVersionHigher } from './containerd/version/drop-in-version-higher.ts';
import { rule as newerThanChecked } from './containerd/version/newer-than-checked.ts';
import { rule as upgradeHazard } from './containerd/version/upgrade-hazard.ts';
import { rule as versionChangedByImport } from './containerd/version/version-changed-by-import.ts';
import { rule as versionNotTopLevel } from './containerd/version/version-not-top-level.ts';
import { rule as versionTakenFor2 } from './containerd/version/version-taken-for-2.ts';
import { rule as cgroupDriverMismatch } from './driver/cgroup-driver-mismatch.ts';
import { rule as cgroupDriverNotSystemd } from './driver/cgroup-driver-not-systemd.ts';
import { rule as handlerNotFound } from './driver/handler-not-found.ts';
import { rule as systemdNotInit } from './driver/systemd-not-init.ts';
import { rule as imageUnreadable } from './image/image-unreadable.ts';
import { rule as kubeletMissing } from './image/kubelet-missing.ts';
import { rule as notANodeImage } from './image/not-a-node-image.ts';
import { rule as runtimeMissing } from './image/runtime-missing.ts';
import { rule as versionConflict } from './image/version-conflict.ts';
import { rule as versionNotKnown } from './image/version-not-known.ts';
import { rule as kindConfigFails } from './kind/kind-config-fails.ts';
import { rule as kindConfigUnclear } from './kind/kind-config-unclear.ts';
import { rule as kindPatchDecides } from './kind/kind-patch-decides.ts';
import { rule as kindPatchWithoutEffect } from './kind/kind-patch-without-effect.ts';
import { rule as joinsWithClusterConfig } from './kubelet/joins-with-cluster-config.ts';
import { rule as kubeadmInputUnread } from './kubelet/kubeadm-input-unread.ts';
import { rule as kubeadmWritesConfig } from './kubelet/kubeadm-writes-config.ts';
import { rule as kubeletArgumentsUnread } from './kubelet/kubelet-arguments-unread.ts';
import { rule as kubeletConfigUnread } from './kubelet/kubelet-config-unread.ts';
import { rule as kubeletDoesNotStart } from './kubelet/kubelet-does-not-start.ts';
import { rule as kubeletDriverValue } from './kubelet/kubelet-driver-value.ts';
import { rule as kubeletDropInUnread } from './kubelet/kubelet-drop-in-unread.ts';
import { rule as kubeletFieldName } from './kubelet/kubelet-field-name.ts';
import { rule as kubeletFlags } from './kubelet/kubelet-flags.ts';
import { rule as kubeletGateOff } from './kubelet/kubelet-gate-off.ts';
import { rule as kubeletMayNotStart } from './kubelet/kubelet-may-not-start.ts';
import { rule as kubeletNewerThanChecked } from './kubelet/kubelet-newer-than-checked.ts';
import { rule as kubeletSettingIgnored } from './kubelet/kubelet-setting-ignored.ts';
import { rule as kubeletSettingOverridden } from './kubelet/kubelet-setting-overridden.ts';
import { rule as runtimeLosingSupport } from './kubelet/runtime-losing-support.ts';
import { rule as bootFailed } from './live/boot-failed.ts';
import { rule as bootNotTried } from './live/boot-not-tried.ts';
import { rule as liveChangedAtBoot } from './live/live-changed-at-boot.ts';
import { rule as liveCriUnavailable } from './live/live-cri-unavailable.ts';
import { rule as liveDisagreesWithStatic } from './live/live-disagrees-with-static.ts';
import { rule as liveEvidenceDisagrees } from './live/live-evidence-disagrees.ts';
import { rule as liveFileEdited } from './live/live-file-edited.ts';
import { rule as liveNodeTrouble } from './live/live-node-trouble.ts';
import { rule as livePodMisplaced } from './live/live-pod-misplaced.ts';
import { rule as livePodRefused } from './live/live-pod-refused.ts';
import { rule as livePodsFailing } from './live/live-pods-failing.ts';
import { rule as liveStaleConfiguration } from './live/live-stale-configuration.ts';
import { rule as liveUndetermined } from './live/live-undetermined.ts';
import { rule as otherRuntimeRefuses } from './other-runtime/other-runtime-refuses.ts';
import { rule as otherRuntimeSettingLost } from './other-runtime/other-runtime-setting-lost.ts';
import { rule as bootGenerated } from './undecided/boot-generated.ts';
import { rule as bootUnclear } from './undecided/boot-unclear.ts';
import { rule as handlerUndecided } from './undecided/handler-undecided.ts';
import { rule as kubeletUndecided } from './undecided/kubelet-undecided.ts';
import { rule as nothingJudged } from './undecided/nothing-judged.ts';
import { rule as runtimeUndecided } from './undecided/runtime-undecided.ts';
import { rule as versionDecides } from './undecided/version-decides.ts';
import { rule as environmentFileSyntax } from './unit/environment-file-syntax.ts';
import { rule as environmentLost } from './unit/environment-lost.ts';
import { rule as environmentNullified } from './unit/environment-nullified.ts';
import { rule as unitDropInCutOff } from './unit/unit-drop-in-cut-off.ts';
import { rule as unitDropInHidden } from './unit/unit-drop-in-hidden.ts';
import { rule as unitLineIgnored } from './unit/unit-line-ignored.ts';
import { rule as unitProgramMissing } from './unit/unit-program-missing.ts';

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
  legacyRuntimeTable,
  cgroupWritable,
  environmentNullified,
  environmentLost,
  environmentFileSyntax,
  unitLineIgnored,
  unitDropInCutOff,
  unitDropInHidden,
  unitProgramMissing,
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
  kubeadmInputUnread,
  joinsWithClusterConfig,
  versionConflict,
  versionNotKnown,
  containerdUnitMissing,
  containerdConfigElsewhere,
  runtimeLosingSupport,
  otherRuntimeSettingLost,
  imageUnreadable,
  notANodeImage,
  runtimeMissing,
  kubeletMissing,
  kubeletMayNotStart,
  kubeletNewerThanChecked,
  runtimeUndecided,
  kubeletUndecided,
  handlerUndecided,
  bootGenerated,
  bootUnclear,
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
