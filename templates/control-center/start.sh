#!/usr/bin/env bash
# Starts one Control Center. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure control-center.properties
await_brokers
mkdir -p /var/lib/confluent-control-center/data
attach CONTROL_CENTER_OPTS
exec control-center-start /tmp/control-center.properties
