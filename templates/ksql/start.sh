#!/usr/bin/env bash
# Starts one KSQL server. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure ksql-server.properties
await_brokers
mkdir -p /var/lib/kafka-streams/state
attach KSQL_OPTS
exec ksql-server-start /tmp/ksql-server.properties
