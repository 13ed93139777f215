//! `cpgen validate` as its user meets it: flags, formats, exit codes, and what kubeconform gets wrong.

mod binary;
#[path = "../benches/measure/peak.rs"]
mod peak;

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
            // JUnit names the rule of the first error of an object.
            let is_left_out = format == "tap" || format == "junit" && part == "unknown-field";
            assert!(text.contains(part) || is_left_out, "{format} lacks {part}: {text}");
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
    for (version, help) in [
        ("1.29", "1.30 is the nearest"),
        ("1.99", "1.37 is the nearest"),
        ("x", "as in 1.34"),
        ("", "as in 1.34"),
        ("1.34..", "as in 1.34"),
        ("1.34..1.32", "write 1.32..1.34"),
    ] {
        let run = folder().run(&["validate", "m/a.yaml", "--kube-version", version]);
        assert!(said(&run, 2).is_empty() && run.stderr.contains(help), "{}", run.stderr);
    }
}

#[test]
fn ranges_of_versions_are_all_of_them() {
    for (range, minors) in [("1.30..1.32", 3), ("v1.36.1..latest", 2), ("1.30..latest", 8), ("latest", 0)] {
        let run = folder().run(&["validate", "m/a.yaml", "--kube-version", range]);
        assert_eq!(said(&run, 0).matches("Kubernetes 1.3").count(), minors, "{range}: {}", run.stdout);
    }
}

#[test]
fn several_versions_have_a_verdict_each() {
    let text = "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {}\n---\n\
                apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: b}\n";
    let args = ["validate", "--kube-version", "1.37", "--kube-version", "1.30", "-o"];
    let run = |format| Folder::new().feed(&[&args[..], &[format]].concat(), text.as_bytes());
    for format in ["text", "pretty", "github"] {
        let run = run(format);
        let text = said(&run, 1);
        assert!(text.contains("ServiceCIDR a: would break on 1.30: ServiceCIDR of networking.k8s.io/v1"), "{text}");
        assert!(
            text.contains("PodDisruptionBudget b: PodDisruptionBudget of policy/v1beta1 is gone since 1.25"),
            "{text}"
        );
        assert!(text.contains("use policy/v1\n"), "{text}");
        let last = "Kubernetes 1.30: 0 accepted, 2 refused\nKubernetes 1.37: 1 accepted, 1 refused\n";
        assert!(text.ends_with(last), "{text}");
    }
    let report: Value = serde_json::from_str(&run("json").stdout).unwrap();
    assert_eq!(report["kubernetes"]["1.37"], serde_json::json!({"accepted": 1, "refused": 1}));
    assert_eq!(report["resources"][0]["validationErrors"][0]["kubernetes"], serde_json::json!(["1.30"]));
    // What is still served and goes later: a warning here, an error there.
    let old = "apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\n";
    let run = Folder::new().feed(&["validate", "--kube-version", "1.31..1.32"], old.as_bytes());
    assert!(said(&run, 1).contains("passes with a warning on 1.31: ") && run.stdout.contains("would break on 1.32: "));
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
fn the_schemas_may_be_asked_alone() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a_b}\ndata: {x/y: \"1\"}\n";
    assert_eq!(rules(text, &[]), ["object-name metadata.name", "config-key data[x/y]"]);
    assert!(rules(text, &["--schemas-only"]).is_empty());
}

#[test]
fn server_side_apply_tells_items_apart() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, finalizers: [example.com/a, example.com/a]}\nspec:\n  \
                containers:\n  - name: a\n    image: a\n    env: [{name: A, value: b}, {name: A, value: c}]\n    \
                ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}, {containerPort: 80, protocol: UDP}]\n";
    let refused = |args: &[&str]| -> Vec<String> {
        rules(text, args).into_iter().filter(|rule| rule.starts_with("server-side")).collect()
    };
    assert!(refused(&["--apply-mode", "client-side"]).is_empty());
    assert_eq!(
        refused(&["--apply-mode", "server-side"]),
        [
            "server-side-duplicate metadata.finalizers[1]",
            "server-side-duplicate spec.containers[0].env[1]",
            "server-side-duplicate spec.containers[0].ports[1]",
        ]
    );
    let nameless = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{image: a}]}\n";
    let found = rules(nameless, &["--apply-mode", "server-side", "--schemas-only"]);
    assert!(found.contains(&"server-side-key spec.containers[0]".to_owned()), "{found:?}");
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
    for (flag, reason) in [
        ("-cache=d", "nothing to cache"),
        ("--insecure-skip-tls-verify", "no schema is ever fetched"),
        ("-debug", "no downloads to trace"),
    ] {
        let run = folder().run(&["validate", "m/a.yaml", flag]);
        assert!(said(&run, 2).is_empty() && run.stderr.contains(reason), "{}", run.stderr);
        assert!(run.stderr.contains("help: leave the flag out"), "{}", run.stderr);
    }
    let run =
        folder().run(&["validate", "m/a.yaml", "--schema-location", "https://example.com/{{ .ResourceKind }}.json"]);
    assert!(said(&run, 2).is_empty() && run.stderr.contains("cpgen reads files only"), "{}", run.stderr);
}

