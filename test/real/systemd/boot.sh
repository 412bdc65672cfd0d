#!/bin/bash
# Boots the systemd of a root directory as PID 1 in namespaces of its own, and ends with it.
#   boot.sh LOWER UPPER WORK MERGED GROUP
# LOWER is never written to: UPPER is laid over it. GROUP is a cgroup of the cgroup2 tree that this makes and the caller
# removes.
set -euo pipefail
lower=$1 upper=$2 work=$3 merged=$4 group=$5
mkdir -p "$group"
echo $$ >"$group/cgroup.procs"
# shellcheck disable=SC2016 # expanded by the inner shell
exec setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --kill-child --uts --ipc --cgroup -- bash -c '
  set -euo pipefail
  lower=$1 upper=$2 work=$3 merged=$4
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$work" "$merged"
  mkdir -p "$merged"/{proc,sys,dev,run,tmp}
  mount -t proc proc "$merged/proc"
  mount -t sysfs sysfs "$merged/sys"
  mount -t cgroup2 cgroup2 "$merged/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 tmpfs "$merged/dev"
  for node in null zero full random urandom tty; do
    : >"$merged/dev/$node"
    mount --bind "/dev/$node" "$merged/dev/$node"
  done
  mkdir "$merged/dev/shm" "$merged/dev/pts"
  ln -s /proc/self/fd "$merged/dev/fd"
  mount -t tmpfs -o mode=755 tmpfs "$merged/run"
  hostname cgroup-gate-test
  exec chroot "$merged" /usr/bin/env -i container=test /lib/systemd/systemd --log-target=null --show-status=no
' bash "$lower" "$upper" "$work" "$merged" </dev/null
