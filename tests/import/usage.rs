//! The verb: its flags, its errors, its exit codes.

use crate::Case;
use crate::binary::{Folder, Run};

fn run(text: &str, more: &[&str]) -> Run {
    let folder = Folder::with(&[("v.yaml", text)]);
    folder.run(&[&["import", "cp-helm-charts", "v.yaml"], more].concat())
}

#[test]
fn strict_prints_no_values_where_a_key_is_unknown() {
    let release = ["--release", "rel", "--strict"];
    let bad = run("cp-kafka: { brokerz: 5 }\n", &release);
    assert_eq!((bad.code, bad.stdout.as_str()), (1, ""));
    assert!(bad.stderr.contains("v.yaml:1: unknown cp-kafka.brokerz:"), "{}", bad.stderr);
    assert!(bad.stderr.contains("did you mean `cp-kafka.brokers`?"), "{}", bad.stderr);
    let good = run("cp-kafka: { brokers: 5 }\n", &release);
    assert_eq!(good.code, 0, "{}", good.stderr);
    assert!(good.stdout.contains("  replicas: 5 # v.yaml:1 cp-kafka.brokers\n"), "{}", good.stdout);
}

#[test]
fn what_cannot_be_read_is_an_error() {
    for (text, more, sentence) in [
        ("{}", &[][..], "error[no-release]"),
        ("[1]", &["--release", "r"], "error[not-a-map]"),
        ("a: [", &["--release", "r"], "error[syntax]"),
        ("cp-kafka: { brokers: 1, brokers: 2 }", &["--release", "r"], "error[duplicate-key]"),
        ("{}", &["--component", "cp-kafkaa", "--release", "r"], "help: write `cp-kafka`"),
        ("{}", &["--upgrade-to", "8.0.0", "--release", "r"], "error[usage]"),
        ("{}", &["--upgrade-to", "7", "--release", "r"], "error[usage]"),
        ("{ apiVersion: v1, kind: Namespace }", &["--release", "r"], "error[no-values]"),
        ("releases: [{ name: a, values: [{}] }, { name: b, values: [{}] }]", &[], "error[several-releases]"),
    ] {
        let run = run(text, more);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{text}: {}", run.stderr);
        assert!(run.stderr.contains(sentence), "{text}: {}", run.stderr);
        assert!(run.stderr.contains("help: "), "{}", run.stderr);
    }
    let missing = Folder::new().run(&["import", "cp-helm-charts", "none.yaml", "--release", "r"]);
    assert_eq!(missing.code, 3);
}

/// A value that cpgen's own rules refuse is shown with them, and the values are printed to be mended.
#[test]
fn what_does_not_render_is_said_at_once() {
    let bad = run("cp-kafka: { persistence: { size: 10GB } }\n", &["--release", "rel"]);
    assert_eq!(bad.code, 1);
    assert!(bad.stdout.contains("size: 10GB"), "{}", bad.stdout);
    assert!(bad.stderr.contains("error[bad-format]") && bad.stderr.contains("write 10G"), "{}", bad.stderr);
}

#[test]
fn a_release_of_several_is_chosen_by_name() {
    let file = "releases:\n- { name: a, namespace: x, values: [{ cp-kafka: { brokers: 1 } }] }\n\
                - { name: b, namespace: y, values: [{ cp-kafka: { brokers: 2 } }] }\n";
    let run = run(file, &["--release", "b"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("name: b\nnamespace: y\n") && run.stdout.contains("replicas: 2"), "{}", run.stdout);
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new();
    let run = folder.feed(&["import", "cp-helm-charts", "-", "--release", "rel"], b"cp-kafka: { brokers: 7 }\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("replicas: 7 # -:1 cp-kafka.brokers"), "{}", run.stdout);
}

#[test]
fn an_upgrade_drops_tags_and_keeps_the_protocol_until_all_brokers_are_new() {
    let case = Case { files: &["production.yaml"], more: &["--upgrade-to", "7.9.2"] };
    let (folder, run) = case.import(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("  version: 7.9.2\n") && !run.stdout.contains("6.2.1"), "{}", run.stdout);
    assert!(run.stdout.contains("inter.broker.protocol.version: \"2.8\" "), "{}", run.stdout);
    assert!(!run.stderr.contains("below 7.9"));
    let images = folder.run(&["show", "images", "-f", "new.yaml"]);
    assert!(images.stdout.lines().all(|image| image.ends_with(":7.9.2")), "{}", images.stdout);
}

#[test]
fn the_report_has_three_formats() {
    let text = "cp-kafka: { brokers: 5, \"a|b\": 1 }\n";
    let json = run(text, &["--release", "r", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.stderr).unwrap();
    assert_eq!(
        report["summary"],
        serde_json::json!({ "mapped": 1, "default": 0, "dropped": 0, "open": 0, "unknown": 1 })
    );
    assert_eq!(report["keys"][0]["detail"], "kafka.replicas");
    let markdown = run(text, &["--release", "r", "--report", "markdown"]);
    assert!(
        markdown.stderr.contains("| `cp-kafka.brokers` | v.yaml:1 | mapped: kafka.replicas |"),
        "{}",
        markdown.stderr
    );
    assert!(markdown.stderr.contains("a\\|b"), "{}", markdown.stderr);
}
