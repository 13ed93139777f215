//! No text that a user writes changes anything but itself: it ends in a finding, or it comes out where a harmless word
//! would have come out, and all the rest is the same.

mod corridor;
mod java;
mod settings;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use cpgen::check::Checked;
use cpgen::source::{Findings, report};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use settings::{Field, Kind, NAME, merge, put};
use support::{kubectl_reads, normal};

/// The harmless word that every hostile one is compared with.
const WORD: &str = "qzword";

const HOSTILE: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\tx",
    "\tx\ny",
    " x",
    "x ",
    "x\n",
    "x\n\n",
    "\nx",
    "x\ny",
    "x \ny",
    "x\n y",
    "x\r\ny\r",
    "a: b",
    "a:",
    ":",
    "a #b",
    "#a",
    "!a",
    "yes",
    "No",
    "off",
    "y",
    "true",
    "FALSE",
    "null",
    "~",
    "1",
    "-1",
    "1e3",
    "0777",
    "0x1F",
    "1_000",
    "12:30",
    "2001-01-01",
    ".inf",
    ".5",
    "-",
    "---",
    "--- x",
    "...",
    "x\n---\ny",
    "x\n---\napiVersion: v1\nkind: Secret\n",
    "<<",
    "=",
    "a=b",
    "a=b\nc=d",
    "a\\",
    "a\\\nb=c",
    "\\",
    "\\n",
    "\\u0041",
    "\\ua",
    ",",
    "a,b",
    "[",
    "]",
    "[a]",
    "{",
    "}",
    "{a: b}",
    "{id}",
    "{pod}",
    "{zone}",
    "{hostIP}",
    "{1+ordinal}",
    "{{ x }}",
    "{{ platform.name }}",
    "{% if x %}",
    "{% raw %}",
    "{# x #}",
    "- x",
    "? x",
    "%x",
    "@x",
    "`x`",
    "`reboot`",
    "|",
    ">",
    "|-\n  x",
    "!x",
    "!!int 1",
    "&x",
    "*x",
    "'",
    "''",
    "'x'",
    "\"",
    "\"x\"",
    "\"\n  injected: true\n  x: \"",
    "${x}",
    "$x",
    "$(x)",
    "$(reboot)",
    "; reboot",
    "x' ; reboot #",
    "é",
    "日本",
    "😀",
    "\u{85}",
    "a\u{85}b",
    "\u{2028}",
    "a\u{2029}b",
    "\u{feff}x",
    "\u{fffe}",
    "\u{ffff}",
    "\u{a0}",
    "\0",
    "a\0b",
    "\u{7}",
    "\u{7f}",
    "\u{9f}",
    "\u{1b}[31m",
    "\u{c}x",
    "\u{200b}",
    "\u{202e}x",
    "../../etc/passwd",
    "/",
    "x/y/z",
    "a b",
    "A",
    "_",
    "a.b",
    "a;b",
    "<a>&amp;",
];

/// Texts that a YAML file may hold without quotes and that some reader would take for something else.
const PLAIN: &[&str] = &[
    "yes",
    "No",
    "off",
    "y",
    "true",
    "FALSE",
    "1",
    "-1",
    "1e3",
    "0777",
    "0x1F",
    "0b1",
    "1_000",
    "12:30",
    "2001-01-01",
    ".inf",
    ".5",
    "+1",
    "1.0",
    "9007199254740993",
    "18446744073709551616",
    "007",
    "a=b",
    "a/b",
    "$(x)",
    "@x",
];

fn long() -> Vec<String> {
    vec!["x".repeat(5000), "é\n".repeat(900), "a b ".repeat(700), "\"".repeat(400)]
}

