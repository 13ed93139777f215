#!/usr/bin/env bash
# Before this broker stops: waits while another one is down or catches up, so that two are never away at once, whoever
# stops them. Up to Kubernetes 1.36 a StatefulSet replaces the next pod whatever state the others are in. A broker that
# serves nobody itself does not wait, and none waits for longer than CPGEN_HOLD_SECONDS.
set -u
. /etc/cpgen/live/gate.sh

is_open 127.0.0.1 "$CPGEN_READY_PORT" || exit 0
offline=$(value 127.0.0.1 kafka.log:type=LogManager,name=OfflineLogDirectoryCount)
while [ "$SECONDS" -lt "$CPGEN_HOLD_SECONDS" ]; do
  # The replicas of a disk that this broker has lost come back with a new one, and not by waiting.
  held=$(reasons | while read -r reason; do
    if [ "${offline:-0}" = 0 ] || [[ $reason == *": down" ]]; then echo "$reason"; fi
  done)
  [ -z "$held" ] && exit 0
  sleep 2
done
