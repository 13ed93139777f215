//! Every verb and flag, as somebody at a shell uses them: what is printed, what is written, what is left alone.

mod binary;

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use binary::{Folder, Run, finish};
use serde_json::{Value, json};

/// Runs cpgen and expects it to succeed without a word on standard error.
fn quiet(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(args);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
    run.stdout
}

fn names(folder: &Folder, args: &[&str]) -> Vec<String> {
    quiet(folder, &[&["render", "-o", "name"], args].concat()).lines().map(str::to_owned).collect()
}

fn documents(stream: &str) -> Vec<Value> {
    let parts = stream.split("---\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| serde_yaml::from_str(part).unwrap_or_else(|error| panic!("{error}: {part}"))).collect()
}

fn refused(run: &Run, code: i32, words: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "`{word}` is not in: {}", run.stderr);
    }
}

// ---- render: where values come from

#[test]
fn standard_input_is_a_values_file() {
    let folder = Folder::with(&[("a.yaml", "name: file\nkafka: { replicas: 5 }\n")]);
    let run = folder.feed(&["render", "-f", "-", "-s", "kafka", "-o", "name"], b"name: piped\n");
    assert!(run.stdout.contains("statefulset.apps/piped-kafka\n"), "{}{}", run.stdout, run.stderr);
    // It takes its place among the files.
    for (args, name) in [(["-f", "a.yaml", "-f", "-"], "piped"), (["-f", "-", "-f", "a.yaml"], "file")] {
        let run = folder.feed(&[&["show", "values"], &args[..]].concat(), b"name: piped\n");
        assert!(run.stdout.starts_with(&format!("name: {name}\n")), "{args:?}: {}", run.stdout);
        assert!(run.stdout.contains("\n  replicas: 5\n"), "{args:?}");
    }
    let wrong = folder.feed(&["render", "-f", "-"], b"kafka:\n  replica: 3\n");
    refused(&wrong, 2, &["-:2:3", "did you mean `replicas`"]);
    assert_eq!(folder.feed(&["render", "-f", "-"], b"").code, 0, "empty values are all defaults");
}

#[test]
fn name_and_namespace_win_over_the_values() {
    let folder = Folder::with(&[("a.yaml", "name: file\nnamespace: of-file\n")]);
    let all = |args: &[&str]| {
        let run = quiet(&folder, &[&["render", "-f", "a.yaml", "-o", "json"], args].concat());
        let list: Value = serde_json::from_str(&run).expect("JSON");
        let items = list["items"].as_array().expect("items").clone();
        let seen: BTreeSet<(String, String)> = items
            .iter()
            .map(|object| {
                let name = object["metadata"]["name"].as_str().and_then(|name| name.split('-').next());
                (name.unwrap_or_default().to_owned(), object["metadata"]["namespace"].as_str().unwrap_or("").to_owned())
            })
            .collect();
        seen.into_iter().collect::<Vec<_>>()
    };
    let pair = |name: &str, namespace: &str| vec![(name.to_owned(), namespace.to_owned())];
    assert_eq!(all(&[]), pair("file", "of-file"));
    assert_eq!(all(&["flag"]), pair("flag", "of-file"));
    assert_eq!(all(&["-n", "of-flag"]), pair("file", "of-flag"));
    assert_eq!(all(&["--namespace", "of-flag", "flag"]), pair("flag", "of-flag"));
    assert_eq!(all(&["flag", "--set", "name=set", "-n", "of-flag", "--set", "namespace=set"]), pair("flag", "of-flag"));
    let without = quiet(&Folder::new(), &["render"]);
    assert!(!without.contains("\n  namespace:"), "nothing says a namespace");
}

#[test]
fn kube_version_wins_over_the_values() {
    let folder = Folder::with(&[("a.yaml", "kubernetes: { version: \"1.36\" }\n")]);
    let shown = quiet(&folder, &["show", "values", "-f", "a.yaml", "--kube-version", "1.34", "--origin"]);
    assert!(shown.contains("version: \"1.34\" # --kube-version:1\n"), "{shown}");
    let [old, new] = ["1.34", "1.36"].map(|version| quiet(&folder, &["render", "--kube-version", version]));
    assert!(!old.contains("broker.rack") && new.contains("broker.rack"), "pods know their zone from 1.35 on");
}

// ---- render: what is printed

