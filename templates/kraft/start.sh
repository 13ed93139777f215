#!/usr/bin/env bash
# Starts one KRaft controller. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure controller.properties
kafka-storage format --ignore-formatted --cluster-id "$CPGEN_CLUSTER_ID" --config /tmp/controller.properties
export EXTRA_ARGS='-name kafkaServer'
attach KAFKA_OPTS
exec kafka-server-start /tmp/controller.properties