/// As kubeconform's users have it in their scripts.
#[test]
fn one_dash_before_a_flag_is_enough() {
    let folder = folder();
    let two =
        folder.run(&["validate", "--strict", "--output", "json", "--summary", "--verbose", "-n", "4", "m"]).stdout;
    let one = folder.run(&["validate", "-strict", "-output", "json", "-summary", "-verbose", "-n", "4", "m"]).stdout;
    assert!(one == two && one.contains("statusValid"), "{one}");
    let args = ["-strict=false", "-kubernetes-version=1.34.0", "-ignore-filename-pattern", "a.yaml", "-exit-on-error"];
    let run = folder.run(&[&["validate"], &args[..], &["-skip=Secret", "-ignore-missing-schemas", "m"]].concat());
    assert_eq!(said(&run, 1).lines().count(), 1, "{}", run.stdout);
    let run = folder.run(&["validate", "-schema-location", "default", "-reject", "ConfigMap", "m/a.yaml"]);
    assert!(said(&run, 1).contains("rejected-kind"), "{}", run.stdout);
    // Short flags stay what they are, and behind `--` there are files only.
    assert!(said(&folder.run(&["validate", "-ojson", "m/a.yaml"]), 0).starts_with('{'));
    assert!(folder.run(&["validate", "--", "-strict"]).stderr.contains("cannot read -strict"));
}

#[test]
fn help_names_every_flag() {
    let help = folder().run(&["validate", "--help"]).stdout;
    for flag in ["--kube-version", "--crd", "--schema", "--strict", "--skip", "--reject", "--summary", "--output"] {
        assert!(help.contains(flag), "{flag}");
    }
    assert!(folder().run(&["--version"]).stdout.starts_with("cpgen "));
    let run = folder().run(&["validate", "-v"]);
    assert!(said(&run, 0).contains(env!("CARGO_PKG_VERSION")), "{}", run.stdout);
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

/// As PowerShell writes it.
#[test]
fn utf_16_behind_a_mark_is_read() {
    for (mark, encode) in [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)] {
        let text = BAD.replace("name: b", "name: ü😀");
        let units = text.replace('\n', "\r\n").encode_utf16().flat_map(encode).collect::<Vec<u8>>();
        let run = Folder::new().feed(&["validate"], &[&mark[..], &units[..]].concat());
        assert!(said(&run, 1).starts_with("stdin:6:6: error[wrong-type] ConfigMap ü😀: data[x]"), "{}", run.stdout);
    }
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
        ["container-name spec.containers[1].name", "container-image spec.containers[1].image"]
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

/// The bound that the README states: 128 MiB, for each byte of the files that are read at a time 25, and 2 KiB for each
/// object with findings.
#[test]
fn memory_stays_below_the_stated_bound() {
    let big = "x".repeat(1_000_000);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    (1..12).for_each(|at| bomb += &format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 10].join(", ")));
    let texts = [
        ("levels of aliases", bomb.into_bytes()),
        ("a long text many times", format!("a: &a \"{big}\\n\"\nb: [{}]\n", vec!["*a"; 2000].join(", ")).into_bytes()),
        (
            "a long key many times",
            format!("a: &a {{? \"{big}\\n\" : 1}}\nb: [{}]\n", vec!["*a"; 2000].join(", ")).into_bytes(),
        ),
        ("a long text", format!("a: {}", "x".repeat(8_000_000)).into_bytes()),
        ("a long list", format!("a: [{}1]", "1,".repeat(600_000)).into_bytes()),
        ("a long block list", format!("a:\n{}", "- 1\n".repeat(300_000)).into_bytes()),
        ("many anchors", (0..60_000).map(|at| format!("k{at}: &a{at} x\n")).collect::<String>().into_bytes()),
        ("depth", "[".repeat(2_000_000).into_bytes()),
        ("depth of dashes", "- ".repeat(2_000_000).into_bytes()),
        ("bytes that are no text", vec![0xff; 2_000_000]),
        ("objects with findings", "---\nkind: x\n".repeat(100_000).into_bytes()),
        ("an open quote", format!("a: \"{}", "x\n".repeat(500_000)).into_bytes()),
    ];
    for (what, text) in texts {
        let folder = Folder::new();
        folder.write("x.yaml", &text);
        let (status, kibibytes) = peak::peak(&mut folder.command(&["validate", "x.yaml"]));
        let objects = text.windows(4).filter(|window| window == b"---\n").count();
        let bound = 128 * 1024 + 25 * text.len() / 1024 + 2 * objects;
        println!("{what}: {kibibytes} KiB of {bound} KiB");
        let is_kept = status.code() == Some(1) && (kibibytes as usize) < bound;
        assert!(is_kept, "{what}: {status}, {kibibytes} KiB where {bound} KiB are stated");
    }
}

/// Whatever the bytes: a verdict and no panic.
#[test]
fn any_bytes_get_a_verdict() {
    let pieces: [&[u8]; 24] = [
        b"apiVersion: v1\n",
        b"kind: Secret\n",
        b"kind: List\nitems:\n- ",
        b"\n---\n",
        b"metadata: {name: a}\n",
        b"{\"a\":",
        b"[",
        b"}",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\0",
        b"\x1b[31m",
        b"data: {a: !!binary ",
        b"&a ",
        b"*a",
        b"<<: ",
        b"| \n\t",
        b"'",
        b"\"\\ud800",
        b"kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\n",
        b"spec: ",
        b"1e999",
        "\u{2028}\u{85}😀".as_bytes(),
    ];
    let folder = Folder::new();
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for file in 0..3000 {
        let text: Vec<u8> = (0..=next(12))
            .flat_map(|_| match next(8) {
                0 => vec![next(256) as u8; 1 + next(4)],
                _ => pieces[next(pieces.len())].to_vec(),
            })
            .collect();
        folder.write(&format!("m/{file}.yaml"), text);
    }
    for format in ["json", "junit", "sarif", "pretty"] {
        let run = folder.run(&["validate", "m", "--verbose", "-o", format]);
        assert!(run.code == 1 && run.stderr.is_empty(), "{} {}", run.code, run.stderr);
    }
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
