import type { Provenance } from './file-tree.ts';

/** Which layer and build step put a file there, as a phrase: `layer 7 of 9 · COPY files/ /`; null without layers. */
export function describeOrigin(provenance: Provenance | null): string | null {
  if (provenance === null) return null;
  const layer = `layer ${provenance.layer} of ${provenance.layers}`;
  const step = provenance.createdBy
    ?.replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return step ? `${layer} · ${step.length > 120 ? `${step.slice(0, 119)}…` : step}` : layer;
}
