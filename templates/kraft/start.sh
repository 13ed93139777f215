#!/usr/bin/env bash
# Starts one KRaft controller. SIGTERM must end the script while it is still the container's first process.
trap 'exit 143' TERM
set -eu
. /etc/cpgen/config/functions.sh

# orphans: prints who holds metadata while no controller leads; nothing where an empty disk does no harm. Without a
# leader empty disks would be a majority soon, elect one of them, and everything that others hold would be forgotten.
orphans() {
  local peer host leader offset found=
  while read -r peer; do
    leader=$(value "${peer%:*}" kafka.server:type=raft-metrics current-leader) || continue
    [ "$leader" -lt 0 ] || return 0
  done <"$live/quorum"
  while read -r peer; do
    host=${peer%:*}
    offset=$(value "$host" kafka.server:type=raft-metrics log-end-offset) || continue
    [ "$offset" -le 0 ] || found+=" $host (up to offset $offset)"
  done < <(cat "$live/quorum" "$live/brokers")
  echo "$found"
}

configure controller.properties
if [ -n "${CPGEN_JOLOKIA_PORT:-}" ] && [ ! -f /var/lib/kafka/metadata/logs/meta.properties ]; then
  . "$config/jolokia.sh"
  said=
  while found=$(orphans) && [ -n "$found" ] && [ ! -e /tmp/format ]; do
    if [ "$said" != "$found" ]; then
      echo "waiting: this controller's disk is empty, no controller leads, and metadata is held by$found."
      echo "Bring back the disks of the other controllers. Where they are lost for good, let ONE empty controller join"
      echo "those that hold metadata: kubectl exec $HOSTNAME -- touch /tmp/format; the others follow by themselves."
      said=$found
    fi
    sleep 5
  done
fi
kafka-storage format --ignore-formatted --cluster-id "$CPGEN_CLUSTER_ID" --config /tmp/controller.properties
export EXTRA_ARGS='-name kafkaServer'
attach KAFKA_OPTS
exec kafka-server-start /tmp/controller.properties
