# shellcheck shell=bash
# Debian packages for the tests against the real programs: downloaded with an apt configuration of our own and unpacked
# into the cache. Nothing is installed, and neither /etc/apt nor the package database is touched.

CACHE=${CGROUP_GATE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/cgroup-gate}
case $CACHE in /*) ;; *) CACHE=$PWD/$CACHE ;; esac
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
SUITES=(bullseye bookworm trixie sid)

say() { printf 'real: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The mirror of this machine, as apt itself understands sources.list and sources.list.d.
mirror() {
  local uri=${DEBIAN_MIRROR:-} own
  own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # shellcheck disable=SC2016 # apt's own placeholders
  [ -n "$uri" ] || uri=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$own" '$2 == suite && $3 == "main" { print $1; exit }')
  [ -n "$uri" ] || die 'there is no Debian mirror in /etc/apt: set DEBIAN_MIRROR'
  echo "${uri%/}"
}

# update_lists: fresh package lists of every suite, unless this cache has them
update_lists() {
  local apt=$CACHE/apt uri suite
  [ ! -e "$apt/done" ] || return 0
  uri=$(mirror) || exit 1
  mkdir -p "$apt/etc/apt.conf.d" "$apt/etc/preferences.d" "$apt/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  for suite in "${SUITES[@]}"; do
    echo "deb [arch=amd64 signed-by=$KEYRING] $uri $suite main"
  done >"$apt/etc/sources.list"
  {
    # how this machine reaches its mirror, and nothing else of its configuration
    apt-config dump | grep -E '^Acquire::(http|https|socks|Retries|ForceIPv)' || true
    cat <<CONF
Dir::Etc "$apt/etc";
Dir::Etc::netrc "/etc/apt/auth.conf";
Dir::Etc::netrcparts "/etc/apt/auth.conf.d";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Architecture "amd64";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
Acquire::Check-Date "false";
CONF
  } >"$apt/apt.conf"
  APT_CONFIG=$apt/apt.conf apt-get -q update >"$CACHE/apt.log" 2>&1 || { tail -n 20 "$CACHE/apt.log" >&2; die 'apt-get update failed'; }
  touch "$apt/done"
}

# unpack SUITE DIRECTORY PACKAGE...: the packages of that suite, all unpacked below the directory, unless it is complete
unpack() {
  local suite=$1 to=$2 debs=$CACHE/debs/$1 package
  shift 2
  [ ! -e "$to/.complete" ] || return 0
  update_lists
  rm -rf "$to"
  mkdir -p "$debs" "$to"
  for package in "$@"; do
    compgen -G "$debs/${package}_*.deb" >/dev/null ||
      (cd "$debs" && APT_CONFIG=$CACHE/apt/apt.conf apt-get -q download "$package/$suite" >"$CACHE/apt.log" 2>&1) ||
      { tail -n 20 "$CACHE/apt.log" >&2; die "no package $package in $suite"; }
    dpkg-deb -x "$(compgen -G "$debs/${package}_*.deb" | head -n1)" "$to"
  done
  touch "$to/.complete"
}

# unpack_system SUITE DIRECTORY PACKAGE...: the packages with all that they depend on, as a root directory with merged /usr
unpack_system() {
  local suite=$1 to=$2 link packages word
  shift 2
  [ ! -e "$to/.complete" ] || return 0
  update_lists
  rm -rf "$to" "$CACHE/debs/$suite.system"
  mkdir -p "$to" "$CACHE/debs/$suite.system"
  for link in bin sbin lib lib64; do
    mkdir -p "$to/usr/$link"
    ln -s "usr/$link" "$to/$link"
  done
  packages=()
  while read -r word; do packages+=("$word"); done < <(
    APT_CONFIG=$CACHE/apt/apt.conf apt-get -q -s -o APT::Install-Recommends=false -t "$suite" install "${@/%//$suite}" |
      sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1=\2/p'
  )
  [ "${#packages[@]}" -gt 0 ] || die "apt finds no way to install $* from $suite"
  (cd "$CACHE/debs/$suite.system" && APT_CONFIG=$CACHE/apt/apt.conf apt-get -q download "${packages[@]}" >"$CACHE/apt.log" 2>&1) ||
    { tail -n 20 "$CACHE/apt.log" >&2; die "cannot download $* with all that it needs from $suite"; }
  for word in "$CACHE/debs/$suite.system"/*.deb; do
    dpkg-deb --fsys-tarfile "$word" | tar -x --keep-directory-symlink -C "$to"
  done
  rm -rf "$CACHE/debs/$suite.system"
  touch "$to/.complete"
}
