import { checkedDigest, platformText } from '../image-config.ts';
import { asGoRecord, asList, type JsonRecord, optionalText, textMap } from '../json.ts';
import type { Platform } from '../opened-image.ts';

/** A reference to a blob (OCI image spec 1.1, descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly platform: Platform | null;
  /** `org.opencontainers.image.ref.name`, or the full name that containerd writes. */
  readonly name: string | null;
  readonly fullName: string | null;
  /** No image, but what goes with one: a build's provenance (BuildKit), a signature, a bill of materials. */
  readonly artifact: boolean;
  /** Has to be fetched from elsewhere. */
  readonly foreign: boolean;
  /** Bytes; null where it is not said. */
  readonly size: number | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is known of a manifest that was asked for by itself. */
export function describeManifest(digest: string, mediaType: string, size: number): Descriptor {
  return {
    mediaType,
    digest,
    platform: null,
    name: null,
    fullName: null,
    artifact: false,
    foreign: false,
    size,
    annotations: {},
  };
}

export function readDescriptors(value: unknown, where: string): Descriptor[] {
  return asList(value, where).map((item) => readDescriptor(item, where));
}

export function readDescriptor(value: unknown, where: string): Descriptor {
  const record = asGoRecord(value, where);
  const annotations = textMap(record.annotations);
  const platform = readPlatform(record.platform);
  const fullName = annotations['io.containerd.image.name'] ?? null;
  return {
    mediaType: optionalText(record.mediaType) ?? '',
    digest: checkedDigest(record.digest, `a digest in ${where}`),
    platform,
    name: annotations['org.opencontainers.image.ref.name'] ?? fullName,
    fullName,
    artifact:
      optionalText(record.artifactType) !== null ||
      annotations['vnd.docker.reference.type'] !== undefined ||
      (platform?.os === 'unknown' && platform.architecture === 'unknown'),
    foreign: asList(record.urls, `urls in ${where}`).length > 0,
    size: Number.isSafeInteger(record.size) && Number(record.size) >= 0 ? Number(record.size) : null,
    annotations,
  };
}

function readPlatform(value: unknown): Platform | null {
  if (typeof value !== 'object' || value === null) return null;
  const record = value as JsonRecord;
  const os = optionalText(record.os);
  const architecture = optionalText(record.architecture);
  const variant = optionalText(record.variant);
  return os && architecture ? { os, architecture, ...(variant ? { variant } : {}) } : null;
}

export function platformOf(descriptor: Descriptor): string {
  return (descriptor.platform && platformText({ ...descriptor.platform })) ?? 'unknown';
}

export function blobName(digest: string): string {
  return `blobs/sha256/${digest.slice('sha256:'.length)}`;
}
