import type { Observation } from '../text/observation.ts';
import type { VersionEvidence } from '../versions/version-evidence.ts';
import { observe } from './observe.ts';

const JUDGED = ['containerd', 'kubelet'] as const;

/** Where two sources say different versions of one program. */
export function versionConflicts(evidence: VersionEvidence): readonly Observation[] {
  return JUDGED.flatMap((program) => {
    const { chosen, conflicts } = evidence[program];
    const [other] = conflicts;
    if (chosen === null || other === undefined) return [];
    const detail = {
      program,
      chosen: chosen.version.text,
      chosenSource: chosen.source,
      other: other.version.text,
      otherSource: other.source,
    };
    return [observe('version-conflict', null, detail)];
  });
}

/**
 * Which versions are not known, although something in the image seems to say them: a package or another file of that name
 * is no evidence for the file that would run, and kubeadm's version bounds the kubelet's only.
 */
export function versionGaps(
  evidence: VersionEvidence,
  given: { readonly containerdVersion: string | null; readonly kubeletVersion: string | null },
  hasKubelet: boolean,
): readonly Observation[] {
  const notes = JUDGED.flatMap((program) => {
    const { chosen, disbelieved, program: path } = evidence[program];
    const [other] = disbelieved;
    if (given[`${program}Version`] !== null || chosen !== null || other === undefined) return [];
    return [
      observe('version-of-another-file', null, { program, path, other: other.version.text, source: other.source }),
    ];
  });
  const { kubelet, kubeadm } = evidence;
  if (given.kubeletVersion === null && hasKubelet && kubelet.chosen === null && kubeadm.chosen !== null) {
    const { version, source } = kubeadm.chosen;
    notes.push(observe('kubelet-version-by-kubeadm', null, { version: version.text, source, path: kubelet.program }));
  }
  return notes;
}
