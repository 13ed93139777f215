#!/usr/bin/env bash
# Starts one REST Proxy. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure kafka-rest.properties
await_brokers
attach KAFKAREST_OPTS
exec kafka-rest-start /tmp/kafka-rest.properties
