//! Every rendered object passes the OpenAPI schema that Kubernetes publishes for its kind, without unknown fields, in the
//! oldest version that cpgen writes for and in the newest.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::platform::{Objects, at, cpgen, merged, profiles};
use support::python::python;

const VERSIONS: [&str; 2] = ["1.30", "1.37"];

/// What the validator says about a stream of objects; nothing where all of them pass.
fn verdict(name: &str, stream: &str, objects: usize, version: &str) -> Result<(), String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schema-{name}-{version}.yaml"));
    fs::write(&file, stream).unwrap();
    let output =
        Command::new(python("kubernetes-validate")).args(["-k", version, "--strict"]).arg(&file).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let passed = said.lines().filter(|line| line.starts_with("INFO ") && line.contains(" passed ")).count();
    if output.status.success() && passed == objects && objects > 0 {
        return Ok(());
    }
    let wrong: Vec<&str> = said.lines().filter(|line| !line.starts_with("INFO ")).collect();
    Err(format!("{name} with Kubernetes {version}: {passed} of {objects} pass\n{}", wrong.join("\n")))
}

#[test]
fn every_object_of_every_profile_passes_the_schema_of_its_kind() {
    let mut wrong = Vec::new();
    for profile in profiles() {
        for version in VERSIONS {
            let values = format!("values/{profile}.yaml");
            let rendered = cpgen(&["render", "-f", &values, "--kube-version", version], "");
            assert_eq!(rendered.code, 0, "{}", rendered.messages);
            let objects = rendered.text.lines().filter(|line| line.starts_with("apiVersion: ")).count();
            wrong.extend(verdict(&profile, &rendered.text, objects, version).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mistakes_do_not_pass() {
    let objects = Objects::of_profile("kraft");
    let set = objects.get("StatefulSet", "orders-kafka");
    let mistakes =
        [("spec.replica", 3.into()), ("spec.replicas", "3".into()), ("spec.template.spec.hostIPC", "no".into())];
    let broken: Vec<String> = mistakes.map(|(path, value)| merged(set, &at(path, value)).to_string()).into();
    for version in VERSIONS {
        let stream = [&[set.to_string()], &broken[..]].concat().join("\n---\n");
        let said = verdict("broken", &stream, 4, version).unwrap_err();
        assert!(said.contains("1 of 4 pass"), "{said}");
    }
}