#[test]
fn show_only_takes_a_component_a_file_and_an_object() {
    let folder = Folder::new();
    let everything = names(&folder, &["orders"]);
    let kafka = names(&folder, &["orders", "--show-only", "kafka"]);
    assert!(kafka.len() > 5 && kafka.len() < everything.len());
    assert!(kafka.iter().all(|name| name.contains("/orders-kafka")), "{kafka:?}");
    assert_eq!(names(&folder, &["orders", "-s", "kafka/statefulset.yaml"]), ["statefulset.apps/orders-kafka"]);
    for object in ["StatefulSet/orders-kafka", "statefulset/orders-kafka"] {
        assert_eq!(names(&folder, &["orders", "-s", object]), ["statefulset.apps/orders-kafka"]);
    }
    // Several at once keep the order in which they are applied, and name nothing twice.
    let several = ["orders", "-s", "kafka/statefulset.yaml", "-s", "Service/orders-ksql", "-s", "kafka", "-s", "kraft"];
    let several = names(&folder, &several);
    let wanted = |name: &&String| {
        name.contains("/orders-kafka") || name.contains("/orders-kraft") || name.as_str() == "service/orders-ksql"
    };
    let expected: Vec<&String> = everything.iter().filter(wanted).collect();
    assert_eq!(several.iter().collect::<Vec<_>>(), expected);
    // One that is unknown spoils the rest.
    refused(
        &folder.run(&["render", "orders", "-s", "kafka", "-s", "Service/orders-kafk"]),
        2,
        &["Service/orders-kafka"],
    );
}

#[test]
fn json_yaml_and_names_say_the_same() {
    let folder = Folder::with(&[("a.yaml", "platform: { version: 7.9.2 }\nkafka: { replicas: 5 }\n")]);
    let [yaml, json, lines] =
        ["yaml", "json", "name"].map(|format| quiet(&folder, &["render", "orders", "-f", "a.yaml", "-o", format]));
    assert_eq!(yaml, quiet(&folder, &["render", "orders", "-f", "a.yaml"]), "yaml is what is printed");
    let list: Value = serde_json::from_str(&json).expect("one JSON value");
    assert_eq!((&list["apiVersion"], &list["kind"]), (&json!("v1"), &json!("List")));
    assert_eq!(list.as_object().map(|list| list.len()), Some(3));
    let items = list["items"].as_array().expect("items");
    assert_eq!(&documents(&yaml), items);
    let named: Vec<String> = items
        .iter()
        .map(|object| {
            let group =
                object["apiVersion"].as_str().and_then(|version| version.split_once('/')).map(|(group, _)| group);
            let kind = object["kind"].as_str().unwrap_or_default().to_lowercase();
            let dotted = group.map(|group| format!(".{group}")).unwrap_or_default();
            format!("{kind}{dotted}/{}", object["metadata"]["name"].as_str().unwrap_or_default())
        })
        .collect();
    assert_eq!(lines.lines().collect::<Vec<_>>(), named);
    assert!(yaml.starts_with("---\n# Source: cpgen/") && yaml.ends_with('\n') && json.ends_with("}\n"));
}

// ---- render: what is written

#[test]
fn an_output_directory_holds_one_file_per_object() {
    let folder = Folder::new();
    let count = names(&folder, &["orders"]).len();
    let first = folder.run(&["render", "orders", "--output-dir", "out"]);
    assert_eq!((first.code, first.stdout.as_str()), (0, ""));
    assert_eq!(first.stderr, format!("out: {count} written, 0 unchanged, 0 removed\n"));
    let yaml: Vec<String> = folder.files().into_iter().filter(|file| file.ends_with(".yaml")).collect();
    assert_eq!(yaml.len(), count);
    let mut written: Vec<Value> = yaml.iter().flat_map(|file| documents(&folder.read(file))).collect();
    let mut printed = documents(&quiet(&folder, &["render", "orders"]));
    written.sort_by_key(Value::to_string);
    printed.sort_by_key(Value::to_string);
    assert_eq!(written, printed);

    let before = std::fs::metadata(folder.0.join("out/kafka/statefulset.yaml")).and_then(|m| m.modified()).unwrap();
    let again = folder.run(&["render", "orders", "--output-dir", "out"]);
    assert_eq!(again.stderr, format!("out: 0 written, {count} unchanged, 0 removed\n"));
    let after = std::fs::metadata(folder.0.join("out/kafka/statefulset.yaml")).and_then(|m| m.modified()).unwrap();
    assert_eq!(before, after, "a file that does not change is left alone");

    let other = folder.run(&["render", "orders", "--output-dir", "out", "--set", "kafka.minReadySeconds=31"]);
    assert_eq!(other.stderr, format!("out: 1 written, {} unchanged, 0 removed\n", count - 1));
    assert!(folder.files().iter().all(|file| !file.contains("cpgen-new")), "{:?}", folder.files());
}

