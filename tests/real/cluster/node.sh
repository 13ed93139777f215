# One node: the first process of namespaces of its own. Killing it is a power failure.
# From outside: FOLDER, BINARIES, CONTAINERD, STORE, NAME, ZONE, INDEX, KUBECONFIG, CGROUP, PAUSE, CNI,
# RUNTIME.
set -eu
mount --make-rprivate /
# crun minds a second hierarchy of cgroups beside the first.
mountpoint -q /sys/fs/cgroup/unified && umount /sys/fs/cgroup/unified
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p "$FOLDER"/{kubelet,containerd,cni,log,state/cni,certificates,plugins}
mount --bind "$FOLDER/log" /var/log
mkdir -p /var/lib/cni
mount --bind "$FOLDER/state/cni" /var/lib/cni
mount --make-rshared /
hostname "$NAME"

ip link set lo up
until ip link show eth0 >/dev/null 2>&1; do sleep 0.05; done
address=172.30.0.$((10 + INDEX))
ip addr add "$address/24" dev eth0
ip link set eth0 up
ip route add default via 172.30.0.1
for other in 1 2 3 4 5 6 7 8 9; do
  [ "$other" = "$INDEX" ] || ip route add "10.244.$other.0/24" via "172.30.0.$((10 + other))"
done
sysctl -qw net.ipv4.ip_forward=1

# An earlier life of this node left its addresses behind; no container of it lives.
rm -rf /var/lib/cni/*

cat >"$FOLDER/cni/10-ptp.conflist" <<END
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "ptp", "ipMasq": false, "ipam": {"type": "host-local", "dataDir": "/var/lib/cni",
    "ranges": [[{"subnet": "10.244.$INDEX.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
END
cat >"$FOLDER/containerd.toml" <<END
version = 3
root = "$FOLDER/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri"]
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "$PAUSE"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".containerd]
  default_runtime_name = "crun"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.crun]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.crun.options]
  BinaryName = "$RUNTIME"
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["$CNI"]
  conf_dir = "$FOLDER/cni"
END
echo "nameserver 172.30.0.1" >"$FOLDER/resolv.conf"
cat >"$FOLDER/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
evictionHard: {memory.available: 1Mi}
imageGCHighThresholdPercent: 100
clusterDNS: [172.30.0.1]
clusterDomain: cluster.local
resolvConf: $FOLDER/resolv.conf
podLogsDir: /var/log/pods
volumePluginDir: $FOLDER/plugins
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
END
cat >"$FOLDER/kube-proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
hostnameOverride: $NAME
clusterCIDR: 10.244.0.0/16
clientConnection: {kubeconfig: $KUBECONFIG}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END

# Images are there from the beginning. What containerd writes to is a copy, everything else is linked.
if [ ! -e "$FOLDER/containerd/io.containerd.metadata.v1.bolt" ]; then
  cp -al "$STORE/." "$FOLDER/containerd/" 2>/dev/null || cp -a "$STORE/." "$FOLDER/containerd/"
  find "$FOLDER/containerd" -name '*.db' -exec sh -c 'cp "$1" "$1.own" && mv "$1.own" "$1"' - {} \;
fi

PATH=$CONTAINERD:$PATH
containerd --config "$FOLDER/containerd.toml" >"$FOLDER/containerd.log" 2>&1 &
until ctr --address /run/containerd/containerd.sock version >/dev/null 2>&1; do sleep 0.1; done
# As on any node, whoever ends is started again: a kubelet gives up where containerd is not ready yet.
again() { while :; do "$@" || true; sleep 0.5; done; }
again "$BINARIES/kubelet" --config="$FOLDER/kubelet.yaml" --kubeconfig="$KUBECONFIG" --hostname-override="$NAME" \
  --node-ip="$address" --root-dir="$FOLDER/kubelet" --cert-dir="$FOLDER/certificates" \
  --node-labels="topology.kubernetes.io/zone=$ZONE" >"$FOLDER/kubelet.log" 2>&1 &
again "$BINARIES/kube-proxy" --config="$FOLDER/kube-proxy.yaml" >"$FOLDER/kube-proxy.log" 2>&1 &
wait
