#!/usr/bin/env bash
# Starts one ZooKeeper server. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

configure zookeeper.properties
while IFS='=' read -r key value; do
  case $key in
    dataDir) mkdir -p "$value" && echo $((ordinal + 1)) >"$value/myid" ;;
    dataLogDir) mkdir -p "$value" ;;
  esac
done </tmp/zookeeper.properties
export EXTRA_ARGS='-name zookeeper'
attach KAFKA_OPTS
exec zookeeper-server-start /tmp/zookeeper.properties
