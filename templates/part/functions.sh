# What the start scripts of all components share. It needs bash, cat, mkdir, sleep and timeout, no more: newer images
# carry neither curl nor nc nor python.

config=/etc/cpgen/config
live=/etc/cpgen/live
ordinal=${HOSTNAME##*-}

# is_open HOST PORT: whether something takes connections there.
is_open() {
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$1" "$2" 2>/dev/null
}

# is_serving HOST PORT: whether a ZooKeeper server there belongs to a quorum.
is_serving() {
  local reply
  reply=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2" && echo srvr >&3 && cat <&3' - "$1" "$2" 2>/dev/null)
  [[ $reply == *"Mode: "* ]]
}

# await COUNT FILE CHECK: returns when COUNT of the HOST:PORT lines in FILE pass CHECK.
await() {
  local address passed said=
  while :; do
    passed=0
    while read -r address; do
      "$3" "${address%:*}" "${address##*:}" && passed=$((passed + 1))
    done <"$2"
    [ "$passed" -ge "$1" ] && return
    [ "$said" = "$passed" ] || echo "waiting: $passed of at least $1 are there ($2)"
    said=$passed
    sleep 2
  done
}

# await_brokers: returns when enough brokers take connections to hold the replicas of internal topics.
await_brokers() {
  await "$CPGEN_WAIT_BROKERS" "$live/brokers" is_open
}

# pod_properties FILE: prints FILE with what only this pod knows in the place of {pod}, {podIP}, {hostIP}, {zone}, {id},
# {ordinal} and {31090+ordinal}. A line whose zone is unknown is left out.
pod_properties() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line == *"{zone}"* && -z ${CPGEN_ZONE:-} ]] && continue
    line=${line//"{pod}"/$HOSTNAME}
    line=${line//"{podIP}"/${CPGEN_POD_IP:-}}
    line=${line//"{hostIP}"/${CPGEN_HOST_IP:-}}
    line=${line//"{zone}"/${CPGEN_ZONE:-}}
    line=${line//"{ordinal}"/$ordinal}
    [[ $line == *"{id}"* ]] && line=${line//"{id}"/$((CPGEN_FIRST_ID + ordinal))}
    while [[ $line =~ \{([0-9]+)\+ordinal\} ]]; do
      line=${line//"${BASH_REMATCH[0]}"/$((BASH_REMATCH[1] + ordinal))}
    done
    printf '%s\n' "$line"
  done <"$1"
}

# escaped TEXT: prints TEXT as a properties file carries it (Latin-1, backslash escapes).
escaped() {
  local LC_ALL=C.UTF-8 text=$1 character code index
  for ((index = 0; index < ${#text}; index++)); do
    character=${text:index:1}
    printf -v code %d "'$character"
    case $character in
      \\) printf '\\\\' ;;
      $'\n') printf '\\n' ;;
      $'\r') printf '\\r' ;;
      $'\t') printf '\\t' ;;
      ' ') if [ "$index" = 0 ]; then printf '\\ '; else printf ' '; fi ;;
      *)
        if [ "$code" -lt 128 ]; then
          printf %s "$character"
        elif [ "$code" -lt 65536 ]; then
          printf '\\u%04x' "$code"
        else
          printf '\\u%04x\\u%04x' $((55296 + (code - 65536) / 1024)) $((56320 + (code - 65536) % 1024))
        fi
        ;;
    esac
  done
}

# secret_properties: prints a property for each mounted key of a Secret. The file is named after the property.
secret_properties() {
  local file
  for file in /etc/cpgen/secrets/*; do
    [ -f "$file" ] || continue
    printf '%s=' "${file##*/}"
    escaped "$(cat "$file")"
    printf '\n'
  done
}

# configure NAME [FILE...]: writes /tmp/NAME from the mounted file, FILEs, what only this pod knows, and secrets. The
# last entry for a property is the one that Java keeps.
configure() {
  local name=$1
  shift
  (
    umask 077
    {
      cat "$config/$name" "$@"
      [ -f "$config/pod.properties" ] && pod_properties "${pod_file:-$config/pod.properties}"
      secret_properties
    } >"/tmp/$name"
  )
}

# agent PATTERN...: prints the first file that one of the patterns matches.
agent() {
  local pattern file
  for pattern; do
    for file in $pattern; do
      [ -f "$file" ] && echo "$file" && return
    done
  done
  echo "this image has none of: $*" >&2
  return 1
}

# attach NAME: adds the agents to the Java options in variable NAME. Only now, just before the process itself starts:
# tools that ran before would have started them too, and clashed on their ports.
attach() {
  local options=${!1:-} base=/usr/share/java jar
  if [ -n "${CPGEN_EXPORTER_PORT:-}" ]; then
    jar=$(agent $base/cp-base-{new,java,java-micro}/jmx_prometheus_javaagent-*.jar) || exit 1
    options+=" -javaagent:$jar=0.0.0.0:$CPGEN_EXPORTER_PORT:/etc/cpgen/exporter/exporter.yaml"
  fi
  if [ -n "${CPGEN_JOLOKIA_PORT:-}" ]; then
    jar=$(agent $base/cp-base-{new,java,java-micro}/jolokia-{jvm-*,agent-jvm-*-javaagent}.jar) || exit 1
    options+=" -javaagent:$jar=host=0.0.0.0,port=$CPGEN_JOLOKIA_PORT,discoveryEnabled=false"
    options+=",policyLocation=file://$config/jolokia-access.xml"
  fi
  export "$1=$options"
}