#[test]
fn prune_removes_only_what_an_earlier_run_wrote() {
    let folder = Folder::new();
    folder.run(&["render", "orders", "--output-dir", "out"]);
    folder.write("out/kustomization.yaml", "resources: []\n");
    folder.write("out/ksql/mine.yaml", "mine: true\n");
    let smaller = ["render", "orders", "--output-dir", "out", "--set", "ksql.enabled=false,restProxy.enabled=false"];
    let kept = folder.run(&smaller);
    assert!(kept.stderr.ends_with(" 0 removed\n") && folder.has("out/ksql/statefulset.yaml"), "{}", kept.stderr);
    let pruned = folder.run(&[&smaller[..], &["--prune"]].concat());
    assert_eq!(pruned.code, 0);
    assert!(!pruned.stderr.ends_with(" 0 removed\n"), "{}", pruned.stderr);
    let left: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with("out/ksql/")).collect();
    assert_eq!(left, ["out/ksql/mine.yaml"]);
    assert!(!folder.has("out/rest-proxy"), "a folder that is empty goes too");
    assert_eq!(folder.read("out/kustomization.yaml"), "resources: []\n");
    assert!(folder.has("out/kafka/statefulset.yaml"));
    let again = folder.run(&[&smaller[..], &["--prune"]].concat());
    assert!(again.stderr.contains("out: 0 written, ") && again.stderr.ends_with(" 0 removed\n"), "{}", again.stderr);
}

#[test]
fn nothing_is_written_over_a_symbolic_link() {
    let file = Folder::with(&[("precious.yaml", "precious: true\n"), ("out/kafka/keep", "")]);
    symlink("../../precious.yaml", file.0.join("out/kafka/statefulset.yaml")).expect("a link");
    refused(&file.run(&["render", "--output-dir", "out"]), 3, &["kafka/statefulset.yaml", "symbolic link"]);
    assert_eq!(file.files(), ["out/kafka/keep", "out/kafka/statefulset.yaml", "precious.yaml"]);
    assert_eq!(file.read("precious.yaml"), "precious: true\n");

    let inner = Folder::with(&[("precious/keep", ""), ("out/keep", "")]);
    symlink("../precious", inner.0.join("out/kafka")).expect("a link");
    refused(&inner.run(&["render", "--output-dir", "out"]), 3, &["kafka/", "symbolic link"]);
    assert_eq!(inner.files(), ["out/kafka", "out/keep", "precious/keep"]);
}

#[test]
fn wrong_values_write_nothing() {
    let folder = Folder::with(&[("a.yaml", "kafka: { replica: 3 }\n")]);
    refused(&folder.run(&["render", "-f", "a.yaml", "--output-dir", "out"]), 2, &["a.yaml:1:10"]);
    assert_eq!(folder.files(), ["a.yaml"]);
    folder.run(&["render", "--output-dir", "out"]);
    let before: Vec<(String, String)> =
        folder.files().into_iter().map(|file| (file.clone(), folder.read(&file))).collect();
    refused(&folder.run(&["render", "-f", "a.yaml", "--output-dir", "out", "--prune"]), 2, &[]);
    let after: Vec<(String, String)> =
        folder.files().into_iter().map(|file| (file.clone(), folder.read(&file))).collect();
    assert!(before == after, "what an earlier run wrote is as it was");
}

// ---- render: templates

#[test]
fn templates_replace_and_add() {
    let folder = Folder::new();
    let service = quiet(&folder, &["show", "templates", "part/service.yaml"]);
    folder.write("t/part/service.yaml", service.replace("spec:\n", "spec:\n  internalTrafficPolicy: Local\n"));
    folder.write("t/kafka/start.sh", "#!/bin/sh\nexec my-kafka\n");
    folder.write("t/.hidden/broken.yaml", "{{ broken\n");
    let changed = documents(&quiet(&folder, &["render", "orders", "--templates", "t"]));
    let plain = documents(&quiet(&folder, &["render", "orders"]));
    assert_eq!(plain.len(), changed.len());
    let (mut services, mut others) = (0, Vec::new());
    for (old, new) in plain.iter().zip(&changed) {
        if new["spec"]["internalTrafficPolicy"] == "Local" {
            services += 1;
        } else if old != new {
            others.push(format!("{}/{}", new["kind"].as_str().unwrap(), new["metadata"]["name"].as_str().unwrap()));
        }
    }
    assert!(services > 4, "a part is replaced wherever it is included");
    assert_eq!(others, ["ConfigMap/orders-kafka-config", "StatefulSet/orders-kafka"]);
    let config = changed.iter().find(|object| object["metadata"]["name"] == "orders-kafka-config").unwrap();
    assert_eq!(config["data"]["start.sh"], "#!/bin/sh\nexec my-kafka\n");
    let checksum = |all: &[Value]| {
        let set = all.iter().find(|o| o["kind"] == "StatefulSet" && o["metadata"]["name"] == "orders-kafka").unwrap();
        set["spec"]["template"]["metadata"]["annotations"].clone()
    };
    assert_ne!(checksum(&plain), checksum(&changed), "another start script restarts the brokers");
}

