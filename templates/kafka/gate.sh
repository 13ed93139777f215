# What the readiness of a broker and its farewell share: how the brokers are.
. /etc/cpgen/config/functions.sh
. /etc/cpgen/live/jolokia.sh

# verdict HOST PORT: prints why the broker there is a reason to wait; nothing where it is not. One that starts answers
# before it takes connections.
verdict() {
  local partitions
  if ! is_open "$1" "$2"; then
    echo "$1: down"
  elif partitions=$(value "$1" kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions); then
    [ "$partitions" = 0 ] || echo "$1: $partitions under-replicated partitions"
  else
    echo "$1: port $CPGEN_JOLOKIA_PORT does not answer, though port $2 does"
  fi
}

# reasons: prints the verdict on every broker, all asked at once.
reasons() {
  local peer
  while read -r peer; do verdict "${peer%:*}" "${peer##*:}" & done </etc/cpgen/live/brokers
  wait
}
