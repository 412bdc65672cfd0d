import { askAll } from '../image/ask-all.ts';
import type { FileTree } from '../image/file-tree.ts';
import { observe } from '../text/observation.ts';
import { startOfFile } from '../text/position.ts';
import type { Recognised } from './boot-generator.ts';
import { recogniseBootScripts } from './boot-scripts.ts';
import { recogniseExtensions } from './extensions.ts';
import { aks } from './known/aks.ts';
import { bottlerocket } from './known/bottlerocket.ts';
import { canonicalK8s } from './known/canonical-k8s.ts';
import { eksBootstrap } from './known/eks-bootstrap.ts';
import { eksNodeadm } from './known/eks-nodeadm.ts';
import { gke } from './known/gke.ts';
import { k0s } from './known/k0s.ts';
import { k3s } from './known/k3s.ts';
import { kairos } from './known/kairos.ts';
import { kops } from './known/kops.ts';
import { microk8s } from './known/microk8s.ts';
import { minikube } from './known/minikube.ts';
import { openshift } from './known/openshift.ts';
import { rke2 } from './known/rke2.ts';
import { talos } from './known/talos.ts';
import type { BootDoubt } from './observations.ts';
import { recogniseOstree } from './ostree.ts';
import type { Platform } from './platform.ts';
import { recognisePlatform } from './recognise-platform.ts';
import { findOtherPaths, MOST_NAMED, type NamedFiles, type OtherPath } from './scripts/decisive-files/other-paths.ts';
import { scriptFollower } from './scripts/follow/follow-scripts.ts';
import { recogniseUnitCommands } from './unit-commands.ts';
import { recogniseUserData } from './user-data.ts';

/** In the order in which they are looked for. */
export const PLATFORMS: readonly Platform[] = [
  k3s,
  rke2,
  k0s,
  bottlerocket,
  microk8s,
  canonicalK8s,
  eksNodeadm,
  eksBootstrap,
  aks,
  gke,
  talos,
  kops,
  minikube,
  kairos,
  openshift,
];

/**
 * Whatever in the image writes the configuration of containerd or of the kubelet when the node boots, so that the files in
 * the image prove nothing, and what may do so and could not be looked into. Nothing for images whose files are what runs:
 * those of kind, image-builder and Flatcar, those that an Ansible role such as kubespray's has set up, and those built by
 * hand.
 * Lines of tmpfiles.d are recognised by themselves, for they take what the image's own command lines name.
 * @param named the files that decide a driver in this image only, where they are known
 */
export async function recogniseBootGenerated(tree: FileTree, named: NamedFiles | null = null): Promise<Recognised> {
  const { paths, more } = named ?? (await findOtherPaths(tree));
  const follow = scriptFollower(tree, paths);
  const [platforms, units, scripts, userData, extensions, ostree] = await Promise.all([
    askAll(PLATFORMS, (platform) => recognisePlatform(tree, platform)),
    recogniseUnitCommands(tree, follow),
    recogniseBootScripts(tree, follow),
    recogniseUserData(tree, follow),
    recogniseExtensions(tree),
    recogniseOstree(tree),
  ]);
  const parts = [units, scripts, userData];
  return {
    generators: [
      ...platforms.filter((generator) => generator !== null),
      ...parts.flatMap(({ generators }) => generators),
      ...extensions,
      ...ostree,
    ],
    doubts: [...parts.flatMap(({ doubts }) => doubts), ...(more ? [tooManyNamed(paths)] : [])],
  };
}

function tooManyNamed(paths: readonly OtherPath[]): BootDoubt {
  const what = 'files named by units and configurations';
  const last = startOfFile(paths.at(-1)?.[1] ?? '/etc/systemd/system');
  return observe('boot-too-much', last, { what, limit: MOST_NAMED, writes: 'both' });
}
