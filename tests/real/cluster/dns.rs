//! The name server of real nodes' pods.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::process::Process;
use crate::build;

/// How long resolvers may keep an answer, above all the answer that a name does not exist.
#[derive(Clone, Copy, PartialEq)]
pub enum Caching {
    /// One second, so that no case waits for it.
    None,
    /// 30 seconds, as most clusters have it.
    Usual,
}

/// Starts CoreDNS on the bridge.
pub fn start(kubeconfig: &Path, folder: &Path, caching: Caching) -> Result<Process> {
    let (seconds, cache) = match caching {
        Caching::None => (1, ""),
        Caching::Usual => (30, "cache 30\n"),
    };
    let corefile = folder.join("Corefile");
    fs::write(
        &corefile,
        format!(
            ".:53 {{\nbind 172.30.0.1\nerrors\n{cache}kubernetes cluster.local 10.96.0.0/16 {{\nkubeconfig {} \
             real\nttl {seconds}\n}}\n}}\n",
            kubeconfig.display()
        ),
    )?;
    Process::start("coredns", &folder.join("logs"), Command::new(build::coredns()?).arg("-conf").arg(&corefile))
}
