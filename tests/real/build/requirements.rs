//! What the machine must have before anything can be built or run.

use std::env;
use std::path::Path;
use std::process::Command;

/// Programs, and the Debian package that has each. No package: it comes from elsewhere.
const PROGRAMS: &[(&str, &str)] = &[
    ("go", "Go 1.26 or newer: https://go.dev/dl"),
    ("mvn", "maven"),
    ("java", "default-jdk-headless"),
    ("javac", "default-jdk-headless"),
    ("jar", "default-jdk-headless"),
    ("mmdebstrap", "mmdebstrap"),
    ("runc", "runc"),
    ("nft", "nftables"),
    ("iptables", "iptables"),
    ("ip", "iproute2"),
    ("openssl", "openssl"),
    ("sysctl", "procps"),
    ("pgrep", "procps"),
    ("unshare", "util-linux"),
    ("nsenter", "util-linux"),
];

/// Where Debian keeps the network plugins of containers.
pub const CNI: &str = "/usr/lib/cni";

/// What is missing, one line for each thing, with where to get it. Nothing is missing where the list is empty.
pub fn requirements() -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return vec!["Linux: nodes are made of its namespaces".to_string()];
    }
    let mut missing = Vec::new();
    if !Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n") {
        missing.push("root: nodes mount, and have networks of their own".to_string());
    }
    for (program, package) in PROGRAMS {
        if !is_there(program) {
            missing.push(format!("{program} ({})", from(package)));
        }
    }
    if !Path::new(CNI).join("ptp").exists() {
        missing.push(format!("{CNI}/ptp ({})", from("containernetworking-plugins")));
    }
    missing
}

fn from(package: &str) -> String {
    if package.contains("http") { package.to_string() } else { format!("apt-get install {package}") }
}

fn is_there(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