#[test]
fn one_file_is_replaced_alone() {
    let folder = Folder::new();
    let part = quiet(&folder, &["show", "templates", "part/service.yaml"]);
    folder.write("t/kafka/service.yaml", part + "  sessionAffinity: ClientIP\n");
    let changed = documents(&quiet(&folder, &["render", "orders", "--templates", "t"]));
    let hit: Vec<&Value> = changed.iter().filter(|object| object["spec"]["sessionAffinity"] == "ClientIP").collect();
    assert_eq!(hit.len(), 1);
    assert_eq!(hit[0]["metadata"]["name"], "orders-kafka");
}

const WITHOUT_KAFKA: &str = "kafka.enabled=false,external.kafka.bootstrap=k:9092,connect.groupId=g,ksql.serviceId=s";

#[test]
fn templates_add_objects_to_a_component_and_to_the_platform() {
    let folder = Folder::with(&[
        (
            "t/kafka/extra.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ object.name ~ \"-extra\" }}\ndata:\n  a: b\n",
        ),
        (
            "t/team/quota.yaml",
            "apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: {{ platform.name ~ \"-quota\" }}\nspec: { hard: { pods: \"50\" } }\n",
        ),
        (
            "t/top.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: top\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: second\n",
        ),
    ]);
    let plain: BTreeSet<String> = names(&folder, &["orders"]).into_iter().collect();
    let more: BTreeSet<String> = names(&folder, &["orders", "--templates", "t"]).into_iter().collect();
    assert!(plain.is_subset(&more));
    let added: Vec<&String> = more.difference(&plain).collect();
    assert_eq!(added, ["configmap/orders-kafka-extra", "configmap/top", "resourcequota/orders-quota", "secret/second"]);
    assert_eq!(
        names(&folder, &["orders", "--templates", "t", "-s", "kafka/extra.yaml"]),
        ["configmap/orders-kafka-extra"]
    );
    assert!(
        names(&folder, &["orders", "--templates", "t", "-s", "kafka"]).contains(&"configmap/orders-kafka-extra".into())
    );
    let off = names(&folder, &["--templates", "t", "--set", WITHOUT_KAFKA]);
    assert!(!off.iter().any(|name| name.contains("extra")) && off.contains(&"configmap/top".into()), "{off:?}");
    folder.run(&["render", "orders", "--templates", "t", "--output-dir", "out"]);
    for file in ["out/kafka/extra.yaml", "out/team/quota.yaml", "out/top.yaml", "out/top-2.yaml"] {
        assert!(folder.has(file), "{file} in {:?}", folder.files());
    }
}

#[test]
fn a_broken_template_is_shown_with_its_line() {
    let folder = Folder::new();
    folder.write("t/kafka/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ object.nmae }}\n");
    refused(&folder.run(&["render", "--templates", "t"]), 2, &["kafka/service.yaml:4:", "nmae"]);
    folder
        .write("t/kafka/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ object.name | safe }}\n");
    refused(&folder.run(&["render", "--templates", "t"]), 2, &["kafka/service.yaml", "`safe` could break"]);
    folder.write("t/kafka/service.yaml", "apiVersion: v1\nkind: Service\n{% if object.name %}\n");
    refused(&folder.run(&["render", "--templates", "t", "--output-dir", "out"]), 2, &["kafka/service.yaml"]);
    assert!(!folder.has("out"));
}

// ---- render: fleets

