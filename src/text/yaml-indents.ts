import type { Document } from 'yaml';
import { isCollection, isScalar, visit } from 'yaml';

/**
 * The offset of a tab where libyaml and go-yaml want spaces: among the blanks and indicators with which a line begins, be it
 * empty but for them. Null where there is none. In flow collections and in texts with quotes a tab is a blank like any other;
 * block texts are not looked into. Source: go-yaml scannerc.go `yaml_parser_scan_to_next_token`,
 * `yaml_parser_scan_plain_scalar`.
 */
export function findTabAsIndent(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => number,
): number | null {
  const tabs = [...text.matchAll(/^(?: |[-?:](?=[ \t]))*\t/gm)].map(
    ({ index, 0: before }) => index + before.length - 1,
  );
  if (tabs.length === 0) return null;
  const [start, end] = [at(document.range[0]), at(document.range[2])];
  const free: { from: number; to: number; plain: boolean }[] = [];
  visit(document, {
    Node: (_, node) => {
      const range = node.range;
      if (!range) return undefined;
      const plain = isScalar(node) && node.type === 'PLAIN';
      const isFree = isCollection(node) ? node.flow === true : isScalar(node);
      if (isFree) free.push({ from: at(range[0]), to: at(range[1]), plain });
      return isFree ? visit.SKIP : undefined;
    },
  });
  const found = tabs.find((tab) => {
    if (tab < start || tab >= end) return false;
    const inside = free.find(({ from, to }) => from < tab && tab < to);
    return inside === undefined || (inside.plain && text[tab - 1] === '\n');
  });
  return found ?? null;
}
