//! What the machine must have before anything can be built or run.

use std::env;
use std::path::Path;
use std::process::Command;

/// Lines of WHAT PACKAGE: a program or a file, and the Debian package that has it.
const PACKAGES: &str = include_str!("../../../.ci/packages");

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
    if !is_there("go") {
        missing.push("go (https://go.dev/dl)".to_string());
    }
    for line in PACKAGES.lines().filter(|line| !line.starts_with('#')) {
        if let Some((what, package)) = line.split_once(' ').filter(|(what, _)| !is_there(what)) {
            missing.push(format!("{what} (apt-get install {package})"));
        }
    }
    missing
}

fn is_there(what: &str) -> bool {
    if what.starts_with('/') {
        return Path::new(what).exists();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(what).is_file())
}
