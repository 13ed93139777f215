#!/usr/bin/env bash
# Starts one Connect worker. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure connect-distributed.properties
await_brokers
export EXTRA_ARGS='-name connectDistributed'
attach KAFKA_OPTS
exec connect-distributed /tmp/connect-distributed.properties
