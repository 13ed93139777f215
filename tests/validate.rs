//! `cpgen validate` as its user meets it: flags, formats, exit codes, and what kubeconform gets wrong.

mod binary;

use binary::{Folder, Run};
use serde_json::Value;

const GOOD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: ns}\ndata: {x: z}\n";
const BAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata:\n  x: 1\ndate: {}\n";

fn folder() -> Folder {
    Folder::with(&[("m/a.yaml", GOOD), ("m/b.yaml", BAD), ("m/note.txt", "{")])
}

fn said(run: &Run, code: i32) -> &str {
    assert_eq!(run.code, code, "{} {}", run.stdout, run.stderr);
    &run.stdout
}

/// The rules of what is found in one text.
fn rules(text: &str, args: &[&str]) -> Vec<String> {
    let run = Folder::new().feed(&[&["validate", "-o", "json"], args].concat(), text.as_bytes());
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found =
        report["resources"].as_array().unwrap().iter().flat_map(|one| one["validationErrors"].as_array().unwrap());
    found.map(|error| format!("{} {}", error["rule"].as_str().unwrap(), error["field"].as_str().unwrap())).collect()
}

#[test]
fn findings_have_file_line_column_rule_path_and_fix() {
    let run = folder().run(&["validate", "m"]);
    let expected = "m/b.yaml:6:6: error[wrong-type] ConfigMap b: data[x]: text is wanted here, and the number `1` is given; \
                    quote it: \"1\"\nm/b.yaml:7:1: error[unknown-field] ConfigMap b: date: there is no field `date` here; \
                    did you mean `data`?\n";
    assert_eq!(said(&run, 1), expected);
    assert_eq!(said(&folder().run(&["validate", "m/a.yaml"]), 0), "");
}