/// Fields whose text goes nowhere in the manifests, each with the reason.
const NOT_RENDERED: &[(&str, &str)] = &[
    ("expose.loadBalancer.host", "for `show endpoints` alone"),
    ("queries.file", "names a file"),
    ("patches.0.target.kind", "chooses objects"),
    ("patches.0.target.name", "chooses objects"),
    ("patches.0.target.component", "chooses objects"),
    ("kafka.interBrokerListener", "chooses a listener"),
    ("kafka.clientListener", "chooses a listener"),
    ("topics.qzname", "reserved"),
    ("connectors.qzname", "reserved"),
    ("schemas.qzname", "reserved"),
    ("kafka.pools.qzname", "reserved"),
    ("kafka.brokers.qzname", "chooses a broker"),
    ("naming.overrides.qzname", "chooses a component"),
    ("kafka.brokers.qzname.advertise.qzname", "chooses a listener"),
    ("kafka.listeners.qzname.tls.clientSecret", "the platform's components use another listener"),
    ("authentication.plain.clients", "the platform's components use another listener"),
    ("qzname.authentication.scramSha256.secret", "the platform's components use another listener"),
    ("qzname.authentication.scramSha256.clients", "the platform's components use another listener"),
    ("qzname.authentication.scramSha512.secret", "the platform's components use another listener"),
    ("qzname.authentication.scramSha512.clients", "the platform's components use another listener"),
    ("platform.version", "checked by its own form"),
    ("kubernetes.version", "checked by its own form"),
    ("version", "checked by its own form"),
    ("heap", "checked by its own form"),
    ("size", "checked by its own form"),
    ("limits.qzname", "checked by its own form"),
    ("requests.qzname", "checked by its own form"),
    ("kraft.clusterId", "checked by its own form"),
];

fn is_rendered(field: &Field) -> bool {
    let path = field.dotted();
    let ends = |end: &str| path == end || path.ends_with(&format!(".{end}"));
    // Next-generation Control Center has a version of its own, which is a tag.
    let excepted = path == "controlCenter.nextGeneration.version";
    // A key of `limits` is a resource's name; its value is a quantity.
    let is_key = field.kind == Kind::Key && (ends("limits.qzname") || ends("requests.qzname"));
    // Kubernetes knows what may stand in a security context.
    if field.kind == Kind::Key && path.ends_with("SecurityContext.qzname") {
        return false;
    }
    excepted || is_key || !NOT_RENDERED.iter().any(|(end, _)| ends(end))
}

