const BLOCK = 100;
const BASE = 37n;
const END_OF_FILE = 65_535;
const [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32];

/**
 * The fingerprint `primaryLocationLineHash` of line `line` (from 1) of a file, `hex:count`, as GitHub's upload action makes
 * it (github/codeql-action, src/fingerprints.ts at f3f1edb): a rolling hash, modulo 2^64, over the hundred characters that
 * begin with the line and are neither blank nor tab, with every line end a line feed; the count tells equal hashes apart.
 * Null where the file has no such line.
 */
export function lineHash(text: string, line: number): string | null {
  const window = new Array<number>(BLOCK).fill(0);
  const lineAt = new Array<number>(BLOCK).fill(0);
  const counts = new Map<bigint, number>();
  const leaving = BASE ** BigInt(BLOCK);
  let hash = 0n;
  let index = 0;
  let found: string | null = null;

  const settle = (): void => {
    if (lineAt[index] === 0) return;
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (lineAt[index] === line) found = `${hash.toString(16)}:${count}`;
    lineAt[index] = 0;
  };
  const push = (unit: number): void => {
    hash = BigInt.asUintN(64, BASE * hash + BigInt(unit) - leaving * BigInt(window[index]!));
    window[index] = unit;
    index = (index + 1) % BLOCK;
  };

  let current = 0;
  let atStart = true;
  const units = [...unitsOf(text), END_OF_FILE];
  for (const unit of units) {
    settle();
    if (atStart) lineAt[index] = ++current;
    atStart = unit === LINE_FEED;
    push(unit);
  }
  for (let i = 0; i < BLOCK && found === null; i++) {
    settle();
    push(0);
  }
  return found;
}

/** The code units that count: no blanks, no tabs, one line feed a line end. */
function* unitsOf(text: string): Generator<number> {
  let afterReturn = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === TAB || unit === BLANK) {
      afterReturn = false;
      continue;
    }
    const paired = afterReturn && unit === LINE_FEED;
    afterReturn = unit === RETURN;
    if (!paired) yield unit === RETURN ? LINE_FEED : unit;
  }
}
