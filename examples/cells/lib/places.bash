# shellcheck shell=bash disable=SC2034,SC2154 # the sourcing commands and the cluster's files read the variables
# Folders, ports and cells. Sourced by the commands. The rest is that of ../cluster, which can be a cell, too.

example=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
variables=CELLS
CLUSTER_DIR=${CELLS_DIR:-$example/.run}
CLUSTER_PORT=${CELLS_PORT:-$(cat "$CLUSTER_DIR/port" 2> /dev/null || echo 18900)}
CLUSTER_USER=${CELLS_USER:-}
CLUSTER_JAR=${CELLS_JAR:-}

# shellcheck source-path=SCRIPTDIR source=../../cluster/lib/places.bash
source "$example/../cluster/lib/places.bash"
# shellcheck source-path=SCRIPTDIR source=../../cluster/lib/software.bash
source "$cluster/lib/software.bash"
# shellcheck source-path=SCRIPTDIR source=../../cluster/lib/processes.bash
source "$cluster/lib/processes.bash"

cells=(a b)
processes=(cell-a cell-b haproxy)

missing_packages() {
  found haproxy || echo haproxy
  found openssl || echo openssl
}

gateway_port=$first_port
number_of() { [[ ${1: -1} == a ]] && echo 1 || echo 2; }
entrance_port() { echo $((first_port + $(number_of "$1"))); }
node_port() { echo $((first_port + 10 + $(number_of "$1"))); }

node_is_ready() { answers "http://127.0.0.1:$(node_port "$1")/actuator/health/readiness"; }

# The embedded PostgreSQL of a cell, which survives if only its node dies.
database_pid_of() {
  local pid
  pid=$(head -n 1 "$work/$1/data/postgres/postmaster.pid" 2> /dev/null) || return 1
  is_ours "$pid" && echo "$pid"
}

require_cell() { [[ " ${cells[*]} " == *" $1 "* ]] || fail "There is no cell '$1', only: ${cells[*]}"; }

# access_token CELL USER PASSWORD: logs in at the entrance of a cell, and prints the access token.
access_token() {
  local body="{\"user_name\":\"$2\",\"password\":\"$3\"}"
  curl -sf --max-time 10 -H 'Content-Type: application/json' -d "$body" \
    "http://127.0.0.1:$(entrance_port "$1")/auth/login" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}

# tell_haproxy COMMAND: sends one command to HAProxy's socket, and prints the answer.
tell_haproxy() {
  /usr/bin/python3 - "$work/haproxy/socket" "$1" << 'END'
import socket, sys
haproxy = socket.socket(socket.AF_UNIX)
haproxy.connect(sys.argv[1])
haproxy.sendall(sys.argv[2].encode() + b"\n")
sys.stdout.write(haproxy.makefile().read())
END
}
