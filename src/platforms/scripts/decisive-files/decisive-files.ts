/** Whose configuration. */
export type Side = 'containerd' | 'kubelet';
/** Which program's configuration is written. */
export type Writes = Side | 'both';

/** A drop-in of every service. */
const ANY_SERVICE = '\\/systemd\\/system\\/service\\.d(?:\\/[\\w.*/-]*)?(?![\\w.])';
/** The files that decide the driver of containerd and of the kubelet. */
const CONTAINERD_FILE = new RegExp(
  /\/etc\/containerd\/(?!certs\.d\b)[\w.*?/-]+|\/systemd\/system\/containerd\.service(?:\.d\/[\w.*/-]*)?(?![\w.])|/
    .source + ANY_SERVICE,
);
const KUBELET_FILE = new RegExp(
  /\/var\/lib\/kubelet\/(?:config|kubeadm-flags)[\w.*/-]*|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet(?:-config|\/)[\w.*/-]*|\/systemd\/system\/kubelet\.service(?:\.d\/[\w.*/-]*)?(?![\w.])|/
    .source + ANY_SERVICE,
);
/** The same, and the folders that hold them. */
const CONTAINERD_PLACE = new RegExp(`(?:${CONTAINERD_FILE.source}|/etc/containerd/?)$`);
const KUBELET_PLACE = new RegExp(
  `(?:${KUBELET_FILE.source}|/var/lib/kubelet/?|/systemd/system/kubelet\\.service\\.d/?)$`,
);
const SIDES = [
  {
    side: 'containerd',
    file: CONTAINERD_FILE,
    place: CONTAINERD_PLACE,
    parts: [/\/etc\/containerd(?![\w/-])/, /\.toml\b/],
  },
  {
    side: 'kubelet',
    file: KUBELET_FILE,
    place: KUBELET_PLACE,
    parts: [/\/var\/lib\/kubelet(?![\w/-])/, /\bconfig\.ya?ml\b/],
  },
] as const;

/** Whether a text has the name of a side, or of what is of both, without which nothing in it is one of these files. */
export function namesSide(text: string): boolean {
  return /containerd|kubelet|\/system\/service\.d|\/system\.conf/.test(text);
}

/** The sides of which a text names a decisive file. */
export function filesNamedIn(text: string): readonly Side[] {
  return SIDES.filter(({ file }) => file.test(text)).map(({ side }) => side);
}

/** The sides of which a text names a decisive file, be it folder and name apart. */
export function partsNamedIn(text: string): readonly Side[] {
  return SIDES.filter(({ file, parts }) => file.test(text) || parts.every((part) => part.test(text))).map(
    ({ side }) => side,
  );
}

/** The sides of which a path is a decisive file, or a folder that holds some. */
export function placesNamedBy(path: string): readonly Side[] {
  return SIDES.filter(({ place }) => place.test(path)).map(({ side }) => side);
}

export function bothOf(sides: ReadonlySet<Side>): Writes | null {
  if (sides.has('containerd')) return sides.has('kubelet') ? 'both' : 'containerd';
  return sides.has('kubelet') ? 'kubelet' : null;
}
