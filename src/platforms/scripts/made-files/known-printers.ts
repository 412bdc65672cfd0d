import type { BootText } from '../follow/boot-text.ts';

const DECODES_OR_FETCHES = /\b(?:base64|base32|openssl|gpg|xxd|[bx]?zcat|zstdcat|gunzip|curl|wget|ssh|nc)\b/;

/** Whether a printer is a function of the text's own file that decodes and fetches nothing: its commands are looked at. */
export function printsKnown({ lines }: BootText, program: string): boolean {
  if (!/^[\w-]{1,100}$/.test(program)) return false;
  const defined = new RegExp(`^\\s*(?:function\\s+${program}\\b|${program}\\s*\\(\\s*\\))`);
  const from = lines.findIndex((line) => defined.test(line));
  if (from < 0) return false;
  const end = lines.findIndex((line, at) => at > from && /^\s*\}/.test(line));
  return !lines.slice(from, end < 0 ? undefined : end).some((line) => DECODES_OR_FETCHES.test(line));
}
