//! What kubeconform says of some of the same mutants.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::tally::percent;

#[path = "../kubeconform/peer.rs"]
mod kubeconform;

/// A mutant, and whether the server and we take it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The manifest.
    pub text: String,
    /// Whether we do.
    pub ours: bool,
    /// Whether the server does.
    pub server: bool,
}

/// Two lines: how many verdicts of kubeconform and of ours are the server's, and how much of what it refuses they find.
pub fn compare(sample: &[Judged]) -> String {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer");
    let folder = work.join("differential");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (number, judged) in sample.iter().enumerate() {
        fs::write(folder.join(format!("{number:06}.yaml")), &judged.text).expect("a mutant is written");
    }
    let valid = valid(&work, &folder);
    // A file of which it says nothing passes.
    let theirs = |number: usize| valid.get(&format!("{number:06}.yaml")).copied().unwrap_or(true);
    let kubeconform = line("kubeconform -strict", sample, theirs);
    kubeconform + &line("cpgen validate", sample, |number| sample[number].ours)
}

fn line(name: &str, sample: &[Judged], takes: impl Fn(usize) -> bool) -> String {
    let count = |of: &dyn Fn(bool, bool) -> bool| {
        sample.iter().enumerate().filter(|(number, judged)| of(judged.server, takes(*number))).count()
    };
    let refused = count(&|server, _| !server);
    format!(
        "{name}: of {} mutants {:.2} % judged as by the server; {:.2} % of the {refused} refused ones found, {} false alarms\n",
        sample.len(),
        percent(count(&|server, own| server == own), sample.len()),
        percent(count(&|server, own| !server && !own), refused),
        count(&|server, own| server && !own)
    )
}

fn valid(work: &Path, folder: &PathBuf) -> HashMap<String, bool> {
    let mut command = Command::new(kubeconform::program(work));
    command.args(["-strict", "-verbose", "-output", "json", "-schema-location"]).arg(kubeconform::schemas(work));
    let output = command.arg(folder).output().expect("kubeconform runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("kubeconform prints JSON");
    let mut valid = HashMap::new();
    for resource in report["resources"].as_array().into_iter().flatten() {
        let file = resource["filename"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let is_valid = matches!(resource["status"].as_str(), Some("statusValid" | "statusEmpty" | "statusSkipped"));
        *valid.entry(file.to_owned()).or_insert(true) &= is_valid;
    }
    valid
}
