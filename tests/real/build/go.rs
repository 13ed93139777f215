//! Programs that are built from Go modules. The modules of `tests/real/go` pin every version.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cache::{Inputs, artefact};
use super::command::{command, output, run};
use super::files::source;

/// A folder of `tests/real/go`.
struct Module {
    name: &'static str,
    /// Its go.mod.
    text: &'static str,
    /// The module that it is there for.
    path: &'static str,
    /// What is built from it.
    packages: &'static [&'static str],
}

macro_rules! module {
    ($name:literal, $path:literal, $packages:expr) => {
        Module {
            name: $name,
            text: include_str!(concat!("../go/", $name, "/go.mod")),
            path: $path,
            packages: $packages,
        }
    };
}

const MODULES: &[Module] = &[
    module!("kubernetes-1.37", "k8s.io/kubernetes", &["."]),
    module!("kubernetes-1.32", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.37", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.36", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.35", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.34", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.33", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.32", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.31", "k8s.io/kubernetes", &["."]),
    module!("oracle-1.30", "k8s.io/kubernetes", &["."]),
    module!("etcd", "go.etcd.io/etcd/server/v3", &["go.etcd.io/etcd/server/v3"]),
    module!("kwok", "sigs.k8s.io/kwok", &["sigs.k8s.io/kwok/cmd/kwok"]),
    module!(
        "containerd",
        "github.com/containerd/containerd/v2",
        &[
            "github.com/containerd/containerd/v2/cmd/containerd",
            "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2",
            "github.com/containerd/containerd/v2/cmd/ctr",
        ]
    ),
    module!("coredns", "github.com/coredns/coredns", &["github.com/coredns/coredns"]),
    module!("prometheus", "github.com/prometheus/prometheus", &["github.com/prometheus/prometheus/cmd/prometheus"]),
    module!(
        "alertmanager",
        "github.com/prometheus/alertmanager",
        &["github.com/prometheus/alertmanager/cmd/alertmanager"]
    ),
];

/// The programs of Kubernetes that one file is.
const KUBERNETES: &[&str] =
    &["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy", "kubectl"];

/// Static, without paths and symbols; Prometheus without the clients of clouds, which are most of it.
const FLAGS: &[&str] = &["-mod=readonly", "-trimpath", "-buildvcs=false", "-tags=remove_all_sd"];

/// The version that a module's go.mod pins, without its `v`.
pub fn version(name: &str) -> Option<&'static str> {
    let module = module(name)?;
    module.text.lines().find_map(|line| {
        let mut words = line.trim().trim_start_matches("require ").split_whitespace();
        (words.next()? == module.path).then(|| words.next()?.strip_prefix('v'))?
    })
}

/// The names of all modules, for who checks them.
#[allow(dead_code)]
pub fn names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|module| module.name)
}

fn module(name: &str) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.name == name)
}

/// The folder with the programs of `name`.
pub fn build(name: &str) -> Result<PathBuf> {
    let (modules, code) = (folder(name), code(name));
    let packages = module(name).map_or(&["."][..], |module| module.packages);
    let linked = format!("-s -w{}", kubernetes_version(name).unwrap_or_default());
    let recipe = format!("{FLAGS:?} {linked} {packages:?} {}", std::env::consts::ARCH);
    let mut inputs = Inputs::new(&recipe).files(&modules)?;
    if code != modules {
        inputs = inputs.files(&code)?;
    }
    artefact(name, inputs, |place, log| {
        let mut go = go(&code);
        go.arg("build").args(FLAGS).args(["-ldflags", &linked]).arg("-o");
        match packages {
            [_] => go.arg(place.join(program(name))),
            _ => go.arg(format!("{}/", place.display())),
        };
        if code != modules {
            go.arg(format!("-modfile={}", modules.join("go.mod").display()));
        }
        run(go.args(packages), log)?;
        if name.starts_with("kubernetes") {
            KUBERNETES.iter().try_for_each(|other| symlink(program(name), place.join(other)))?;
        }
        Ok(())
    })
}

/// Where the source of the module behind `name` lies on this machine.
pub fn source_of(name: &str) -> Result<PathBuf> {
    let module = module(name).context("no such module")?.path;
    let printed = output(go(&folder(name)).args(["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module]))?;
    Ok(PathBuf::from(printed.trim()))
}

fn go(module: &Path) -> Command {
    let mut go = command("go");
    go.current_dir(module).env("CGO_ENABLED", "0").env("GOFLAGS", "").env("GOWORK", "off");
    go
}

fn folder(name: &str) -> PathBuf {
    source("go").join(name)
}

/// What is compiled. The oracles of all versions are one program.
fn code(name: &str) -> PathBuf {
    folder(if name.starts_with("oracle-") { "oracle" } else { name })
}

fn program(name: &str) -> &str {
    match name.split_once("-1.") {
        Some((program, _)) => program,
        None => name,
    }
}

/// Kubernetes says v0.0.0-master, and behaves like it, where its version is not linked in.
fn kubernetes_version(name: &str) -> Option<String> {
    let (_, minor) = name.split_once("-1.")?;
    let variable = "k8s.io/component-base/version";
    let version = version(name)?;
    Some(format!(" -X {variable}.gitVersion=v{version} -X {variable}.gitMajor=1 -X {variable}.gitMinor={minor}"))
}
