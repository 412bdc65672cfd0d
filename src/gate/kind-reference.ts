import type { NodeImageSource } from '../kind/cluster/load-image.ts';

/** How a `kind:` reference is read: what is booted, and as what its files are read. */
export interface KindReference {
  readonly source: NodeImageSource;
  /** The reference of the same image for reading it; null where its files cannot be read from outside. */
  readonly reading: string | null;
}

export type KindReferenceResult =
  | { readonly ok: true; readonly value: KindReference }
  | { readonly ok: false; readonly message: string };

/** Whether a reference asks for a boot. */
export function isKindReference(reference: string): boolean {
  return reference.startsWith('kind:');
}

/**
 * Reads `kind:REF` and `kind:FORM:…`. A form that holds no image of its own (a root file system, a disk) cannot be booted.
 * @param splitPath divides `PATH[:REF]` at the longest path that is there
 */
export async function readKindReference(
  reference: string,
  splitPath: (rest: string) => Promise<{ path: string; reference: string | null }>,
): Promise<KindReferenceResult> {
  const rest = reference.slice('kind:'.length);
  const match = /^(docker-archive|oci-archive|oci|docker-daemon|docker|rootfs|tarball|disk):(.*)$/s.exec(rest);
  const form = match?.[1];
  const inner = match?.[2] ?? '';
  if (rest === '' || (match !== null && inner === '')) {
    return { ok: false, message: `${reference} names no image; write kind:REF, or kind:docker-archive:PATH` };
  }
  switch (form) {
    case undefined:
      return named(rest, `docker-daemon:${rest}`);
    case 'docker-daemon':
      return named(inner, rest);
    case 'docker':
      return named(inner.replace(/^\/\//, ''), rest);
    case 'docker-archive': {
      const { path, reference: name } = await splitPath(inner);
      return { ok: true, value: { source: { form: 'docker-archive', path, reference: name }, reading: rest } };
    }
    case 'oci': {
      const { path, reference: name } = await splitPath(inner);
      return { ok: true, value: { source: { form: 'oci', path, reference: name }, reading: rest } };
    }
    case 'oci-archive':
      return {
        ok: false,
        message: `${reference}: unpack the archive first and write kind:oci:DIR; an engine cannot load it as it is`,
      };
    default:
      return { ok: false, message: `${reference}: kind boots images, and ${form} is none; leave kind: out to read it` };
  }
}

function named(name: string, reading: string): KindReferenceResult {
  return { ok: true, value: { source: { form: 'reference', reference: name }, reading } };
}
