/** A part of a text at several depths of detail, the fullest first; the last one is the least that may be left of it. */
export type Part = readonly (() => readonly string[])[];

/** The blocks that fit, in order, and how many parts had to lose something. */
export interface Fitted {
  readonly blocks: readonly string[];
  readonly reduced: number;
}

/** Bytes that blocks take with the blank line between them. */
export function blockSize(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + Buffer.byteLength(block) + 2, 0);
}

/**
 * Chooses a depth for each part so that all together take at most `room` bytes. Everyone loses one depth before anyone
 * loses the next, the last part first, since the worst things come first.
 */
export function chooseDepths(parts: readonly Part[], room: number): Fitted {
  const rendered = parts.map((part) => part.map((render) => render()));
  const sizes = rendered.map((depths) => depths.map(blockSize));
  const depth = parts.map(() => 0);
  let total = sizes.reduce((sum, depths) => sum + (depths[0] ?? 0), 0);
  const deepest = Math.max(0, ...parts.map((part) => part.length - 1));
  for (let level = 1; level <= deepest && total > room; level++) {
    for (let index = parts.length - 1; index >= 0 && total > room; index--) {
      const next = sizes[index]![level];
      if (next === undefined) continue;
      total += next - sizes[index]![level - 1]!;
      depth[index] = level;
    }
  }
  return {
    blocks: rendered.flatMap((depths, index) => depths[depth[index]!] ?? []),
    reduced: depth.filter((level) => level > 0).length,
  };
}
