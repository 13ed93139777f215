#!/usr/bin/env bash
# Before this broker stops: waits while another one is down or catches up, so that two are never away at once, whoever
# stops them. Up to Kubernetes 1.36 a StatefulSet replaces the next pod whatever state the others are in. A broker that
# serves nobody itself does not wait, and none waits for longer than CPGEN_HOLD_SECONDS.
set -u
. /etc/cpgen/live/gate.sh

is_open 127.0.0.1 "$CPGEN_READY_PORT" || exit 0
while [ "$SECONDS" -lt "$CPGEN_HOLD_SECONDS" ]; do
  [ -z "$(reasons)" ] && exit 0
  sleep 2
done