#[test]
fn every_format_tells_the_same() {
    let folder = folder();
    for format in ["text", "json", "junit", "tap", "pretty", "sarif", "github", "gitlab"] {
        let run = folder.run(&["validate", "m", "-o", format]);
        let text = said(&run, 1);
        for part in ["m/b.yaml", "unknown-field", "did you mean `data`?"] {
            // TAP has a line for each object, without rules.
            assert!(text.contains(part) || format == "tap", "{format} lacks {part}: {text}");
        }
        if ["json", "sarif", "gitlab"].contains(&format) {
            serde_json::from_str::<Value>(text).expect("JSON");
        }
    }
    let report: Value =
        serde_json::from_str(&folder.run(&["validate", "m", "-o", "json", "--summary"]).stdout).unwrap();
    let resource = &report["resources"][0];
    assert_eq!(resource["status"], "statusInvalid");
    assert_eq!(report["summary"], serde_json::json!({"valid": 1, "invalid": 1, "errors": 0, "skipped": 0}));
    let error = &resource["validationErrors"][0];
    assert_eq!((&error["path"], &error["line"], &error["column"]), (&"/data/x".into(), &6.into(), &6.into()));
    let sarif: Value = serde_json::from_str(&folder.run(&["validate", "m", "-o", "sarif"]).stdout).unwrap();
    let region = &sarif["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region, &serde_json::json!({"startLine": 7, "startColumn": 1}));
    let junit = folder.run(&["validate", "m", "-o", "junit"]).stdout;
    assert!(junit.contains("<testcase name=\"ns/a\" classname=\"ConfigMap@v1\" time=\"0\"></testcase>"), "{junit}");
    let tap = folder.run(&["validate", "m", "-o", "tap"]).stdout;
    assert!(
        tap.starts_with("TAP version 13\nok 1 - m/a.yaml (v1/ConfigMap/ns/a)\nnot ok 2") && tap.ends_with("1..2\n")
    );
    let github = folder.run(&["validate", "m", "-o", "github"]).stdout;
    assert!(github.starts_with("::error file=m/b.yaml,line=6,col=6,title=wrong-type::ConfigMap b"), "{github}");
}

#[test]
fn summaries_count() {
    let run = folder().run(&["validate", "m", "--summary", "-o", "text"]);
    let last = "Summary: 2 resources found in 2 files - Valid: 1, Invalid: 1, Errors: 0, Skipped: 0\n";
    assert!(said(&run, 1).ends_with(last), "{}", run.stdout);
}

#[test]
fn verbose_names_the_valid_ones() {
    assert!(
        said(&folder().run(&["validate", "m", "--verbose"]), 1).starts_with("m/a.yaml - ConfigMap ns/a is valid\n")
    );
}

#[test]
fn versions_are_written_in_three_ways() {
    for version in ["1.34", "v1.34", "1.34.2", "master"] {
        said(&folder().run(&["validate", "m/a.yaml", "--kube-version", version]), 0);
        said(&folder().run(&["validate", "m/a.yaml", "--kubernetes-version", version]), 0);
    }
    for version in ["1.29", "1.99", "x", ""] {
        let run = folder().run(&["validate", "m/a.yaml", "--kube-version", version]);
        assert!(said(&run, 2).is_empty() && run.stderr.contains("help:"), "{}", run.stderr);
    }
}

#[test]
fn several_versions_have_a_verdict_each() {
    let text = "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {}\n---\n\
                apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: b}\n";
    let args = ["validate", "--kube-version", "1.37", "--kube-version", "1.30", "--summary"];
    let run = Folder::new().feed(&args, text.as_bytes());
    let text = said(&run, 1);
    assert!(text.contains("is there from 1.33 on (Kubernetes 1.30)"), "{text}");
    assert!(text.contains("gone since 1.25; use policy/v1\n"), "{text}");
    assert!(
        text.ends_with("Kubernetes 1.30: 0 accepted, 2 refused\nKubernetes 1.37: 1 accepted, 1 refused\n"),
        "{text}"
    );
}

#[test]
fn deprecated_versions_are_warnings() {
    let text = "apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n";
    let run = Folder::new().feed(&["validate"], text.as_bytes());
    assert!(said(&run, 0).contains("warning[deprecated-api]"), "{}", run.stdout);
    assert!(run.stdout.contains("discovery.k8s.io/v1"), "{}", run.stdout);
    assert_eq!(said(&Folder::new().feed(&["validate", "--kube-version", "1.32"], text.as_bytes()), 0), "");
}

#[test]
fn kinds_are_skipped_and_rejected() {
    for kind in ["ConfigMap", "v1/ConfigMap", "Secret,ConfigMap"] {
        let run = folder().run(&["validate", "m", "--skip", kind, "--reject", "ConfigMap", "--summary"]);
        assert!(said(&run, 0).contains("Skipped: 2"), "{}", run.stdout);
        let run = folder().run(&["validate", "m/a.yaml", "--reject", kind]);
        assert!(said(&run, 1).contains("error[rejected-kind] ConfigMap ns/a"), "{}", run.stdout);
    }
}

#[test]
fn unknown_kinds_are_findings_or_pass() {
    let foreign = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n";
    assert_eq!(rules(foreign, &[]), ["unknown-kind "]);
    let run = Folder::new().feed(&["validate", "--ignore-missing-schemas", "--summary"], foreign.as_bytes());
    assert!(said(&run, 0).contains("Skipped: 1"), "{}", run.stdout);
    let typo = "apiVersion: apps/v1\nkind: StatefulSett\nmetadata: {name: a}\n";
    let run = Folder::new().feed(&["validate", "--ignore-missing-schemas"], typo.as_bytes());
    assert!(said(&run, 1).contains("did you mean StatefulSet?"), "{}", run.stdout);
}

#[test]
fn files_are_left_out_by_pattern() {
    said(&folder().run(&["validate", "m", "--ignore-filename-pattern", "^m/b"]), 0);
    let run = folder().run(&["validate", "m", "--ignore-filename-pattern", "("]);
    assert!(said(&run, 2).is_empty() && run.stderr.contains("no regular expression"), "{}", run.stderr);
}

#[test]
fn strictness_can_be_turned_off() {
    assert_eq!(rules(BAD, &["--strict=false"]), ["wrong-type data[x]"]);
    assert_eq!(rules(BAD, &["--strict"]).len(), 2);
    let twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: \"1\"}\ndata: {x: \"2\"}\n";
    assert_eq!(rules(twice, &[]), ["duplicate-key "]);
    assert!(rules(twice, &["--allow-duplicate-keys"]).is_empty());
    assert!(rules(twice, &["--strict=false"]).is_empty());
}

#[test]
fn exit_on_error_stops_behind_the_first_file() {
    let folder = Folder::with(&[("m/1.yaml", BAD), ("m/2.yaml", BAD)]);
    assert!(!said(&folder.run(&["validate", "m", "--exit-on-error"]), 1).contains("m/2.yaml"));
}

#[test]
fn order_does_not_depend_on_the_number_of_workers() {
    let folder = Folder::new();
    (0..60).for_each(|number| folder.write(&format!("m/{number:02}/x.yaml"), BAD));
    let one = folder.run(&["validate", "m", "-n", "1"]).stdout;
    assert_eq!(one.lines().count(), 120);
    for workers in ["2", "4", "8"] {
        assert_eq!(folder.run(&["validate", "m", "-n", workers]).stdout, one);
    }
}

#[test]
fn flags_of_the_network_are_refused_with_a_reason() {
    for flag in ["--cache=d", "--insecure-skip-tls-verify", "--debug"] {
        assert!(!folder().run(&["validate", "m/a.yaml", flag]).stderr.is_empty());
        assert_eq!(folder().run(&["validate", "m/a.yaml", flag]).code, 2);
    }
    let run =
        folder().run(&["validate", "m/a.yaml", "--schema-location", "https://example.com/{{ .ResourceKind }}.json"]);
    assert!(said(&run, 2).is_empty() && run.stderr.contains("cpgen reads files only"), "{}", run.stderr);
}

#[test]
fn help_names_every_flag() {
    let help = folder().run(&["validate", "--help"]).stdout;
    for flag in ["--kube-version", "--crd", "--schema", "--strict", "--skip", "--reject", "--summary", "--output"] {
        assert!(help.contains(flag), "{flag}");
    }
    assert!(folder().run(&["--version"]).stdout.starts_with("cpgen "));
}

#[test]
fn what_cannot_be_read_is_named() {
    let run = folder().run(&["validate", "m", "no-such-file.yaml"]);
    assert!(said(&run, 3).contains("m/b.yaml:6:6"), "what can be read is judged all the same");
    assert!(run.stderr.contains("no-such-file.yaml"), "{}", run.stderr);
}

#[test]
fn nothing_to_judge_is_an_error_unless_allowed() {
    for text in ["", "# nothing\n---\n", "---\n~\n"] {
        let run = Folder::new().feed(&["validate"], text.as_bytes());
        assert!(said(&run, 1).is_empty() && run.stderr.contains("no objects"), "{}", run.stderr);
        said(&Folder::new().feed(&["validate", "--allow-empty", "-"], text.as_bytes()), 0);
    }
}

#[test]
fn broken_text_is_a_finding_with_its_place() {
    let run = Folder::new().feed(&["validate", "--stdin-filename", "x.yaml"], b"a: [\n---\nkind: [}\n");
    let text = said(&run, 1);
    assert!(text.lines().count() == 2 && text.lines().all(|line| line.starts_with("x.yaml:")), "{text}");
    assert_eq!(rules("just text", &[]), ["not-an-object "]);
    assert_eq!(rules("metadata: {name: a}", &[]), ["missing-field apiVersion", "missing-field kind"]);
}

#[test]
fn lists_are_expanded() {
    let item = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: \"1\", x: \"2\"}}";
    assert_eq!(rules(&format!("{{apiVersion: v1, kind: List, items: [{item}]}}"), &[]), ["duplicate-key "]);
    let typed = "apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n  data: {x: 1}\n";
    assert_eq!(rules(typed, &[]), ["wrong-type items[0].data[x]"]);
    assert!(rules(typed, &["--skip", "ConfigMap", "--allow-empty"]).is_empty());
    let nested = "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: []}]}";
    assert_eq!(rules(nested, &[]), ["nested-list items[0]"]);
}

#[test]
fn json_objects_follow_each_other() {
    let one = |name: &str| {
        format!("{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{{\"name\":\"{name}\"}},\"x\":1}}")
    };
    assert_eq!(rules(&(one("a") + &one("b")), &[]).len(), 2);
}

#[test]
fn text_behind_a_separator_is_refused() {
    for text in ["--- {a: b}\n", "---foo\n"] {
        assert_eq!(rules(&(text.to_owned() + GOOD), &[]), ["yaml-syntax "]);
    }
}

#[test]
fn null_is_absent() {
    let text = "apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {x: ~}}\nspec:\n  type: ~\n  ports:\n  \
                - {port: 80, targetPort: null, nodePort: ~}\n";
    assert!(rules(text, &[]).is_empty());
    let missing = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}, ~]}\n";
    assert_eq!(
        rules(missing, &[]),
        ["missing-field spec.containers[1].image", "missing-field spec.containers[1].name"]
    );
}

