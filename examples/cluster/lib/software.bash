# shellcheck shell=bash disable=SC2034,SC2154 # the sourcing commands set and read variables
# Finds the programs. Debian packages that the machine lacks are unpacked into $software. Nothing is installed, so no
# package starts a service or creates a database of its own.

# Patroni 3.0.2 (Debian 12) with etcd's v3 API lost acknowledged commits when a frozen primary woke up.
patroni_needed=4.0.7
patroni_suite=trixie # the Debian release that has it

PATH=$software/usr/bin:$software/usr/sbin:$PATH

found() { command -v "$1" > /dev/null; }

version_at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

# Libraries of unpacked packages. Only set for programs that may need them.
libraries() { printf '%s:' "$software"/usr/lib/*-linux-gnu*; }

# Prints the folder with the programs of the newest PostgreSQL.
postgres_programs() {
  local programs
  programs=$(find {/usr,"$software/usr"}/lib/postgresql/*/bin -maxdepth 0 2> /dev/null | sort -V | tail -n 1)
  [[ -n $programs ]] && echo "$programs"
}

# sql DATABASE USER STATEMENT…: runs SQL on the primary, through HAProxy.
sql() {
  local database=$1 user=$2
  shift 2
  PGPASSWORD=$(secret "$user") PGCONNECT_TIMEOUT=5 LD_LIBRARY_PATH=$(libraries) "$(postgres_programs)/psql" \
    --no-psqlrc -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$primary_port" -U "$user" -d "$database" "$@"
}

# Sets $patroni and $patronictl: how to call an unpacked or an installed Patroni.
choose_patroni() {
  if [[ -e $software/usr/bin/patroni ]]; then
    export PYTHONPATH=$software/usr/lib/python3/dist-packages
    # Debian's own Python: another one on the path would not find Debian's modules.
    patroni=(/usr/bin/python3 "$software/usr/bin/patroni")
    patronictl=(/usr/bin/python3 "$software/usr/bin/patronictl")
  else
    patroni=(patroni)
    patronictl=(patronictl)
  fi
}

# Exports what all nodes of Patroni, and patronictl, have in common.
patroni_variables() {
  choose_patroni
  set -a
  LD_LIBRARY_PATH=$(libraries)
  PATRONI_ETCD3_HOST=127.0.0.1:$etcd_port
  PATRONI_POSTGRESQL_BIN_DIR=$(postgres_programs)
  PATRONI_SUPERUSER_USERNAME=postgres
  PATRONI_SUPERUSER_PASSWORD=$(secret postgres)
  PATRONI_REPLICATION_USERNAME=replicator
  PATRONI_REPLICATION_PASSWORD=$(secret replicator)
  PATRONI_REWIND_USERNAME=rewind
  PATRONI_REWIND_PASSWORD=$(secret rewind)
  PATRONI_RESTAPI_USERNAME=patroni
  PATRONI_RESTAPI_PASSWORD=$(secret patroni)
}

patroni_version() {
  choose_patroni
  LD_LIBRARY_PATH=$(libraries) "${patroni[@]}" --version 2> "${1:-/dev/null}" | awk '{print $2}'
}

patroni_is_new_enough() {
  local version
  version=$(patroni_version) || return 1
  [[ -n $version ]] && version_at_least $patroni_needed "$version"
}

missing_packages() {
  postgres_programs > /dev/null || echo postgresql
  found etcd || echo etcd-server
  found haproxy || echo haproxy
  found nginx || echo nginx-light
  found prometheus || echo prometheus
  patroni_is_new_enough || printf '%s\n' patroni python3-etcd python3-dnspython # for etcd
}

require() { found "$1" || fail "$1 is missing. On Debian: apt-get install $2"; }

require_basics() {
  local program
  require java default-jre-headless
  require curl curl
  /usr/bin/python3 -c 'import zipfile' 2> /dev/null \
    || fail "Debian's Python is missing. On Debian: apt-get install python3"
  for program in setpriv setsid realpath; do
    require $program "util-linux coreutils"
  done
}

# An apt of its own, with its own lists: the machine's lists and sources stay as they are. The machine's own release
# comes first; the later one is only used for what is asked from it by name.
private_apt() {
  local release file
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
  mkdir -p "$software/apt/lists/partial" "$software/apt/archives/partial" "$software/apt/sources"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
    [[ ! -e $file ]] || cp "$file" "$software/apt/sources/"
  done
  if [[ $release != "$patroni_suite" ]]; then
    cat > "$software/apt/sources/patroni.sources" << END
Types: deb
URIs: http://deb.debian.org/debian
Suites: $patroni_suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  fi
  cat > "$software/apt/apt.conf" << END
Dir::State::lists "$software/apt/lists";
Dir::Cache "$software/apt";
Dir::Cache::archives "$software/apt/archives";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$software/apt/sources";
APT::Default-Release "$release";
APT::Install-Recommends "false";
Acquire::Languages "none";
Debug::NoLocking "true";
END
}

# Downloads packages and what they depend on, as far as the machine lacks it, and unpacks them. apt checks signatures.
unpack_packages() {
  local -a names=("${@/#patroni/patroni/$patroni_suite}")
  local package
  found apt-get || fail "These programs are missing, and there is no apt-get to get them with: $*"
  say "Downloading into $software, without installing: $*"
  private_apt
  give_to_owner
  export APT_CONFIG=$software/apt/apt.conf
  "${as_owner[@]}" apt-get -q -q update || fail "apt-get update failed"
  "${as_owner[@]}" apt-get -q -q -y --download-only install "${names[@]}" > "$work/log/apt.log" 2>&1 \
    || fail "apt-get could not download them; see $work/log/apt.log"
  for package in "$software"/apt/archives/*.deb; do
    "${as_owner[@]}" dpkg-deb -x "$package" "$software"
  done
  rm -rf "$software/apt"
}

get_software() {
  local -a missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]})); then
    unpack_packages "${missing[@]}"
  fi
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]})); then
    if [[ " ${missing[*]} " == *" patroni "* ]]; then
      say "Patroni must be $patroni_needed or later, and is '$(patroni_version /dev/stderr || true)'.
Earlier releases lose acknowledged sessions when a frozen primary wakes up: see examples/cluster/README.md."
    fi
    fail "Still missing: ${missing[*]}"
  fi
}