/// A platform in which the field has an effect, and little else besides.
fn around(field: &Field) -> Value {
    let path = field.dotted();
    let off = |keys: &[&str]| Value::Object(keys.iter().map(|k| (k.to_string(), json!({"enabled": false}))).collect());
    let clients = ["schemaRegistry", "connect", "restProxy", "ksql"];
    let section = match path.split('.').next().expect("a path has steps") {
        "images" | "name" | "namespace" | "kubernetes" | "platform" | "defaults" => "restProxy",
        "patches" | "naming" => "restProxy",
        "external" if path.contains("zookeeper") || path.contains("kraft") => "kafka",
        "external" if path.contains(".connect") => "ksql",
        "external" if path.contains(".ksql") => "controlCenter",
        "external" => "restProxy",
        section => section,
    };
    let mut value = off(&clients.iter().copied().filter(|key| *key != section).collect::<Vec<_>>());
    let elsewhere = json!({
        "kafka": {"enabled": false}, "kraft": {"enabled": false}, "external": {"kafka": {"bootstrap": "k:9092"}},
    });
    match section {
        "zookeeper" => merge(&mut value, &json!({"platform": {"version": "7.9.2"}})),
        "kraft" => merge(&mut value, &json!({"platform": {"metadata": "kraft"}})),
        "kafka" => {}
        "connect" => merge(&mut value, &json!({"connect": {"groupId": "g"}})),
        "ksql" => merge(&mut value, &json!({"ksql": {"serviceId": "s"}})),
        "controlCenter" => {
            merge(&mut value, &json!({"platform": {"edition": "enterprise"}, "controlCenter": {"enabled": true}}))
        }
        _ => {}
    }
    if !["zookeeper", "kraft", "kafka"].contains(&section) {
        merge(&mut value, &elsewhere);
    }
    let contains = |part: &str| path.contains(part);
    let at = |value: &mut Value, steps: &[&str], leaf: Value| {
        put(value, &steps.iter().map(|step| step.to_string()).collect::<Vec<_>>(), leaf)
    };
    let parent = |steps: usize| -> Vec<&str> {
        field.path[..field.path.len().saturating_sub(steps)].iter().map(String::as_str).collect()
    };
    if contains("external.zookeeper") {
        merge(&mut value, &json!({"platform": {"version": "7.9.2"}, "zookeeper": {"enabled": false}}));
    }
    if contains("external.kraft") {
        merge(&mut value, &json!({"kraft": {"enabled": false, "clusterId": "AAAAAAAAAAAAAAAAAAAAAA"}}));
    }
    if contains("clusterDomain") {
        merge(&mut value, &json!({"namespace": "ns", "kafka": {"enabled": true}, "kraft": {"enabled": true}}));
    }
    if contains("naming.") {
        merge(&mut value, &json!({"naming": {"style": "cp-helm-charts"}}));
    }
    if contains("license") {
        merge(&mut value, &json!({"platform": {"edition": "enterprise", "license": {"secret": "x", "key": "x"}}}));
    }
    if contains("configFromSecrets.qzname.") {
        at(&mut value, &parent(1), json!({"secret": "x", "key": "x"}));
    }
    if contains(".tls.") && !contains("expose") {
        let listener = json!({"secret": "x", "clientAuth": "required"});
        at(&mut value, &parent(1), if section == "kafka" { listener } else { json!({"secret": "x"}) });
    }
    if contains(".authentication.") {
        let login = json!({"secret": "x", "key": "x"});
        at(&mut value, &parent(1), if section == "kafka" { json!({"secret": "x"}) } else { login });
    }
    if path.ends_with("configMap.key") {
        at(&mut value, &[&parent(1)[..], &["name"]].concat(), json!("x"));
    }
    if contains("queries") {
        at(
            &mut value,
            &[
                &parent(field.path.len() - field.path.iter().position(|s| s == "queries").expect("queries"))[..],
                &["mode"],
            ]
            .concat(),
            json!("headless"),
        );
    }
    if let Some(index) = field.path.iter().position(|step| step == "volumes") {
        let volume: Vec<&str> = field.path[..index + 2].iter().map(String::as_str).collect();
        let own = field.path.get(index + 2).map(String::as_str);
        if matches!(own, Some("mountPath" | "subPath") | None) {
            at(&mut value, &[&volume[..], &["emptyDir"]].concat(), json!({}));
        }
        if own == Some("subPath") {
            at(&mut value, &[&volume[..], &["mountPath"]].concat(), json!("/mnt/x"));
        }
    }
    if contains("kafka.listeners.qzname.") {
        at(&mut value, &["kafka", "listeners", NAME, "port"], json!(9199));
        if path.ends_with("loadBalancer.host") {
            // Several brokers need a host each.
            at(&mut value, &["kafka", "replicas"], json!(1));
        } else if contains("loadBalancer") {
            at(&mut value, &["kafka", "listeners", NAME, "expose", "loadBalancer", "host"], json!("b{id}.example.com"));
        }
    }
    if contains("exporter") {
        at(&mut value, &[section, "exporter", "enabled"], json!(true));
    }
    if contains("clusters.qzname.") {
        let index = field.path.iter().position(|step| step == "clusters").expect("clusters");
        let cluster: Vec<&str> = field.path[..index + 2].iter().map(String::as_str).collect();
        let key = if section == "connect" { "groupId" } else { "serviceId" };
        at(&mut value, &[&cluster[..], &[key]].concat(), json!("other"));
    }
    if contains("patches.0") {
        at(&mut value, &["patches", "0", "target"], json!({"kind": "ConfigMap", "name": "cp-rest-proxy-config"}));
    }
    value
}

