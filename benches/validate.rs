//! `cargo bench --bench validate`: cpgen against kubeconform, whole processes in turn, on the same files and with
//! kubeconform's schemas on disk. Prints the table of the README. Needs Go, to build kubeconform.

mod measure;
#[path = "../tests/kubeconform/peer.rs"]
mod peer;

use std::fs;
use std::path::{Path, PathBuf};

use measure::{CPGEN, Figures, command, in_turn, text};

const FILES: usize = 1000;
const OBJECTS: usize = 25;

fn main() {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer");
    fs::create_dir_all(&work).expect("a directory to work in");
    let (kubeconform, location) = (text(&peer::program(&work)), peer::schemas(&work));
    let many = text(&corpus(&work));
    let one = text(&single(&work));
    println!("| command | time (median) | peak memory | against kubeconform |");
    println!("|---|---|---|---|");
    for (what, path, runs) in [("25,000 objects in 1,000 files", &many, 5), ("one file of one StatefulSet", &one, 41)] {
        let [rules, schemas, theirs] = in_turn(
            runs,
            [
                &|| command(CPGEN, &["validate", "-n", "2", path]),
                &|| command(CPGEN, &["validate", "-n", "2", "--schemas-only", path]),
                &|| command(&kubeconform, &["-strict", "-n", "2", "-schema-location", &location, path]),
            ],
        );
        row(&format!("`kubeconform -strict`, {what}"), &theirs, None);
        row(&format!("`cpgen validate --schemas-only`, {what}"), &schemas, Some(theirs.seconds / schemas.seconds));
        row(&format!("`cpgen validate`, {what}"), &rules, Some(theirs.seconds / rules.seconds));
    }
}

fn row(what: &str, figures: &Figures, ratio: Option<f64>) {
    let ratio = ratio.map_or("1".to_string(), |ratio| format!("{ratio:.0} times as fast"));
    println!("| {what} | {:.1} ms | {:.0} MiB | {ratio} |", figures.seconds * 1000.0, figures.mebibytes);
}

/// A file with the StatefulSet of the brokers.
fn single(work: &Path) -> PathBuf {
    let values = Path::new(env!("CARGO_MANIFEST_DIR")).join("values/production.yaml");
    let only = ["--show-only", "StatefulSet/orders-kafka"];
    let output = command(CPGEN, &[&["render", "-f", &text(&values)], &only[..]].concat()).output().expect("cpgen runs");
    assert!(output.status.success() && !output.stdout.is_empty(), "{output:?}");
    let file = work.join("statefulset.yaml");
    fs::write(&file, output.stdout).expect("a file");
    file
}

/// Files of what cpgen renders, 25 objects each, every one with a name of its own.
fn corpus(work: &Path) -> PathBuf {
    let folder = work.join("many");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a directory");
    let values = Path::new(env!("CARGO_MANIFEST_DIR")).join("values/production.yaml");
    let output = command(CPGEN, &["render", "-f", &text(&values)]).output().expect("cpgen runs");
    let stream = String::from_utf8(output.stdout).expect("manifests are text");
    let objects: Vec<&str> = stream.split("---\n").filter(|object| !object.is_empty()).collect();
    for file in 0..FILES {
        let part = (0..OBJECTS).map(|at| {
            let number = file * OBJECTS + at;
            let object = objects[number % objects.len()];
            format!("---\n{}", object.replacen("name: ", &format!("name: n{number}-"), 1))
        });
        fs::write(folder.join(format!("{file:04}.yaml")), part.collect::<String>()).expect("a file");
    }
    folder
}
