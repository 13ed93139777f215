//! Nodes that exist only in the API: kwok says what a kubelet would say, and runs nothing.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::process::Process;
use super::volumes;
use crate::build;

/// How many nodes there are, in three zones.
pub const NODES: usize = 10;

/// Name of the node with this number, from 1 on.
pub fn name(index: usize) -> String {
    format!("node{index}")
}

/// The zone of the node with this number.
pub fn zone(index: usize) -> String {
    format!("zone-{}", (b'a' + ((index - 1) % 3) as u8) as char)
}

/// Starts what plays the kubelets.
pub fn start(kubeconfig: &Path, logs: &Path) -> Result<Process> {
    let mut command = Command::new(build::kwok()?);
    command.arg("--kubeconfig").arg(kubeconfig).arg("--config").arg(build::kwok_stages()?).args([
        "--manage-all-nodes=true",
        "--cidr=10.244.0.0/16",
        "--node-lease-duration-seconds=40",
    ]);
    Process::start("kwok", logs, &mut command)
}

/// The nodes and their volumes.
pub fn manifests() -> String {
    let mut text = volumes::classes();
    for index in 1..=NODES {
        let (name, zone) = (name(index), zone(index));
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: Node\nmetadata:\n  name: {name}\n  labels: {{kubernetes.io/hostname: {name}, \
             kubernetes.io/os: linux, topology.kubernetes.io/zone: {zone}}}\nstatus:\n  allocatable: {{cpu: \"64\", \
             memory: 256Gi, pods: \"110\"}}\n  capacity: {{cpu: \"64\", memory: 256Gi, pods: \"110\"}}\n"
        );
        for class in volumes::CLASSES {
            for number in 1..=12 {
                text.push_str(&volumes::local(
                    &format!("{name}-{class}-{number}"),
                    class,
                    &name,
                    &format!("/disks/{class}-{number}"),
                ));
            }
        }
    }
    text
}
