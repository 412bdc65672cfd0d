/** Programs whose own bytes are asked for their version. */
export const PROGRAMS = ['containerd', 'kubelet', 'kubeadm', 'crio', 'dockerd', 'cri-dockerd'] as const;
