//! The same input gives the same bytes, whatever the machine looks like, and no digit of a number is lost on the way.

mod binary;

use std::process::Command;

use binary::{Folder, Run, finish, project};
use serde_json::Value;

/// Everything a render prints, and every file it writes.
fn everything(folder: &Folder, command: impl Fn(&[&str]) -> Run) -> Vec<String> {
    let mut all = Vec::new();
    for args in [
        &["render", "-f", "v.yaml"][..],
        &["render", "-f", "v.yaml", "-o", "json"],
        &["show", "values", "-f", "v.yaml", "--origin"],
        &["show", "endpoints", "-f", "v.yaml"],
        &["show", "schema"],
        &["render", "--fleet", "fleet", "--output-dir", "out"],
    ] {
        let run = command(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        all.extend([run.stdout, run.stderr]);
    }
    let files: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with("out/")).collect();
    assert!(files.len() > 120, "{} files only", files.len());
    all.extend(files.into_iter().map(|file| format!("{file}\n{}", folder.read(&file))));
    all
}

fn workplace() -> Folder {
    let text = |profile: &str| std::fs::read_to_string(project(&format!("values/{profile}.yaml"))).expect("a profile");
    let folder = Folder::with(&[("v.yaml", &text("kraft"))]);
    for profile in ["kraft", "production", "tweets", "quickstart"] {
        folder.write(&format!("fleet/{profile}.yaml"), text(profile));
    }
    folder
}

/// Fails with the first text in which two runs differ, not with all of them.
fn assert_same(about: &str, first: &[String], second: &[String]) {
    assert_eq!(first.len(), second.len(), "{about}: the numbers of files");
    for (one, other) in first.iter().zip(second) {
        let mut lines = one.lines().zip(other.lines());
        assert!(one == other, "{about}: {:?}", lines.find(|(one, other)| one != other));
    }
}

#[test]
fn neither_environment_nor_threads_change_a_byte() {
    let plain = workplace();
    let expected = everything(&plain, |args| plain.run(args));
    let surroundings: [(&str, &[(&str, &str)]); 6] = [
        ("far east", &[("TZ", "Asia/Kathmandu")]),
        ("Turkish, where i is no I", &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]),
        ("no locale", &[("LANG", "C"), ("LC_ALL", "POSIX")]),
        ("another user", &[("HOME", "/nonexistent"), ("USER", "nobody"), ("HOSTNAME", "elsewhere"), ("COLUMNS", "20")]),
        ("one thread", &[("RAYON_NUM_THREADS", "1")]),
        ("two threads", &[("RAYON_NUM_THREADS", "2"), ("RUST_BACKTRACE", "full"), ("SOURCE_DATE_EPOCH", "1")]),
    ];
    for (about, environment) in surroundings {
        let folder = workplace();
        let seen = everything(&folder, |args| {
            let mut command = folder.command(args);
            command.envs(environment.iter().copied());
            finish(command, b"")
        });
        assert_same(about, &expected, &seen);
    }
    let folder = workplace();
    let seen = everything(&folder, |args| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cpgen"));
        command.args(args).current_dir(&folder.0).env_clear();
        finish(command, b"")
    });
    assert_same("no environment at all", &expected, &seen);
}

#[test]
fn the_directory_changes_no_manifest() {
    let folder = workplace();
    folder.write("deep/er/keep", "");
    let here = folder.run(&["render", "-f", "v.yaml"]);
    for (cwd, file) in [("deep/er", "../../v.yaml"), ("fleet", "./../v.yaml"), ("/", "v.yaml")] {
        let absolute = folder.0.join("v.yaml").display().to_string();
        let file = if cwd == "/" { absolute.as_str() } else { file };
        let mut command = folder.command(&["render", "-f", file]);
        command.current_dir(folder.0.join(cwd));
        let there = finish(command, b"");
        assert_eq!((there.code, there.stderr.as_str()), (0, here.stderr.as_str()), "{cwd}");
        assert!(here.stdout == there.stdout, "{cwd}");
    }
    let stdin = folder.feed(&["render", "-f", "-"], folder.read("v.yaml").as_bytes());
    assert!(here.stdout == stdin.stdout, "standard input");
}

#[test]
fn a_second_run_of_a_fleet_changes_nothing() {
    let folder = workplace();
    let first = everything(&folder, |args| folder.run(args));
    let again = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "--prune"]);
    let count = folder.files().iter().filter(|file| file.starts_with("out/") && file.ends_with(".yaml")).count();
    assert!(again.stderr.ends_with(&format!("out: 0 written, {count} unchanged, 0 removed\n")), "{}", again.stderr);
    let other = workplace();
    assert_same("another folder", &first, &everything(&other, |args| other.run(args)));
}

/// In whatever order the keys of sections stand: what is a map to the user has no order.
#[test]
fn the_order_of_sections_changes_nothing() {
    let folder = Folder::with(&[
        ("a.yaml", "name: orders\nkafka: { replicas: 5, heap: 2Gi }\nconnect: { replicas: 1 }\n"),
        ("b.yaml", "connect: { replicas: 1 }\nkafka: { heap: 2Gi, replicas: 5 }\nname: orders\n"),
    ]);
    let [one, other] = ["a.yaml", "b.yaml"].map(|file| folder.run(&["render", "-f", file]));
    assert_eq!((one.code, other.code), (0, 0), "{}{}", one.stderr, other.stderr);
    assert!(one.stdout == other.stdout);
}

