//! What containerd makes of the images. Every node starts with a copy, which takes no time: files are linked.

use std::path::PathBuf;

use anyhow::Result;

use super::cache::{Inputs, artefact};
use super::command::{command, run};
use super::{Line, containerd, image, pause_image};

/// Starts a containerd of its own, below a `/run` of its own, and lets it unpack the images.
const UNPACK: &str = r#"
place=$1; shift
mount -t tmpfs tmpfs /run
printf 'version = 3\nroot = "%s/root"\nstate = "/run/containerd"\n[grpc]\naddress = "/run/containerd.sock"\n' "$place" \
  >/run/containerd.toml
containerd --config /run/containerd.toml &
daemon=$!
until ctr --address /run/containerd.sock version >/dev/null 2>&1; do sleep 0.2; done
for image; do ctr --address /run/containerd.sock -n k8s.io images import "$image"; done
kill -TERM $daemon
wait $daemon || true
"#;

/// The root folder of a containerd that has all images, and the pause image too.
pub fn store() -> Result<PathBuf> {
    let images = [pause_image()?, image(Line::V7)?, image(Line::V8)?];
    let programs = containerd()?;
    let inputs = images.iter().fold(Inputs::new(include_str!("store.rs")), |inputs, image| inputs.artefact(image));
    let place = artefact("store", inputs.artefact(&programs), |place, log| {
        let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
        let mut unpack = command("unshare");
        unpack.args(["--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc"]);
        unpack.args(["bash", "-euc", UNPACK, "unpack"]).arg(place).args(&images).env("PATH", path);
        run(&mut unpack, log)
    })?;
    Ok(place.join("root"))
}
