//! Every rule fires on its bad example, and only it; on its good example none does.

use std::collections::BTreeSet;

use cpgen::check::schema::Minor;
use cpgen::check::{RULES, check};
use cpgen::manifest::Manifests;
use cpgen::source::Rendered;
use cpgen::source::{Finding, Severity};

fn findings(text: &str) -> (bool, Vec<Finding>) {
    findings_in(text, None)
}

fn findings_in(text: &str, minor: Option<Minor>) -> (bool, Vec<Finding>) {
    let rendered = vec![Rendered { template: "kafka/example.yaml".into(), text: text.to_owned() }];
    let manifests = Manifests::parse(rendered).unwrap_or_else(|f| panic!("{:?}", f.sorted()));
    let (checked, findings) = check(manifests, minor);
    (checked.is_some(), findings.sorted())
}

#[test]
fn bad_examples_fire_their_rule_alone_and_good_ones_none() {
    for rule in RULES {
        let (passed, found) = findings(rule.bad);
        let names: BTreeSet<&str> = found.iter().map(|finding| finding.rule).collect();
        assert_eq!(names, BTreeSet::from([rule.name]), "{found:?}");
        assert_eq!(passed, found.iter().all(|finding| finding.severity == Severity::Warning));
        for finding in &found {
            assert!(
                !finding.fix.is_empty() && finding.sentence.ends_with("(template kafka/example.yaml)"),
                "{finding:?}"
            );
            assert!(finding.subject.split_once(' ').is_some_and(|(id, path)| id.contains('/') && !path.is_empty()));
        }
        let (passed, found) = findings(rule.good);
        assert!(passed && found.is_empty(), "{}: {found:?}", rule.name);
        assert!(rule.explanation.len() > 40, "{}", rule.name);
    }
}