#[test]
fn a_fleet_is_one_directory_per_file() {
    let folder = Folder::with(&[
        ("base.yaml", "namespace: streaming\nksql: { enabled: false }\n"),
        ("fleet/orders.yaml", "kafka: { replicas: 5 }\n"),
        ("fleet/clicks.yml", "name: other\n"),
        ("fleet/readme.txt", "not: [ yaml"),
    ]);
    let run = folder.run(&["render", "-f", "base.yaml", "--fleet", "fleet", "--output-dir", "out"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("2 platforms, out: ") && run.stderr.ends_with("0 removed\n"), "{}", run.stderr);
    // Each holds what a run of its own would have written; where nothing names a platform its file does.
    folder.run(&["render", "orders", "-f", "base.yaml", "-f", "fleet/orders.yaml", "--output-dir", "alone/orders"]);
    folder.run(&["render", "-f", "base.yaml", "-f", "fleet/clicks.yml", "--output-dir", "alone/clicks"]);
    let below = |top: &str| -> Vec<(String, String)> {
        let files = folder.files().into_iter().filter(|file| file.starts_with(top));
        files.map(|file| (file[top.len()..].to_owned(), folder.read(&file))).collect()
    };
    assert!(below("out/").len() > 70);
    assert!(below("out/") == below("alone/"));
    assert!(folder.read("out/clicks/kafka/service.yaml").contains("name: other-kafka\n"));
}

#[test]
fn standard_input_lies_under_every_platform_of_a_fleet() {
    let folder = Folder::with(&[("fleet/a.yaml", ""), ("fleet/b.yaml", ""), ("fleet/c.yaml", "")]);
    let run = folder.feed(&["render", "--fleet", "fleet", "--output-dir", "out", "-f", "-"], b"namespace: piped\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for platform in ["a", "b", "c"] {
        let service = folder.read(&format!("out/{platform}/kafka/service.yaml"));
        assert!(service.contains("namespace: piped\n") && service.contains(&format!("name: {platform}-kafka\n")));
    }
}

#[test]
fn a_broken_file_stops_the_whole_fleet() {
    let folder = Folder::with(&[
        ("fleet/a.yaml", "kafka: { replica: 3 }\n"),
        ("fleet/b.yaml", "name: fine\n"),
        ("fleet/c.yaml", "ksql: { replicas: many }\n"),
    ]);
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    refused(&run, 2, &["fleet/a.yaml:1:10", "fleet/c.yaml:1:19", "2 errors"]);
    assert!(!folder.has("out"));
    // What lies under all of them is wrong once, not three times.
    folder.write("base.yaml", "connect: { replica: 1 }\n");
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "-f", "base.yaml"]);
    refused(&run, 2, &["base.yaml:1:12", "3 errors"]);
}

#[test]
fn no_two_files_of_a_fleet_share_a_directory() {
    let folder = Folder::with(&[("fleet/a.yaml", ""), ("fleet/a-b.yaml", ""), ("fleet/a.yml", "")]);
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    refused(&run, 2, &["fleet/a.yaml", "fleet/a.yml", "rename one"]);
    assert!(!folder.has("out"));
}

#[test]
fn a_fleet_prunes_in_every_directory() {
    let folder = Folder::with(&[("fleet/a.yaml", "{}"), ("fleet/b.yaml", "{}")]);
    folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    folder.write("out/b/ksql/mine.yaml", "");
    folder.write("fleet/b.yaml", "ksql: { enabled: false }");
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "--prune"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.has("out/a/ksql/statefulset.yaml") && !folder.has("out/b/ksql/statefulset.yaml"));
    assert!(folder.has("out/b/ksql/mine.yaml"));
}

// ---- show

#[test]
fn show_values_are_commented_effective_or_with_their_origin() {
    let folder =
        Folder::with(&[("a.yaml", "name: orders\nkafka:\n  replicas: 5\n"), ("b.yaml", "kafka: { heap: 2Gi }\n")]);
    let commented = quiet(&folder, &["show", "values"]);
    assert!(commented.starts_with("# Every key") && commented.contains("\n# The Kafka brokers.\nkafka:\n"));
    let effective = quiet(&folder, &["show", "values", "-f", "a.yaml", "-f", "b.yaml"]);
    let values: Value = serde_yaml::from_str(&effective).expect("YAML");
    assert!(!effective.contains('#'), "no comments: {effective}");
    assert_eq!((&values["name"], &values["kafka"]["replicas"]), (&json!("orders"), &json!(5)));
    assert_eq!(values["kafka"]["rollGate"]["port"], 7777, "defaults are there too");
    // They render to the same as what they were made of.
    folder.write("all.yaml", &effective);
    let [whole, layered] = [&["-f", "all.yaml"][..], &["-f", "a.yaml", "-f", "b.yaml"]]
        .map(|files| quiet(&folder, &[&["render"], files].concat()));
    assert!(whole == layered);
    let args = ["show", "values", "flag", "-f", "a.yaml", "-f", "b.yaml", "--set", "ksql.replicas=2", "--origin"];
    let origin = quiet(&folder, &args);
    for line in [
        "name: flag # NAME:1",
        "namespace: null # default",
        "  replicas: 5 # a.yaml:3",
        "  heap: 2Gi # b.yaml:1",
        "  replicas: 2 # --set:1",
    ] {
        assert!(origin.lines().any(|seen| seen == line), "{line} is not in\n{origin}");
    }
    let without_comments: String =
        origin.lines().map(|l| l.split(" # ").next().unwrap_or(l).to_owned() + "\n").collect();
    assert!(serde_yaml::from_str::<Value>(&without_comments).is_ok());
    refused(&folder.run(&["show", "values", "--set", "kafka.replica=1"]), 2, &["kafka.replica"]);
}

