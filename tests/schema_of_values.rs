//! `cpgen show schema`, as an editor reads it: what cpgen takes passes, what is plainly wrong does not.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::platform::{at, cpgen, profiles};
use support::python::python;

fn schema() -> Value {
    let run = cpgen(&["show", "schema"], "");
    assert_eq!((run.code, run.messages.as_str()), (0, ""));
    serde_json::from_str(&run.text).expect("the schema is JSON")
}

/// What a validator of draft 7 says about each document. Fails where the schema itself is none.
fn verdicts(schema: &Value, documents: &BTreeMap<String, Value>) -> BTreeMap<String, Vec<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema/values.py");
    let mut child = Command::new(python("python"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let task = json!({"schema": schema, "documents": documents}).to_string();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(task.as_bytes()).ok());
        child.wait_with_output().expect("Python ends")
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: BTreeMap<String, Vec<String>> = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    assert_eq!(said.len(), documents.len());
    said
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// `values` with null for everything that is neither a map nor a list with something in it.
fn unset(values: &Value) -> Value {
    match values {
        Value::Object(map) if !map.is_empty() => map.iter().map(|(key, value)| (key.clone(), unset(value))).collect(),
        _ => Value::Null,
    }
}

/// Values files that cpgen takes: the profiles, the README's first, and what people write that is less tidy.
fn right() -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for profile in profiles() {
        let text = fs::read_to_string(format!("{}/values/{profile}.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        all.insert(format!("values/{profile}.yaml"), yaml(&text));
    }
    let readme = include_str!("../README.md");
    let examples = readme.split("```yaml\n").skip(1).map(|rest| rest.split("\n```").next().unwrap_or_default());
    // Beside values there are a mistake, values of another tool, and manifests.
    let others = ["# wrong.yaml", "# chart-values.yaml"];
    let is_ours = |text: &&str| !others.iter().any(|other| text.starts_with(other)) && !text.contains("apiVersion:");
    for text in examples.filter(is_ours) {
        let name = text.lines().next().unwrap_or_default();
        all.insert(format!("README.md {name}"), yaml(text));
    }
    assert!(all.keys().any(|name| name.starts_with("README.md")), "the README has no example any more");
    all.insert("all null".into(), unset(&all["values/default.yaml"]));
    for (name, text) in [
        ("nothing", "{}"),
        ("no text where text is wanted", "kafka: { config: { a: 604800000, b: true, c: 1.5, d: null } }"),
        ("a version that looks like a number", "kubernetes: { version: 1.34 }"),
        ("a heap in bytes", "kafka: { heap: 4294967296 }"),
        ("a variable", "kafka: { env: { A: { value: 1 }, B: { valueFrom: { secretKeyRef: { name: s, key: k } } } } }"),
        ("a listener of one's own", "kafka: { listeners: { more: { port: 9095 } } }"),
        ("clusters", "connect: { clusters: { more: { replicas: 1 } } }\nksql: { clusters: { more: { heap: 1Gi } } }"),
        ("free forms", "kafka: { sidecars: { s: { image: i, ports: [ { containerPort: 1 } ] } } }"),
        (
            "patches",
            "patches: [ { target: { kind: Service, name: cp-kafka }, merge: { metadata: { labels: { a: b } } } } ]",
        ),
    ] {
        all.insert(name.into(), yaml(text));
    }
    all
}

#[test]
fn what_cpgen_takes_passes() {
    let right = right();
    for (name, values) in &right {
        let run = cpgen(&["show", "values", "-f", "-"], &values.to_string());
        assert_eq!(run.code, 0, "{name}: {}", run.messages);
    }
    let wrong: Vec<_> = verdicts(&schema(), &right).into_iter().filter(|(_, said)| !said.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_wrong_does_not_pass() {
    let mut documents = BTreeMap::new();
    for (path, value) in [
        ("kafak", json!({})),
        ("kafka.replica", json!(3)),
        ("kafka.rollGate.prt", json!(1)),
        ("kafka.listeners.internal.prot", json!(1)),
        ("kafka.storage.disk0.sise", json!("1Gi")),
        ("connect.clusters.more.replica", json!(1)),
        ("kafka.replicas", json!("three")),
        ("kafka.replicas", json!(2.5)),
        ("kafka.replicas", json!(-1)),
        ("kafka.replicas", json!({"min": 3})),
        ("kafka.rollGate.port", json!(70000)),
        ("kafka.enabled", json!("yes")),
        ("kafka.config", json!(["a=b"])),
        ("kafka.config", json!({"a": {"b": 1}})),
        ("kafka.storage", json!([])),
        ("kafka", json!(false)),
        ("images.pullSecrets", json!("regcred")),
        ("images.pullSecrets", json!([{"name": "regcred"}])),
        ("images.pullPolicy", json!("always")),
        ("platform.edition", json!("comunity")),
        ("platform.metadata", json!("etcd")),
        ("patches", json!([{"target": {"kin": "Service"}}])),
    ] {
        documents.insert(format!("{path}: {value}"), at(path, value));
    }
    documents.insert("a list".into(), json!(["kafka"]));
    for (name, values) in &documents {
        let run = cpgen(&["show", "values", "-f", "-"], &values.to_string());
        assert_eq!(run.code, 2, "{name}: cpgen takes it");
    }
    let passed: Vec<String> =
        verdicts(&schema(), &documents).into_iter().filter(|(_, said)| said.is_empty()).map(|(name, _)| name).collect();
    assert!(passed.is_empty(), "these pass: {passed:#?}");
}

/// Counts the properties below `schema`, and names those without a word for whoever hovers over them.
fn silent(schema: &Value, path: &str, count: &mut usize, found: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            for (key, field) in map.get("properties").and_then(Value::as_object).into_iter().flatten() {
                *count += 1;
                let said = ["description", "markdownDescription"].map(|word| field[word].as_str().unwrap_or_default());
                if said.iter().any(|text| text.trim().is_empty()) {
                    found.push(format!("{path}/{key}"));
                }
            }
            map.iter().for_each(|(key, value)| silent(value, &format!("{path}/{key}"), count, found));
        }
        Value::Array(list) => list.iter().for_each(|value| silent(value, path, count, found)),
        _ => {}
    }
}

#[test]
fn every_property_is_described() {
    let (mut count, mut found) = (0, Vec::new());
    let schema = schema();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    silent(&schema, "", &mut count, &mut found);
    assert!(count > 200, "only {count} properties were found");
    assert!(found.is_empty(), "{found:#?}");
}

/// An editor shows the default and fills it in.
#[test]
fn every_default_is_what_holds() {
    let run = cpgen(&["show", "values"], "");
    let values = yaml(&run.text);
    let schema = schema();
    let sections = schema["properties"].as_object().expect("properties");
    assert_eq!(sections.len(), values.as_object().map_or(0, |values| values.len()));
    for (key, section) in sections {
        assert_eq!(section["default"], values[key], "{key}");
    }
}
