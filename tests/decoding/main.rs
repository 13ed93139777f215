//! Types are judged as the API server's own Go types decode them: every field of every kind that it serves, with every
//! wrong value that we could think of, in Go and here. Go's strict decoder is the judge.
//!
//! `CPGEN_LONG=1 cargo test --test decoding` takes thirty times as many mutants.

#[path = "../support/mod.rs"]
mod support;

mod mutants;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use cpgen::check::schema::{Minor, Schemas, resources};
use cpgen::yaml::Node;
use serde_json::Value;
use support::decoded;

/// The objects with every field set that Kubernetes keeps for its own round trips.
fn fixtures() -> Vec<Value> {
    let module = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readback");
    let run = Command::new("go").args(["mod", "download", "-json", "k8s.io/api"]).current_dir(module).output();
    let said: Value = serde_json::from_slice(&run.expect("this test needs Go").stdout).expect("go prints JSON");
    let folder = PathBuf::from(said["Dir"].as_str().expect("the module's folder")).join("testdata/HEAD");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("fixtures").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let json = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    let objects = json.map(|file| serde_json::from_slice(&fs::read(file).unwrap()).expect("a fixture is JSON"));
    let table = Minor::newest().table();
    let served = |object: &Value| {
        let text = |field: &str| object[field].as_str().unwrap_or_default();
        table.kind(text("apiVersion"), text("kind")).is_some()
    };
    objects.filter(served).collect()
}

/// Objects with an amount, base64, times, numbers of both sizes, a port that may be a name, a map, a boolean.
fn small() -> Vec<Value> {
    let objects = r#"[
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "a", "labels": {"a": "b"}},
         "spec": {"resources": {"requests": {"storage": "1Gi"}}}},
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "creationTimestamp": null},
         "data": {"a": "YQ=="}, "immutable": true},
        {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": "a", "generation": 1},
         "spec": {"acquireTime": "2006-01-02T15:04:05.000000Z", "leaseDurationSeconds": 1}},
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"ports": [{"targetPort": "a"}]}}
    ]"#;
    serde_json::from_str(objects).expect("JSON")
}

/// What is wrong with the types of an object, to us. What Go does not decode (a field that must be there, an API that
/// is deprecated) is left out.
fn ours(object: &Value) -> Option<String> {
    let node = Node::from_json(object);
    let mut schemas = Schemas::new(vec![Minor::newest()]);
    schemas.rules = false;
    for resource in resources(&node) {
        let Ok(resource) = resource else { return Some("no object".into()) };
        for (fault, _) in schemas.judge(&resource).faults {
            if !matches!(fault.rule, "missing-field" | "deprecated-api") {
                return Some(format!("{}: {}", fault.path, fault.sentence));
            }
        }
    }
    None
}

#[test]
fn types_are_judged_as_go_decodes_them() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 80, "{} fixtures", fixtures.len());
    // A prime, so that all values meet all fields in turn.
    let step = if std::env::var_os("CPGEN_LONG").is_some() { 97 } else { 2999 };
    let mut all: Vec<Value> = fixtures.clone();
    let mut count = 0;
    // Of the objects that hold one field of each kind of text, all mutants.
    small().iter().for_each(|object| mutants::some(object, 1, &mut count, &mut all));
    fixtures.iter().for_each(|fixture| mutants::some(fixture, step, &mut count, &mut all));
    let (mut refused, mut differences) = (0, Vec::new());
    let theirs = decoded(&all);
    for (object, theirs) in all.iter().zip(&theirs) {
        let ours = ours(object);
        refused += usize::from(theirs.is_some());
        if ours.is_some() != theirs.is_some() {
            let text = |field: &str| object[field].as_str().unwrap_or_default();
            differences.push(format!("{} {}: go {theirs:?}, cpgen {ours:?}", text("apiVersion"), text("kind")));
        }
    }
    println!("{} objects, {refused} refused by Go, {} judged otherwise", all.len(), differences.len());
    assert!(refused * 5 > all.len() && all.len() > 1500, "{refused} of {}", all.len());
    assert!(differences.is_empty(), "{}\n{}", differences.len(), differences[..differences.len().min(40)].join("\n"));
}
