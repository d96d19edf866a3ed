# shellcheck shell=bash disable=SC2154 # the sourcing commands set the variables
# What the start of an example needs. The command says with ports_of which ports a process needs, and with start_process
# how it starts.

jar=${CLUSTER_JAR:-$cluster/../../api/target/rollcall.jar}

require_jar() {
  [[ -e $jar ]] || fail "There is no $(realpath -m "$jar"). Build it first: ./mvnw -B -pl api -am package -DskipTests"
}

refuse_if_all_run() {
  local name
  for name in "${processes[@]}"; do
    runs "$name" || return 0
  done
  fail "It already runs in $work. Stop it with: $commands/stop"
}

is_taken() { (: > "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

require_free_ports() {
  local name port
  local -a taken=()
  for name in "${processes[@]}"; do
    runs "$name" && continue
    for port in $(ports_of "$name"); do
      if is_taken "$port"; then
        taken+=("$port ($name)")
      fi
    done
  done
  ((${#taken[@]} == 0)) || fail "Other programs listen on these ports of 127.0.0.1: ${taken[*]}
Choose another first port: ${variables}_PORT=19800 $commands/start"
}

make_folders() {
  [[ -s $work/port || -z $(ls -A "$work" 2> /dev/null) ]] \
    || fail "$work has files of something else. Choose another folder."
  mkdir -p "$work"
  give_to_owner
  "${as_owner[@]}" test -x "$work" || fail "The user '$owner', as whom everything runs, cannot reach $work.
Choose another folder, for this and all other commands: export ${variables}_DIR=/var/tmp/rollcall-try"
  mkdir -p "$work"/{config,log,pid,secrets,software} "${processes[@]/#/$work/}"
  echo "$first_port" > "$work/port"
  give_to_owner
}

random() { head -c "$1" /dev/urandom | base64 | tr -d '\n'; }

# render FILE NAME=VALUE…: copies a configuration, with the values in place of ${NAME}.
render() {
  local file=$1 value text
  text=$(< "$example/config/$file")
  shift
  for value in "$@"; do
    text=${text//"\${${value%%=*}}"/"${value#*=}"}
  done
  echo "$text" > "$work/config/$file"
}

local_address() { echo "127.0.0.1:$1"; }

# The nodes run a copy, so that the jar can be built anew while they run. A new copy is a new file: nodes that run keep
# the one that they opened.
copy_jar() {
  if ! cmp -s "$jar" "$work/rollcall.jar"; then # builds are reproducible, so their time says nothing
    cp "$jar" "$work/rollcall.jar.new"
    mv "$work/rollcall.jar.new" "$work/rollcall.jar"
  fi
}

started=()

start_missing() {
  local name
  for name in "$@"; do
    runs "$name" || start_process "$name"
    started+=("$name")
  done
}

# await WHAT SECONDS COMMAND…: waits until the command succeeds; stops at once if a process has died.
await() {
  local what=$1 seconds=$2
  shift 2
  wait_for "$seconds" succeeds_or_one_died "$@" || fail_with_logs "$what is not ready after $seconds s"
  [[ -z $(died) ]] || fail_with_logs "$(died) ended"
  say "$what: ready after $SECONDS s"
}

succeeds_or_one_died() { "$@" || [[ -n $(died) ]]; }

died() {
  local name
  for name in "${started[@]}"; do
    runs "$name" || echo "$name"
  done
}

fail_with_logs() {
  local name
  for name in $(died); do
    say "The last lines of $work/log/$name.log:"
    tail -n 5 "$work/log/$name.log" >&2
  done
  fail "$1. The logs are in $work/log. What runs is stopped with: $commands/stop"
}
