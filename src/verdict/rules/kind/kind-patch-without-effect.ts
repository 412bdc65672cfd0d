import { observationRule } from '../../observation-rule.ts';

export const rule = observationRule({
  code: 'kind-patch-without-effect',
  side: 'live',
  kinds: ['kind-patch-skipped', 'kind-patch-matches-nothing'],
  severity: 'warning',
  title: 'A patch of the kind configuration changes nothing',
  explanation:
    'From 0.32.0 on kind passes over a containerd patch whose version differs from the file in the ' +
    'image, and a kubeadm patch counts only for documents of its kind and apiVersion. Neither is ' +
    'reported.',
  help: 'Give the patch the version of the image, or the kind and apiVersion of the document that is meant.',
  references: [
    { title: 'Patches by version', url: 'https://github.com/kubernetes-sigs/kind/issues/3946' },
    { title: 'Patches that match nothing are dropped', url: 'https://github.com/kubernetes-sigs/kind/issues/2644' },
  ],
  example: null,
  message: (d, o) =>
    o.kind === 'kind-patch-skipped'
      ? `kind passes over this patch: it is of version ${d.patchVersion}, and the image's file of version ${d.baseVersion}`
      : `this patch of ${d.kind} matches nothing`,
  label: 'no effect',
});