/// The rules of the API server stand behind the rules of objects: what one of these has said is not said again. Some
/// examples leave out more than matters to their rule, the good ones too.
#[test]
fn nothing_is_said_twice() {
    let errors = |found: &[Finding]| found.iter().filter(|finding| finding.severity == Severity::Error).count();
    let mut twice = Vec::new();
    for rule in RULES {
        let (_, alone) = findings(rule.bad);
        let (_, both) = findings_in(rule.bad, Some(Minor::newest()));
        let (_, without) = findings_in(rule.good, Some(Minor::newest()));
        if errors(&alone) + errors(&without) != errors(&both) {
            let said = both.iter().map(|finding| format!("\n  [{}] {}", finding.rule, finding.subject));
            twice.push(format!("{}:{}", rule.name, said.collect::<String>()));
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn the_list_of_rules_is_the_folder_of_rules() {
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.replace('-', "_")).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/kubernetes");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<String> = files.map(|f| f.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(listed.len(), RULES.len());
    assert_eq!(listed, files.into_iter().filter(|file| file != "mod").collect());
}

fn rules_on(text: &str) -> Vec<String> {
    findings(text).1.into_iter().map(|f| format!("{} {}", f.rule, f.subject)).collect()
}

fn metadata(kind: &str, metadata: &str) -> String {
    format!("{{apiVersion: v1, kind: {kind}, metadata: {metadata}}}\n")
}

#[test]
fn names() {
    let named = |kind: &str, name: &str| !rules_on(&metadata(kind, &format!("{{name: \"{name}\"}}"))).is_empty();
    let x = |count| "x".repeat(count);
    for (kind, name) in [
        ("ConfigMap", "a.b-c.1"),
        ("Role", "system:x:Y"),
        ("Service", &x(63)),
        ("StatefulSet", &x(52)),
        ("Secret", &x(253)),
        ("PodDisruptionBudget", "My_PDB"),
        ("StatefulSet", "1a"),
    ] {
        assert!(!named(kind, name), "{kind} {name}");
    }
    for (kind, name) in [
        ("ConfigMap", "A"),
        ("ConfigMap", "a_b"),
        ("ConfigMap", "a..b"),
        ("ConfigMap", "-a"),
        ("ConfigMap", "a."),
        ("Role", "a/b"),
        ("Service", &x(64)),
        ("Service", "1a"),
        ("Service", "a.b"),
        ("StatefulSet", &x(53)),
        ("Secret", &x(254)),
        ("StatefulSet", "a.b"),
        ("Namespace", "a.b"),
        ("Role", ".."),
    ] {
        assert!(named(kind, name), "{kind} {name}");
    }
    assert_eq!(rules_on(&metadata("Secret", "{name: a, namespace: B}")), ["object-name Secret/a metadata.namespace"]);
    assert_eq!(rules_on(&metadata("Secret", "{name: a, namespace: n}")), ["object-name Secret/a metadata.namespace"]);
}

#[test]
fn labels() {
    let labelled = |key: &str, value: &str| {
        !rules_on(&metadata("ConfigMap", &format!("{{name: a, labels: {{\"{key}\": \"{value}\"}}}}"))).is_empty()
    };
    for (key, value) in [("a", ""), ("a/b", "A_b.c-1"), ("app.kubernetes.io/Name_x", &"x".repeat(63)), ("1", "7.9.1")] {
        assert!(!labelled(key, value), "{key} {value}");
    }
    let long = "x".repeat(64);
    for (key, value) in
        [("a", "-b"), ("a", "b c"), ("a", &long), ("a/b/c", ""), ("A.b/c", ""), ("/c", ""), ("c/", ""), (&long, "")]
    {
        assert!(labelled(key, value), "{key} {value}");
    }
}

#[test]
fn the_whole_of_a_workload_is_looked_at() {
    let text = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: a}
spec:
  serviceName: none
  selector: {matchLabels: {app: a}}
  volumeClaimTemplates: [{metadata: {name: data, labels: {x: 1}}}]
  template:
    metadata: {labels: {app: a}, annotations: {port: 80}}
    spec:
      nodeSelector: {disk: fast ssd}
      volumes: [{name: v}, {name: v}]
      initContainers:
      - {name: i, volumeMounts: [{name: w, mountPath: /}], ports: [{containerPort: 1}, {containerPort: 1}]}
      containers:
      - {name: c, volumeMounts: [{name: data, mountPath: /d}], env: [{name: A, value: x, valueFrom: {}}]}
      - {name: d, ports: [{containerPort: 1}, {containerPort: 1, protocol: UDP}]}
";
    let expected = [
        "label-value StatefulSet/a spec.template.spec.nodeSelector[disk]",
        "string-value StatefulSet/a spec.volumeClaimTemplates[0].metadata.labels[x]",
        "string-value StatefulSet/a spec.template.metadata.annotations[port]",
        "dangling-service-name StatefulSet/a spec.serviceName",
        "duplicate-port StatefulSet/a spec.template.spec.initContainers[0].ports[1].containerPort",
        "env-value StatefulSet/a spec.template.spec.containers[0].env[0]",
        "mount-without-volume StatefulSet/a spec.template.spec.initContainers[0].volumeMounts[0].name",
    ];
    assert_eq!(rules_on(text), expected);
}

#[test]
fn node_ports_are_unique_in_the_cluster() {
    let service = |name: &str, port: &str| {
        format!("---\n{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {{ports: [{port}]}}}}\n")
    };
    let port = "{port: 1, nodePort: 30001}";
    let udp = "{port: 1, nodePort: 30001, protocol: UDP}";
    assert!(rules_on(&(service("a", port) + &service("b", udp))).is_empty());
    let twice = rules_on(&(service("a", port) + &service("b", port)));
    assert_eq!(twice, ["node-port Service/b spec.ports[0].nodePort"]);
}

#[test]
fn odd_shapes_do_not_panic() {
    for spec in [
        "1",
        "[]",
        "{ports: 1}",
        "{ports: [1, [], {}]}",
        "{template: {spec: {containers: [1, {env: [1, {}]}]}}}",
        "{template: [], selector: [], volumeClaimTemplates: [1]}",
        "{template: {metadata: 1, spec: 1}}",
    ] {
        for kind in ["StatefulSet", "Service", "Pod", "CronJob", "ConfigMap"] {
            rules_on(&format!("{{apiVersion: v1, kind: {kind}, metadata: {{name: a}}, spec: {spec}, data: {spec}}}"));
        }
    }
}
