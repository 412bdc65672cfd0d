import { sameDockerName } from '../archive/docker-name.ts';
import { UsageProblem } from '../image-files.ts';
import type { Platform } from '../opened-image.ts';
import { someOf } from '../some-of.ts';
import { type Descriptor, platformOf } from './descriptor.ts';

/**
 * Chooses among the top descriptors of a layout's `index.json`. Several platforms of one image stand for one image;
 * images with different names don't: then the reference has to say which one.
 */
export function chooseByReference(
  descriptors: readonly Descriptor[],
  reference: string | null,
  where: string,
): readonly Descriptor[] {
  const index = reference === null ? null : /^@([0-9]{1,6})$/.exec(reference)?.[1];
  if (index) {
    const descriptor = descriptors[Number(index)];
    if (descriptor) return [descriptor];
    throw new UsageProblem(`${where} has no image ${reference}; it has ${descriptors.length} of them, counted from @0`);
  }
  const images = descriptors.filter((descriptor) => !descriptor.artifact);
  if (reference !== null) {
    const named = images.filter((descriptor) => answersTo(descriptor, reference));
    if (named.length > 0) return named;
    throw new UsageProblem(`${where} has no image ${JSON.stringify(reference)}; it has: ${nameList(descriptors)}`);
  }
  const digests = new Set(images.map((descriptor) => descriptor.digest));
  const names = new Set(images.map(fullNameOf));
  if (digests.size <= 1 || names.size <= 1) return images;
  throw new UsageProblem(
    `${where} holds several images; write the form as FORM:PATH:REF with one of: ${nameList(descriptors)}`,
  );
}

function answersTo({ name, fullName, digest }: Descriptor, reference: string): boolean {
  return name === reference || digest === reference || (fullName !== null && sameDockerName(fullName, reference));
}

/** Two images may have one tag, and differ in the repository before it. */
function fullNameOf({ fullName, name }: Descriptor): string | null {
  return fullName ?? name;
}

function nameList(descriptors: readonly Descriptor[]): string {
  const images = descriptors.map((descriptor, index) => ({ descriptor, shown: descriptor.name ?? `@${index}` }));
  const alike = new Set(images.map(({ shown }) => shown)).size < images.length;
  return someOf(
    images.flatMap(({ descriptor, shown }) =>
      descriptor.artifact ? [] : [alike ? (fullNameOf(descriptor) ?? shown) : shown],
    ),
  );
}

/**
 * Chooses by platform as containerd's platform matcher does: `arm64` alone means `v8`, `arm` alone `v7`. Null: there is
 * none that fits.
 */
export function chooseByPlatform(descriptors: readonly Descriptor[], platform: Platform): Descriptor | null {
  const fitting = descriptors.filter(
    ({ platform: own }) => own?.os === platform.os && own.architecture === platform.architecture,
  );
  const wanted = platform.variant ?? defaultVariant(platform.architecture);
  const exact = fitting.find(({ platform: own }) => (own?.variant ?? defaultVariant(platform.architecture)) === wanted);
  return exact ?? (platform.variant === undefined ? (fitting[0] ?? null) : null);
}

function defaultVariant(architecture: string): string {
  return architecture === 'arm64' ? 'v8' : architecture === 'arm' ? 'v7' : '';
}

export function platformList(descriptors: readonly Descriptor[]): string {
  return someOf([...new Set(descriptors.map((descriptor) => platformOf(descriptor)))]);
}
