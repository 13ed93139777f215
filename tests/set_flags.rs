//! Values merge as Helm 4 merges them, row by row of what Helm was measured to do; where cpgen deviates, the test says so.

mod binary;

use binary::{Folder, Run};
use serde_json::{Value, json};

/// A folder with the files `a.yaml`, `b.yaml`, `c.yaml`, in the order given.
fn layers(texts: &[&str]) -> Folder {
    let folder = Folder::new();
    texts.iter().zip(["a.yaml", "b.yaml", "c.yaml"]).for_each(|(text, name)| folder.write(name, text));
    folder
}

/// What `cpgen show values` does with all files of the folder, and with `flags` behind them.
fn show(folder: &Folder, flags: &[&str]) -> Run {
    let files = folder.files();
    let mut args = vec!["show", "values"];
    for file in files.iter().filter(|file| file.ends_with(".yaml")) {
        args.extend(["-f", file]);
    }
    folder.run(&[&args, flags].concat())
}

/// The value at `path`, a JSON pointer, when all is merged; null where none is set.
fn value(texts: &[&str], flags: &[&str], path: &str) -> Value {
    let run = show(&layers(texts), flags);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{texts:?} {flags:?}: {}", run.stderr);
    let values: Value = serde_yaml::from_str(&run.stdout).expect("effective values are YAML");
    without_null(values.pointer(path).unwrap_or(&Value::Null))
}

/// A key that was removed is shown as null, since a default may lie under it.
fn without_null(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), without_null(value)))
            .collect(),
        other => other.clone(),
    }
}

/// What is said when nothing can be merged.
fn refusal(texts: &[&str], flags: &[&str]) -> String {
    let run = show(&layers(texts), flags);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{texts:?} {flags:?}: {}", run.stderr);
    run.stderr
}

/// A property of the rendered `server.properties`.
fn property(folder: &Folder, flags: &[&str], name: &str) -> Option<String> {
    let run = folder.run(&[&["render", "-s", "kafka/configmap.yaml", "-o", "json"], flags].concat());
    assert_eq!(run.code, 0, "{flags:?}: {}", run.stderr);
    let list: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let text = list["items"][0]["data"]["server.properties"].as_str().expect("the file is there");
    text.lines().find_map(|line| line.strip_prefix(&format!("{name}="))).map(str::to_owned)
}

#[test]
fn row_1_maps_merge_and_the_later_file_wins() {
    let files = [
        "kafka: { replicas: 5, config: { a: 1, b: 1 } }",
        "kafka: { config: { b: 2, c: 2 } }",
        "kafka: { config: { c: 3 } }",
    ];
    assert_eq!(value(&files, &[], "/kafka/config"), json!({"a": 1, "b": 2, "c": 3}));
    assert_eq!(value(&files, &[], "/kafka/replicas"), 5);
    assert_eq!(value(&files, &[], "/connect/replicas"), value(&[], &[], "/connect/replicas"), "the rest is untouched");
}

#[test]
fn row_2_a_later_list_replaces_the_whole_list() {
    let first = "images: { pullSecrets: [a, b] }";
    assert_eq!(value(&[first, "images: { pullSecrets: [c] }"], &[], "/images/pullSecrets"), json!(["c"]));
    assert_eq!(value(&[first, "images: { pullSecrets: [] }"], &[], "/images/pullSecrets"), json!([]));
}

#[test]
fn row_3_an_empty_map_changes_nothing() {
    let first = "kafka: { replicas: 5, config: { a: 1 }, rollGate: {} }";
    for second in ["kafka: {}", "kafka: { config: {} }", "{}", ""] {
        assert_eq!(value(&[first, second], &[], "/kafka/config"), json!({"a": 1}), "{second}");
        assert_eq!(value(&[first, second], &[], "/kafka/replicas"), 5, "{second}");
        assert_eq!(value(&[first, second], &[], "/kafka/rollGate/port"), 7777, "{second}");
    }
}