#[test]
fn show_endpoints_is_a_table_or_json() {
    let folder = Folder::with(&[(
        "a.yaml",
        "kafka: { listeners: { external: { port: 9094, expose: { loadBalancer: { host: \"b{id}.example.com\" } } } } }\n",
    )]);
    let table = quiet(&folder, &["show", "endpoints", "orders", "-n", "streaming", "-f", "a.yaml"]);
    let json = quiet(&folder, &["show", "endpoints", "orders", "-n", "streaming", "-f", "a.yaml", "--json"]);
    let endpoints: Value = serde_json::from_str(&json).expect("JSON");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split("   ").map(str::trim).filter(|c| !c.is_empty()).collect())
        .collect();
    let expected: Vec<Vec<&str>> = endpoints
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            ["component", "audience", "purpose", "address"].map(|key| one[key].as_str().unwrap_or_default()).into()
        })
        .collect();
    assert_eq!(rows, expected);
    assert!(table.starts_with("COMPONENT ") && rows.len() > 8);
    assert!(rows.contains(&vec!["kafka", "outside", "EXTERNAL", "b2.example.com:9094"]), "{table}");
    assert!(
        rows.contains(&vec!["kafka", "inside", "INTERNAL", "orders-kafka.streaming.svc.cluster.local:9092"]),
        "{table}"
    );
}

#[test]
fn show_images_lists_each_image_that_is_rendered_once() {
    let folder = Folder::new();
    let args = ["--set", "images.registry=mirror.example.com,platform.version=7.9.2,kafka.sidecars.s.image=side:1"];
    let shown = quiet(&folder, &[&["show", "images"], &args[..]].concat());
    let stream = quiet(&folder, &[&["render"], &args[..]].concat());
    let rendered: BTreeSet<&str> =
        stream.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("image: ")).collect();
    let rendered: Vec<&str> = rendered.into_iter().map(|image| image.trim_matches('"')).collect();
    assert_eq!(shown.lines().collect::<Vec<_>>(), rendered);
    assert!(
        shown.contains("mirror.example.com/confluentinc/cp-kafka:7.9.2\n") && shown.contains("side:1\n"),
        "{shown}"
    );
}

#[test]
fn show_templates_lists_them_and_prints_each() {
    let folder = Folder::new();
    let list = quiet(&folder, &["show", "templates"]);
    let names: Vec<&str> = list.lines().collect();
    assert!(names.len() > 60 && names.is_sorted() && names.contains(&"kafka/start.sh"));
    for name in names {
        let text = quiet(&folder, &["show", "templates", name]);
        assert_eq!(text, std::fs::read_to_string(binary::project(&format!("templates/{name}"))).unwrap(), "{name}");
    }
}

// ---- init

