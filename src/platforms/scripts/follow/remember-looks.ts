import type { BootText } from './boot-text.ts';
import type { Look } from './found.ts';
import type { Budget } from './look-into.ts';

/** Looks into one text; no file is read, and the text stays as it is. */
export type LookInto = (text: BootText, budget: Budget) => Look;

/** A text with more variables is looked into each time: to compare them would cost as much. */
const MOST_VARIABLES = 200;

/**
 * The same, where what was found in a text is kept: a packaged script often runs from a unit, a timer and a cron job. What
 * was found before costs nothing of the budget.
 */
export function rememberLooks(lookInto: LookInto): LookInto {
  const known = new Map<string, Map<string, Look>>();
  return (text, budget) => {
    if (text.variables.size > MOST_VARIABLES) return lookInto(text, budget);
    const ofText = known.get(text.text) ?? new Map<string, Look>();
    known.set(text.text, ofText);
    const key = circumstancesOf(text);
    const look = ofText.get(key) ?? lookInto(text, budget);
    ofText.set(key, look);
    return look;
  };
}

/** All that decides, beside its text, what is found in it: the lines of the file follow from its path. */
function circumstancesOf({ path, language, own, line, folder, cwd, variables }: BootText): string {
  return JSON.stringify([path, language, own, line, folder, cwd === undefined ? [] : [cwd], [...variables]]);
}
