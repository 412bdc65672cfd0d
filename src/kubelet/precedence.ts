import type { Location } from '../text/position.ts';
import type { CgroupDriver, KubeletSourceKind } from './answer.ts';
import type { BaseConfig } from './base-config.ts';
import { type FlagUse, lastUse } from './command-line.ts';
import type { DropInSettings } from './config-directory.ts';
import type { Notes } from './notes.ts';

/** Which setting wins, and what it comes to. */
export interface Decision {
  readonly configured: CgroupDriver | 'unknown';
  readonly sourceKind: KubeletSourceKind;
  readonly source: Location | null;
  readonly written: string | null;
}

interface Candidate {
  readonly value: string;
  readonly location: Location | null;
  readonly sourceKind: KubeletSourceKind;
}

/**
 * The flag, else the drop-ins, else the file. Only the very word `systemd` means systemd; every other value acts as
 * cgroupfs without a word (Kubernetes pkg/kubelet/cm/cgroup_manager_linux.go).
 */
export function decide(
  base: BaseConfig,
  dropIns: DropInSettings | null,
  flags: readonly FlagUse[],
  notes: Notes,
): Decision {
  const uses = flags.filter((flag) => flag.name === 'cgroup-driver');
  const last = lastUse(flags, 'cgroup-driver');
  for (const use of uses) {
    if (use !== last && last !== null) noteBeaten('flag-beats-flag', use, last, notes);
  }
  const flag = last === null ? null : candidate(last, 'command-line');
  const dropIn = dropIns?.driver == null ? null : candidate(dropIns.driver, 'drop-in');
  if (flag !== null && dropIn !== null) noteBeaten('flag-beats-drop-in', dropIn, flag, notes);
  if (flag !== null && base.driver !== null) noteBeaten('flag-beats-file', base.driver, flag, notes);
  if (dropIn !== null && base.driver !== null) noteBeaten('drop-in-beats-file', base.driver, dropIn, notes);

  if (flag !== null && base.driver?.asFlag && base.driver.value !== flag.value) {
    const related = flag.location === null ? [] : [{ location: flag.location, role: 'the flag of the unit' }];
    notes.doubt('kubeadm-inputs-disagree', base.driver.location, { value: base.driver.value }, related);
  }
  const fromFlag = flag ?? (base.driver?.asFlag ? base.driver : null);
  const winner = fromFlag ?? dropIn ?? base.driver;
  if (winner === null) {
    if (base.unknown || dropIns?.doubtful) return undecided;
    return { configured: 'cgroupfs', sourceKind: base.defaultKind, source: base.defaultSource, written: null };
  }
  if (winner.value !== '' && winner.value !== 'systemd' && winner.value !== 'cgroupfs') {
    const meansSystemd = winner.value.replace(/[^A-Za-z]/g, '').toLowerCase() === 'systemd';
    notes.observe('driver-value-not-exact', winner.location, { value: winner.value, meansSystemd });
  }
  return {
    configured: winner.value === 'systemd' ? 'systemd' : 'cgroupfs',
    sourceKind: winner.sourceKind,
    source: winner.location,
    written: winner.value,
  };
}

const undecided: Decision = { configured: 'unknown', sourceKind: 'unknown', source: null, written: null };

function candidate(
  setting: { readonly value: string | null; readonly location: Location | null },
  sourceKind: KubeletSourceKind,
): Candidate {
  return { value: setting.value ?? '', location: setting.location, sourceKind };
}

function noteBeaten(
  kind: 'flag-beats-flag' | 'flag-beats-drop-in' | 'flag-beats-file' | 'drop-in-beats-file',
  loser: { readonly value: string | null; readonly location: Location | null },
  winner: { readonly value: string; readonly location: Location | null },
  notes: Notes,
): void {
  if (loser.location === null) return;
  const detail = { value: loser.value, winner: winner.value, agree: loser.value === winner.value };
  const related = winner.location === null ? [] : [{ location: winner.location, role: 'this one wins' }];
  notes.observe(kind, loser.location, detail, related);
}
