//! Builds what a real Kubernetes with real Kafka needs, from modules and packages whose versions the files beside name.
//! What was built once stays in a cache outside of this repository.

pub mod cache;
mod classes;
pub mod command;
mod debian;
mod files;
pub mod go;
mod image;
mod kafka;
mod kubernetes;
mod layers;
mod line;
mod requirements;
mod steps;
mod store;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use files::files_in;

pub use kubernetes::{Minor, etcd, kubernetes};
pub use line::Line;
pub use requirements::{CNI, requirements};
pub use store::store;

/// The name of the image that holds the namespaces of pods.
pub const PAUSE: &str = "cpgen.test/pause:1";

/// The program that answers for the API server of 1.`minor`.
pub fn oracle(minor: u32) -> Result<PathBuf> {
    Ok(go::build(&format!("oracle-1.{minor}"))?.join("oracle"))
}

/// The program that plays the kubelets of simulated nodes.
pub fn kwok() -> Result<PathBuf> {
    Ok(go::build("kwok")?.join("kwok"))
}

/// What a stage of kwok does where a pod goes.
const DELETE: &str = "  next:\n    delete: true";

/// What simulated nodes and pods go through, for kwok's `--config`. Pods take a second to go: one that is back under its
/// name before the controller of budgets has seen it leave counts as one that has still to go, for two minutes
/// (`DeletionTimeout` of `pkg/controller/disruption`).
pub fn kwok_stages() -> Result<PathBuf> {
    let folder = go::source_of("kwok")?.join("kustomize/stage");
    let mut stages = Vec::new();
    for part in ["node/fast", "node/heartbeat-with-lease", "pod/fast"] {
        for name in files_in(&folder.join(part))? {
            if name.ends_with(".yaml") && name != "kustomization.yaml" {
                stages.push(fs::read_to_string(folder.join(part).join(name))?);
            }
        }
    }
    let text = stages.join("\n---\n");
    ensure!(text.contains(DELETE), "kwok has another stage in which pods go");
    let text = text.replace(DELETE, &format!("  delay:\n    durationMilliseconds: 1000\n{DELETE}"));
    let place = cache::artefact("kwok-stages", cache::Inputs::new(&text), |place, _| {
        Ok(fs::write(place.join("stages.yaml"), &text)?)
    })?;
    Ok(place.join("stages.yaml"))
}

/// The program that answers for names.
pub fn coredns() -> Result<PathBuf> {
    Ok(go::build("coredns")?.join("coredns"))
}

/// The folder with containerd, its shim and ctr.
pub fn containerd() -> Result<PathBuf> {
    go::build("containerd")
}

/// An archive for `ctr -n k8s.io images import` with all images of a line, under their real names.
pub fn image(line: Line) -> Result<PathBuf> {
    image::platform(line)
}

/// The same for the container that holds the namespaces of a pod, which is called [`PAUSE`].
pub fn pause_image() -> Result<PathBuf> {
    image::pause(PAUSE)
}

/// An image of a line that has Kafka's commands.
pub fn client_image(line: Line) -> &'static str {
    match line {
        Line::V7 => "confluentinc/cp-kafka:7.9.2",
        Line::V8 => "confluentinc/cp-kafka:8.3.0",
    }
}

/// How the verifiable producer or consumer (`side`) of a line takes a file of settings.
pub fn settings_flag(line: Line, side: &str) -> String {
    match line {
        Line::V7 => format!("--{side}.config"),
        Line::V8 => "--command-config".to_string(),
    }
}

/// The class path of a line's Kafka on this machine.
pub fn libraries(line: Line) -> Result<String> {
    Ok(format!("{}/libs/*", kafka::jars(line)?.display()))
}

/// The class behind a command of a line, such as `kafka-topics`.
pub fn main_class(line: Line, command: &str) -> Result<&'static str> {
    kafka::main_class(line, command).with_context(|| format!("{} has no {command}", line.name()))
}
