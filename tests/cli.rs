//! The command line as its user meets it: the real binary, its flags, its files, its words.

mod binary;

use std::fs;
use std::process::Command;

use binary::{Folder, Run, SMALL, finish, project};
use serde_json::{Value, json};

fn ok(run: Run) -> String {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

fn refused(run: Run, code: i32) -> String {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    assert!(!run.stderr.is_empty());
    run.stderr
}

/// The objects of a stream.
fn objects(stream: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(stream);
    documents.map(|document| serde::Deserialize::deserialize(document).expect("YAML")).collect()
}

/// What the values are after all layers, as `show values` prints them.
fn effective(folder: &Folder, args: &[&str]) -> Value {
    let run = folder.run(&[&["show", "values"], args].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_yaml::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", run.stdout))
}

// Layers: Helm's table, row by row (reference/ecosystem.md, 1.1).

#[test]
fn maps_of_later_files_are_merged_key_by_key() {
    let folder = Folder::with(&[
        ("a.yaml", "kafka: { config: { a: 1, b: 1 } }\n"),
        ("b.yaml", "kafka: { config: { b: 2, c: 2 } }\n"),
    ]);
    let values = effective(&folder, &["-f", "a.yaml", "-f", "b.yaml"]);
    assert_eq!(values["kafka"]["config"].to_string(), r#"{"a":1,"b":2,"c":2}"#);
    let values = effective(&folder, &["-f", "b.yaml", "-f", "a.yaml"]);
    assert_eq!(values["kafka"]["config"]["b"], 1);
}

#[test]
fn lists_of_later_files_replace_and_an_empty_one_empties() {
    let folder = Folder::with(&[
        ("a.yaml", "images: { pullSecrets: [a, b] }\n"),
        ("b.yaml", "images: { pullSecrets: [c] }\n"),
        ("c.yaml", "images: { pullSecrets: [] }\n"),
    ]);
    assert_eq!(effective(&folder, &["-f", "a.yaml", "-f", "b.yaml"])["images"]["pullSecrets"], json!(["c"]));
    assert_eq!(effective(&folder, &["-f", "a.yaml", "-f", "c.yaml"])["images"]["pullSecrets"], json!([]));
}

#[test]
fn an_empty_map_changes_nothing() {
    let folder = Folder::with(&[
        ("a.yaml", "kafka: { config: { a: b }, storage: {} }\n"),
        ("b.yaml", "kafka: { config: {} }\n"),
    ]);
    let values = effective(&folder, &["-f", "a.yaml", "-f", "b.yaml"]);
    assert_eq!(values["kafka"]["config"], json!({"a": "b"}));
    assert_eq!(values["kafka"]["storage"]["disk0"]["size"], "100Gi");
}

#[test]
fn null_removes_what_is_below_it_and_the_default_too() {
    let folder = Folder::with(&[
        ("a.yaml", "kafka: { config: { a: b, c: d }, storage: { disk0: null, disk1: { size: 1Gi } } }\n"),
        ("b.yaml", "kafka: { config: { a: null } }\n"),
    ]);
    let rendered = |args: &[&str]| ok(folder.run(&[&["render", "-s", "kafka"], args].concat()));
    let text = rendered(&["-f", "a.yaml", "-f", "b.yaml"]);
    assert!(text.contains("\n    c=d\n") && !text.contains("\n    a=b\n"));
    assert!(text.contains("/var/lib/kafka/disk1") && !text.contains("disk0"));
    let text = rendered(&["-f", "a.yaml", "--set", "kafka.config.c=null"]);
    assert!(text.contains("\n    a=b\n") && !text.contains("\n    c=d\n"));
}

#[test]
fn a_map_that_was_removed_comes_back_with_its_defaults() {
    let folder = Folder::with(&[
        ("a.yaml", "kafka: { storage: { disk0: null, disk1: { size: 1Gi } } }\n"),
        ("b.yaml", "kafka: { storage: { disk0: { class: fast } } }\n"),
    ]);
    let text = ok(folder.run(&["render", "-s", "kafka/statefulset.yaml", "-f", "a.yaml", "-f", "b.yaml"]));
    assert!(text.contains("storageClassName: fast") && text.contains("disk0") && text.contains("disk1"));
}

#[test]
fn kinds_that_change_between_layers_are_errors() {
    let folder = Folder::with(&[
        ("a.yaml", "kafka: { config: { a: b }, priorityClass: high }\n"),
        ("b.yaml", "kafka: { config: text }\n"),
        ("c.yaml", "kafka: { priorityClass: { now: map } }\n"),
    ]);
    for later in ["b.yaml", "c.yaml"] {
        let said = refused(folder.run(&["render", "-f", "a.yaml", "-f", later]), 2);
        assert!(said.contains("error[kind-conflict]") && said.contains("a.yaml:1:") && said.contains(later), "{said}");
    }
}

#[test]
fn flags_win_by_their_class_wherever_they_stand() {
    let folder = Folder::with(&[("a.yaml", "kafka: { priorityClass: file }\n"), ("text", "text of a file")]);
    let class = |args: &[&str]| effective(&folder, args)["kafka"]["priorityClass"].clone();
    assert_eq!(class(&["--set", "kafka.priorityClass=set", "-f", "a.yaml"]), "set");
    assert_eq!(class(&["--set", "kafka.priorityClass=set", "--set-json", "kafka.priorityClass=\"json\""]), "set");
    assert_eq!(class(&["--set-string", "kafka.priorityClass=string", "--set", "kafka.priorityClass=set"]), "string");
    assert_eq!(
        class(&["--set-file", "kafka.priorityClass=text", "--set-string", "kafka.priorityClass=s"]),
        "text of a file"
    );
    assert_eq!(class(&["--set", "kafka.priorityClass=one", "--set", "kafka.priorityClass=two"]), "two");
    let run = folder.run(&["render", "--set", "name=a", "--set-string", "name=b"]);
    assert!(run.code == 0 && run.stderr.contains("warning[set-twice]"), "{}", run.stderr);
}

#[test]
fn an_item_of_a_list_is_edited_in_place() {
    let folder = Folder::with(&[(
        "a.yaml",
        "kafka: { placement: { tolerations: [{ key: a, operator: Exists }, { key: b, operator: Exists }] } }\n",
    )]);
    let list =
        |set: &str| effective(&folder, &["-f", "a.yaml", "--set", set])["kafka"]["placement"]["tolerations"].clone();
    assert_eq!(
        list("kafka.placement.tolerations[1].key=x"),
        json!([{"key": "a", "operator": "Exists"}, {"key": "x", "operator": "Exists"}])
    );
    assert_eq!(list("kafka.placement.tolerations[2].key=c").as_array().map(Vec::len), Some(3));
    let run = folder.run(&["render", "-f", "a.yaml", "--set", "kafka.placement.tolerations[3].key=c"]);
    assert!(refused(run, 2).contains("index 3 is past the end of `kafka.placement.tolerations` (length 2)"));
}

#[test]
fn commas_separate_and_a_backslash_takes_them_literally() {
    let folder = Folder::new();
    let values = effective(&folder, &["--set", r"kafka.config.a=1\,2,kafka.config.b=x=y,kafka.replicas=5"]);
    assert_eq!(values["kafka"]["config"], json!({"a": "1,2", "b": "x=y"}));
    assert_eq!(values["kafka"]["replicas"], 5);
    let values = effective(&folder, &["--set", "images.pullSecrets={a,b}", "--set", r"kafka.config.log\.dir\.x/y=1"]);
    assert_eq!(values["images"]["pullSecrets"], json!(["a", "b"]));
    assert!(values["kafka"]["config"].get("log.dir.x/y").is_some());
    assert!(refused(folder.run(&["render", "--set", "kafka.config.a=1,2"]), 2).contains(r"\,"));
}

/// The type of the field decides what a word is; text comes to the properties file exactly as it was written.
#[test]
fn words_of_flags_are_what_their_fields_want() {
    let folder = Folder::new();
    let words = ["1.5", "1e3", "0x10", "0123", "1_000", "true", "yes", "1234567890123456789", "18446744073709551616"];
    let sets: Vec<String> = words.iter().enumerate().map(|(n, word)| format!("kafka.config.k{n}={word}")).collect();
    let text = ok(folder.run(&["render", "-s", "kafka", "--set", &sets.join(",")]));
    for (n, word) in words.iter().enumerate() {
        assert!(text.contains(&format!("\n    k{n}={word}\n")), "{word}");
    }
    assert!(ok(folder.run(&["render", "-s", "kafka", "--set", "kafka.config.empty="])).contains("\n    empty=\n"));
    for wrong in
        ["kafka.replicas=1e3", "kafka.replicas=0123", "kafka.enabled=yes", "kafka.replicas=99999999999999999999"]
    {
        refused(folder.run(&["render", "--set", wrong]), 2);
    }
}

#[test]
fn json_at_a_path_replaces_what_files_say_and_a_whole_object_merges() {
    let folder = Folder::with(&[("a.yaml", "kafka: { config: { a: b }, storage: { disk1: { size: 1Gi } } }\n")]);
    let at_path = effective(&folder, &["-f", "a.yaml", "--set-json", r#"kafka.config={"x":"1"}"#]);
    assert_eq!(at_path["kafka"]["config"], json!({"x": "1"}));
    let merged = effective(&folder, &["-f", "a.yaml", "--set-json", r#"{"kafka":{"config":{"x":"1"}}}"#]);
    assert_eq!(merged["kafka"]["config"], json!({"a": "b", "x": "1"}));
    let storage = effective(&folder, &["-f", "a.yaml", "--set-json", r#"kafka.storage={"disk2":{"size":"2Gi"}}"#]);
    let disks: Vec<&String> = storage["kafka"]["storage"].as_object().expect("a map").keys().collect();
    assert_eq!(disks, ["disk0", "disk2"], "the default stays, the file's disk goes");
}

#[test]
fn a_file_becomes_a_value_with_its_newline() {
    let folder = Folder::with(&[("q.sql", "CREATE STREAM a;\n"), ("a.yaml", "ksql: { mode: headless }\n")]);
    let args = ["render", "-f", "a.yaml", "-s", "ksql", "--set-file"];
    let text = ok(folder.run(&[&args[..], &["ksql.queries.inline=q.sql"]].concat()));
    assert!(text.contains("queries.sql: |\n    CREATE STREAM a;\n"), "{text}");
    let text = ok(folder.feed(&[&args[..], &["ksql.queries.inline=-"]].concat(), b"CREATE STREAM b;"));
    assert!(text.contains("queries.sql: CREATE STREAM b;\n"), "{text}");
    // Beside the values file that names it, wherever cpgen runs.
    folder.write("sub/b.yaml", "ksql: { mode: headless, queries: { file: c.sql } }\n");
    folder.write("sub/c.sql", "CREATE STREAM c;\n");
    assert!(ok(folder.run(&["render", "-f", "sub/b.yaml", "-s", "ksql"])).contains("CREATE STREAM c;"));
}

// Input.

#[test]
fn standard_input_is_a_layer_like_any_other() {
    let folder = Folder::with(&[("a.yaml", "name: a\nkafka: { replicas: 5 }\n")]);
    let text = ok(folder.feed(&["render", "-f", "a.yaml", "-f", "-", "-o", "name"], b"name: b\n"));
    assert!(text.contains("statefulset.apps/b-kafka\n"));
    let text = ok(folder.feed(&["render", "-f", "-", "-f", "a.yaml", "-o", "name"], b"name: b\n"));
    assert!(text.contains("statefulset.apps/a-kafka\n"));
    assert_eq!(ok(folder.feed(&["render", "-f", "-"], b"")), ok(folder.run(&["render"])));
}

#[test]
fn name_and_namespace_of_the_command_line_win() {
    let folder = Folder::with(&[("a.yaml", &format!("name: a\nnamespace: b\n{SMALL}"))]);
    let of = |args: &[&str]| {
        let all = objects(&ok(folder.run(&[&["render", "-f", "a.yaml"], args].concat())));
        let deployment = all.into_iter().find(|object| object["kind"] == "Deployment").expect("there is one");
        (deployment["metadata"]["name"].clone(), deployment["metadata"]["namespace"].clone())
    };
    assert_eq!(of(&[]), (json!("a-rest-proxy"), json!("b")));
    assert_eq!(of(&["x", "-n", "y"]), (json!("x-rest-proxy"), json!("y")));
    assert_eq!(
        of(&["x", "--set", "name=z", "--set-string", "namespace=z", "--namespace", "y"]),
        (json!("x-rest-proxy"), json!("y"))
    );
    assert_eq!(of(&["--kube-version", "v1.33.2"]), of(&[]));
}

#[test]
fn the_version_of_kubernetes_decides_what_is_possible() {
    let folder = Folder::new();
    assert!(ok(folder.run(&["render", "--kube-version", "1.35", "-s", "kafka"])).contains("CPGEN_ZONE"));
    assert!(
        !ok(folder.run(&["render", "--kube-version", "1.34", "-s", "kafka/statefulset.yaml"])).contains("CPGEN_ZONE\n")
    );
}

// Output.

#[test]
fn show_only_takes_a_component_a_file_or_an_object() {
    let folder = Folder::new();
    let names = |what: &[&str]| {
        let wanted: Vec<&str> = what.iter().flat_map(|what| ["-s", what]).collect();
        ok(folder.run(&[&["render", "-o", "name"], &wanted[..]].concat()))
    };
    assert_eq!(names(&["kafka/statefulset.yaml"]), "statefulset.apps/cp-kafka\n");
    assert_eq!(names(&["StatefulSet/cp-kafka"]), "statefulset.apps/cp-kafka\n");
    assert_eq!(names(&["statefulset/cp-kafka"]), "statefulset.apps/cp-kafka\n");
    assert!(names(&["rest-proxy"]).lines().all(|name| name.contains("cp-rest-proxy")));
    let two = names(&["rest-proxy", "kafka/service.yaml"]);
    assert_eq!(two.lines().count(), names(&["rest-proxy"]).lines().count() + 1);
    // It is a view: nothing changes but what is left out.
    let (all, one) = (ok(folder.run(&["render"])), ok(folder.run(&["render", "-s", "kafka/statefulset.yaml"])));
    assert!(all.contains(&one));
}

#[test]
fn all_formats_hold_the_same_objects() {
    let folder = Folder::with(&[("a.yaml", SMALL)]);
    let yaml = objects(&ok(folder.run(&["render", "-f", "a.yaml"])));
    let list: Value = serde_json::from_str(&ok(folder.run(&["render", "-f", "a.yaml", "-o", "json"]))).expect("JSON");
    assert_eq!((list["apiVersion"].clone(), list["kind"].clone()), (json!("v1"), json!("List")));
    assert_eq!(list["items"].as_array(), Some(&yaml));
    let names = ok(folder.run(&["render", "-f", "a.yaml", "-o", "name"]));
    assert_eq!(names.lines().count(), yaml.len());
    for (name, object) in names.lines().zip(&yaml) {
        let kind = object["kind"].as_str().expect("a kind").to_lowercase();
        let tail = format!("/{}", object["metadata"]["name"].as_str().expect("a name"));
        assert!(name.starts_with(&kind) && name.ends_with(&tail), "{name}");
    }
}

#[test]
fn a_directory_is_written_once_and_left_alone_then() {
    let folder = Folder::with(&[("a.yaml", SMALL)]);
    let write = |args: &[&str]| {
        let run = folder.run(&[&["render", "-f", "a.yaml", "--output-dir", "out"], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        run.stderr
    };
    assert_eq!(write(&[]), "out: 6 written, 0 unchanged, 0 removed\n");
    let modified = |name: &str| fs::metadata(folder.0.join(name)).and_then(|file| file.modified()).expect("a file");
    let before = modified("out/rest-proxy/deployment.yaml");
    assert_eq!(write(&[]), "out: 0 written, 6 unchanged, 0 removed\n");
    assert_eq!(modified("out/rest-proxy/deployment.yaml"), before);
    let stream = ok(folder.run(&["render", "-f", "a.yaml"]));
    let files: Vec<String> =
        folder.files().into_iter().filter(|file| file.starts_with("out/") && file.ends_with(".yaml")).collect();
    for file in &files {
        assert!(stream.contains(&folder.read(file)), "{file}");
    }
    assert_eq!(files.len(), objects(&stream).len());
}

#[test]
fn prune_removes_what_is_no_longer_rendered_and_nothing_else() {
    let folder = Folder::with(&[("a.yaml", SMALL)]);
    let write = |args: &[&str]| folder.run(&[&["render", "-f", "a.yaml", "--output-dir", "out"], args].concat());
    write(&["--set", "restProxy.replicas=2"]);
    assert!(folder.has("out/rest-proxy/poddisruptionbudget.yaml"));
    folder.write("out/rest-proxy/mine.yaml", "precious\n");
    folder.write("out/kustomization.yaml", "precious\n");
    assert!(write(&[]).stderr.contains("0 removed"), "without --prune it stays");
    assert!(folder.has("out/rest-proxy/poddisruptionbudget.yaml"));
    assert_eq!(write(&["--prune"]).stderr, "out: 0 written, 6 unchanged, 1 removed\n");
    assert!(!folder.has("out/rest-proxy/poddisruptionbudget.yaml"));
    assert_eq!(
        (folder.read("out/rest-proxy/mine.yaml"), folder.read("out/kustomization.yaml")),
        ("precious\n".into(), "precious\n".into())
    );
    // A list that somebody edited leads nowhere.
    folder.write("out/.cpgen-manifest", "../a.yaml\n");
    let run = write(&["--prune"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(folder.has("a.yaml") && run.stderr.contains("will not touch `../a.yaml`"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_over_a_link_or_when_a_later_stage_fails() {
    let folder = Folder::with(&[("a.yaml", SMALL), ("elsewhere/keep", "")]);
    fs::create_dir(folder.0.join("out")).expect("a folder");
    std::os::unix::fs::symlink("../elsewhere", folder.0.join("out/rest-proxy")).expect("a link");
    let before = folder.files();
    let said = refused(folder.run(&["render", "-f", "a.yaml", "--output-dir", "out"]), 3);
    assert!(said.contains("goes over a symbolic link"), "{said}");
    assert_eq!(folder.files(), before);
    // The last object in the way of one file is enough.
    let folder = Folder::with(&[("a.yaml", SMALL), ("out/rest-proxy/deployment.yaml/x", "")]);
    let before = folder.files();
    refused(folder.run(&["render", "-f", "a.yaml", "--output-dir", "out"]), 3);
    assert_eq!(folder.files(), before);
    // So is a finding of the last stage, and a patch that fails.
    for set in [
        r#"patches=[{"target":{"name":"none"},"merge":{}}]"#,
        r#"restProxy.volumes={"a":{"emptyDir":{},"mountPath":"/tmp"}}"#,
    ] {
        let folder = Folder::with(&[("a.yaml", SMALL)]);
        refused(folder.run(&["render", "-f", "a.yaml", "--output-dir", "out", "--set-json", set]), 2);
        assert_eq!(folder.files(), ["a.yaml"]);
    }
}

#[test]
fn templates_replace_and_add() {
    let folder = Folder::with(&[
        ("a.yaml", SMALL),
        ("t/rest-proxy/serviceaccount.yaml", ""),
        (
            "t/rest-proxy/monitor.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ workload.name ~ \"-mine\" }}\n  annotations: {{ workload.selector | json }}\n",
        ),
        ("t/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ platform.name ~ \"-extra\" }}\n"),
        ("t/rest-proxy/start.sh", "echo mine\n"),
        ("t/.git/config.yaml", "not a template"),
        ("t/readme.md", "not a template"),
    ]);
    let text = ok(folder.run(&["render", "-f", "a.yaml", "--templates", "t"]));
    let all = objects(&text);
    let has = |kind: &str, name: &str| all.iter().any(|o| o["kind"] == kind && o["metadata"]["name"] == name);
    assert!(
        !has("ServiceAccount", "cp-rest-proxy")
            && has("ConfigMap", "cp-rest-proxy-mine")
            && has("ConfigMap", "cp-extra")
    );
    assert!(
        text.contains("# Source: cpgen/rest-proxy/monitor.yaml\n") && text.contains("# Source: cpgen/extra.yaml\n")
    );
    assert!(text.contains("start.sh: |\n    echo mine\n"));
    // `kubectl delete -l` takes them all.
    assert!(all.iter().all(|object| object["metadata"]["labels"]["cpgen.dev/platform"] == "cp"));
    // What was not replaced is as before.
    let plain = ok(folder.run(&["render", "-f", "a.yaml", "-s", "rest-proxy/service.yaml"]));
    assert!(text.contains(&plain));
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let folder = Folder::with(&[(
        "t/kafka/service.yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ object.nmae }}\n",
    )]);
    let said = refused(folder.run(&["render", "--templates", "t"]), 2);
    assert!(said.contains("--> kafka/service.yaml:4:") && said.contains("nmae"), "{said}");
}

#[test]
fn a_fleet_is_written_as_a_whole_or_not_at_all() {
    let folder = Folder::with(&[
        ("base.yaml", SMALL),
        ("fleet/north.yaml", "namespace: north\n"),
        ("fleet/south.yml", "name: given\n"),
        ("fleet/readme.md", "# no values\n"),
    ]);
    let render = |args: &[&str]| {
        folder.run(&[&["render", "-f", "base.yaml", "--fleet", "fleet", "--output-dir", "out"], args].concat())
    };
    let run = render(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("2 platforms, out: 12 written"), "{}", run.stderr);
    assert!(folder.read("out/north/rest-proxy/deployment.yaml").contains("\n  name: north-rest-proxy\n"));
    assert!(folder.read("out/south/rest-proxy/deployment.yaml").contains("\n  name: given-rest-proxy\n"));
    folder.write("fleet/east.yaml", "kafak: {}\n");
    folder.write("fleet/west.yaml", "name: [x\n");
    folder.write("fleet/north.yaml", "namespace: changed\n");
    let before: Vec<String> = folder.files().iter().map(|file| folder.read(file)).collect();
    let said = refused(render(&[]), 2);
    assert!(said.contains("fleet/east.yaml:1:1") && said.contains("fleet/west.yaml:2:1"), "all errors: {said}");
    assert_eq!(
        folder.files().iter().map(|file| folder.read(file)).collect::<Vec<_>>(),
        before,
        "and nothing is written"
    );
}

#[test]
fn two_files_of_a_fleet_do_not_share_a_directory() {
    let folder = Folder::with(&[("fleet/a.yaml", ""), ("fleet/a.yml", "")]);
    let said = refused(folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]), 2);
    assert!(said.contains("fleet/a.yaml and fleet/a.yml"), "{said}");
    let folder = Folder::with(&[("fleet/Not_A_Name.yaml", SMALL)]);
    let said = refused(folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]), 2);
    assert!(said.contains("`Not_A_Name` cannot name a platform"), "{said}");
}

// Show.

#[test]
fn shown_defaults_are_values_that_change_nothing() {
    let folder = Folder::new();
    let defaults = ok(folder.run(&["show", "values"]));
    assert!(defaults.starts_with("# Every key"));
    folder.write("defaults.yaml", &defaults);
    let plain = ok(folder.run(&["render"]));
    let run = folder.run(&["render", "-f", "defaults.yaml"]);
    assert_eq!((run.code, run.stdout), (0, plain), "{}", run.stderr);
}

#[test]
fn shown_values_render_the_same_and_say_where_they_come_from() {
    let folder = Folder::with(&[(
        "a.yaml",
        "kafka:\n  replicas: 5\n  config: { yes: no, n: 0777, big: 18446744073709551615 }\n",
    )]);
    let args = ["-f", "a.yaml", "--set", "connect.replicas=4", "orders"];
    let shown = ok(folder.run(&[&["show", "values"], &args[..]].concat()));
    folder.write("shown.yaml", &shown);
    let run = folder.run(&["render", "-f", "shown.yaml"]);
    let direct = ok(folder.run(&[&["render"], &args[..]].concat()));
    assert_eq!((run.code, run.stdout), (0, direct), "{}", run.stderr);
    let origins = ok(folder.run(&[&["show", "values", "--origin"], &args[..]].concat()));
    for line in [
        "  replicas: 5 # a.yaml:2",
        "  replicas: 4 # --set:1",
        "name: orders # NAME:1",
        "    yes: no # a.yaml:3",
        "  replicas: 3 # default",
    ] {
        assert!(origins.lines().any(|shown| shown == line), "{line}\n{}", &origins[..500]);
    }
    let without: String =
        origins.lines().map(|line| format!("{}\n", line.split(" # ").next().expect("a line"))).collect();
    assert_eq!(without, shown);
}

#[test]
fn endpoints_are_what_clients_dial() {
    let folder = Folder::with(&[(
        "a.yaml",
        "namespace: ns\nkafka: { listeners: { external: { port: 9094, expose: { nodePort: {} } } } }\nconnect: { expose: { loadBalancer: { host: c.example.com } } }\n",
    )]);
    let text = ok(folder.run(&["show", "endpoints", "-f", "a.yaml"]));
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("endpoints", text) });
    let list: Value =
        serde_json::from_str(&ok(folder.run(&["show", "endpoints", "--json", "-f", "a.yaml"]))).expect("JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(text.lines().count() - 1));
}

#[test]
fn images_are_those_of_the_manifests() {
    let folder = Folder::with(&[(
        "a.yaml",
        "platform: { version: 7.9.2 }\nimages: { registry: mirror.example.com }\nkafka: { sidecars: { x: { image: busybox } } }\n",
    )]);
    let images = ok(folder.run(&["show", "images", "-f", "a.yaml"]));
    let rendered = ok(folder.run(&["render", "-f", "a.yaml"]));
    let mut expected: Vec<&str> =
        rendered.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("image: ")).collect();
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(images.lines().collect::<Vec<_>>(), expected);
    assert!(images.contains("mirror.example.com/confluentinc/cp-kafka:7.9.2\n") && images.contains("busybox\n"));
}

#[test]
fn built_in_templates_can_be_printed_and_used_as_they_are() {
    let folder = Folder::new();
    let list = ok(folder.run(&["show", "templates"]));
    assert!(list.lines().count() > 60 && list.contains("kafka/start.sh\n"));
    for path in list.lines() {
        folder.write(&format!("t/{path}"), ok(folder.run(&["show", "templates", path])));
        assert_eq!(
            folder.read(&format!("t/{path}")),
            fs::read_to_string(project("templates").join(path)).expect("it is there")
        );
    }
    assert_eq!(ok(folder.run(&["render", "--templates", "t"])), ok(folder.run(&["render"])));
}

// The schema, judged by a validator that is not ours.

fn schema_takes(value: &Value) -> Result<(), String> {
    let schema: Value = serde_json::from_str(&cpgen::commands::json_schema()).expect("JSON");
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("mem:///values.schema.json", schema).expect("a schema");
    let index = compiler.compile("mem:///values.schema.json", &mut schemas).expect("a valid schema");
    schemas.validate(value, index).map_err(|error| format!("{error:#}"))
}

#[test]
fn the_schema_takes_what_cpgen_takes() {
    let folder = Folder::new();
    assert_eq!(ok(folder.run(&["show", "schema"])), cpgen::commands::json_schema());
    let mut texts = vec![("defaults".to_owned(), ok(folder.run(&["show", "values"])))];
    for entry in fs::read_dir(project("values")).expect("profiles") {
        let path = entry.expect("a profile").path();
        if path.extension().is_some_and(|end| end == "yaml") {
            texts.push((path.display().to_string(), fs::read_to_string(&path).expect("a profile")));
        }
    }
    for preset in ["quickstart", "production", "kraft"] {
        texts.push((preset.to_owned(), ok(folder.run(&["init", "orders", "-n", "ns", "--preset", preset, "-o", "-"]))));
    }
    for (name, text) in &texts {
        let value: Value = serde_yaml::from_str(text).expect("YAML");
        schema_takes(&value).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(texts.len() >= 8);
    for taken in [
        json!({}),
        json!({"kafka": {"config": {"a": 1, "b": true, "c": "x", "d": 1.5}}}),
        json!({"kafka": {"config": null, "replicas": null, "storage": {"disk0": null}}, "namespace": null}),
        json!({"platform": {"metadata": null, "edition": null}, "kafka": {"rollout": {"strategy": null}}}),
    ] {
        schema_takes(&taken).unwrap_or_else(|error| panic!("{taken}: {error}"));
    }
}

#[test]
fn the_schema_refuses_what_cpgen_refuses() {
    let folder = Folder::new();
    for wrong in [
        json!({"kafak": {}}),
        json!({"kafka": {"replica": 3}}),
        json!({"kafka": {"replicas": "3"}}),
        json!({"kafka": {"replicas": 0}}),
        json!({"kafka": {"replicas": 1.5}}),
        json!({"kafka": {"enabled": "yes"}}),
        json!({"kafka": {"config": []}}),
        json!({"kafka": {"config": {"a": {}}}}),
        json!({"kafka": {"storage": {"disk0": {"size": "4GB"}}}}),
        json!({"kafka": {"listeners": {"internal": {"port": 70000}}}}),
        json!({"connect": {"expose": {"nodePort": {"port": 8083}}}}),
        json!({"connect": {"clusters": {"a": {"replica": 1}}}}),
        json!({"platform": {"edition": "pro"}}),
        json!({"platform": {"version": "7.9"}}),
        json!({"name": "Not_A_Name"}),
        json!({"images": {"pullSecrets": "a"}}),
        json!([]),
    ] {
        folder.write("v.yaml", wrong.to_string());
        refused(folder.run(&["render", "-f", "v.yaml"]), 2);
        assert!(schema_takes(&wrong).is_err(), "an editor would not mark {wrong}");
    }
}

// Init, explain, completion, help.

#[test]
fn init_writes_a_file_that_renders_and_its_schema() {
    for preset in ["quickstart", "production", "kraft"] {
        let folder = Folder::new();
        let run = folder.run(&["init", "orders", "-n", "streaming", "--preset", preset]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        assert_eq!(
            run.stderr,
            "wrote values.yaml and values.schema.json; render it with: cpgen render -f values.yaml\n"
        );
        assert_eq!(folder.files(), ["values.schema.json", "values.yaml"]);
        let text = folder.read("values.yaml");
        assert!(text.starts_with("# yaml-language-server: $schema=values.schema.json\n"), "{text}");
        assert_eq!(folder.read("values.schema.json"), cpgen::commands::json_schema());
        let rendered = folder.run(&["render", "-f", "values.yaml"]);
        assert_eq!(rendered.code, 0, "{}", rendered.stderr);
        assert!(rendered.stdout.contains("namespace: streaming") && rendered.stdout.contains("name: orders-kafka\n"));
        assert_eq!(ok(folder.run(&["init", "orders", "-n", "streaming", "--preset", preset, "-o", "-"])), text);
    }
}

#[test]
fn init_never_replaces_what_is_there_unless_told_to() {
    let folder = Folder::with(&[("values.yaml", "precious\n")]);
    let said = refused(folder.run(&["init"]), 2);
    assert!(said.contains("values.yaml exists; add --force to replace it"), "{said}");
    assert_eq!((folder.files(), folder.read("values.yaml")), (vec!["values.yaml".to_owned()], "precious\n".to_owned()));
    assert_eq!(folder.run(&["init", "--force", "-o", "values.yaml"]).code, 0);
    assert!(folder.read("values.yaml").contains("name: cp\n"));
    let folder = Folder::new();
    fs::create_dir(folder.0.join("sub")).expect("a folder");
    assert_eq!(folder.run(&["init", "-o", "sub/orders.yaml"]).code, 0);
    assert_eq!(folder.files(), ["sub/orders.yaml", "sub/values.schema.json"]);
}

/// A cluster id that `init` wrote down is the one that would have been derived, so that nothing changes by it.
#[test]
fn the_cluster_id_that_init_writes_is_the_derived_one() {
    let folder = Folder::new();
    let text = ok(folder.run(&["init", "orders", "-n", "ns", "--preset", "kraft", "-o", "-"]));
    let values: Value = serde_yaml::from_str(&text).expect("YAML");
    let written = values["kraft"]["clusterId"].as_str().expect("an id");
    assert!(ok(folder.run(&["render", "orders", "-n", "ns"])).contains(&format!("value: {written}\n")));
}

#[test]
fn explain_says_what_a_key_means() {
    let folder = Folder::new();
    let mut page = String::new();
    for path in [
        "kafka.replicas",
        "kafka.listeners",
        "kafka.listeners.external.expose",
        "platform.edition",
        "kafka.env",
        "patches",
        "patches.target.kind",
        "kafka.storage.disk0.size",
        "kafka.storage.another.size",
        "kafka.config.log.retention.ms",
        "kafka.rack.from",
        "patches.0.json",
    ] {
        page.push_str(&format!("==== cpgen explain {path}\n\n{}\n", ok(folder.run(&["explain", path]))));
    }
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("explain", page) });
    let top = ok(folder.run(&["explain"]));
    assert!(top.contains("    kafka <section>\n") && top.contains("    name <string>\n"), "{top}");
    assert!(refused(folder.run(&["explain", "kafka.replcas"]), 2).contains("write `kafka.replicas`"));
}

#[test]
fn every_shell_gets_a_completion_script() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = ok(folder.run(&["completion", shell]));
        assert!(script.contains("cpgen") && script.contains("show-only") && script.contains("completion"), "{shell}");
    }
    folder.write("c.bash", ok(folder.run(&["completion", "bash"])));
    let run = Command::new("bash").args(["-n", "c.bash"]).current_dir(&folder.0).status().expect("bash runs");
    assert!(run.success());
}

#[test]
fn help_is_complete_and_fits() {
    let folder = Folder::new();
    let mut page = String::new();
    let verbs: &[&[&str]] = &[
        &[],
        &["render"],
        &["show"],
        &["show", "values"],
        &["show", "endpoints"],
        &["show", "images"],
        &["show", "schema"],
        &["show", "templates"],
        &["init"],
        &["explain"],
        &["completion"],
    ];
    for verb in verbs {
        let help = ok(folder.run(&[verb, &["--help"][..]].concat()));
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let short = ok(folder.run(&[verb, &["-h"][..]].concat()));
        assert!(short.contains("Usage: cpgen"));
        page.push_str(&format!("==== cpgen {} --help\n\n{help}\n", verb.join(" ")));
    }
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("help", page) });
}

#[test]
fn the_version_is_the_one_of_the_package() {
    let folder = Folder::new();
    assert_eq!(ok(folder.run(&["--version"])), format!("cpgen {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(ok(folder.run(&["-V"])), ok(folder.run(&["--version"])));
}

#[test]
fn colours_come_only_where_they_are_asked_for() {
    let folder = Folder::with(&[("v.yaml", "kafak: {}\n")]);
    let shown = |args: &[&str], variable: Option<&str>| {
        let mut command = folder.command(&[&["render", "-f", "v.yaml"], args].concat());
        variable.iter().for_each(|name| _ = command.env(name, "1"));
        finish(command, b"").stderr
    };
    let plain = shown(&[], None);
    assert!(!plain.contains('\u{1b}'), "standard error is no terminal");
    assert_eq!(shown(&["--color", "never"], None), plain);
    assert_eq!(shown(&[], Some("NO_COLOR")), plain);
    let coloured = shown(&["--color", "always"], Some("NO_COLOR"));
    assert!(coloured.contains("\u{1b}["), "asked for on the command line");
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find("\u{1b}[") {
        stripped.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').expect("a colour ends") + 1..];
    }
    assert_eq!(stripped + rest, plain);
}

/// `cpgen render | head -1` is how people look at things.
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = Folder::new();
    let script = format!("{} render | head -1; echo ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_cpgen"));
    let mut command = Command::new("bash");
    command.args(["-c", &script]).current_dir(&folder.0);
    let run = finish(command, b"");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("---\n0\n", ""));
}

#[test]
fn a_full_disk_is_exit_3() {
    if !std::path::Path::new("/dev/full").exists() {
        assert_ne!(std::env::consts::OS, "linux", "Linux has /dev/full");
        return;
    }
    let folder = Folder::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it opens");
    let run = folder.command(&["render"]).stdout(full).output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.starts_with("error: cannot write to standard output: "), "{said}");
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let folder = Folder::with(&[("good.yaml", SMALL), ("bad.yaml", "kafak: {}\n")]);
    for (code, args) in [
        (0, &["render", "-f", "good.yaml"][..]),
        (0, &["--help"]),
        (2, &["render", "-f", "bad.yaml"]),
        (2, &["render", "--nonsense"]),
        (2, &["render", "-s", "nothing"]),
        (2, &["show", "values", "-f", "bad.yaml"]),
        (2, &["show", "endpoints", "-f", "bad.yaml"]),
        (2, &["show", "images", "-f", "bad.yaml"]),
        (3, &["render", "-f", "none.yaml"]),
        (3, &["show", "values", "-f", "none.yaml"]),
        (3, &["init", "-o", "none/values.yaml"]),
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout.is_empty(), code != 0, "{args:?}");
    }
}
