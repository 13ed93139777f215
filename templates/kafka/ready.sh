#!/usr/bin/env bash
# Ready: this broker runs and no broker that can be reached has under-replicated partitions. Once that was so, only the
# port counts until the process restarts; otherwise one bad broker would take all the others out of service.
set -u
latch=/tmp/ready.latch
read -ra process </proc/1/stat
started=${process[21]} # the latch belongs to this process: /tmp may outlive it

is_open() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$1" "$2" 2>/dev/null; }

# value HOST MBEAN: prints the number that the broker there gives for it.
value() {
  local reply
  reply=$(timeout 4 bash -c '
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf "GET /jolokia/read/%s/Value HTTP/1.0\r\nHost: localhost\r\n\r\n" "$3" >&3
    cat <&3' - "$1" "$CPGEN_JOLOKIA_PORT" "$2" 2>/dev/null)
  [[ $reply =~ \"value\":(-?[0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

# verdict HOST PORT: prints why the broker there is a reason to wait; nothing where it is not. A broker that cannot be
# reached at all is down, and waiting for it would block the roll that may bring it back.
verdict() {
  local partitions
  if partitions=$(value "$1" kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions); then
    [ "$partitions" = 0 ] || echo "$1: $partitions under-replicated partitions"
  elif is_open "$1" "$2"; then
    echo "$1: port $CPGEN_JOLOKIA_PORT does not answer, though port $2 does"
  fi
}

is_open 127.0.0.1 "$CPGEN_READY_PORT" || exit 1
[ "$(cat $latch 2>/dev/null)" = "$started" ] && exit 0
if [ -n "${CPGEN_GATE_SECONDS:-}" ]; then
  read -r uptime _ </proc/uptime
  [ $((${uptime%.*} - started / 100)) -ge "$CPGEN_GATE_SECONDS" ] && echo "$started" >$latch && exit 0
fi
state=$(value 127.0.0.1 kafka.server:type=KafkaServer,name=BrokerState)
[ "$state" = 3 ] || { echo "broker state is ${state:-unknown}, not 3 (running)"; exit 1; }
reasons=$(while read -r peer; do verdict "${peer%:*}" "${peer##*:}" & done </etc/cpgen/live/brokers; wait)
[ -z "$reasons" ] || { echo "$reasons"; exit 1; }
echo "$started" >$latch
