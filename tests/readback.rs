//! What we write is read back as it was meant: by kubectl's own library and by serde_yaml, which is independent of both.

mod support;

use cpgen::yaml::write;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use support::{kubectl_reads, normal};

const HOSTILE: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\tx",
    "\tx\ny",
    "x\t",
    "x\n\ty",
    " x",
    "x ",
    "x\n",
    "x\n\n",
    "x\n\n\n",
    "\nx",
    "x\ny",
    "x \ny",
    "x\n y",
    " x\ny",
    "x\n \ny",
    "x\n\ny",
    "x\n  ",
    "x\n\t",
    "a: b",
    "a:",
    ":",
    ": ",
    "a #b",
    "#a",
    "a#b",
    "yes",
    "no",
    "Yes",
    "NO",
    "on",
    "OFF",
    "y",
    "n",
    "Y",
    "N",
    "true",
    "FALSE",
    "tRue",
    "null",
    "Null",
    "nULL",
    "~",
    "1",
    "1e3",
    "0777",
    "0x1F",
    "0b1",
    "0o7",
    "1_000",
    "12:30",
    "1:30:45",
    "2001-01-01",
    ".inf",
    ".nan",
    ".5",
    "+1",
    "-1",
    "-",
    "--",
    "---",
    "--- x",
    "...",
    "x\n---\ny",
    "---\nx",
    "x\n...\ny",
    "<<",
    "=",
    ",",
    "a,b",
    "[",
    "]",
    "{",
    "}",
    "[a]",
    "{a: b}",
    "- x",
    "-x",
    "? x",
    "?x",
    "?",
    "%",
    "%x",
    "@",
    "@x",
    "`",
    "`x`",
    "|",
    ">",
    "|-",
    "> x",
    "!x",
    "!",
    "&x",
    "*x",
    "'",
    "''",
    "\"",
    "\"x\"",
    "'x'",
    "\\",
    "\\n",
    "\\\\",
    "x\\",
    "${x}",
    "$x",
    "$(x)",
    "é",
    "日本",
    "😀",
    "\u{85}",
    "a\u{85}b",
    "\u{2028}",
    "a\u{2029}b",
    "\u{feff}",
    "\u{feff}x",
    "x\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{a0}",
    "\u{a0}x",
    "\r",
    "\r\n",
    "a\r\nb\r\n",
    "a\rb",
    "\0",
    "a\0b",
    "\u{7f}",
    "\u{9f}",
    "\u{1b}[0m",
    "\u{8}",
    "\u{c}",
    "\u{200b}",
    "\u{e000}",
    "\u{10ffff}",
    "/",
    "/x",
    "_",
    "_1",
    "a b",
    "a  b",
    "a(b)",
    "key=value;other",
    "x\n#y\n",
    "#!/bin/sh\nset -eu\n\necho \"${x}\" | cat\n",
    "- a\n- b\n",
    "a: b\nc: d\n",
    "x\n日本\n",
    "x\n\u{2028}\n",
    "é\n",
    "|\nx\n",
    "{{ x }}",
    "a: |",
    "null ",
    "yes ",
    "inf",
    "nan",
    "1Mi",
    "0.5",
    "1.",
    "e1",
];

/// A value in which `text` is key and value at several depths.
fn around(text: &str) -> Value {
    let at = |inner: Value| Value::Object(Map::from_iter([(text.to_owned(), inner)]));
    json!({
        "value": text,
        "key": at(json!(1)),
        "both": at(json!(text)),
        "list": [text, [text, [text]], at(json!(text)), {"a": text, "b": [text], "c": at(json!([text, {}]))}, text],
        "deep": at(at(json!({"x": [at(json!(text)), text]}))),
        "next": at(json!({"y": text, "z": text})),
        "last": text,
    })
}

fn stream(values: &[Value]) -> String {
    let mut out = String::new();
    for value in values {
        out.push_str("---\n");
        write(value, &mut out);
    }
    out
}

