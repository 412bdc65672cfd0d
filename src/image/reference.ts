import type { ImageForm } from './opened-image.ts';

/** A reference split into its form and the rest; the form is null where it has to be found by looking. */
export interface WrittenReference {
  readonly form: ImageForm | null;
  readonly rest: string;
}

const forms: readonly ImageForm[] = [
  'rootfs',
  'tarball',
  'docker-archive',
  'oci-archive',
  'oci',
  'docker-daemon',
  'docker',
  'disk',
];

/** Splits off the form as containers-transports(5) writes it; `docker` wants its two slashes. */
export function splitReference(reference: string): WrittenReference {
  for (const form of forms) {
    const prefix = form === 'docker' ? 'docker://' : `${form}:`;
    if (reference.startsWith(prefix)) return { form, rest: reference.slice(prefix.length) };
  }
  return { form: null, rest: reference };
}

/**
 * `PATH[:REF]` with a path that may hold colons itself: the longest part in front of a colon (or the whole) that exists
 * is the path. If none exists, the first colon ends it.
 */
export async function splitPath(
  rest: string,
  exists: (path: string) => Promise<boolean>,
): Promise<{ readonly path: string; readonly reference: string | null }> {
  if (await exists(rest)) return { path: rest, reference: null };
  for (let cut = rest.lastIndexOf(':'); cut > 0; cut = rest.lastIndexOf(':', cut - 1)) {
    const path = rest.slice(0, cut);
    if (await exists(path)) return { path, reference: rest.slice(cut + 1) || null };
  }
  const first = rest.indexOf(':');
  if (first <= 0) return { path: rest, reference: null };
  return { path: rest.slice(0, first), reference: rest.slice(first + 1) || null };
}