#[test]
fn only_what_the_server_asks_for_is_required() {
    let text = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}\n---\n\
                apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {}\n";
    assert!(rules(text, &["--kube-version", "1.30"]).is_empty());
    assert_eq!(rules("{apiVersion: v1, kind: ConfigMap}", &[]), ["missing-field metadata.name"]);
    assert!(rules("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}", &[]).is_empty());
}

#[test]
fn secrets_are_not_shown() {
    let text =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {p: 'hunter2!', q: 77123}\nstringData: {r: 88123}\n";
    for format in ["text", "json", "junit", "tap", "pretty", "sarif", "github", "gitlab"] {
        let run = Folder::new().feed(&["validate", "-o", format], text.as_bytes());
        assert!(!said(&run, 1).contains("hunter2") && !run.stdout.contains("77123") && !run.stdout.contains("88123"));
    }
    let twice = text.replace("q: 77123", "p: hunter3") + "x: [\n";
    let run = Folder::new().feed(&["validate", "-o", "pretty"], twice.as_bytes());
    assert!(!said(&run, 1).contains("hunter"), "{}", run.stdout);
}

#[test]
fn what_nests_or_repeats_without_end_is_refused_in_little_memory() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    (1..12).for_each(|level| {
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "))
    });
    for text in [bomb, "[".repeat(100_000), "- ".repeat(100_000), format!("a: {}", "\u{0}".repeat(1000))] {
        assert!(rules(&text, &[]).iter().all(|rule| rule.starts_with("yaml-")));
    }
    let invalid = Folder::new()
        .feed(&["validate"], b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"\xff\xfe\"}\nx: \xff\n");
    assert!(said(&invalid, 1).contains("unknown-field"), "{}", invalid.stdout);
}
