/** The small files of the benchmark's node image, and a kubelet made of another Go program. */
export const CONTAINERD_TOML = (driver: boolean) => `version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.k8s.io/pause:3.10"

[plugins."io.containerd.grpc.v1.cri".containerd]
  default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = ${driver}
`;

/** The line of `CONTAINERD_TOML` that every right answer names. */
export const DRIVER_LINE = 13;

export const KUBELET_SERVICE = `[Unit]
Description=kubelet
After=containerd.service

[Service]
ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml
Restart=always

[Install]
WantedBy=multi-user.target
`;

export const KUBELET_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
clusterDNS: [10.96.0.10]
`;

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const textStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const textEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');

/** A Go program's bytes with the build information of a kubelet in the place of its own. */
export function asKubelet(program: Buffer, version: string): Buffer {
  const bytes = Buffer.from(program);
  let at = bytes.indexOf(magic);
  while (at >= 0 && (bytes[at + 15]! & 2) === 0) at = bytes.indexOf(magic, at + 1);
  if (at < 0) throw new Error('the program has no build information');
  const module = `path\tk8s.io/kubernetes/cmd/kubelet\nmod\tk8s.io/kubernetes\t(devel)\t\nbuild\t-compiler=gc\n`;
  const text = Buffer.concat([textStart, Buffer.from(module), textEnd]);
  const goVersion = Buffer.from('go1.24.6');
  const strings = [goVersion, text].map((part) => Buffer.concat([varint(part.length), part]));
  Buffer.concat([...strings, Buffer.from(`\0${version}\0`)]).copy(bytes, at + 32);
  return bytes;
}

function varint(value: number): Buffer {
  return value < 0x80 ? Buffer.of(value) : Buffer.of((value & 0x7f) | 0x80, value >> 7);
}
