# shellcheck shell=bash disable=SC2034,SC2154 # the sourcing commands set and read variables
# Starts, finds and ends the processes of this example, and no others.

processes=(etcd pg1 pg2 pg3 haproxy rollcall1 rollcall2 rollcall3 nginx prometheus)

# Prints the id of a process if it runs. Every command line of an example contains the work folder.
pid_of() {
  local pid
  pid=$(cat "$work/pid/$1" 2> /dev/null) || return 1
  is_ours "$pid" && echo "$pid"
}

is_ours() { tr '\0' ' ' 2> /dev/null < "/proc/$1/cmdline" | grep -qF "$work/"; }

runs() { pid_of "$1" > /dev/null; }

# The server that belongs to a Patroni, which survives if only its Patroni dies.
postgres_pid_of() {
  local pid
  pid=$(head -n 1 "$work/$1/data/postmaster.pid" 2> /dev/null) || return 1
  is_ours "$pid" && echo "$pid"
}

# launch NAME COMMAND…: runs a command in the background, in its own session.
launch() {
  local name=$1
  shift
  (
    cd "$work/$name" || exit
    exec setsid "${as_owner[@]}" "$@" < /dev/null >> "$work/log/$name.log" 2>&1
  ) &
  echo $! > "$work/pid/$name"
}

# end NAME PID SECONDS [SIGNAL]: asks a process to end, waits, and kills it if it has not ended in time.
end() {
  local name=$1 pid=$2 seconds=$3
  kill -s "${4:-TERM}" "$pid" 2> /dev/null || return 0
  kill -s CONT "$pid" 2> /dev/null || true
  if ! wait_for "$seconds" is_gone "$pid"; then
    say "$name did not end within $seconds s and is killed"
    kill -s KILL "$pid" 2> /dev/null || true
  fi
}

end_if_it_runs() {
  local pid
  if pid=$(pid_of "$1"); then
    end "$1" "$pid" "${@:2}"
  fi
}

is_gone() { ! is_ours "$1"; }

delete_data() {
  [[ -s $work/port ]] || fail "$work is not a folder of this example, and is not deleted"
  rm -rf "${processes[@]/#/$work/}" "$work"/{config,log,pid,secrets,software,try,auditor,port,rollcall.jar}
  rmdir "$work"
  say "$work is deleted"
}
