import type { PossibleNode } from '../resolve/possible-node.ts';
import type { Observation } from '../text/observation.ts';
import type { Ground } from './certainty.ts';
import type { Demands, Draft, Edit, Rule } from './rule.ts';

/** Where an observation can come from. `image` are those about the image as a whole. */
export type ObservationSide = 'containerd' | 'kubelet' | 'unit' | 'other-runtime' | 'image' | 'live';

/** A rule that says in words what a resolver has noticed. */
export interface ObservationRule extends Omit<Rule, 'find' | 'undecided'> {
  readonly undecided?: boolean;
  readonly side: ObservationSide;
  readonly kinds: readonly string[];
  /** Narrows the observations down; every one counts without it. */
  readonly when?: (observation: Observation, node: PossibleNode, demands: Demands) => boolean;
  readonly message: (detail: Observation['detail'], observation: Observation, node: PossibleNode) => string;
  readonly consequence?: (detail: Observation['detail'], observation: Observation) => string;
  /** How to mend this one, where the rule's own help does not fit every case. */
  readonly advice?: (observation: Observation, node: PossibleNode) => string;
  /** A word or two under the carets. */
  readonly label: string;
  /** Null where no change to one line is likely to mend it; the gate tries each before it shows it. */
  readonly edit?: (observation: Observation, node: PossibleNode) => Edit | null;
}

const GROUNDS: Readonly<Record<ObservationSide, readonly Ground[]>> = {
  containerd: ['runtime'],
  'other-runtime': ['runtime'],
  kubelet: ['kubelet-start'],
  unit: ['kubelet-start'],
  image: ['runtime'],
  live: [],
};

/** Makes a rule whose findings are one for each matching observation or doubt. */
export function observationRule(spec: ObservationRule): Rule {
  const { side, kinds, when, message, consequence, advice, label, edit, undecided = false, ...rule } = spec;
  return {
    ...rule,
    undecided,
    find: (node, demands) =>
      observationsOf(node, side)
        .filter((observation) => kinds.includes(observation.kind) && (when?.(observation, node, demands) ?? true))
        .map(
          (observation): Draft => ({
            message: message(observation.detail, observation, node),
            consequence: consequence?.(observation.detail, observation) ?? '',
            help: advice?.(observation, node) ?? rule.help,
            location: observation.location,
            label,
            related: observation.related,
            edit: edit?.(observation, node) ?? null,
            subject: String(observation.detail.handler ?? observation.detail.path ?? observation.detail.key ?? ''),
            grounds: GROUNDS[side],
          }),
        ),
  };
}

/** Everything that one side noticed: its observations, doubts, and the reason why it does not run. Each once. */
export function observationsOf(node: PossibleNode, side: ObservationSide): readonly Observation[] {
  switch (side) {
    case 'containerd': {
      const answer = node.containerd;
      return answer === null
        ? []
        : distinct([...answer.observations, ...answer.doubts, ...present(answer.stateReason)]);
    }
    case 'kubelet': {
      const answer = node.kubelet;
      return answer === null
        ? []
        : distinct([...answer.observations, ...answer.doubts, ...present(answer.refusesToStart)]);
    }
    case 'unit': {
      const unit = node.kubelet?.unit ?? null;
      return unit === null ? [] : distinct([...unit.observations, ...unit.doubts, ...present(unit.reason)]);
    }
    case 'other-runtime':
      return node.otherRuntime === null ? [] : [...node.otherRuntime.observations, ...node.otherRuntime.doubts];
    case 'live':
      return node.image.live;
    case 'image':
      return [...node.image.observations, ...node.image.doubts];
  }
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

/** Drops repetitions: the same kind at the same place with the same details. */
function distinct(observations: readonly Observation[]): readonly Observation[] {
  const seen = new Set<string>();
  return observations.filter((observation) => {
    const key = JSON.stringify([observation.kind, observation.location, observation.detail]);
    return seen.has(key) ? false : seen.add(key);
  });
}
