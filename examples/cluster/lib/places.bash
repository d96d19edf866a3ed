# shellcheck shell=bash disable=SC2034 # the sourcing commands read the variables
# Folders, ports, users and secrets. Sourced by the commands.

umask 077
PATH=$PATH:/usr/sbin:/sbin

cluster=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Another example that sources this file sets these, and CLUSTER_DIR, CLUSTER_PORT and CLUSTER_USER.
example=${example:-$cluster}
variables=${variables:-CLUSTER}
commands=examples/$(basename "$example")

work=$(realpath -m "${CLUSTER_DIR:-$cluster/.run}")
software=$work/software

# The ports count from this one. It is remembered, so that only "start" needs the variable.
first_port=${CLUSTER_PORT:-$(cat "$work/port" 2> /dev/null || echo 18800)}

nginx_port=$first_port
rollcall_port() { echo $((first_port + $1)); }
postgres_port() { echo $((first_port + 10 + $1)); }
patroni_port() { echo $((first_port + 20 + $1)); }
etcd_port=$((first_port + 31))
etcd_peer_port=$((first_port + 32))
primary_port=$((first_port + 41))
replicas_port=$((first_port + 42))
statistics_port=$((first_port + 43))
prometheus_port=$((first_port + 51))

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# PostgreSQL refuses to run as root. So root runs everything as another user.
owner=$(id -un)
if ((EUID == 0)); then
  owner=${CLUSTER_USER:-$(id -un postgres 2> /dev/null || echo nobody)}
fi

as_owner=()
if ((EUID == 0)); then
  as_owner=(setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups)
fi

give_to_owner() { ((EUID != 0)) || chown -R "$owner" "$work"; }

secret() { cat "$work/secrets/$1"; }

# wait_for SECONDS COMMAND…: tries the command twice a second until it succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.5
  done
}

answers() { curl -sf -o "${2:-/dev/null}" --max-time 2 "$1"; }

# Prints the name of the primary: the node whose Patroni says so.
primary() {
  local node
  for node in 1 2 3; do
    if answers "http://127.0.0.1:$(patroni_port $node)/primary"; then
      echo pg$node
      return
    fi
  done
  return 1
}
