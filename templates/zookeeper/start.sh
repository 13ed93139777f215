#!/usr/bin/env bash
# Starts one ZooKeeper server. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

mkdir -p /var/lib/zookeeper/data/zookeeper /var/lib/zookeeper/log/zookeeper
echo $((ordinal + 1)) >/var/lib/zookeeper/data/zookeeper/myid
configure zookeeper.properties
export EXTRA_ARGS='-name zookeeper'
attach KAFKA_OPTS
exec zookeeper-server-start /tmp/zookeeper.properties