/// The names of keys that cannot be chosen freely.
fn path_of(field: &Field) -> Vec<String> {
    let mut path = field.path.clone();
    for index in 1..path.len() {
        if path[index] == NAME && path[index - 1] == "brokers" {
            path[index] = "1".into();
        }
        if path[index] == NAME && path[index - 1] == "overrides" {
            path[index] = "rest-proxy".into();
        }
        if path[index] == NAME && path[index - 1] == "advertise" {
            path[index] = "internal".into();
        }
    }
    path
}

/// The texts in which a field takes a word at all: most take it as it is.
const SHAPES: &[&str] = &["qzword", "qzword:9092", "http://qzword", "1@qzword:9092", "/qzword", "qzword.example.com"];

/// The values file with `shape` at the field; where the field is a key, below that key stands what it needs.
fn document(field: &Field, shape: &str) -> String {
    let mut value = around(field);
    let mut path = path_of(field);
    match field.kind {
        Kind::Text => put(&mut value, &path, json!(shape)),
        Kind::Key => {
            let map = path[path.len() - 2].clone();
            *path.last_mut().expect("a key") = shape.into();
            put(&mut value, &path, sample(&map, &path));
        }
        Kind::Free if path.ends_with(&["merge".into()]) => put(
            &mut value,
            &path,
            json!({"metadata": {"annotations": {"qz": shape, shape: "qz"}}, "data": {"qz": shape}}),
        ),
        Kind::Free if path.ends_with(&["json".into()]) => put(
            &mut value,
            &path,
            json!([{"op": "add", "path": "/metadata/annotations", "value": {"qz": shape, shape: "qz"}}]),
        ),
        Kind::Free => {
            let (step, content) = kubernetes_own(&path, shape);
            *path.last_mut().expect("a field") = step;
            put(&mut value, &path, content);
        }
        _ => unreachable!("only texts are hostile"),
    }
    encoded(&value)
}

/// What is taken in a part that is not cpgen's own, full of `text`: the last step of the path and what stands there.
fn kubernetes_own(path: &[String], text: &str) -> (String, Value) {
    let end = path[path.len() - 1].as_str();
    let content = match (path[path.len() - 2].as_str(), end) {
        ("podSecurityContext" | "containerSecurityContext", _) => {
            return ("seLinuxOptions".into(), json!({"level": text, "user": text}));
        }
        ("sidecars" | "initContainers", _) => {
            json!({"image": text, "args": [text], "env": [{"name": "A", "value": text}]})
        }
        ("tolerations", _) => json!({"key": text, "value": text}),
        ("envFrom", _) => json!({"prefix": text, "configMapRef": {"name": text}}),
        (_, "affinity") => json!({"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
            {"topologyKey": text, "labelSelector": {"matchLabels": {text: text, "qz": text}}},
        ]}}),
        (_, "handler") => {
            json!({"httpGet": {"port": text, "path": text, "httpHeaders": [{"name": text, "value": text}]}})
        }
        (_, "valueFrom") => json!({"configMapKeyRef": {"name": text, "key": text}}),
        (_, "secret") => json!({"secretName": text, "items": [{"key": text, "path": text}]}),
        (_, "configMap") => json!({"name": text, "items": [{"key": text, "path": text}]}),
        (_, "emptyDir") => json!({"medium": text}),
        (_, "persistentVolumeClaim") => json!({"claimName": text}),
        (_, "projected") => json!({"sources": [{"secret": {"name": text}}]}),
        (_, "csi") => json!({"driver": text, "volumeAttributes": {text: text, "qz": text}}),
        (_, "ephemeral") => json!({"volumeClaimTemplate": {
            "metadata": {"annotations": {text: text, "qz": text}},
            "spec": {"storageClassName": text, "accessModes": [text], "resources": {"requests": {"storage": "1Gi"}}},
        }}),
        (_, "image") => json!({"reference": text}),
        (_, "nfs") => json!({"server": text, "path": text}),
        (_, "hostPath") => json!({"path": text}),
        // The exporter's own.
        (_, "rules") => json!({"qz": text, "list": [text, {text: text}], text: "qz"}),
        // Refused later, so that it does not go unseen.
        (_, other) => json!({"unknown": other}),
    };
    (end.into(), content)
}

