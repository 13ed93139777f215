# value HOST MBEAN [ATTRIBUTE]: prints the number that the process there gives for it, cut to a whole one.
value() {
  local reply
  reply=$(timeout 4 bash -c '
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf "GET /jolokia/read/%s/%s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$3" "$4" >&3
    cat <&3' - "$1" "$CPGEN_JOLOKIA_PORT" "$2" "${3:-Value}" 2>/dev/null)
  [[ $reply =~ \"value\":(-?[0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}
