//! kubeconform and cpgen judge the same documents: goldens of ours and mutations of them. Where they differ, Go's strict
//! decoder, which is what the API server reads with, sides with cpgen, or the field is one that the server asks for.
//!
//! `CPGEN_LONG=1 cargo test --test kubeconform -- --nocapture` takes ten times as many.

mod peer;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::decoded;

fn work() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer")
}

fn goldens() -> Vec<Value> {
    let run =
        Command::new("find").args(["charts-out", "-name", "*.yaml"]).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let list = String::from_utf8(run.expect("find runs").stdout).unwrap();
    let mut files: Vec<&str> = list.lines().collect();
    files.sort_unstable();
    let read = |file: &&str| {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        serde_yaml::from_str::<Value>(&text).expect("a golden is YAML")
    };
    files.iter().map(read).collect()
}

fn pointers(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            pointers(value, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), found)
        }),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| pointers(value, format!("{path}/{index}"), found))
        }
        _ => {}
    }
    if !matches!(path.as_str(), "" | "/apiVersion" | "/kind") {
        found.push(path);
    }
}

/// One mutation, chosen by `seed`: a type, a name, an unknown field, a missing field, a wrong place.
fn mutated(object: &Value, seed: usize) -> Value {
    let mut paths = Vec::new();
    pointers(object, String::new(), &mut paths);
    let path = &paths[seed.wrapping_mul(7919) % paths.len()];
    let (parent, key) = path.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    let mut mutant = object.clone();
    let old = mutant.pointer(path).cloned().unwrap_or_default();
    let values =
        [json!("a"), json!(1), json!(true), json!([]), json!({}), Value::Null, json!(3000000000_i64), json!(1.5)];
    let place = mutant.pointer_mut(path).expect("the pointer is of this object");
    match seed % 6 {
        0 | 1 => *place = values[seed / 6 % values.len()].clone(),
        2 => match place {
            Value::String(text) => text.push_str("_X y"),
            Value::Object(map) => _ = map.insert("unknownField".into(), json!(1)),
            _ => *place = json!([old]),
        },
        3 => *place = json!({ "nested": old }),
        _ => match mutant.pointer_mut(parent) {
            Some(Value::Object(map)) => {
                map.remove(&key);
                if seed % 6 == 5 {
                    map.insert(key + "s", old);
                }
            }
            Some(Value::Array(list)) => list.clear(),
            _ => {}
        },
    }
    mutant
}

/// Whether each file is valid, and what was said.
fn judged(command: &mut Command) -> BTreeMap<String, (bool, String)> {
    let output = command.output().expect("the program runs");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let one = |resource: &Value| {
        let text = |field: &str| resource[field].as_str().unwrap_or_default().to_owned();
        let file = text("filename").rsplit('/').next().unwrap_or_default().to_owned();
        (file, (text("status") == "statusValid", text("msg")))
    };
    report["resources"].as_array().expect("resources").iter().map(one).collect()
}

#[test]
fn verdicts_agree_but_where_the_server_sides_with_cpgen() {
    let goldens = goldens();
    let count = if std::env::var_os("CPGEN_LONG").is_some() { 24_000 } else { 2_400 };
    let mutants = (0..count).map(|seed| mutated(&goldens[seed * 31 % goldens.len()], seed));
    let objects: Vec<Value> = goldens.iter().cloned().chain(mutants).collect();
    let folder = work().join("corpus");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (index, object) in objects.iter().enumerate() {
        fs::write(folder.join(format!("{index:05}.json")), object.to_string()).expect("a document");
    }
    let schemas = peer::schemas(&work());
    let theirs = judged(
        Command::new(peer::program(&work()))
            .args(["-strict", "-verbose", "-output", "json", "-schema-location"])
            .arg(schemas)
            .arg(&folder),
    );
    let ours = judged(
        Command::new(env!("CARGO_BIN_EXE_cpgen"))
            .args(["validate", "--schemas-only", "--verbose", "-o", "json"])
            .arg(&folder),
    );
    assert_eq!(ours.len(), objects.len());
    assert_eq!(theirs.len(), objects.len());
    let decoded = decoded(&objects);
    let (mut reasons, mut unexplained) = (BTreeMap::<String, usize>::new(), Vec::new());
    for (index, go) in decoded.iter().enumerate() {
        let file = format!("{index:05}.json");
        let ((ours, our_words), (theirs, their_words)) = (&ours[&file], &theirs[&file]);
        let reason = match (ours, theirs, go) {
            (true, true, None) | (false, false, _) => continue,
            (false, true, Some(_)) => "the server cannot decode it, and kubeconform passes it",
            (false, true, None) if our_words.contains("required") || our_words.contains("has no name") => {
                "the server asks for a field that the documents do not require"
            }
            (true, false, None) if their_words.contains("missing propert") => {
                "the server does not ask for a field that the documents require"
            }
            // Where a schema offers a number or a string, null is both to kubeconform.
            (true, false, None)
                if ["null", "subschemas 0, 1 matched"].iter().any(|words| their_words.contains(words)) =>
            {
                "null, which the server takes as absent"
            }
            _ => {
                unexplained
                    .push(format!("{file}: cpgen {ours} {our_words}, kubeconform {theirs} {their_words}, go {go:?}"));
                continue;
            }
        };
        *reasons.entry(reason.to_owned()).or_default() += 1;
    }
    println!(
        "{} documents, {} refused by cpgen, {} by kubeconform",
        objects.len(),
        ours.values().filter(|(valid, _)| !valid).count(),
        theirs.values().filter(|(valid, _)| !valid).count()
    );
    reasons.iter().for_each(|(reason, count)| println!("{count:6} {reason}"));
    assert!(ours.values().filter(|(valid, _)| !valid).count() > objects.len() / 4);
    assert!(unexplained.is_empty(), "{}\n{}", unexplained.len(), unexplained[..unexplained.len().min(20)].join("\n"));
}

/// Every flag of kubeconform and every defect that is known of it has a test of ours that covers it.
#[test]
fn every_flag_and_every_defect_has_a_test() {
    let table = include_str!("coverage.md");
    let rows: Vec<(String, String)> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .map(|(what, test)| (what.trim().to_owned(), test.trim().to_owned()))
        .filter(|(what, _)| what.starts_with('`') || what.starts_with("defect "))
        .collect();
    let help = Command::new(peer::program(&work())).arg("-h").output().expect("kubeconform runs");
    let help = [help.stdout, help.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    let flags: Vec<&str> =
        help.lines().filter_map(|line| line.strip_prefix("  -")?.split_whitespace().next()).collect();
    assert!(flags.len() > 12, "{help}");
    for flag in flags {
        assert!(rows.iter().any(|(what, _)| *what == format!("`-{flag}`")), "no row for -{flag}");
    }
    let tests = ["validate.rs", "custom_schemas.rs"].map(|file| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file)).unwrap_or_default()
    });
    for (what, test) in &rows {
        let name = test.trim_matches('`');
        let exists = !name.is_empty() && tests.iter().any(|text| text.contains(&format!("fn {name}(")));
        assert!(exists, "{what}: `{test}` is no test");
    }
    assert!(rows.iter().filter(|(what, _)| what.starts_with("defect ")).count() == 11);
}
