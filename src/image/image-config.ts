import { createHash } from 'node:crypto';
import { InputProblem } from './input-problem.ts';
import { asGoRecord, asList, asText, optionalText, parseJson, textMap } from './json.ts';
import { limits } from './limits.ts';

/** What an image's config says (OCI image spec 1.1, config.md; Docker's is the same but for names that don't matter here). */
export interface ImageConfig {
  readonly platform: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** The lowest layer first. */
  readonly diffIds: readonly string[];
  /** One for each layer. */
  readonly createdBy: readonly (string | null)[];
}

export function readImageConfig(bytes: Uint8Array, where: string): ImageConfig {
  const config = asGoRecord(parseJson(bytes, where), where);
  const rootfs = asGoRecord(config.rootfs ?? {}, `rootfs of ${where}`);
  const diffIds = asList(rootfs.diff_ids, `diff_ids of ${where}`).map((id) =>
    checkedDigest(id, `a diff ID of ${where}`),
  );
  if (diffIds.length > limits.layers) throw new InputProblem(`${where} has more than ${limits.layers} layers`);
  return {
    platform: platformText(config),
    labels: textMap(asGoRecord(config.config ?? {}, `config of ${where}`).Labels),
    diffIds,
    createdBy: mapHistory(asList(config.history, `history of ${where}`), diffIds.length),
  };
}

export function platformText(parts: Readonly<Record<string, unknown>>): string | null {
  const os = optionalText(parts.os);
  const architecture = optionalText(parts.architecture);
  const variant = optionalText(parts.variant);
  return os && architecture ? [os, architecture, ...(variant ? [variant] : [])].join('/') : null;
}

/** Each history entry without `empty_layer` belongs to the next layer; a history that doesn't add up says nothing. */
function mapHistory(history: readonly unknown[], layers: number): readonly (string | null)[] {
  const steps = history
    .map((step) => (typeof step === 'object' && step !== null ? (step as Record<string, unknown>) : {}))
    .filter((step) => step.empty_layer !== true)
    .map((step) => optionalText(step.created_by));
  return steps.length === layers ? steps : new Array<null>(layers).fill(null);
}

const digestForm = /^sha256:[0-9a-f]{64}$/;

/** Only sha256 is in use for images; anything else could not be verified. */
export function checkedDigest(value: unknown, where: string): string {
  const digest = asText(value, where);
  if (digestForm.test(digest)) return digest;
  throw new InputProblem(`${where} is no sha256 digest: ${JSON.stringify(digest.slice(0, 80))}`);
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export function requireDigest(bytes: Uint8Array, expected: string, where: string): void {
  const actual = sha256(bytes);
  if (actual !== expected)
    throw new InputProblem(`${where} has the digest ${actual}; the image is damaged or was changed`);
}
