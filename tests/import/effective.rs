//! What each process gets: the chart's variables as its images read them, beside ours. Every difference stands in
//! `fixes.txt` with its reason, and nothing stands there that is none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::binary::project;
use crate::chart::{PAIRS, ours, theirs};
use crate::object;

/// Properties, and variables behind a `$`.
type Settings = BTreeMap<String, String>;

/// The component of a workload, and the prefix of the variables that its image makes properties of.
const PREFIXES: &[(&str, &str)] = &[
    ("cp-zookeeper", "ZOOKEEPER_"),
    ("cp-kafka", "KAFKA_"),
    ("cp-schema-registry", "SCHEMA_REGISTRY_"),
    ("cp-kafka-connect", "CONNECT_"),
    ("cp-kafka-rest", "KAFKA_REST_"),
    ("cp-ksql-server", "KSQL_"),
    ("cp-control-center", "CONTROL_CENTER_"),
];

/// What the image of ZooKeeper writes into its file for a variable.
const ZOOKEEPER: &[(&str, &str)] = &[
    ("TICK_TIME", "tickTime"),
    ("SYNC_LIMIT", "syncLimit"),
    ("INIT_LIMIT", "initLimit"),
    ("MAX_CLIENT_CNXNS", "maxClientCnxns"),
    ("AUTOPURGE_SNAP_RETAIN_COUNT", "autopurge.snapRetainCount"),
    ("AUTOPURGE_PURGE_INTERVAL", "autopurge.purgeInterval"),
    ("CLIENT_PORT", "clientPort"),
];

/// Variables that are no properties to an image although they begin like those.
fn is_variable(name: &str) -> bool {
    ["HEAP_OPTS", "JMX_PORT", "OPTS"].iter().any(|end| name.ends_with(end))
}

fn dots(rest: &str) -> String {
    rest.to_lowercase().replace('_', ".")
}

fn of_chart(component: &str, prefix: &str, workload: &Value) -> Settings {
    let containers = workload["spec"]["template"]["spec"]["containers"].as_array().unwrap();
    let main = containers.iter().find(|container| container["name"] != "prometheus-jmx-exporter").unwrap();
    let mut settings = Settings::new();
    for variable in main["env"].as_array().unwrap() {
        let name = variable["name"].as_str().unwrap();
        let source = variable["valueFrom"]["fieldRef"]["fieldPath"].as_str();
        let value = match source {
            Some("status.podIP") => "{podIP}".to_string(),
            Some(path) => format!("<{path}>"),
            None => variable["value"].as_str().unwrap_or("<null>").to_string(),
        };
        match name.strip_prefix(prefix) {
            _ if is_variable(name) => drop(settings.insert(format!("${name}"), value)),
            Some("SERVERS") => {
                for (number, server) in value.split(';').enumerate() {
                    settings.insert(format!("server.{}", number + 1), server.to_string());
                }
            }
            Some(rest) if component == "cp-zookeeper" => {
                let (_, key) = ZOOKEEPER.iter().find(|(name, _)| *name == rest).unwrap();
                settings.insert(key.to_string(), value);
            }
            Some("REPLICATION_FACTOR") if component == "cp-control-center" => {
                for topic in ["internal.topics", "command.topic"] {
                    settings.insert(format!("confluent.controlcenter.{topic}.replication"), value.clone());
                }
                for topic in ["metrics", "monitoring.interceptor"] {
                    settings.insert(format!("confluent.{topic}.topic.replication"), value.clone());
                }
            }
            Some(rest @ ("BOOTSTRAP_SERVERS" | "ZOOKEEPER_CONNECT")) => drop(settings.insert(dots(rest), value)),
            Some(rest) if component == "cp-control-center" => {
                settings.insert(format!("confluent.controlcenter.{}", dots(rest)), value);
            }
            Some(rest) => drop(settings.insert(dots(rest), value)),
            None if name.starts_with("CONFLUENT_") => drop(settings.insert(dots(name), value)),
            None => drop(settings.insert(format!("${name}"), value)),
        }
    }
    if component == "cp-zookeeper" {
        // The image's template has these two.
        settings.insert("dataDir".into(), "/var/lib/zookeeper/data".into());
        settings.insert("dataLogDir".into(), "/var/lib/zookeeper/log".into());
    }
    for mount in main["volumeMounts"].as_array().into_iter().flatten() {
        settings.insert(format!("@{}", mount["name"].as_str().unwrap()), mount["mountPath"].as_str().unwrap().into());
    }
    ports(main, &mut settings);
    settings
}

