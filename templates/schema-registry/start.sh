#!/usr/bin/env bash
# Starts one Schema Registry. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure schema-registry.properties
await_brokers
attach SCHEMA_REGISTRY_OPTS
exec schema-registry-start /tmp/schema-registry.properties
