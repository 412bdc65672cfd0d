import type { BinaryFacts } from '../binary/binary-facts.ts';
import type { Program } from './program.ts';
import { agree, isPartial, parseVersion, type Version } from './version.ts';
import type { Confidence, VersionClaim } from './version-evidence.ts';

/** The program's file that would run. */
export interface RunningProgram {
  /** Symlinks resolved. */
  readonly path: string;
  readonly facts: BinaryFacts;
}

/** The main packages of each program; a multi-call program such as `k3s` counts as a kubelet too. */
const MAIN_PACKAGES: Readonly<Record<Program, RegExp>> = {
  containerd: /^github\.com\/containerd\/containerd\/(?:v\d+\/)?cmd\/containerd$/,
  kubelet:
    /^k8s\.io\/kubernetes\/cmd\/(?:kubelet|hyperkube|kubelite)$|^github\.com\/(?:k3s-io\/k3s|rancher\/(?:k3s|rke2))(?:\/|$)/,
  kubeadm: /^k8s\.io\/kubernetes\/cmd\/kubeadm$/,
  'cri-o': /^github\.com\/cri-o\/cri-o\/cmd\/crio$/,
  dockerd: /^github\.com\/(?:docker\/docker|moby\/moby(?:\/v\d+)?)\/cmd\/dockerd$/,
  'cri-dockerd': /^github\.com\/Mirantis\/cri-dockerd$/,
};

/** Kubernetes' own versions start with `v1.`, containerd's module path says its major version. */
const STAMPS: Readonly<Record<Program, RegExp>> = {
  containerd: /^v?[12]\./,
  kubelet: /^v1\./,
  kubeadm: /^v1\./,
  'cri-o': /^v?1\./,
  dockerd: /^v?\d/,
  'cri-dockerd': /^v?0\./,
};

/** The versions of a commit that has no tag (go.dev/ref/mod#pseudo-versions). */
const PSEUDO_VERSION = /[-.]\d{14}-[0-9a-f]{12}(?:\+|$)/;

/**
 * What a program's bytes say of its version, the best first: what the build stamped into it, its main module's version,
 * what containerd's source says, and containerd's major version, which its module path shows. Empty where the bytes
 * contradict themselves or say nothing.
 */
export function claimsOfBinary(
  program: Program,
  facts: BinaryFacts,
  path: string,
  confidence: Confidence,
): readonly VersionClaim[] {
  const main = facts.goBuildInfo?.path ?? null;
  if (main !== null && !isKin(program, main)) return [];
  const bound = program === 'containerd' && main !== null ? majorOf(main) : null;
  const fits = (version: Version) => bound === null || agree(bound, version);
  const claim = (version: Version, source: string): VersionClaim => ({ version, source, path, confidence });
  const claims: VersionClaim[] = [];

  const stamped = facts.versionStrings
    .filter((text) => STAMPS[program].test(text) && !text.endsWith('+unknown') && !PSEUDO_VERSION.test(text))
    .flatMap((text) => parseVersion(text) ?? [])
    .filter(fits);
  const [stamp] = stamped;
  if (stamp !== undefined && stamped.every((other) => agree(stamp, other))) {
    claims.push(claim(stamp, `version stamped into ${path}`));
  }

  const module = facts.goBuildInfo?.module ?? null;
  if (module !== null && main?.startsWith(module.path) === true && !PSEUDO_VERSION.test(module.version)) {
    const version = parseVersion(module.version);
    if (version !== null && version.major > 0 && !isPartial(version))
      claims.push(claim(version, `build info of ${path}`));
  }

  if (program === 'containerd') {
    const source = facts.versionStrings
      .filter((text) => text.endsWith('+unknown'))
      .flatMap((text) => parseVersion(text) ?? []);
    const [only, second] = source.filter(fits);
    if (only !== undefined && second === undefined && main !== null)
      claims.push(claim(only, `source version in ${path}`));
    if (bound !== null) claims.push(claim(bound, `module path in the build info of ${path}`));
  }
  return claims;
}

/** Distributions rename main packages at times, as Debian does for kubectl; another project's is another program. */
function isKin(program: Program, main: string): boolean {
  if (MAIN_PACKAGES[program].test(main)) return true;
  return main === 'command-line-arguments' || main === 'main';
}

function majorOf(main: string): Version | null {
  if (!MAIN_PACKAGES.containerd.test(main)) return null;
  return parseVersion(/\/v(\d+)\//.exec(main)?.[1] ?? '1');
}