/// What an entry of `map` needs to be complete.
fn sample(map: &str, path: &[String]) -> Value {
    match map {
        "env" => json!({"value": "x"}),
        "volumes" => json!({"emptyDir": {}, "mountPath": "/mnt/x"}),
        "sidecars" | "initContainers" => json!({"image": "x"}),
        "listeners" => json!({"port": 9199}),
        "storage" => json!({"size": "1Gi"}),
        "clusters" if path[0] == "connect" => json!({"groupId": "other"}),
        "clusters" => json!({"serviceId": "other"}),
        "configFromSecrets" => json!({"secret": "x", "key": "x"}),
        "brokers" => json!({"config": {"a": "b"}}),
        "advertise" => json!({"host": "x"}),
        "loggers" => json!("DEBUG"),
        "requests" | "limits" => json!("1"),
        _ => json!("x"),
    }
}

/// JSON in ASCII, but for what needs a surrogate pair: YAML reads it the same.
fn encoded(value: &Value) -> String {
    let mut out = String::new();
    for character in value.to_string().chars() {
        match character {
            ' '..='~' | '\u{10000}'.. => out.push(character),
            other => out.push_str(&format!("\\u{:04x}", other as u32)),
        }
    }
    out
}

/// All objects as plain values, in which every text file that a process reads stands as what that process reads.
fn meaning(checked: &Checked) -> Vec<Value> {
    checked.objects().iter().map(|object| meant(&object.value)).collect()
}

fn meant(object: &Value) -> Value {
    let mut value = object.clone();
    if let Some(annotations) = value.pointer_mut("/spec/template/metadata/annotations").and_then(Value::as_object_mut) {
        annotations.remove("cpgen.dev/config-checksum");
    }
    if value["kind"] == "ConfigMap"
        && let Some(data) = value.get_mut("data").and_then(Value::as_object_mut)
    {
        for (name, content) in data {
            let Some(text) = content.as_str() else { continue };
            *content = match name.as_str() {
                name if name.ends_with(".properties") => json!({"entries": java::properties(text)}),
                "brokers" | "quorum" => json!({"lines": text.lines().collect::<Vec<_>>()}),
                "exporter.yaml" => json!({"yaml": serde_yaml::from_str::<Value>(text).expect("the exporter reads it")}),
                _ => continue,
            };
        }
    }
    value
}

/// `value` with `word` instead of [`WORD`] in every key and text. Kafka sees listeners in capitals.
fn with_word(value: &Value, word: &str) -> Value {
    let swap = |text: &str| text.replace(WORD, word).replace(&WORD.to_uppercase(), &word.to_uppercase());
    match value {
        Value::String(text) => swap(text).into(),
        Value::Array(list) => list.iter().map(|item| with_word(item, word)).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, inner)| (swap(key), with_word(inner, word))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// What became of one text in one field.
enum Fate {
    Refused,
    /// The stream of the objects that hold it.
    Kept(String, Vec<Value>),
    /// It did something that a harmless word does not do.
    Harmed(String),
}

/// Judges one run against the run with the harmless word.
fn fate(field: &Field, harmless: &[Value], text: &str, word: &str) -> Fate {
    let checked = match corridor::rendered(text) {
        Err(findings) => {
            judge_findings(field, word, findings);
            return Fate::Refused;
        }
        Ok(checked) => checked,
    };
    let found = meaning(&checked);
    let expected: Vec<Value> = harmless.iter().map(|object| with_word(object, word)).collect();
    if let Some(difference) = difference("", &json!(found), &json!(expected)) {
        return Fate::Harmed(format!("{} = {word:?}: {difference}", field.dotted()));
    }
    let touched: Vec<usize> = (0..harmless.len()).filter(|n| expected[*n] != harmless[*n]).collect();
    let values: Vec<Value> = touched.iter().map(|n| checked.objects()[*n].value.clone()).collect();
    let ids: BTreeSet<String> = touched.iter().map(|n| checked.objects()[*n].id()).collect();
    Fate::Kept(corridor::stream(&checked.only(|object| ids.contains(&object.id()))), values)
}

/// Where two values differ first.
fn difference(path: &str, found: &Value, expected: &Value) -> Option<String> {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().zip(b.values()).find_map(|((key, a), b)| difference(&format!("{path}.{key}"), a, b))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(n, (a, b))| difference(&format!("{path}.{n}"), a, b))
        }
        (a, b) if a == b => None,
        (a, b) => {
            let short = |value: &Value| value.to_string().chars().take(200).collect::<String>();
            Some(format!("at {path} is {} and not {}", short(a), short(b)))
        }
    }
}

