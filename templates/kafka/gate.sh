# What the readiness of a broker and its farewell share: how the brokers are.

is_open() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$1" "$2" 2>/dev/null; }

# value HOST MBEAN: prints the number that the broker there gives for it.
value() {
  local reply
  reply=$(timeout 4 bash -c '
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf "GET /jolokia/read/%s/Value HTTP/1.0\r\nHost: localhost\r\n\r\n" "$3" >&3
    cat <&3' - "$1" "$CPGEN_JOLOKIA_PORT" "$2" 2>/dev/null)
  [[ $reply =~ \"value\":(-?[0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

# verdict HOST PORT: prints why the broker there is a reason to wait; nothing where it is not.
verdict() {
  local partitions
  if partitions=$(value "$1" kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions); then
    [ "$partitions" = 0 ] || echo "$1: $partitions under-replicated partitions"
  elif is_open "$1" "$2"; then
    echo "$1: port $CPGEN_JOLOKIA_PORT does not answer, though port $2 does"
  else
    echo "$1: down"
  fi
}

# reasons: prints the verdict on every broker, all asked at once.
reasons() {
  local peer
  while read -r peer; do verdict "${peer%:*}" "${peer##*:}" & done </etc/cpgen/live/brokers
  wait
}
