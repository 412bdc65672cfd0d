import { type Location, startOfFile } from '../text/position.ts';
import type { Judgement } from '../verdict/judge.ts';
import type { Edit } from '../verdict/rule.ts';

/** The same judgement with each of its places where it was really written. */
export function moveJudgement(judgement: Judgement, originOf: (location: Location) => Location): Judgement {
  const { draft } = judgement;
  return {
    ...judgement,
    draft: {
      ...draft,
      location: draft.location === null ? null : originOf(draft.location),
      related: draft.related.map(({ location, role }) => ({ location: originOf(location), role })),
      edit: draft.edit === null ? null : moveEdit(draft.edit, originOf),
    },
  };
}

function moveEdit(edit: Edit, originOf: (location: Location) => Location): Edit | null {
  switch (edit.kind) {
    case 'insert':
      return { ...edit, after: originOf(edit.after) };
    case 'append':
      return originOf(startOfFile(edit.path)).path === edit.path ? edit : null;
    default:
      return { ...edit, location: originOf(edit.location) };
  }
}
