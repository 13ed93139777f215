//! Images as archives that `ctr images import` takes: layers, a configuration, and the names of both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::cache::{Inputs, artefact};
use super::command::{command, output, run};
use super::files::{files_in, source};
use super::line::Line;
use super::{classes, debian, layers};

/// One image of an archive.
struct Image {
    names: Vec<String>,
    layers: Vec<PathBuf>,
    settings: Value,
}

/// All images of a line, under the names that cpgen says for the profiles.
pub fn platform(line: Line) -> Result<PathBuf> {
    let (monitoring, platform): (Vec<_>, Vec<_>) = names(line)?.into_iter().partition(|name| is_monitoring(name));
    let base = debian::base()?;
    let user = json!({"User": "appuser", "WorkingDir": "/home/appuser", "Env": ["LANG=C.UTF-8"], "Cmd": ["bash"]});
    let layers = vec![base.clone(), debian::java(line)?, layers::kafka(line)?, classes::classes(line)?];
    let mut images = vec![Image { names: platform, layers, settings: user.clone() }];
    if !monitoring.is_empty() {
        images.push(Image { names: monitoring, layers: vec![base, layers::monitoring()?], settings: user });
    }
    archive(line.image(), &images)
}

/// The image of the container that holds a pod's namespaces.
pub fn pause(name: &str) -> Result<PathBuf> {
    let settings = json!({"Entrypoint": ["/pause"], "User": "65535:65535"});
    archive("image-pause", &[Image { names: vec![name.to_string()], layers: vec![layers::pause()?], settings }])
}

/// The images of all profiles that belong to a line: its version says so, and what has a version of its own is new.
fn names(line: Line) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(source("../../values"))? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "yaml") {
            let mut cpgen = Command::new(env!("CARGO_BIN_EXE_cpgen"));
            let printed = output(cpgen.args(["show", "images", "-f"]).arg(file))?;
            all.extend(printed.lines().map(str::to_string));
        }
    }
    all.retain(|name| (line == Line::V7) == name.contains(":7."));
    all.sort();
    all.dedup();
    if all.is_empty() {
        bail!("no profile has an image of {}", line.name());
    }
    Ok(all)
}

fn is_monitoring(name: &str) -> bool {
    name.contains("prometheus:") || name.contains("alertmanager:")
}

fn archive(name: &str, images: &[Image]) -> Result<PathBuf> {
    let mut inputs = Inputs::new(include_str!("image.rs"));
    for image in images {
        inputs = inputs.text(&format!("{:?} {:?} {}", image.names, image.layers, image.settings));
    }
    let folder = artefact(name, inputs, |place, log| {
        let tree = place.join("tree");
        fs::create_dir(&tree)?;
        let manifest = images.iter().map(|image| image.write(&tree)).collect::<Result<Vec<Value>>>()?;
        fs::write(tree.join("manifest.json"), serde_json::to_vec(&manifest)?)?;
        let mut tar = command("tar");
        tar.args(["--sort=name", "--mtime=@0", "--numeric-owner", "--owner=0", "--group=0", "--format=gnu"]);
        // Layers that two images share are one file.
        tar.args(["--dereference", "--hard-dereference", "-C"]).arg(&tree).arg("-cf").arg(place.join("image.tar"));
        run(tar.args(files_in(&tree)?), log)?;
        Ok(fs::remove_dir_all(tree)?)
    })?;
    Ok(folder.join("image.tar"))
}

impl Image {
    /// Puts layers and configuration into the tree, named after what they hold; gives the entry of the manifest.
    fn write(&self, tree: &Path) -> Result<Value> {
        let mut digests = Vec::new();
        for layer in &self.layers {
            let file = layer.join(layers::ARCHIVE);
            let digest = format!("{:x}", Sha256::digest(fs::read(&file)?));
            let place = tree.join(format!("{digest}.tar"));
            if !place.exists() {
                std::os::unix::fs::symlink(&file, place)?;
            }
            digests.push(digest);
        }
        let architecture = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => bail!("no images for {other}"),
        };
        let ids: Vec<String> = digests.iter().map(|digest| format!("sha256:{digest}")).collect();
        let config = json!({
            "architecture": architecture, "os": "linux", "created": "1970-01-01T00:00:00Z", "config": self.settings,
            "rootfs": {"type": "layers", "diff_ids": ids},
        });
        let config = serde_json::to_vec(&config)?;
        let name = format!("{:x}.json", Sha256::digest(&config));
        fs::write(tree.join(&name), config)?;
        let layers: Vec<String> = digests.iter().map(|digest| format!("{digest}.tar")).collect();
        Ok(json!({"Config": name, "RepoTags": self.names, "Layers": layers}))
    }
}