#[test]
fn row_4_null_removes_a_key_and_what_was_its_default() {
    let first = "kafka: { replicas: 5, heap: 2Gi, config: { a: 1, b: 1 }, podSecurityContext: { fsGroup: null } }";
    let second = "kafka: { heap: null, config: { a: null } }";
    assert_eq!(value(&[first, second], &[], "/kafka/config"), json!({"b": 1}));
    assert_eq!(value(&[first, second], &[], "/kafka/heap"), Value::Null);
    assert_eq!(value(&[first, "kafka: { config: null }"], &[], "/kafka/config"), Value::Null);
    assert_eq!(value(&[first], &["--set", "kafka.config.a=null"], "/kafka/config"), json!({"b": 1}));
    assert_eq!(value(&[first], &["--set", "kafka.config=null"], "/kafka/config"), Value::Null);
    let folder = layers(&[first]);
    for (flags, a, b) in [
        (&["-f", "a.yaml"][..], Some("1"), Some("1")),
        (&["-f", "a.yaml", "--set", "kafka.config.a=null"], None, Some("1")),
        (&["-f", "a.yaml", "--set", "kafka.config=null"], None, None),
    ] {
        let seen = (property(&folder, flags, "a"), property(&folder, flags, "b"));
        assert_eq!((seen.0.as_deref(), seen.1.as_deref()), (a, b), "{flags:?}");
    }
    // In a map that users own, even cpgen's own entry goes.
    let listener = "kafka: { listeners: { replication: null }, interBrokerListener: internal }";
    let listeners = value(&[listener], &[], "/kafka/listeners");
    assert!(listeners["replication"].is_null() && listeners["internal"].is_object(), "{listeners}");
    let folder = layers(&[listener]);
    assert_eq!(property(&folder, &["-f", "a.yaml"], "listeners").as_deref(), Some("INTERNAL://:9092"));
}

#[test]
fn row_5_what_was_removed_comes_back_with_its_defaults_only() {
    let files = [
        "kafka: { rollGate: { port: 1111, giveUpAfterSeconds: 60 }, config: { a: 1 } }",
        "kafka: { rollGate: null, config: null }",
        "kafka: { rollGate: { port: 8888 }, config: { b: 2 } }",
    ];
    let gate = json!({"enabled": true, "port": 8888, "holdSeconds": 180});
    assert_eq!(value(&files, &[], "/kafka/rollGate"), gate);
    assert_eq!(value(&files, &[], "/kafka/config"), json!({"b": 2}));
}

/// Helm lets the scalar win in silence.
#[test]
fn row_6_a_scalar_over_a_map_is_an_error_that_shows_both() {
    let said = refusal(&["kafka:\n  config: { a: 1 }", "kafka:\n  config: none"], &[]);
    assert!(said.contains("b.yaml:2:11") && said.contains("a.yaml:2:"), "{said}");
}

/// Helm lets the map win and says so in its log.
#[test]
fn row_7_a_map_over_a_scalar_is_an_error_that_shows_both() {
    let said = refusal(&["kafka:\n  priorityClass: high", "kafka:\n  priorityClass: { name: high }"], &[]);
    assert!(said.contains("b.yaml:2:18") && said.contains("a.yaml:2:"), "{said}");
}

#[test]
fn row_8_kinds_of_flags_win_over_each_other_wherever_they_stand() {
    let folder = layers(&["name: file"]);
    folder.write("name.txt", "byfile");
    let all = [
        ["--set-file", "name=name.txt"],
        ["--set-string", "name=bystring"],
        ["--set", "name=plain"],
        ["--set-json", "name=\"json\""],
    ];
    // The weakest kind stands last, and one after the other is left out from the front.
    for (from, wins) in ["byfile", "bystring", "plain", "json"].iter().enumerate() {
        let run = show(&folder, &all[from..].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.starts_with(&format!("name: {wins}\n")), "{from}: {}", run.stdout);
        let several = from < 3;
        let warned = folder.run(&[&["render", "-f", "a.yaml", "-o", "name"][..], &all[from..].concat()].concat());
        assert_eq!(warned.stderr.contains("warning[set-twice]"), several, "{from}: {}", warned.stderr);
    }
    // Within one kind the later one wins, and that is nothing to warn about.
    assert_eq!(value(&["name: file"], &["--set", "name=a", "--set", "name=b"], "/name"), "b");
}

