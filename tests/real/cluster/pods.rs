//! Processes of pods, as the nodes see them.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Cluster;
use super::process::run;

impl Cluster {
    /// The Java process of a pod. Its number is one of the sandbox.
    pub fn java_of(&self, pod: &Value) -> Result<u32> {
        let uid = pod["metadata"]["uid"].as_str().context("no uid")?;
        for entry in fs::read_dir("/proc")?.flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let groups = fs::read_to_string(entry.path().join("cgroup")).unwrap_or_default();
            let name = fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
            if groups.contains(&format!("pod{uid}")) && name.trim() == "java" {
                return Ok(id);
            }
        }
        bail!("no Java process runs in pod {}", super::api::name(pod))
    }

    /// `kill -SIGNAL` of the Java process of a pod.
    pub fn signal(&self, pod: &Value, signal: &str) -> Result<()> {
        let id = self.java_of(pod)?.to_string();
        run(Command::new("kill").args([&format!("-{signal}"), &id]))?;
        Ok(())
    }

    /// What HTTP on a port of a pod answers to a GET.
    pub fn fetch(&self, pod: &Value, port: u16, path: &str) -> Result<String> {
        let address = pod["status"]["podIP"].as_str().context("no address")?;
        let answer = ureq::get(format!("http://{address}:{port}{path}")).call()?;
        Ok(answer.into_body().read_to_string()?)
    }

    /// The number of the node that a pod is on.
    pub fn node_of(&self, pod: &Value) -> Result<usize> {
        let node = pod["spec"]["nodeName"].as_str().context("not on a node")?;
        self.nodes.iter().position(|one| one.name == node).context("not on a node of ours")
    }
}