/// Ports of a container by number.
fn ports(container: &Value, settings: &mut Settings) {
    for port in container["ports"].as_array().into_iter().flatten() {
        settings.insert(format!(":{}", port["containerPort"]), port["name"].as_str().unwrap_or("-").into());
    }
}

fn of_cpgen(objects: &[Value], workload: &Value) -> Settings {
    let name = workload["metadata"]["name"].as_str().unwrap();
    let main = &workload["spec"]["template"]["spec"]["containers"][0];
    let mut settings = Settings::new();
    let files = object(objects, "ConfigMap", &format!("{name}-config"))["data"].as_object().unwrap().clone();
    let own =
        files.keys().find(|file| file.ends_with(".properties") && !file.contains("log4j") && *file != "pod.properties");
    for file in [own.unwrap().as_str(), "pod.properties"] {
        let text = files.get(file).and_then(Value::as_str).unwrap_or_default();
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            settings.insert(key.to_string(), value.to_string());
        }
    }
    for variable in main["env"].as_array().unwrap() {
        let name = variable["name"].as_str().unwrap();
        // What our start scripts read is our own affair.
        if !name.starts_with("CPGEN_") {
            settings.insert(format!("${name}"), variable["value"].as_str().unwrap_or("<from>").to_string());
        }
    }
    for mount in main["volumeMounts"].as_array().unwrap() {
        settings.insert(format!("@{}", mount["name"].as_str().unwrap()), mount["mountPath"].as_str().unwrap().into());
    }
    ports(main, &mut settings);
    settings
}

/// `component | key | chart | cpgen`.
fn differences() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (set, case) in &PAIRS {
        let (_, objects) = ours(case);
        for workload in theirs(set).iter().filter(|o| o["spec"]["template"].is_object()) {
            let component = workload["metadata"]["labels"]["app"].as_str().unwrap();
            let (_, prefix) = PREFIXES.iter().find(|(name, _)| *name == component).unwrap();
            let (kind, name) = (workload["kind"].as_str().unwrap(), workload["metadata"]["name"].as_str().unwrap());
            let chart = of_chart(component, prefix, workload);
            let cpgen = of_cpgen(&objects, object(&objects, kind, name));
            let keys: BTreeSet<&String> = chart.keys().chain(cpgen.keys()).collect();
            for key in keys {
                let (theirs, ours) = (chart.get(key), cpgen.get(key));
                if theirs != ours {
                    let shown = |value: Option<&String>| value.map_or("-".to_string(), |value| value.clone());
                    found.insert(format!("{component} | {key} | {} | {}", shown(theirs), shown(ours)));
                }
            }
        }
    }
    found
}

#[test]
fn every_difference_is_a_fix_that_is_listed() {
    let table = std::fs::read_to_string(project("tests/import/fixes.txt")).unwrap();
    let mut listed = BTreeSet::new();
    let mut why = "";
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with("##")) {
        match line.strip_prefix("# ") {
            Some(reason) => why = reason,
            None => {
                assert!(!why.is_empty(), "no reason stands above {line}");
                assert!(listed.insert(line.to_string()), "{line} is listed twice");
            }
        }
    }
    let found = differences();
    let new: Vec<&String> = found.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "not in fixes.txt: {new:#?}\nno longer so: {gone:#?}");
}
