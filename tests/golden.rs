//! `charts-out/` holds what every profile renders to, and `values/default.yaml` every key with its default. A change of
//! the program shows there as a change of manifests.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use support::platform::{cpgen, profiles};

const HOW: &str = "run `CPGEN_BLESS=1 cargo test --test golden` and look at `git diff` before you commit";

/// Files that are generated, and the `cpgen show` that prints each.
const GENERATED: &[(&str, &str)] = &[("values/default.yaml", "values"), ("values/values.schema.json", "schema")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Writes everything anew, once, where the environment asks for it.
fn bless() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        if std::env::var_os("CPGEN_BLESS").is_none() {
            return;
        }
        for (file, what) in GENERATED {
            fs::write(root().join(file), shown(what)).unwrap();
        }
        for profile in profiles() {
            render(&profile, &root().join("charts-out").join(profile.as_str()));
        }
        for stale in golden_folders().into_iter().filter(|name| !profiles().contains(name)) {
            fs::remove_dir_all(root().join("charts-out").join(stale)).unwrap();
        }
    });
}

fn golden_folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("charts-out")).unwrap_or_else(|error| panic!("charts-out/: {error}; {HOW}"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_string()).collect();
    names.sort();
    names
}

fn render(profile: &str, folder: &Path) {
    let values = format!("values/{profile}.yaml");
    let run = cpgen(&["render", "-f", &values, "--output-dir", folder.to_str().unwrap(), "--prune"], "");
    assert_eq!(run.code, 0, "{values}: {}", run.messages);
}

fn shown(what: &str) -> String {
    let run = cpgen(&["show", what], "");
    assert_eq!(run.code, 0, "{}", run.messages);
    run.text
}

/// Every file below `folder`, by its path there.
fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        for entry in fs::read_dir(&current).unwrap_or_else(|error| panic!("{}: {error}; {HOW}", current.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_path_buf();
                files.insert(below, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// The first line in which two texts differ.
fn difference(golden: &str, rendered: &str) -> String {
    let mut lines = golden.lines().zip(rendered.lines()).enumerate();
    match lines.find(|(_, (old, new))| old != new) {
        Some((number, (old, new))) => format!("line {}:\n  - {old}\n  + {new}", number + 1),
        None => format!("{} lines instead of {}", rendered.lines().count(), golden.lines().count()),
    }
}

#[test]
fn charts_out_is_what_every_profile_renders_to() {
    bless();
    assert_eq!(golden_folders(), profiles(), "charts-out/ and values/ name the same profiles; {HOW}");
    let mut stale = Vec::new();
    for profile in profiles() {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden").join(&profile);
        if fresh.exists() {
            fs::remove_dir_all(&fresh).unwrap();
        }
        render(&profile, &fresh);
        let (golden, rendered) = (tree(&root().join("charts-out").join(&profile)), tree(&fresh));
        assert!(rendered.len() > 20, "{profile} renders {} files only", rendered.len());
        for (path, text) in &rendered {
            let name = format!("charts-out/{profile}/{}", path.display());
            match golden.get(path) {
                None => stale.push(format!("{name} is missing")),
                Some(old) if old != text => stale.push(format!("{name}, {}", difference(old, text))),
                Some(_) => {}
            }
        }
        let gone = golden.keys().filter(|path| !rendered.contains_key(*path));
        stale.extend(gone.map(|path| format!("charts-out/{profile}/{} is not rendered any more", path.display())));
    }
    assert!(stale.is_empty(), "{} files differ; {HOW}\n\n{}", stale.len(), stale.join("\n"));
}

#[test]
fn generated_files_are_what_show_prints() {
    bless();
    for (path, what) in GENERATED {
        let file = fs::read_to_string(root().join(path)).unwrap_or_default();
        let printed = shown(what);
        assert!(file == printed, "{path} is stale, {}; {HOW}", difference(&file, &printed));
    }
}

#[test]
fn default_values_change_nothing() {
    bless();
    let nothing = cpgen(&["render"], "");
    let defaults = cpgen(&["render", "-f", "values/default.yaml"], "");
    assert_eq!((nothing.code, defaults.code), (0, 0), "{}{}", nothing.messages, defaults.messages);
    assert!(nothing.text == defaults.text, "{}", difference(&nothing.text, &defaults.text));
    assert_eq!(defaults.messages, nothing.messages, "a file of defaults brings no warnings of its own");
}
