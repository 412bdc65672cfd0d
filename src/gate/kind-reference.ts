import { detectForm } from '../image/detect-form.ts';
import { problemText } from '../image/input-problem.ts';
import type { ImagePorts } from '../image/ports.ts';

/**
 * How a `kind:` reference is read.
 * - `named`: the engine has the image, or pulls it; `name` is what kind is given
 * - `stored`: it lies elsewhere, and is handed to the engine as it was read
 */
export type KindReference =
  | { readonly form: 'named'; readonly name: string; readonly reading: string }
  /** `reading`: the reference of the same image for reading it. */
  | { readonly form: 'stored'; readonly reading: string };

export type KindReferenceResult =
  | { readonly ok: true; readonly value: KindReference }
  | { readonly ok: false; readonly message: string };

/** Whether a reference asks for a boot. */
export function isKindReference(reference: string): boolean {
  return reference.startsWith('kind:');
}

/**
 * Reads `kind:REF` and `kind:FORM:…`. A form that holds no image of its own (a root file system, a disk) cannot be booted.
 * A path without a form is taken by what lies there, anything else for an image's name, as kind itself takes it.
 */
export async function readKindReference(
  reference: string,
  ports: Pick<ImagePorts, 'files'>,
): Promise<KindReferenceResult> {
  const rest = reference.slice('kind:'.length);
  const [, form, inner = ''] =
    /^(docker-archive|oci-archive|oci|docker-daemon|rootfs|tarball|disk):(.*)$/s.exec(rest) ?? [];
  const url = /^docker:\/\/(.*)$/s.exec(rest)?.[1];
  if (rest === '' || (form !== undefined && inner === '') || url === '') {
    return { ok: false, message: `${reference} names no image; write kind:REF, or kind:docker-archive:PATH` };
  }
  if (url !== undefined) return stored(rest);
  if (form === undefined) return bare(reference, rest, ports);
  if (form === 'docker-daemon') return named(inner, rest);
  return form === 'rootfs' || form === 'tarball' || form === 'disk' ? noImage(reference, form) : stored(rest);
}

async function bare(reference: string, rest: string, ports: Pick<ImagePorts, 'files'>): Promise<KindReferenceResult> {
  try {
    const { form } = await detectForm(rest, ports, async () => true);
    // A folder of the checkout may well be called like an image's repository.
    if (form === 'docker-daemon' || (form === 'rootfs' && !/^(?:\.{0,2}\/|~)/.test(rest))) {
      return named(rest, `docker-daemon:${rest}`);
    }
    return form === 'oci' || form === 'archive' ? stored(rest) : noImage(reference, form);
  } catch (error) {
    return { ok: false, message: problemText(error) };
  }
}

function named(name: string, reading: string): KindReferenceResult {
  return { ok: true, value: { form: 'named', name, reading } };
}

function stored(reading: string): KindReferenceResult {
  return { ok: true, value: { form: 'stored', reading } };
}

function noImage(reference: string, form: string): KindReferenceResult {
  return { ok: false, message: `${reference}: kind boots images, and a ${form} is none; leave kind: out to read it` };
}
