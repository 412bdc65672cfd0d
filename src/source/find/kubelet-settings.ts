import type { Step } from '../steps/step.ts';
import type { Evidence } from './evidence.ts';
import { wholeLine } from './place.ts';
import type { Candidate } from './question.ts';

const SETS_DRIVER = /--cgroup-driver[= ]["']?\w|cgroupDriver["']?\s*:/;

/** Lines that set the kubelet's driver in some file, where the kubelet of the image takes it from none. */
export function idleKubeletSettings(
  evidence: Evidence,
): readonly { readonly candidate: Candidate; readonly named: boolean }[] {
  const { question, steps } = evidence;
  if (question.subject !== 'kubelet-driver' || question.location !== null) return [];
  return steps.all.flatMap((step) => {
    if (step.target === null || step.file.aside) return [];
    const line = settingLine(step);
    const target = steps.targets.resolve(step.target, step.file);
    if (line === null || !/kubelet|kubeadm/.test(target)) return [];
    const note = `it sets the kubelet's driver in ${target.replaceAll('\u0000', '…')}, from where the kubelet of this image does not take it`;
    const candidate: Candidate = { location: wholeLine(step.file, line), kind: 'edit', note, aside: step.file.aside };
    return [{ candidate, named: false }];
  });
}

function settingLine(step: Step): number | null {
  switch (step.kind) {
    case 'write':
      return step.texts.find(({ text }) => SETS_DRIVER.test(text))?.line ?? null;
    case 'edit':
      return step.edit.writes.some((text) => SETS_DRIVER.test(text)) ? step.line : null;
    case 'block': {
      const index = step.file.lines.slice(step.from - 1, step.to).findIndex((text) => SETS_DRIVER.test(text));
      return index < 0 ? null : step.from + index;
    }
    default:
      return null;
  }
}