#[test]
fn row_9_flags_win_over_files_even_before_them() {
    let folder = layers(&["name: file"]);
    for args in [["--set", "name=flag", "-f", "a.yaml"], ["-f", "a.yaml", "--set", "name=flag"]] {
        let run = folder.run(&[&["show", "values"], &args[..]].concat());
        assert!(run.stdout.starts_with("name: flag\n"), "{args:?}: {}{}", run.stdout, run.stderr);
    }
}

/// Helm makes a list of one item with one key.
#[test]
fn row_10_an_index_edits_the_list_in_place() {
    let file = "
patches:
  - { target: { kind: Service }, merge: { metadata: { annotations: { a: b } } } }
  - { target: { kind: ConfigMap, name: orders-kafka-config }, merge: { metadata: { labels: { c: d } } } }
images: { pullSecrets: [a, b, c] }
";
    let before = value(&[file], &[], "/patches");
    let after = value(&[file], &["--set", "patches[0].target.name=orders-kafka"], "/patches");
    assert_eq!(after[1], before[1]);
    assert_eq!(after[0]["merge"], before[0]["merge"]);
    assert_eq!((&after[0]["target"]["kind"], &after[0]["target"]["name"]), (&json!("Service"), &json!("orders-kafka")));
    assert_eq!(value(&[file], &["--set", "images.pullSecrets[1]=x"], "/images/pullSecrets"), json!(["a", "x", "c"]));
    // One past the end appends, as it does with Helm.
    let more = value(&[file], &["--set", "images.pullSecrets[3]=d"], "/images/pullSecrets");
    assert_eq!(more, json!(["a", "b", "c", "d"]));
}

/// Helm fills the gap with null.
#[test]
fn row_11_an_index_past_the_end_is_an_error() {
    let said = refusal(&["images: { pullSecrets: [a, b] }"], &["--set", "images.pullSecrets[3]=x"]);
    assert!(
        said.contains("--set:1:") && said.contains("index 3 is past the end") && said.contains("length 2"),
        "{said}"
    );
}

#[test]
fn row_12_a_comma_separates_unless_it_is_escaped() {
    let said = refusal(&[], &["--set", "kafka.config.x=a,b"]);
    assert!(said.contains(r"\,") && said.contains("--set-string"), "{said}");
    assert_eq!(value(&[], &["--set", r"kafka.config.x=a\,b"], "/kafka/config/x"), "a,b");
    let both = value(&[], &["--set", "kafka.config.x=a,kafka.config.y=b"], "/kafka/config");
    assert_eq!(both, json!({"x": "a", "y": "b"}));
    assert_eq!(value(&[], &["--set", "images.pullSecrets={a,b}"], "/images/pullSecrets"), json!(["a", "b"]));
}

