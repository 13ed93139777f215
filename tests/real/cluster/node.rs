//! Real nodes: kubelet, containerd and kube-proxy in namespaces of their own, on a bridge.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::process::{Process, run, shell};
use crate::build;
use crate::sandbox;

/// A node that is real but for its hardware.
pub struct Node {
    /// As `kubectl get nodes` calls it.
    pub name: String,
    /// Its address on the bridge.
    pub address: String,
    /// What its disks hold, and everything else that survives a power failure.
    pub folder: PathBuf,
    index: usize,
    cgroup: String,
    process: Option<Process>,
    /// Its first process, as the sandbox numbers it.
    first: String,
}

impl Node {
    /// The node with this number, from 1 on. It is off.
    pub fn new(index: usize, folder: &Path) -> Node {
        let name = format!("node{index}");
        let root = sandbox::folder().unwrap_or_else(|| folder.to_path_buf());
        Node {
            address: format!("172.30.0.{}", 10 + index),
            folder: folder.join(&name),
            cgroup: format!("{}/{name}", sandbox::cgroup(&root)),
            name,
            index,
            process: None,
            first: String::new(),
        }
    }

    /// The zone that its label says: three zones take turns.
    pub fn zone(&self) -> String {
        format!("zone-{}", (b'a' + ((self.index - 1) % 3) as u8) as char)
    }

    /// Switches it on, for the first time or after a failure.
    pub fn start(&mut self, binaries: &Path, kubeconfig: &Path) -> Result<()> {
        fs::create_dir_all(&self.folder)?;
        make_cgroups(&self.cgroup)?;
        let runtime = self.folder.join("runtime");
        fs::write(&runtime, include_str!("runtime.sh"))?;
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o755))?;
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "--kill-child=KILL", "bash", "-c"])
            .arg(include_str!("node.sh"))
            .env("FOLDER", &self.folder)
            .env("BINARIES", binaries)
            .env("CONTAINERD", build::containerd()?)
            .env("NAME", &self.name)
            .env("ZONE", self.zone())
            .env("INDEX", self.index.to_string())
            .env("KUBECONFIG", kubeconfig)
            .env("CGROUP", &self.cgroup)
            .env("STORE", build::store()?)
            .env("PAUSE", build::PAUSE)
            .env("CNI", build::CNI)
            .env("RUNTIME", &runtime);
        let process = Process::start("node", &self.folder, &mut command)?;
        // The network of the node is that of unshare's child.
        let link = format!("cpgen{}", self.index);
        self.first = shell(&format!(
            "until child=$(pgrep -P {parent}); do sleep 0.05; done
             until [ \"$(readlink /proc/$child/ns/net)\" != \"$(readlink /proc/self/ns/net)\" ]; do sleep 0.05; done
             ip link del {link} 2>/dev/null || true
             ip link add {link} type veth peer name eth0 netns $child
             ip link set {link} master cpgen up
             ip route replace 10.244.{index}.0/24 via {address}
             echo $child",
            parent = process.id(),
            index = self.index,
            address = self.address,
        ))?
        .trim()
        .to_string();
        self.process = Some(process);
        Ok(())
    }

    /// Runs a line of shell among its mounts.
    pub fn shell(&self, script: &str) -> Result<String> {
        run(Command::new("nsenter").args(["-t", &self.first, "-m", "bash", "-euc", script]))
    }

    /// Power failure: everything on it dies at once.
    pub fn fail(&mut self) {
        self.process = None;
    }

    /// Where its disks are.
    pub fn disks(&self) -> PathBuf {
        self.folder.join("disks")
    }

    /// Where the files of one of its disks are.
    pub fn disk(&self, number: usize) -> PathBuf {
        self.disks().join(format!("disk{number}"))
    }
}

/// Makes a cgroup in every hierarchy, with nothing below it: what an earlier life of the node left would not have outlived
/// a power failure, and the kubelet takes three seconds to give up on each. The kubelet wants to find its root, with
/// processors and memory assigned. Pods ask for little, so the node as a whole weighs much: what else the machine does would
/// starve them.
fn make_cgroups(path: &str) -> Result<()> {
    shell(&format!(
        "find /sys/fs/cgroup/{path} /sys/fs/cgroup/*/{path} -mindepth 1 -depth -type d -exec rmdir {{}} + \
           2>/dev/null || true
         if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
           mkdir -p /sys/fs/cgroup/{path}
           for group in /sys/fs/cgroup $(dirname /sys/fs/cgroup/{path}); do
             for controller in cpu cpuset memory pids io; do
               echo +$controller >$group/cgroup.subtree_control 2>/dev/null || true
             done
           done
           for group in $(dirname {path}) {path}; do
             echo 10000 >/sys/fs/cgroup/$group/cpu.weight 2>/dev/null || true
           done
         else
           for root in /sys/fs/cgroup/*/; do
             [ -w $root/cgroup.procs ] && mkdir -p \"$root/{path}\" || true
           done
           for group in $(dirname {path}) {path}; do
             for file in cpuset.cpus cpuset.mems; do
               cat /sys/fs/cgroup/cpuset/$file >/sys/fs/cgroup/cpuset/$group/$file
             done
             echo 100000 >/sys/fs/cgroup/cpu/$group/cpu.shares 2>/dev/null || true
           done
         fi"
    ))?;
    Ok(())
}
