#!/usr/bin/env bash
# Starts one broker. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

id=$((CPGEN_FIRST_ID + ordinal))
own=$config/broker-$id.properties
pod_file=$config/pod-$id.properties
[ -f "$pod_file" ] || pod_file=$config/pod.properties
[ -f "$own" ] || own=
configure server.properties $own
if [ -n "${CPGEN_WAIT_ZOOKEEPER:-}" ]; then
  await "$CPGEN_WAIT_ZOOKEEPER" $live/quorum is_serving
fi
if [ -n "${CPGEN_WAIT_CONTROLLERS:-}" ]; then
  kafka-storage format --ignore-formatted --cluster-id "$CPGEN_CLUSTER_ID" --config /tmp/server.properties
  await "$CPGEN_WAIT_CONTROLLERS" $live/quorum is_open
fi
export EXTRA_ARGS='-name kafkaServer'
attach KAFKA_OPTS
exec kafka-server-start /tmp/server.properties
