//! The two versions of Kubernetes that everything runs on.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::cache::{Inputs, artefact};
use super::command::output;
use super::go;

/// A minor version of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Minor {
    /// The newest that builds from its modules.
    Newest,
    /// The oldest.
    Oldest,
}

impl Minor {
    /// As users say it: `1.37`.
    pub fn name(self) -> &'static str {
        match self {
            Minor::Newest => "1.37",
            Minor::Oldest => "1.32",
        }
    }

    /// The same as a number: 37.
    pub fn number(self) -> u32 {
        match self {
            Minor::Newest => 37,
            Minor::Oldest => 32,
        }
    }

    /// The patch version that the module pins: `1.37.2`.
    pub fn version(self) -> &'static str {
        go::version(&self.folder()).unwrap_or_default()
    }

    fn folder(self) -> String {
        format!("kubernetes-{}", self.name())
    }
}

/// The folder with kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and kubectl.
pub fn kubernetes(minor: Minor) -> Result<PathBuf> {
    let built = go::build(&minor.folder())?;
    let Some((assets, version)) = assets() else { return Ok(built) };
    if !version.starts_with(&format!("v{}.", minor.name())) {
        return Ok(built);
    }
    let inputs = Inputs::new(&version).artefact(&built).artefact(&assets);
    artefact(&format!("{}-assets", minor.folder()), inputs, |place, _| {
        for entry in fs::read_dir(&built)? {
            let name = entry?.file_name();
            let given = assets.join(&name);
            let from = if given.is_file() { given } else { built.join(&name) };
            symlink(from, place.join(name))?;
        }
        Ok(())
    })
}

/// The program that keeps the objects.
pub fn etcd() -> Result<PathBuf> {
    match assets().map(|(folder, _)| folder.join("etcd")).filter(|etcd| etcd.is_file()) {
        Some(etcd) => Ok(etcd),
        None => Ok(go::build("etcd")?.join("etcd")),
    }
}

/// The folder that `KUBEBUILDER_ASSETS` names and the version of its API server, where that says one.
fn assets() -> Option<(PathBuf, String)> {
    let folder = PathBuf::from(env::var_os("KUBEBUILDER_ASSETS").filter(|value| !value.is_empty())?);
    let version = version_of(&folder.join("kube-apiserver"))?;
    Some((folder, version))
}

fn version_of(server: &Path) -> Option<String> {
    let printed = output(Command::new(server).arg("--version")).ok()?;
    printed.trim().strip_prefix("Kubernetes ").map(str::to_string)
}
