import type { Frame } from '../verdict/report.ts';

/** A frame shows no more lines than this; around its marks they are kept first. */
const MOST = 24;
const AROUND = 3;

type Line = Frame['lines'][number];

/** The lines of a frame to show: in order, each number once, and of a long frame those near its marks. */
export function shownLines(frame: Frame): readonly Line[] {
  const lines = [...new Map(frame.lines.map((line) => [line.number, line])).values()].sort(
    (a, b) => a.number - b.number,
  );
  if (lines.length <= MOST) return lines;
  const edges = frame.marks.flatMap((mark) => [mark.startLine, mark.endLine]);
  const near = lines.filter((line) => edges.some((edge) => Math.abs(line.number - edge) <= AROUND));
  return (near.length === 0 ? lines : near).slice(0, MOST);
}
