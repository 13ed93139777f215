//! The same values give the same bytes, whoever renders them, wherever and when.

mod binary;

use std::process::Command;

use binary::{Folder, finish, project};
use serde_json::Value;

const VALUES: &str = "\
name: orders
namespace: streaming
kafka:
  replicas: 5
  listeners: { external: { port: 9094, expose: { nodePort: {} } } }
connect:
  clusters: { mongo: { groupId: b }, jdbc: { groupId: a } }
ksql: { storage: { state: { size: 5Gi } } }
";

fn render(folder: &Folder, change: impl Fn(&mut Command)) -> String {
    let mut command = folder.command(&["render", "-f", "v.yaml"]);
    change(&mut command);
    let run = finish(command, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
}

#[test]
fn neither_place_nor_time_nor_environment_counts() {
    let folder = Folder::with(&[("v.yaml", VALUES), ("elsewhere/v.yaml", VALUES)]);
    let usual = render(&folder, |_| {});
    assert!(usual.len() > 100_000);
    let variables = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("HOME", "/nonexistent"),
        ("USER", "somebody"),
        ("RAYON_NUM_THREADS", "1"),
        ("RAYON_NUM_THREADS", "2"),
        ("SOURCE_DATE_EPOCH", "0"),
        ("KUBECONFIG", "/nonexistent"),
        ("CPGEN_NAMESPACE", "x"),
        ("COLUMNS", "20"),
        ("CLICOLOR_FORCE", "1"),
        ("HOSTNAME", "other"),
        ("RUST_LOG", "trace"),
        ("NO_COLOR", "1"),
    ];
    for (name, value) in variables {
        assert!(render(&folder, |command| _ = command.env(name, value)) == usual, "{name}={value}");
    }
    assert!(render(&folder, |command| _ = command.env_clear()) == usual, "an empty environment");
    assert!(render(&folder, |command| _ = command.current_dir(folder.0.join("elsewhere"))) == usual, "another folder");
    let absolute = folder.0.join("v.yaml").display().to_string();
    assert!(folder.run(&["render", "-f", &absolute]).stdout == usual, "an absolute path");
    assert!(folder.feed(&["render", "-f", "-"], VALUES.as_bytes()).stdout == usual, "standard input");
    for _ in 0..5 {
        assert!(render(&folder, |_| {}) == usual, "another time");
    }
}

#[test]
fn directories_are_the_same_too() {
    let folder = Folder::with(&[("v.yaml", VALUES)]);
    for (threads, out) in [("1", "one"), ("2", "two")] {
        let mut command = folder.command(&["render", "-f", "v.yaml", "--output-dir", out]);
        command.env("RAYON_NUM_THREADS", threads);
        assert_eq!(finish(command, b"").code, 0);
    }
    let of = |out: &str| -> Vec<(String, String)> {
        let prefix = format!("{out}/");
        let files = folder.files().into_iter().filter(|file| file.starts_with(&prefix));
        files.map(|file| (file[prefix.len()..].to_owned(), folder.read(&file))).collect()
    };
    assert!(of("one").len() > 40 && of("one") == of("two"));
}

/// The order of sections, and of keys in them, is a matter of taste; the order of what a user lists is not.
#[test]
fn the_order_of_sections_does_not_count() {
    let folder = Folder::with(&[("v.yaml", VALUES)]);
    let usual = render(&folder, |_| {});
    let turned = "\
ksql: { storage: { state: { size: 5Gi } } }
connect:
  clusters: { mongo: { groupId: b }, jdbc: { groupId: a } }
kafka:
  listeners: { external: { expose: { nodePort: {} }, port: 9094 } }
  replicas: 5
namespace: streaming
name: orders
";
    folder.write("v.yaml", turned);
    assert!(render(&folder, |_| {}) == usual);
    // Split into layers, with anchors, comments and quotes: all the same.
    folder.write("a.yaml", "# comment\nname: &name \"orders\"\nconnect:\n  clusters:\n    mongo:\n      groupId: b\n    jdbc: { groupId: a }\n");
    folder.write("b.yaml", "---\nksql: { storage: { state: { size: 5Gi } } }\n---\nkafka: { replicas: 5, listeners: { external: { port: 9094, expose: { nodePort: {} } } } }\n");
    let run = folder.run(&["render", "-f", "b.yaml", "-f", "a.yaml", "-n", "streaming"]);
    assert!(run.stdout == usual, "{}", run.stderr);
}

