import { UsageProblem } from '../image-files.ts';

/** An image's name in a registry, completed as Docker completes it (distribution/reference 0.6). */
export interface RegistryName {
  /** As people write it: `docker.io`, `registry.k8s.io`, `localhost:5000`. */
  readonly registry: string;
  /** `library/node` */
  readonly repository: string;
  /** `latest` where neither a tag nor a digest was written; may hold `*` where a pattern is allowed. */
  readonly tag: string | null;
  readonly digest: string | null;
  /** It was asked to speak plain HTTP: `docker://http://registry.lan:5000/node`. */
  readonly plainHttp: boolean;
}

const domainForm =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?$/;
const repositoryForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestForm = /^sha256:[0-9a-f]{64}$/;

/** Parses what follows `docker://`. Throws a `UsageProblem` that says which part is wrong. */
export function parseRegistryName(text: string, allowPattern = false): RegistryName {
  const wrong = (what: string) => new UsageProblem(`docker://${text}: ${what}`);
  const plainHttp = text.startsWith('http://');
  let rest = plainHttp ? text.slice('http://'.length) : text;
  if (rest.startsWith('https://')) rest = rest.slice('https://'.length);

  let digest: string | null = null;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (!digestForm.test(digest)) throw wrong('behind the @ has to stand sha256: and 64 hexadecimal digits');
  }
  let tag: string | null = null;
  const colon = rest.lastIndexOf(':');
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
    if (!tagForm.test(allowPattern ? tag.replace(/^[*?]/, '_').replace(/[*?]/g, '-') : tag)) {
      throw wrong(`${JSON.stringify(tag)} is no tag`);
    }
  }

  const slash = rest.indexOf('/');
  const first = slash < 0 ? '' : rest.slice(0, slash);
  const hasDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  let registry = hasDomain ? first : 'docker.io';
  let repository = hasDomain ? rest.slice(slash + 1) : rest;
  if (registry === 'index.docker.io' || registry === 'registry-1.docker.io') registry = 'docker.io';
  if (registry === 'docker.io' && !repository.includes('/')) repository = `library/${repository}`;
  if (!domainForm.test(registry)) throw wrong(`${JSON.stringify(registry)} is no name of a registry`);
  if (!repositoryForm.test(repository) || repository.length > 255) {
    throw wrong(
      `${JSON.stringify(repository)} is no name of a repository; it has lower-case letters, digits and . _ - /`,
    );
  }
  return { registry, repository, tag: tag ?? (digest === null ? 'latest' : null), digest, plainHttp };
}

/** `registry.k8s.io/pause:3.9`, as messages show it. */
export function showName({ registry, repository, tag, digest }: RegistryName): string {
  return `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
}

/** A host of this machine, where plain HTTP is common. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:[0-9]+$/, '');
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name)
  );
}