#[test]
fn init_writes_values_that_render() {
    for preset in ["quickstart", "production", "kraft"] {
        let folder = Folder::new();
        let run = folder.run(&["init", "shop", "-n", "streaming", "--preset", preset, "-o", "v.yaml"]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        assert_eq!(folder.files(), ["v.yaml", "values.schema.json"], "{preset}");
        assert!(run.stderr.contains("v.yaml") && run.stderr.contains("values.schema.json"));
        assert_eq!(folder.read("values.schema.json"), quiet(&folder, &["show", "schema"]));
        let text = folder.read("v.yaml");
        assert!(text.starts_with("# yaml-language-server: $schema=values.schema.json\n"), "{text}");
        let values: Value = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!((&values["name"], &values["namespace"]), (&json!("shop"), &json!("streaming")), "{preset}");
        let rendered = folder.run(&["render", "-f", "v.yaml", "-o", "json"]);
        assert_eq!(rendered.code, 0, "{preset}: {}", rendered.stderr);
        // The cluster id that stands there is the one that the same values have without it.
        let written = values["kraft"]["clusterId"].as_str();
        assert_eq!(written.is_some(), preset != "production", "{preset}");
        if let Some(id) = written {
            assert_eq!(id.len(), 22, "{id}");
            let without: String =
                text.lines().filter(|line| !line.contains("clusterId:")).map(|l| format!("{l}\n")).collect();
            folder.write("without.yaml", without);
            let derived = quiet(&folder, &["render", "-f", "without.yaml", "-o", "json"]);
            assert!(derived == rendered.stdout, "{preset}");
            assert!(derived.contains(&format!("\"{id}\"")), "{preset}");
        }
    }
}

#[test]
fn init_replaces_files_only_by_force() {
    let folder = Folder::with(&[("values.yaml", "precious: true\n")]);
    refused(&folder.run(&["init"]), 2, &["values.yaml exists", "--force"]);
    assert_eq!(folder.files(), ["values.yaml"], "no schema either");
    assert_eq!(folder.read("values.yaml"), "precious: true\n");
    assert_eq!(folder.run(&["init", "--force"]).code, 0);
    assert!(folder.read("values.yaml").contains("\nname: cp\n"));
    assert_eq!(folder.files(), ["values.schema.json", "values.yaml"]);
}

#[test]
fn init_replaces_its_own_schema_and_no_other() {
    let folder = Folder::with(&[("values.schema.json", "{ \"title\": \"a chart\" }\n")]);
    refused(&folder.run(&["init", "-o", "a.yaml"]), 2, &["values.schema.json is not cpgen's", "--force"]);
    assert_eq!(folder.files(), ["values.schema.json"]);
    assert_eq!(folder.run(&["init", "-o", "a.yaml", "--force"]).code, 0);
    let schema = quiet(&folder, &["show", "schema"]);
    folder.write("values.schema.json", schema.replace("Prefix of every", "An older word for every"));
    assert_eq!(folder.run(&["init", "-o", "b.yaml"]).code, 0, "one of an earlier cpgen");
    assert_eq!(folder.read("values.schema.json"), schema);
    refused(&folder.run(&["init", "-o", "values.schema.json", "--force"]), 2, &["where the schema goes"]);
    assert_eq!(folder.read("values.schema.json"), schema);
}

#[test]
fn init_prints_to_standard_output() {
    let folder = Folder::new();
    let text = quiet(&folder, &["init", "shop", "-o", "-"]);
    assert!(folder.files().is_empty());
    assert!(text.contains("\nname: shop\n") && !text.contains("\nnamespace:"), "{text}");
    assert_eq!(folder.feed(&["render", "-f", "-"], text.as_bytes()).code, 0);
}

/// Words that YAML reads as something else are names all the same.
#[test]
fn init_takes_any_name_that_kubernetes_takes() {
    let folder = Folder::new();
    for name in ["null", "true", "yes", "no", "e1", "x-0"] {
        let text = quiet(&folder, &["init", name, "-n", name, "-o", "-"]);
        folder.write("v.yaml", &text);
        assert_eq!(names(&folder, &["-f", "v.yaml", "-s", "kafka/service.yaml"]), [format!("service/{name}-kafka")]);
        let values: Value = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!((&values["name"], &values["namespace"]), (&json!(name), &json!(name)));
    }
}

// ---- explain, completion, help

#[test]
fn explain_says_type_default_and_meaning() {
    let folder = Folder::new();
    let mut page = String::new();
    for path in [
        "",
        "kafka.rollGate",
        "kafka.terminationGracePeriodSeconds",
        "kafka.heap",
        "kafka.storage",
        "kafka.storage.disk0.size",
        "kafka.storage.mine",
        "kafka.config",
        "images.pullSecrets",
        "platform.edition",
    ] {
        let args: Vec<&str> = ["explain", path].into_iter().filter(|word| !word.is_empty()).collect();
        page.push_str(&format!("$ cpgen {}\n{}\n", args.join(" "), quiet(&folder, &args)));
    }
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("explain", page) });
    refused(&folder.run(&["explain", "kafka.replcas"]), 2, &["no key `replcas`", "kafka.replicas"]);
}

#[test]
fn completion_scripts_know_every_verb() {
    let folder = Folder::new();
    for (shell, begins) in [
        ("bash", "_cpgen()"),
        ("zsh", "#compdef cpgen"),
        ("fish", "# Print an optspec"),
        ("powershell", "\nusing namespace"),
        ("elvish", "\nuse builtin"),
    ] {
        let script = quiet(&folder, &["completion", shell]);
        assert!(script.starts_with(begins), "{shell}: {}", script.lines().next().unwrap_or_default());
        for word in ["render", "show", "init", "explain", "completion", "endpoints", "output-dir", "fleet", "preset"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    let bash = quiet(&folder, &["completion", "bash"]);
    let mut check = Command::new("bash");
    check.args(["-n", "-s"]);
    let checked = finish(check, bash.as_bytes());
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "bash reads its script");
}

#[test]
fn help() {
    let folder = Folder::new();
    for (name, verb) in [
        ("help", &[][..]),
        ("help_render", &["render"]),
        ("help_show", &["show"]),
        ("help_show_values", &["show", "values"]),
        ("help_show_endpoints", &["show", "endpoints"]),
        ("help_show_images", &["show", "images"]),
        ("help_show_schema", &["show", "schema"]),
        ("help_show_templates", &["show", "templates"]),
        ("help_init", &["init"]),
        ("help_explain", &["explain"]),
        ("help_completion", &["completion"]),
    ] {
        let text = quiet(&folder, &[verb, &["--help"]].concat());
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{name} is too wide");
        insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!(name, text) });
    }
}