/// To Helm all of these are texts, whatever the chart makes of them later.
#[test]
fn row_13_the_field_says_what_a_text_means() {
    let folder = Folder::new();
    for text in ["1.5", "1e3", "0x10", "0123", "1_000", "1.10", "true", "no", "0o17", "2020-01-01", "~", "5%"] {
        for flag in ["--set", "--set-string"] {
            let seen = property(&folder, &[flag, &format!("kafka.config.x={text}")], "x");
            assert_eq!(seen.as_deref(), Some(text), "{flag}: a property stays as it was written");
        }
    }
    assert_eq!(property(&folder, &["--set", "kafka.config.x="], "x").as_deref(), Some(""));
    assert_eq!(property(&folder, &["--set", r"kafka.config.a\.b=1"], "a.b").as_deref(), Some("1"));
    let slash = value(&[], &["--set", r"kafka.annotations.foo\.bar/baz=1"], "/kafka/annotations");
    assert_eq!(slash, json!({"foo.bar/baz": 1}));
    assert_eq!(value(&[], &["--set", "kafka.replicas=5"], "/kafka/replicas"), 5);
    assert_eq!(value(&[], &["--set", "ksql.enabled=false"], "/ksql/enabled"), false);
    for (wrong, fix) in [("0x10", "16"), ("0123", "123"), ("1e3", "1000"), ("1_000", "1000"), ("1.5", "whole")] {
        let said = refusal(&[], &["--set", &format!("kafka.replicas={wrong}")]);
        assert!(said.contains(wrong) && said.contains(fix), "{said}");
    }
    refusal(&[], &["--set", "ksql.enabled=yes"]);
    refusal(&[], &["--set-string", "kafka.replicas=5"]);
}

#[test]
fn row_14_integers_are_exact_and_never_wrap() {
    let folder = Folder::new();
    let big = [
        "1234567890123456789",
        "9007199254740993",
        "9223372036854775807",
        "18446744073709551615",
        "99999999999999999999999",
    ];
    for number in big {
        for flag in ["--set", "--set-string", "--set-json"] {
            if flag == "--set-json" && number.len() > 20 {
                continue;
            }
            let seen = property(&folder, &[flag, &format!("kafka.config.x={number}")], "x");
            assert_eq!(seen.as_deref(), Some(number), "{flag}");
        }
        folder.write("big.yaml", format!("kafka: {{ config: {{ x: {number} }} }}\n"));
        assert_eq!(property(&folder, &["-f", "big.yaml"], "x").as_deref(), Some(number), "a file");
    }
    for number in ["18446744073709551616", "9223372036854775808", "-1", "4294967297"] {
        let said = refusal(&[], &["--set", &format!("kafka.replicas={number}")]);
        assert!(said.contains("out-of-range"), "{number}: {said}");
    }
}

#[test]
fn row_15_json_at_a_path_replaces_and_json_alone_merges() {
    let file = "kafka: { config: { a: 1, b: 1 }, rollGate: { giveUpAfterSeconds: 60 } }";
    assert_eq!(value(&[file], &["--set-json", r#"kafka.config={"a":2}"#], "/kafka/config"), json!({"a": 2}));
    let merged = value(&[file], &["--set-json", r#"{"kafka":{"config":{"a":2}}}"#], "/kafka/config");
    assert_eq!(merged, json!({"a": 2, "b": 1}));
    // Replaced is what files say; the defaults lie under it all the same.
    let gate = value(&[file], &["--set-json", r#"kafka.rollGate={"port":8888}"#], "/kafka/rollGate");
    assert_eq!(gate, json!({"enabled": true, "port": 8888, "holdSeconds": 180}));
}

#[test]
fn row_16_a_file_is_text_to_the_last_byte() {
    let folder = Folder::with(&[("q.sql", "-- a, b = {c}\nSHOW TOPICS;\n\n")]);
    let flags = ["--set", "ksql.mode=headless", "--set-file", "ksql.queries.inline=q.sql"];
    let shown = show(&folder, &flags);
    let values: Value = serde_yaml::from_str(&shown.stdout).expect("effective values are YAML");
    assert_eq!(values["ksql"]["queries"]["inline"], "-- a, b = {c}\nSHOW TOPICS;\n\n", "{}", shown.stderr);
    let run = folder.run(&[&["render", "-s", "ksql/configmap-queries.yaml", "-o", "json"], &flags[..]].concat());
    let list: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let data = list["items"][0]["data"].as_object().expect("a ConfigMap has data");
    assert!(data.values().any(|text| text == "-- a, b = {c}\nSHOW TOPICS;\n\n"), "{data:?}");
}
