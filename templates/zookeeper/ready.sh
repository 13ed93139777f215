#!/usr/bin/env bash
# Ready: this server belongs to a quorum. One that has lost it says that it is not serving requests.
reply=$(timeout 3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/2181 && echo srvr >&3 && cat <&3' 2>/dev/null)
[[ $reply == *"Mode: "* ]]
