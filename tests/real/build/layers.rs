//! What images are made of beside Debian: Kafka, and what belongs to Control Center. A layer is a tree of files, packed so
//! that the same files always give the same bytes.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache::{Inputs, artefact};
use super::command::{command, run};
use super::files::{files_below, source};
use super::line::Line;
use super::{go, kafka};

/// The name of a layer's archive in its folder.
pub const ARCHIVE: &str = "layer.tar";

/// Kafka, the agents, the start commands, and the recorder under the names of what cannot be had.
pub fn kafka(line: Line) -> Result<PathBuf> {
    let (jars, recorder, images) = (kafka::jars(line)?, go::build("recorder")?, source("images"));
    let own = images.join(line.folder());
    let inputs = Inputs::new(include_str!("layers.rs")).artefact(&jars).artefact(&recorder);
    let inputs = inputs.files(&own)?.files(&images.join("bin"))?;
    artefact(&format!("layer-{}", line.folder()), inputs, |place, log| {
        let tree = place.join("tree");
        copy(&jars.join("libs"), &tree.join("opt/kafka/libs"))?;
        copy(&jars.join("agents"), &tree.join("usr/share/java/cp-base-new"))?;
        copy(&jars.join("connect-file"), &tree.join("usr/share/java/kafka-connect-file"))?;
        copy(&own.join("etc"), &tree.join("etc/kafka"))?;
        for file in ["commands", "logging"] {
            fs::copy(own.join(file), tree.join("opt/kafka").join(file))?;
        }
        let bin = tree.join("usr/bin");
        fs::create_dir_all(&bin)?;
        for program in ["kafka-run-class", "kafka-command"] {
            fs::copy(images.join("bin").join(program), bin.join(program))?;
        }
        fs::copy(recorder.join("recorder"), bin.join("recorder"))?;
        kafka::commands(line).try_for_each(|name| symlink("kafka-command", bin.join(name)))?;
        kafka::RECORDED.iter().try_for_each(|name| symlink("recorder", bin.join(name)))?;
        pack(place, log)
    })
}

/// Prometheus and Alertmanager, which Control Center has in its pod.
pub fn monitoring() -> Result<PathBuf> {
    let programs = [("prometheus", go::build("prometheus")?), ("alertmanager", go::build("alertmanager")?)];
    let scripts = source("images/bin");
    let inputs = Inputs::new(include_str!("layers.rs")).files(&scripts)?;
    let inputs = programs.iter().fold(inputs, |inputs, (_, folder)| inputs.artefact(folder));
    artefact("layer-monitoring", inputs, |place, log| {
        let bin = place.join("tree/usr/bin");
        fs::create_dir_all(&bin)?;
        for (name, folder) in &programs {
            fs::copy(folder.join(name), bin.join(name))?;
            let start = format!("{name}-start");
            fs::copy(scripts.join(&start), bin.join(&start))?;
        }
        pack(place, log)
    })
}

/// The container that holds the namespaces of a pod.
pub fn pause() -> Result<PathBuf> {
    let program = go::build("pause")?;
    artefact("layer-pause", Inputs::new(include_str!("layers.rs")).artefact(&program), |place, log| {
        fs::create_dir(place.join("tree"))?;
        fs::copy(program.join("pause"), place.join("tree/pause"))?;
        pack(place, log)
    })
}

/// Packs the tree of `place`, and leaves nothing but the archive.
pub fn pack(place: &Path, log: &Path) -> Result<()> {
    let mut tar = command("tar");
    tar.args(["--sort=name", "--mtime=@0", "--numeric-owner", "--format=gnu", "-C"]).arg(place.join("tree"));
    run(tar.arg("-cf").arg(place.join(ARCHIVE)).arg("."), log)?;
    Ok(fs::remove_dir_all(place.join("tree"))?)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, target)?;
    }
    Ok(())
}
