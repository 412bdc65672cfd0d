/**
 * A path as part of an address: every segment percent-encoded, no leading slash, no empty segment and none that climbs.
 * Half of a surrogate pair becomes U+FFFD.
 */
export function uriPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\u{fffd}')).replace(/[!'()*]/g, percent))
    .join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