const NUMBERS: [&str; 4] = ["604800000", "9007199254740993", "9223372036854775807", "18446744073709551615"];

#[test]
fn integers_are_exact_everywhere() {
    let folder = Folder::new();
    for number in NUMBERS {
        folder.write(
            "v.yaml",
            format!(
                "
kafka:
  config: {{ some.ms: {number} }}
  env: {{ SOME: {{ value: {number} }} }}
  annotations: {{ example.com/some: {number} }}
  podAnnotations: {{ example.com/some: {number} }}
  service: {{ annotations: {{ example.com/some: {number} }} }}
  placement:
    tolerations: [{{ key: k, operator: Exists, effect: NoExecute, tolerationSeconds: {number} }}]
  sidecars: {{ side: {{ image: i, securityContext: {{ runAsUser: {number} }} }} }}
  initContainers: {{ init: {{ image: i, securityContext: {{ runAsUser: {number} }} }} }}
patches:
  - {{ target: {{ kind: StatefulSet, name: cp-kafka }}, merge: {{ spec: {{ minReadySeconds: {number} }} }} }}
  - target: {{ kind: StatefulSet, name: cp-kafka }}
    json: [{{ op: add, path: /spec/revisionHistoryLimit, value: {number} }}]
"
            ),
        );
        let [json, yaml] = ["json", "yaml"].map(|format| {
            let run = folder.run(&["render", "-f", "v.yaml", "-s", "kafka", "-o", format]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            run.stdout
        });
        let list: Value = serde_json::from_str(&json).expect("JSON");
        let items = list["items"].as_array().expect("items");
        let get = |kind: &str, name: &str| {
            let found = items.iter().find(|object| object["kind"] == kind && object["metadata"]["name"] == name);
            found.unwrap_or_else(|| panic!("no {kind}/{name}"))
        };
        let set = get("StatefulSet", "cp-kafka");
        let template = &set["spec"]["template"];
        let pod = &template["spec"];
        let called = |list: &Value, name: &str| {
            let found = list.as_array().and_then(|list| list.iter().find(|entry| entry["name"] == name));
            found.unwrap_or_else(|| panic!("no {name} in {list}")).clone()
        };
        let text = Value::from(number);
        let whole = Value::from(number.parse::<u64>().expect("64 bits"));
        let properties = get("ConfigMap", "cp-kafka-config")["data"]["server.properties"].as_str().unwrap_or_default();
        assert!(properties.lines().any(|line| line == format!("some.ms={number}")), "{properties}");
        assert_eq!(called(&called(&pod["containers"], "kafka")["env"], "SOME")["value"], text);
        for annotated in [set, template, get("Service", "cp-kafka")] {
            assert_eq!(annotated["metadata"]["annotations"]["example.com/some"], text);
        }
        assert_eq!(pod["tolerations"][0]["tolerationSeconds"], whole);
        assert_eq!(called(&pod["containers"], "side")["securityContext"]["runAsUser"], whole);
        assert_eq!(called(&pod["initContainers"], "init")["securityContext"]["runAsUser"], whole);
        assert_eq!(set["spec"]["minReadySeconds"], whole);
        assert_eq!(set["spec"]["revisionHistoryLimit"], whole);
        // The stream says the same digits, without quotes where they are numbers.
        for line in [
            format!("tolerationSeconds: {number}"),
            format!("minReadySeconds: {number}"),
            format!("revisionHistoryLimit: {number}"),
            format!("example.com/some: \"{number}\""),
            format!("value: \"{number}\""),
        ] {
            assert!(yaml.lines().any(|seen| seen.trim() == line), "{line}");
        }
    }
}

/// A new cpgen must restart nothing.
#[test]
fn no_object_knows_which_cpgen_made_it() {
    let folder = workplace();
    let version = folder.run(&["--version"]).stdout;
    let version = version.trim().strip_prefix("cpgen ").expect("a version").to_owned();
    let mut templates = 0;
    for profile in ["kraft", "production", "tweets", "quickstart"] {
        let run = folder.run(&["render", "-f", &format!("fleet/{profile}.yaml"), "-o", "json"]);
        let list: Value = serde_json::from_str(&run.stdout).expect("JSON");
        for object in list["items"].as_array().expect("items") {
            let name = &object["metadata"]["name"];
            // A version in a ConfigMap would change the checksum that its pods carry.
            assert!(!object.to_string().contains(&version), "{profile}: {name} contains {version}");
            let template = &object["spec"]["template"];
            if template.is_null() {
                continue;
            }
            templates += 1;
            assert!(template["metadata"]["labels"]["app.kubernetes.io/managed-by"].is_null(), "{profile}: {name}");
        }
    }
    assert!(templates > 15, "{templates} pod templates only");
}
