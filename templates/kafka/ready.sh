#!/usr/bin/env bash
# Ready: this broker runs and no broker that can be reached has under-replicated partitions. Once that was so, only the
# port counts until the process restarts; otherwise one bad broker would take all the others out of service.
set -u
. /etc/cpgen/live/gate.sh
latch=/tmp/ready.latch
read -ra process </proc/1/stat
started=${process[21]} # the latch belongs to this process: /tmp may outlive it

is_open 127.0.0.1 "$CPGEN_READY_PORT" || exit 1
[ "$(cat $latch 2>/dev/null)" = "$started" ] && exit 0
if [ -n "${CPGEN_GATE_SECONDS:-}" ]; then
  read -r uptime _ </proc/uptime
  [ $((${uptime%.*} - started / 100)) -ge "$CPGEN_GATE_SECONDS" ] && echo "$started" >$latch && exit 0
fi
state=$(value 127.0.0.1 kafka.server:type=KafkaServer,name=BrokerState)
[ "$state" = 3 ] || { echo "broker state is ${state:-unknown}, not 3 (running)"; exit 1; }
# To wait for a broker that is down would block the roll that may bring it back.
open=$(reasons | while read -r reason; do [[ $reason == *": down" ]] || echo "$reason"; done)
[ -z "$open" ] || { echo "$open"; exit 1; }
echo "$started" >$latch