#[test]
fn version() {
    let folder = Folder::new();
    let expected = concat!("cpgen ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(quiet(&folder, &["--version"]), expected);
    assert_eq!(quiet(&folder, &["-V"]), expected);
}

// ---- colours, pipes, exit codes

#[test]
fn colours_are_for_who_asks_for_them() {
    let folder = Folder::new();
    let coloured = |args: &[&str], environment: &[(&str, &str)]| {
        let mut command = folder.command(&[&["render", "--set", "kafka.replica=3"], args].concat());
        command.envs(environment.iter().copied());
        let run = finish(command, b"");
        refused(&run, 2, &["unknown-key"]);
        run.stderr.contains("\u{1b}[")
    };
    assert!(!coloured(&[], &[]), "nobody colours a file");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "what is typed wins over the environment");
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    let plain = folder.run(&["--color", "always", "render", "-s", "kafka"]);
    assert!(plain.code == 0 && !plain.stdout.contains('\u{1b}'), "manifests have no colours");
}

/// On a terminal: colours, unless NO_COLOR says otherwise.
#[test]
fn a_terminal_has_colours() {
    let folder = Folder::new();
    for (setting, expected) in [("", true), ("NO_COLOR= ", true), ("NO_COLOR=1 ", false)] {
        for (flag, expected) in [("", expected), (" --color never", false), (" --color always", true)] {
            let program = env!("CARGO_BIN_EXE_cpgen");
            let mut script = Command::new("script");
            let line = format!("{setting}{program} render --set kafka.replica=3{flag}");
            script.args(["-qec", &line, "/dev/null"]).current_dir(&folder.0).env_clear();
            script.env("PATH", "/usr/bin:/bin").env("TERM", "xterm");
            let run = finish(script, b"");
            assert_eq!(run.code, 2, "{line}: {}", run.stdout);
            assert!(run.stdout.contains("there is no setting"), "{line}: {}", run.stdout);
            assert_eq!(run.stdout.contains("\u{1b}["), expected, "{line}");
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new();
    for args in [&["render"][..], &["show", "schema"], &["show", "values"], &["completion", "bash"], &["--help"]] {
        // The other end is closed before anything is written.
        let mut child =
            folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("cpgen starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("cpgen ends");
        assert!(matches!(output.status.code(), Some(0 | 141)), "{args:?}: {}", output.status);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
    let mut shell = Command::new("bash");
    let line =
        format!("set -o pipefail; {} render | head -n 1; echo \"${{PIPESTATUS[0]}}\"", env!("CARGO_BIN_EXE_cpgen"));
    shell.args(["-c", &line]);
    let run = finish(shell, b"");
    assert!(
        ["---\n0\n", "---\n141\n"].contains(&run.stdout.as_str()) && run.stderr.is_empty(),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn a_full_disk_is_exit_3() {
    let folder = Folder::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
    let mut command = folder.command(&["render"]);
    let output = command.stdout(full).stderr(Stdio::piped()).output().expect("cpgen runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: cannot write to standard output"));
}

#[test]
fn exit_codes() {
    let folder = Folder::with(&[("right.yaml", "name: a\n"), ("wrong.yaml", "nmae: a\n")]);
    for (code, args) in [
        (0, &["render", "-f", "right.yaml"][..]),
        (0, &["render", "--help"]),
        (0, &["help", "render"]),
        (0, &["render", "--set", "kraft.replicas=4"]),
        (2, &["render", "-f", "wrong.yaml"]),
        (2, &["render", "--no-such-flag"]),
        (2, &["show"]),
        (2, &[]),
        (3, &["render", "-f", "missing.yaml"]),
        (3, &["render", "--output-dir", "right.yaml"]),
        (3, &["init", "-o", "missing/values.yaml"]),
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout.is_empty(), code != 0, "{args:?}");
        assert!(code == 0 || !run.stderr.is_empty(), "{args:?}");
    }
}
