import type { BootText } from './boot-text.ts';

/** True as long as systemd runs (sd_booted(3)). */
const ASKS = String.raw`[ \t]+-[de][ \t]+/run/systemd/system/?`;
const RUNS = String.raw`(?:test${ASKS}|\[${ASKS}[ \t]+\])`;
const ENDS = String.raw`exit(?:[ \t]+0)?[ \t]*`;
/** What may stand before it: nothing that does anything. */
const BEFORE = String.raw`(?:[ \t]*(?:#[^\n]*|(?:set[ \t]+[-+]\w+|\w+=["']?[\w$./:-]*["']?)[ \t]*)?\n)*`;
/** Only of a whole script: the lines of makefiles and of cloud-init's data are put together, and each ends by itself. */
const LEAVES = new RegExp(
  `^#![^\\n]*\\n${BEFORE}[ \\t]*(?:if[ \\t]+${RUNS}[ \\t]*;\\s*then\\s+${ENDS}[;\\n]\\s*fi[ \\t]*[;\\n]|${RUNS}[ \\t]*&&[ \\t]*${ENDS}\\n)`,
);
/** The rest is one list of alternatives: `&&` would go on behind them, and so would another command. */
const OTHERWISE = new RegExp(`^[ \\t]*${RUNS}[ \\t]*\\|\\|[^;&\\n]*$`);
const LONGEST_START = 4096;

/**
 * Whether a text does nothing where systemd runs: what it is for is left to a timer or a unit then, as Debian's cron jobs
 * leave it.
 */
export function leavesToSystemd({ text, language }: BootText): boolean {
  if (language !== 'shell' || !text.includes('/run/systemd/system')) return false;
  return LEAVES.test(text.slice(0, LONGEST_START)) || OTHERWISE.test(text);
}
