/**
 * Completes an image name as Docker does (distribution/reference): `node` is `docker.io/library/node:latest`. A digest
 * stays as it is.
 */
export function completeDockerName(name: string): string {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  let domain = hasDomain ? first : 'docker.io';
  let rest = hasDomain ? name.slice(slash + 1) : name;
  if (domain === 'index.docker.io') domain = 'docker.io';
  if (domain === 'docker.io' && !rest.includes('/')) rest = `library/${rest}`;
  const tagged = /:[^/]*$/.test(rest) || rest.includes('@');
  return `${domain}/${rest}${tagged ? '' : ':latest'}`;
}

export function sameDockerName(a: string, b: string): boolean {
  return completeDockerName(a) === completeDockerName(b);
}