/// Words that mean something where they stand, as the documentation of the setting says.
fn is_meant(path: &str, word: &str) -> bool {
    let ends = |list: &[&str]| list.iter().any(|end| path == *end || path.ends_with(&format!(".{end}")));
    // Names that Helm would cut are cut: an empty one is none, long ones and dashes at the end are shortened.
    if path.starts_with("naming.overrides.") && (word.is_empty() || word == "-" || word.len() > 63) {
        return true;
    }
    match word {
        "" => ends(&[
            "repository",
            "tag",
            "digest",
            "images.registry",
            "serviceAccount.name",
            "mountPath",
            "subPath",
            "host",
            "tls.ca",
            "tls.secret",
            "tls.clientSecret",
            "rack",
        ]),
        "-" => ends(&["class"]),
        " x" | "x " => path.starts_with("external."),
        // Several servers, each with a port of its own, and a root that is no part of their addresses.
        _ if path == "external.zookeeper.connect" && word.contains(['/', ',', ':']) => true,
        "/" => path == "images.registry",
        // Brokers have numbers, for which these stand.
        _ => path.contains("listeners.qzname.expose") && word.contains("{id}"),
    }
}

/// A refusal can be read: it has a fix, short lines, and no control characters.
fn judge_findings(field: &Field, word: &str, findings: Findings) {
    let context = format!("{} = {:?}", field.dotted(), word.chars().take(40).collect::<String>());
    assert!(findings.has_errors(), "{context}");
    let findings = findings.sorted();
    for finding in &findings {
        assert!(!finding.fix.is_empty(), "{context}: {}", finding.sentence);
        // No rule of rendered YAML may fire: that would be our own text that broke.
        let is_ours = finding.rule.starts_with("yaml-") || finding.rule == "template";
        assert!(!is_ours, "{context}: {}", finding.sentence);
    }
    let shown = report(&findings, false);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{context}: {shown:?}");
    let longest = shown.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    assert!(longest < 1200, "{context}: a line of {longest} characters");
}