/// Whole numbers are exact up to 64 bits, wherever they stand.
#[test]
fn whole_numbers_are_exact() {
    let numbers = [
        "0",
        "1",
        "604800000",
        "9007199254740993",
        "9223372036854775807",
        "18446744073709551615",
        "-9223372036854775808",
    ];
    for number in numbers {
        let folder = Folder::with(&[("v.yaml", &whole_number_as_text(number))]);
        let run = folder.run(&["render", "-f", "v.yaml", "-s", "kafka", "-o", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let properties = object(&run.stdout, "ConfigMap", "cp-kafka-config")["data"]["server.properties"].to_string();
        assert!(properties.contains(&format!("\\na.b={number}\\n")), "{number}");
        let set = object(&run.stdout, "StatefulSet", "cp-kafka");
        assert_eq!(set["metadata"]["annotations"]["x"], number);
        let env = set["spec"]["template"]["spec"]["containers"][0]["env"].as_array().expect("env");
        assert!(env.iter().any(|e| e["name"] == "A" && e["value"] == number));
        let flag = format!("kafka.config.c={number}");
        let run = folder.run(&["render", "-f", "v.yaml", "--set", &flag, "-s", "kafka/configmap.yaml"]);
        assert!(run.stdout.contains(&format!("\n    c={number}\n")), "{}", run.stderr);
    }
}

fn whole_number_as_text(number: &str) -> String {
    format!(
        "kafka:\n  config: {{ a.b: {number} }}\n  env: {{ A: {{ value: {number} }} }}\n  annotations: {{ x: {number} }}\n"
    )
}

/// Where Kubernetes takes 64 bits, with a sign: in what a user adds freely, and in patches.
#[test]
fn whole_numbers_are_exact_in_free_fields() {
    for number in ["0", "9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551615"] {
        let values = format!(
            "kafka:\n  sidecars: {{ s: {{ image: x, args: [\"{number}\"] }} }}\n  \
             placement: {{ tolerations: [{{ operator: Exists, effect: NoExecute, tolerationSeconds: {number} }}] }}\n\
             patches:\n  - target: {{ kind: StatefulSet, name: cp-kafka }}\n    \
             json: [{{ op: replace, path: /spec/template/spec/terminationGracePeriodSeconds, value: {number} }}]\n"
        );
        let folder = Folder::with(&[("v.yaml", &values)]);
        let run = folder.run(&["render", "-f", "v.yaml", "-s", "StatefulSet/cp-kafka", "-o", "json"]);
        if number.parse::<i64>().is_err() {
            assert_eq!((run.code, run.stdout.as_str()), (2, ""));
            assert_eq!(run.stderr.matches(number).count(), 2, "{}", run.stderr);
            continue;
        }
        assert_eq!(run.code, 0, "{}", run.stderr);
        let pod = object(&run.stdout, "StatefulSet", "cp-kafka")["spec"]["template"]["spec"].clone();
        assert_eq!(pod["containers"][1]["args"][0], number);
        assert_eq!(pod["tolerations"][0]["tolerationSeconds"].to_string(), number);
        assert_eq!(pod["terminationGracePeriodSeconds"].to_string(), number);
        let yaml = folder.run(&["render", "-f", "v.yaml", "-s", "StatefulSet/cp-kafka"]).stdout;
        assert!(yaml.contains(&format!("terminationGracePeriodSeconds: {number}\n")), "{yaml}");
        assert!(yaml.contains(&format!("- \"{number}\"\n")), "{yaml}");
    }
}

/// One object of a JSON list.
fn object(list: &str, kind: &str, name: &str) -> Value {
    let list: Value = serde_json::from_str(list).expect("JSON");
    let items = list["items"].as_array().expect("a list");
    items.iter().find(|o| o["kind"] == kind && o["metadata"]["name"] == name).expect("the object").clone()
}

/// An upgrade of cpgen must not restart a single pod by itself, so its version is nowhere in what it writes.
#[test]
fn the_version_of_cpgen_is_not_in_the_manifests() {
    let folder = Folder::with(&[("v.yaml", VALUES)]);
    let run = folder.run(&["render", "-f", "v.yaml"]);
    assert!(!run.stdout.contains(&format!("cpgen {}", env!("CARGO_PKG_VERSION"))));
    let values = std::fs::read_to_string(project("Cargo.toml")).expect("the manifest");
    assert!(
        values.contains(&format!("version = \"{}\"", env!("CARGO_PKG_VERSION"))),
        "the version is where we look for it"
    );
    let version = env!("CARGO_PKG_VERSION");
    for line in run.stdout.lines().filter(|line| line.contains(version)) {
        // `0.1.0` may be part of an address that somebody listens on.
        let around = line.split(version).collect::<Vec<_>>();
        let is_part =
            around.windows(2).all(|pair| pair[0].ends_with(|c: char| c.is_ascii_digit()) || pair[1].starts_with('.'));
        assert!(is_part, "{line}");
    }
}
