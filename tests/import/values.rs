//! Values files as people have them: each is imported, rendered and judged, and none of its keys is forgotten.

use std::collections::BTreeSet;

use cpgen::source::Source;
use cpgen::values::{Node, Tree, documents};

use crate::CASES;
use crate::binary::project;

#[test]
fn every_shape_is_imported_rendered_and_valid() {
    for case in CASES {
        let (folder, run) = case.import(&[]);
        assert_eq!(run.code, 0, "{:?}: {}", case.files, run.stderr);
        let name = case.files[0].trim_end_matches(".yaml");
        insta::assert_snapshot!(name, format!("{}\n{}", run.stderr, run.stdout));
        for version in ["1.30", "1.37"] {
            let render = folder.run(&["render", "-f", "new.yaml", "--kube-version", version]);
            assert_eq!(render.code, 0, "{:?}: {}", case.files, render.stderr);
            let verdict = folder.feed(&["validate", "--kube-version", version, "-"], render.stdout.as_bytes());
            assert_eq!(verdict.code, 0, "{:?}: {}", case.files, verdict.stdout);
        }
    }
}

#[test]
fn cpgen_s_own_names_do_as_well() {
    for case in CASES {
        let (folder, run) = case.import(&["--fresh"]);
        assert_eq!(run.code, 0, "{:?}: {}", case.files, run.stderr);
        assert!(!run.stdout.contains("cp-helm-charts #") && !run.stdout.contains("datadir"), "{}", run.stdout);
        let render = folder.run(&["render", "-f", "new.yaml"]);
        assert_eq!(render.code, 0, "{:?}: {}", case.files, render.stderr);
    }
}

#[test]
fn the_folder_holds_no_file_that_is_not_tried() {
    let listed: BTreeSet<String> = CASES.iter().flat_map(|case| case.files).map(|file| file.to_string()).collect();
    let files = std::fs::read_dir(project("tests/import/values")).unwrap();
    let there: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(listed, there);
}

/// The keys of all values that a file sets, as the report writes them.
fn leaves(tree: &Tree, path: &str, found: &mut Vec<String>) {
    match &tree.node {
        Node::Map(map) if !map.is_empty() => {
            map.iter().for_each(|(key, entry)| leaves(&entry.value, &cpgen::values::join(path, key), found));
        }
        _ => found.push(path.to_string()),
    }
}

#[test]
fn no_key_is_forgotten() {
    for case in CASES {
        let (_, run) = case.import(&["--report", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.stderr).unwrap_or_else(|_| panic!("{}", run.stderr));
        let told: Vec<&str> =
            report["keys"].as_array().unwrap().iter().map(|key| key["key"].as_str().unwrap()).collect();
        for file in case.files {
            let text = std::fs::read_to_string(project(&format!("tests/import/values/{file}"))).unwrap();
            // Those that lie in a deployment are told by their own names.
            if text.contains("apiVersion:") || text.contains("releases:") {
                assert!(!told.is_empty());
                continue;
            }
            let mut all = Vec::new();
            documents(&Source::new(*file, text)).unwrap().iter().for_each(|tree| leaves(tree, "", &mut all));
            for leaf in all.iter().filter(|leaf| !leaf.is_empty()) {
                let plain = leaf.strip_prefix("cp-helm-charts.").unwrap_or(leaf);
                let is_told = told.iter().any(|key| plain == *key || plain.starts_with(&format!("{key}.")));
                assert!(is_told, "{file}: nothing is said of `{leaf}`: {told:?}");
            }
        }
    }
}