type Harmless = Option<(&'static str, Vec<Value>)>;

/// The word in the one shape that the field takes, with what comes out of it.
fn harmless(field: &Field) -> Harmless {
    static KNOWN: OnceLock<BTreeMap<String, Harmless>> = OnceLock::new();
    let id = |field: &Field| format!("{} {:?}", field.dotted(), field.kind);
    let all = || texts().par_iter().map(|field| (id(field), harmless_of(field))).collect();
    KNOWN.get_or_init(all)[&id(field)].clone()
}

fn harmless_of(field: &Field) -> Harmless {
    SHAPES.iter().find_map(|shape| {
        let checked = corridor::rendered(&document(field, shape)).ok()?;
        let objects = meaning(&checked);
        let is_there = Value::from(objects.clone()).to_string().to_lowercase().contains(WORD);
        is_there.then_some((*shape, objects))
    })
}

/// Fields that take no word at will, since the API server knows all that may stand there.
const JUDGED: [&str; 4] = [".resources.requests.", ".resources.limits.", ".ephemeral", ".sourceRanges."];

fn texts() -> Vec<Field> {
    let is_free = |field: &Field| !JUDGED.iter().any(|part| field.dotted().contains(part));
    let hostile = |field: &Field| {
        matches!(field.kind, Kind::Text | Kind::Key | Kind::Free) && is_rendered(field) && is_free(field)
    };
    settings::fields().into_iter().filter(hostile).collect()
}

/// Of fields that all components have, each component tries a part of the words, and together they try all of them.
fn words_for(fields: &[Field]) -> Vec<(Field, Vec<String>)> {
    let shared = |field: &Field| {
        let path = field.path[1..].join(".").replace("clusters.qzname.", "");
        let alike = ["probes.", "volumes.qzname.", "service.", "expose."];
        match (alike.iter().find(|part| path.contains(**part)), field.kind) {
            (Some(part), kind @ (Kind::Free | Kind::Key)) => format!("{part} {kind:?}"),
            _ => path.replace("podLabels", "labels").replace("podAnnotations", "annotations"),
        }
    };
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    fields.iter().for_each(|field| *groups.entry(shared(field)).or_default() += 1);
    let all: Vec<String> = HOSTILE.iter().map(|word| word.to_string()).chain(long()).collect();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut plan = Vec::new();
    for field in fields {
        let (of, turn) = (groups[&shared(field)], taken.entry(shared(field)).or_default());
        let own = all.iter().skip(*turn).step_by(of).cloned().collect();
        *turn += 1;
        plan.push((field.clone(), own));
    }
    plan
}

#[test]
fn every_text_field_takes_a_harmless_word() {
    let fields = texts();
    assert!(fields.len() > 400, "{}", fields.len());
    let dull: Vec<String> = fields
        .par_iter()
        .filter(|field| harmless(field).is_none())
        .map(|field| {
            let findings = corridor::rendered(&document(field, WORD)).err().map(|f| f.sorted()[0].sentence.clone());
            format!("{} ({:?}): {findings:?}", field.dotted(), field.kind)
        })
        .collect();
    assert_eq!(dull, Vec::<String>::new(), "a field that has no effect, or a test that does not know how to use it");
}

#[test]
fn hostile_words_end_in_findings_or_come_out_unchanged() {
    let fields = texts();
    let plan: Vec<(Field, Vec<String>)> = words_for(&fields);
    let results: Vec<Vec<Fate>> = plan
        .par_iter()
        .map(|(field, words)| {
            let (shape, objects) = harmless(field).unwrap_or_else(|| panic!("{}", field.dotted()));
            let words = words.iter().filter(|word| !is_meant(&field.dotted(), word));
            words.map(|word| fate(field, &objects, &document(field, &shape.replace(WORD, word)), word)).collect()
        })
        .collect();
    let (refused, kept) = sorted(results);
    eprintln!("{} fields, {refused} refused, {} kept", fields.len(), kept.len());
    assert!(refused > 2000 && kept.len() > 2000, "{refused} refused, {} kept", kept.len());
    read_back(kept);
}

/// How many were refused, and what was kept; fails where any did harm.
fn sorted(results: Vec<Vec<Fate>>) -> (usize, Vec<(String, Vec<Value>)>) {
    let (mut refused, mut kept, mut harmed) = (0, Vec::new(), Vec::new());
    for fate in results.into_iter().flatten() {
        match fate {
            Fate::Refused => refused += 1,
            Fate::Kept(stream, values) => kept.push((stream, values)),
            Fate::Harmed(what) => harmed.push(what),
        }
    }
    assert!(harmed.is_empty(), "{} did harm:\n{}", harmed.len(), harmed[..harmed.len().min(40)].join("\n"));
    (refused, kept)
}

#[test]
fn plain_words_stay_the_text_that_they_are() {
    let fields: Vec<Field> = texts().into_iter().filter(|field| field.kind == Kind::Text).collect();
    let results: Vec<Vec<Fate>> = fields
        .par_iter()
        .enumerate()
        .map(|(index, field)| {
            let (shape, objects) = harmless(field).unwrap_or_else(|| panic!("{}", field.dotted()));
            let text = document(field, shape);
            let words = PLAIN
                .iter()
                .skip(index % 7)
                .step_by(7)
                .filter(|word| shape == WORD && !is_meant(&field.dotted(), word));
            words.map(|word| fate(field, &objects, &text.replace(&format!("\"{WORD}\""), word), word)).collect()
        })
        .collect();
    let (_, kept) = sorted(results);
    assert!(kept.len() > 500, "{}", kept.len());
    read_back(kept);
}

#[test]
fn words_that_go_nowhere_break_nothing() {
    let hostile = |field: &Field| matches!(field.kind, Kind::Text | Kind::Key | Kind::Free) && !is_rendered(field);
    let fields: Vec<Field> = settings::fields().into_iter().filter(hostile).collect();
    let kept: Vec<Vec<(String, Vec<Value>)>> = words_for(&fields)
        .par_iter()
        .map(|(field, words)| {
            let mut kept = Vec::new();
            for word in words {
                match corridor::rendered(&document(field, word)) {
                    Err(findings) => judge_findings(field, word, findings),
                    Ok(checked) => {
                        let values = checked.objects().iter().map(|object| object.value.clone()).collect();
                        kept.push((corridor::stream(&checked), values));
                    }
                }
            }
            kept
        })
        .collect();
    read_back(kept.into_iter().flatten().collect());
}

/// Both independent readers make of the streams what we meant.
fn read_back(kept: Vec<(String, Vec<Value>)>) {
    kept.par_iter().step_by(7).for_each(|(stream, values)| {
        let documents = serde_yaml::Deserializer::from_str(stream);
        let read: Vec<Value> = documents
            .map(|document| serde::Deserialize::deserialize(document).unwrap_or_else(|e| panic!("{e}:\n{stream}")))
            .collect();
        assert_eq!(&read, values, "{stream}");
    });
    for batch in kept.chunks(500) {
        let whole: String = batch.iter().map(|(stream, _)| stream.as_str()).collect();
        let theirs = kubectl_reads(&whole);
        let ours: Vec<&Value> = batch.iter().flat_map(|(_, values)| values).collect();
        assert_eq!(theirs.len(), ours.len(), "a document more or less");
        for (theirs, ours) in theirs.into_iter().zip(ours) {
            let theirs = theirs.unwrap_or_else(|error| panic!("{error}: {ours}"));
            // Their keys are sorted.
            if normal(&theirs) != normal(ours) {
                panic!("kubectl reads something else: {:?}", difference("", &sorted_keys(&theirs), &sorted_keys(ours)));
            }
        }
    }
}

fn sorted_keys(value: &Value) -> Value {
    match normal(value) {
        Value::Object(map) => {
            let sorted: BTreeMap<&String, Value> = map.iter().map(|(key, value)| (key, sorted_keys(value))).collect();
            json!(sorted)
        }
        Value::Array(list) => list.iter().map(sorted_keys).collect(),
        other => other,
    }
}

#[test]
fn the_reader_of_properties_does_as_java_does() {
    let text =
        "# c\n! c\n\n  a = b \nc:d\ne f\ng\\ h\\==i\\\n   j\nk=\\u00e9\\ud83d\\ude00\\t\\z\nl\nm\\\\=n\\\\\no==p\n";
    let expected =
        [("a", "b "), ("c", "d"), ("e", "f"), ("g h=", "ij"), ("k", "é😀\tz"), ("l", ""), ("m\\", "n\\"), ("o", "=p")];
    assert_eq!(java::properties(text), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}