fn assert_kubectl_reads(values: &[Value]) {
    let theirs = kubectl_reads(&stream(values));
    assert_eq!(theirs.len(), values.len());
    for (value, theirs) in values.iter().zip(theirs) {
        let theirs = theirs.unwrap_or_else(|error| panic!("{error}:\n{}", stream(std::slice::from_ref(value))));
        assert_eq!(normal(&theirs), normal(value), "{}", stream(std::slice::from_ref(value)));
    }
}

fn assert_serde_yaml_reads(value: &Value) {
    let mut text = String::new();
    write(value, &mut text);
    let read: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    assert_eq!(&read, value, "{text}");
}

fn long_strings() -> Vec<String> {
    vec!["x".repeat(5000), "a b ".repeat(2000), "é\n".repeat(700), "k".repeat(499), "k".repeat(500), "\"".repeat(600)]
}

#[test]
fn hostile_strings_survive_kubectl() {
    let long = long_strings();
    let all = HOSTILE.iter().copied().chain(long.iter().map(String::as_str));
    assert_kubectl_reads(&all.map(around).collect::<Vec<_>>());
}

#[test]
fn hostile_strings_survive_serde_yaml() {
    HOSTILE.iter().for_each(|text| assert_serde_yaml_reads(&around(text)));
    long_strings().iter().for_each(|text| assert_serde_yaml_reads(&around(text)));
}

#[test]
fn every_pair_of_hostile_strings_survives_kubectl() {
    let pairs: Vec<Value> = HOSTILE
        .iter()
        .map(|a| HOSTILE.iter().map(|b| Value::from(format!("{a}{b}"))).chain([json!({*a: "x"})]).collect())
        .collect();
    assert_kubectl_reads(&pairs);
}

#[test]
fn thousands_of_random_strings_survive_both() {
    let mut runner = TestRunner::new_with_rng(
        Config { failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let text = prop_oneof![
        "[ -~]{0,12}",
        "[a-c :#\\-\n\t'\"]{0,12}",
        "[0-9a-fxob_.+:eE-]{1,6}",
        "\\PC{0,8}",
        any::<String>(),
        prop::collection::vec(prop::sample::select(HOSTILE), 1..5).prop_map(|parts| parts.concat()),
    ];
    let values: Vec<Value> =
        (0..3000).map(|_| around(&text.new_tree(&mut runner).expect("a string").current())).collect();
    assert_kubectl_reads(&values);
    values.iter().step_by(5).for_each(assert_serde_yaml_reads);
}

#[test]
fn numbers_and_empty_collections_survive() {
    let values = [
        json!({"a": i64::MAX, "b": i64::MIN, "c": u64::MAX, "d": 0.1, "e": 1e300, "f": -2.5e-7, "g": 0}),
        json!({"a": [], "b": {}, "c": [[], {}, [[]], {"x": []}], "d": null, "e": true, "f": false}),
        json!(["a", ["b"], []]),
        json!("x"),
        json!("x\ny"),
    ];
    assert_kubectl_reads(&values);
    values.iter().for_each(assert_serde_yaml_reads);
}

#[test]
fn what_people_read_is_pretty() {
    let value = json!({
        "metadata": {"name": "orders-kafka", "labels": {"app.kubernetes.io/name": "kafka"}, "annotations": {}},
        "spec": {"ports": [{"name": "http", "port": 80}, [1, "yes"]], "args": []},
        "data": {"start.sh": "#!/bin/sh\nset -eu\n\n  exec x\n", "a": "x\ny", "b": "x\n\n", "c": "12", "d": "a, b"}
    });
    let mut text = String::new();
    write(&value, &mut text);
    let expected = "\
metadata:
  name: orders-kafka
  labels:
    app.kubernetes.io/name: kafka
  annotations: {}
spec:
  ports:
  - name: http
    port: 80
  - - 1
    - \"yes\"
  args: []
data:
  start.sh: |
    #!/bin/sh
    set -eu

      exec x
  a: |-
    x
    y
  b: |+
    x

  c: \"12\"
  d: a, b
";
    assert_eq!(text, expected);
}
