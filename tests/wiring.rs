//! Components find each other whatever is renamed, moved, resized or switched off, and a change restarts only what it
//! concerns.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::instance::{ALL, Instance};
use support::platform::{Objects, at, merged, profiles, refused};

fn older() -> Value {
    json!({ "name": "orders", "namespace": "shop", "platform": { "version": "7.9.2", "edition": "enterprise" },
            "controlCenter": { "enabled": true } })
}

fn newer() -> Value {
    json!({ "name": "orders", "namespace": "shop", "platform": { "version": "8.3.0", "edition": "enterprise" },
            "controlCenter": { "enabled": true } })
}

fn with(values: &Value, path: &str, value: Value) -> Value {
    merged(values, &at(path, value))
}

fn property(objects: &Objects, key: &str, name: &str) -> String {
    Instance::of(objects, key, None).property(name).unwrap_or_default().to_string()
}

fn kafka_hosts(count: u32, port: u32, domain: &str) -> String {
    let host = |n| format!("orders-kafka-{n}.orders-kafka-headless{domain}:{port}");
    (0..count).map(host).collect::<Vec<_>>().join(",")
}

#[test]
fn bootstrap_follows_brokers_listeners_and_domains() {
    let domain = ".shop.svc.cluster.local";
    for (path, value, expected) in [
        ("kafka.replicas", json!(1), kafka_hosts(1, 9092, domain)),
        ("kafka.replicas", json!(2), kafka_hosts(2, 9092, domain)),
        ("kafka.replicas", json!(5), kafka_hosts(3, 9092, domain)),
        ("kafka.listeners.internal.port", json!(19092), kafka_hosts(3, 19092, domain)),
        ("kafka.clientListener", json!("replication"), kafka_hosts(3, 9091, domain)),
        ("kubernetes.clusterDomain", json!("k8s.example"), kafka_hosts(3, 9092, ".shop.svc.k8s.example")),
        ("namespace", json!("other"), kafka_hosts(3, 9092, ".other.svc.cluster.local")),
        ("namespace", Value::Null, kafka_hosts(3, 9092, "")),
        ("name", json!("x"), kafka_hosts(3, 9092, domain).replace("orders", "x")),
    ] {
        let values = with(&newer(), path, value.clone());
        let objects = Objects::of(&values);
        let name = values["name"].as_str().unwrap();
        for (component, file, key, protocol) in [
            ("schema-registry", "schema-registry.properties", "kafkastore.bootstrap.servers", "PLAINTEXT://"),
            ("connect", "connect-distributed.properties", "bootstrap.servers", ""),
            ("rest-proxy", "kafka-rest.properties", "bootstrap.servers", ""),
            ("ksql", "ksql-server.properties", "bootstrap.servers", ""),
            ("control-center", "control-center.properties", "bootstrap.servers", ""),
        ] {
            let text = objects.file(&format!("{name}-{component}-config"), file);
            let expected: Vec<String> = expected.split(',').map(|host| format!("{protocol}{host}")).collect();
            let line = format!("{key}={}", expected.join(","));
            assert!(text.lines().any(|found| found == line), "{path}={value}: no `{line}` in\n{text}");
        }
    }
}

#[test]
fn replication_follows_the_number_of_brokers() {
    for (brokers, replication, in_sync) in [(1, 1, 1), (2, 2, 1), (3, 3, 2), (5, 3, 2)] {
        let objects = Objects::of(&with(&newer(), "kafka.replicas", json!(brokers)));
        let (replication, in_sync) = (replication.to_string(), in_sync.to_string());
        let three = &[
            ("kafka", "default.replication.factor"),
            ("kafka", "offsets.topic.replication.factor"),
            ("kafka", "transaction.state.log.replication.factor"),
            ("kafka", "share.coordinator.state.topic.replication.factor"),
            ("kafka", "confluent.license.topic.replication.factor"),
            ("kafka", "confluent.metadata.topic.replication.factor"),
            ("kafka", "confluent.balancer.topic.replication.factor"),
            ("kraft", "default.replication.factor"),
            ("schemaRegistry", "kafkastore.topic.replication.factor"),
            ("connect", "config.storage.replication.factor"),
            ("connect", "offset.storage.replication.factor"),
            ("connect", "status.storage.replication.factor"),
            ("ksql", "ksql.internal.topic.replicas"),
            ("ksql", "ksql.streams.replication.factor"),
            ("ksql", "ksql.logging.processing.topic.replication.factor"),
            ("controlCenter", "confluent.controlcenter.internal.topics.replication"),
            ("controlCenter", "confluent.controlcenter.command.topic.replication"),
        ];
        for (component, name) in three {
            assert_eq!(property(&objects, component, name), replication, "{component}: {name}, {brokers} brokers");
        }
        for (component, name) in [
            ("kafka", "min.insync.replicas"),
            ("kafka", "transaction.state.log.min.isr"),
            ("kafka", "share.coordinator.state.topic.min.isr"),
            ("kraft", "min.insync.replicas"),
            ("ksql", "ksql.internal.topic.min.insync.replicas"),
        ] {
            assert_eq!(property(&objects, component, name), in_sync, "{component}: {name}, {brokers} brokers");
        }
        for component in ["schemaRegistry", "connect", "restProxy", "ksql", "controlCenter"] {
            let waits = Instance::of(&objects, component, None).env("CPGEN_WAIT_BROKERS")["value"].clone();
            assert_eq!(waits, replication.as_str(), "{component}, {brokers} brokers");
        }
        let all = objects.file("orders-kafka-live", "brokers").lines().count();
        assert_eq!((all, objects.file("orders-connect-live", "brokers").lines().count()), (brokers, brokers));
    }
}

#[test]
fn quorums_follow_their_servers() {
    for count in [1, 3, 5] {
        let objects = Objects::of(&with(&newer(), "kraft.replicas", json!(count)));
        let host = |n| format!("orders-kraft-{n}.orders-kraft-headless.shop.svc.cluster.local:9093");
        let voters: Vec<String> = (0..count).map(|n| format!("{}@{}", 9990 + n, host(n))).collect();
        for component in ["kraft", "kafka"] {
            assert_eq!(property(&objects, component, "controller.quorum.voters"), voters.join(","));
        }
        let waits = Instance::of(&objects, "kafka", None).env("CPGEN_WAIT_CONTROLLERS")["value"].clone();
        assert_eq!(waits, (count / 2 + 1).to_string());
        assert_eq!(objects.file("orders-kafka-live", "quorum").lines().count(), count as usize);

        let objects = Objects::of(&with(&older(), "zookeeper.replicas", json!(count)));
        let host = |n| format!("orders-zookeeper-{n}.orders-zookeeper-headless.shop.svc.cluster.local");
        let connect: Vec<String> = (0..count).map(|n| format!("{}:2181", host(n))).collect();
        assert_eq!(property(&objects, "kafka", "zookeeper.connect"), connect.join(","));
        for n in 0..count {
            let server = property(&objects, "zookeeper", &format!("server.{}", n + 1));
            assert_eq!(server, format!("{}:2888:3888", host(n)));
        }
        assert_eq!(property(&objects, "zookeeper", &format!("server.{}", count + 1)), "");
    }
}

#[test]
fn a_component_may_run_another_version() {
    let objects = Objects::of(&merged(
        &older(),
        &json!({ "connect": { "version": "8.1.0" }, "ksql": { "version": "7.8.0" }, "schemaRegistry": { "version": "8.0.0" } }),
    ));
    for (component, file) in [
        ("kafka", "log4j.properties"),
        ("connect", "log4j2.properties"),
        ("ksql", "log4j.properties"),
        ("schemaRegistry", "log4j2.properties"),
    ] {
        let i = Instance::of(&objects, component, None);
        assert!(!i.config(file).is_empty(), "{component} has no {file}");
        let options = i.env(&format!("{}_LOG4J_OPTS", i.component.java))["value"].as_str().unwrap();
        assert!(options.ends_with(&format!("/{file}")), "{options}");
    }
    // `GET /health` came with 7.9.
    for (version, path) in [("7.9.0", "/health"), ("7.8.3", "/connectors")] {
        let objects = Objects::of(&with(&older(), "connect.version", json!(version)));
        let probe = &Instance::of(&objects, "connect", None).container()["readinessProbe"];
        assert_eq!(probe["httpGet"]["path"], path, "{version}");
    }
    // Share groups came with 8.1; an older broker would not know their topics.
    for (version, known) in [("8.0.1", false), ("8.1.0", true)] {
        let objects = Objects::of(&with(&newer(), "kafka.version", json!(version)));
        let factor = property(&objects, "kafka", "share.coordinator.state.topic.replication.factor");
        assert_eq!(!factor.is_empty(), known, "{version}");
    }
}

#[test]
fn what_is_switched_off_is_rewired_or_refused() {
    for (values, key, rule) in [
        (older(), "zookeeper", "missing-quorum"),
        (newer(), "kraft", "missing-quorum"),
        (older(), "kafka", "missing-kafka"),
        (newer(), "kafka", "missing-kafka"),
    ] {
        let said = refused(&with(&values, &format!("{key}.enabled"), json!(false)));
        assert!(said.contains(&format!("error[{rule}]")), "{key}: {said}");
    }
    for (key, host, absent) in [
        ("schemaRegistry", "orders-schema-registry", "schema.registry.url"),
        ("connect", "orders-connect", "ksql.connect.url"),
        ("ksql", "orders-ksql", "confluent.controlcenter.ksql."),
        ("restProxy", "orders-rest-proxy", "orders-rest-proxy"),
        ("controlCenter", "orders-control-center", "TelemetryReporter"),
    ] {
        for values in [older(), newer()] {
            let text = Value::from(Objects::of(&with(&values, &format!("{key}.enabled"), json!(false))).0).to_string();
            assert!(!text.contains(host) && !text.contains(absent), "{key} is off, and yet {host} or {absent} shows");
        }
    }
    let off = Objects::of(&with(&newer(), "schemaRegistry.enabled", json!(false)));
    for converter in ["key.converter", "value.converter"] {
        assert_eq!(property(&off, "connect", converter), "org.apache.kafka.connect.json.JsonConverter");
    }
    let alone = json!({ "kafka": { "enabled": false }, "schemaRegistry": { "enabled": false },
        "connect": { "enabled": false }, "restProxy": { "enabled": false }, "ksql": { "enabled": false } });
    let controllers = Objects::of(&with(&alone, "kraft.enabled", json!(true)));
    assert_eq!(controllers.workloads().count(), 1, "controllers may stand alone where somebody says so");
    assert!(refused(&alone).contains("error[empty-platform]"), "controllers without brokers are nobody's default");
    assert!(refused(&with(&alone, "kraft.enabled", json!(false))).contains("error[empty-platform]"));
}

#[test]
fn what_cannot_work_is_refused() {
    for (values, rule) in [
        (json!({ "platform": { "version": "8.0.0", "metadata": "zookeeper" } }), "zookeeper-version"),
        (json!({ "platform": { "version": "7.4.0", "metadata": "kraft" } }), "kraft-version"),
        (json!({ "controlCenter": { "enabled": true } }), "control-center-edition"),
        (
            json!({ "kafka": { "version": "8.1.0" }, "platform": { "version": "7.9.2", "metadata": "zookeeper" } }),
            "zookeeper-version",
        ),
        (
            json!({ "kraft": { "enabled": false }, "external": { "kraft": { "voters": "1@c:1" } } }),
            "missing-cluster-id",
        ),
        (json!({ "labels": {} }), "unknown-key"),
        (json!({ "connect": { "labels": { "cpgen.dev/cluster": "x" } } }), "reserved-label"),
        (json!({ "connect": { "clusters": { "main": {} } } }), "cluster-name"),
        (json!({ "connect": { "clusters": { "a": { "clusters": { "b": {} } } } } }), "nested-clusters"),
        (
            json!({ "kafka": { "enabled": false }, "kraft": { "enabled": false }, "external": { "kafka": { "bootstrap": "k:1" } } }),
            "missing-group",
        ),
    ] {
        let said = refused(&values);
        assert!(said.contains(&format!("error[{rule}]")), "{values}: {said}");
    }
}

/// Every host in `text` that begins with the platform's name, with the port behind it.
fn hosts(text: &str, name: &str) -> BTreeSet<(String, String)> {
    let in_host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(&format!("{name}-")) {
        if text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
            continue;
        }
        // A pod's name before this one belongs to the same host.
        let from = text[..at].rfind(|c: char| !in_host(c)).map_or(0, |before| before + 1);
        let from = if text[from..].starts_with('.') { at } else { from };
        let end = text[at..].find(|c: char| !in_host(c)).map_or(text.len(), |length| at + length);
        let port: String = match text[end..].strip_prefix(':') {
            Some(rest) => rest.chars().take_while(char::is_ascii_digit).collect(),
            None => String::new(),
        };
        let host = &text[from..end];
        if !port.is_empty() || host.contains('.') {
            found.insert((host.to_string(), port));
        }
    }
    found
}

/// Hosts of this platform in its own files that lead nowhere; how many there are at all.
fn dangling(objects: &Objects, name: &str) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    let places = |object: &Value| -> Vec<String> {
        let data = object["data"].as_object().into_iter().flatten().filter_map(|(_, text)| text.as_str());
        // Images are called `cp-...` too, so not the whole containers.
        let containers = object["spec"]["template"]["spec"]["containers"].as_array().into_iter().flatten();
        let said = containers.flat_map(|c| [c["env"].to_string(), c["command"].to_string(), c["args"].to_string()]);
        data.map(str::to_string).chain(said).collect()
    };
    for object in &objects.0 {
        for (host, port) in places(object).iter().flat_map(|text| hosts(text, name)) {
            count += 1;
            let labels: Vec<&str> = host.split('.').collect();
            let service = match objects.get("Service", labels[0]) {
                // A pod of a StatefulSet, by its headless Service.
                Value::Null => {
                    let (set, ordinal) = labels[0].rsplit_once('-').unwrap_or_default();
                    let set = &objects.get("StatefulSet", set)["spec"];
                    let exists = ordinal.parse().is_ok_and(|n: u64| n < set["replicas"].as_u64().unwrap_or_default());
                    let governs = labels.len() > 1 && set["serviceName"] == labels[1];
                    if exists && governs { objects.get("Service", labels[1]) } else { &Value::Null }
                }
                found => found,
            };
            let ports = service["spec"]["ports"].as_array().map(Vec::as_slice).unwrap_or_default();
            let is_open = port.is_empty() || ports.iter().any(|open| open["port"].as_u64() == port.parse().ok());
            if service.is_null() || !is_open {
                wrong.push(format!("{} has {host}:{port}", object["metadata"]["name"]));
            }
        }
    }
    (count, wrong)
}

#[test]
fn no_host_of_the_platform_dangles() {
    let mut platforms: Vec<(String, Objects, String)> = Vec::new();
    for profile in profiles() {
        let objects = Objects::of_profile(&profile);
        let label = objects.0[0]["metadata"]["labels"]["cpgen.dev/platform"].as_str().unwrap().to_string();
        platforms.push((profile, objects, label));
    }
    for values in [older(), newer()] {
        for change in [
            json!({}),
            json!({ "namespace": null }),
            json!({ "name": "x-1" }),
            json!({ "kubernetes": { "clusterDomain": "k8s.example" } }),
            json!({ "kafka": { "replicas": 1 } }),
            json!({ "kafka": { "replicas": 5, "clientListener": "replication" } }),
            json!({ "kafka": { "listeners": { "internal": { "port": 1234 } } } }),
            json!({ "schemaRegistry": { "enabled": false } }),
            json!({ "connect": { "enabled": false } }),
            json!({ "ksql": { "enabled": false } }),
            json!({ "ksql": { "mode": "headless", "queries": { "inline": "x" } } }),
            json!({ "controlCenter": { "enabled": false } }),
            json!({ "connect": { "clusters": { "a": {}, "b": { "enabled": false } } }, "ksql": { "clusters": { "c": {},
                "d": { "mode": "headless", "queries": { "inline": "x" } } } } }),
        ] {
            let values = merged(&values, &change);
            let name = values["name"].as_str().unwrap().to_string();
            platforms.push((change.to_string(), Objects::of(&values), name));
        }
    }
    for (what, objects, name) in &platforms {
        let (count, wrong) = dangling(objects, name);
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
        assert!(count > 10, "{what}: {count} hosts of {name} found");
    }
    // The search must find what dangles.
    let (_, mut objects, name) = platforms.swap_remove(platforms.len() - 1);
    objects.0.retain(|object| object["metadata"]["name"] != "orders-schema-registry");
    assert!(!dangling(&objects, &name).1.is_empty());
}

/// The pod templates of all workloads, by name, with their checksums.
fn templates(objects: &Objects) -> Vec<(String, Value)> {
    let template = |workload: &Value| {
        (workload["metadata"]["name"].as_str().unwrap().to_string(), workload["spec"]["template"].clone())
    };
    objects.workloads().map(template).collect()
}

/// The workloads whose pods restart when `change` is made.
fn restarted(values: &Value, change: &Value) -> Vec<String> {
    let (before, after) = (templates(&Objects::of(values)), templates(&Objects::of(&merged(values, change))));
    assert_eq!(before.len(), after.len());
    before.into_iter().zip(after).filter(|(old, new)| old != new).map(|(old, _)| old.0).collect()
}

#[test]
fn a_change_restarts_what_it_concerns() {
    let nothing: Vec<String> = Vec::new();
    for values in [older(), newer()] {
        let exporters: Value = ALL
            .iter()
            .map(|c| (c.key.to_string(), json!({ "exporter": { "rules": { "rules": [{ "pattern": "own" }] } } })))
            .collect::<serde_json::Map<String, Value>>()
            .into();
        for (what, change, expected) in [
            ("more brokers", at("kafka.replicas", json!(5)), vec![]),
            ("exporter rules", exporters, vec![]),
            ("an annotation of objects", at("kafka.annotations.own", json!("a")), vec![]),
            ("a property of Kafka", at("kafka.config", json!({ "log.retention.ms": 1 })), vec!["orders-kafka"]),
            ("a property of Connect", at("connect.config", json!({ "a.b": 1 })), vec!["orders-connect"]),
            ("levels", at("ksql.logging.level", json!("WARN")), vec!["orders-ksql"]),
            ("more workers", at("connect.replicas", json!(4)), vec![]),
            ("a way in", at("restProxy.expose.nodePort", json!({})), vec![]),
            ("storage", at("kafka.storage.disk0.size", json!("7Gi")), vec![]),
        ] {
            assert_eq!(restarted(&values, &change), expected, "{what}");
        }
        assert_eq!(restarted(&values, &json!({})), nothing);
    }
    assert_eq!(restarted(&newer(), &at("kraft.replicas", json!(5))), ["orders-kraft", "orders-kafka"]);
}

#[test]
fn selectors_hold_nothing_that_changes_and_nothing_of_another() {
    let own = json!({ "own": "a" });
    let changes = json!({
        "defaults": { "labels": own, "podLabels": own },
        "kafka": { "labels": own, "podLabels": own, "version": "8.2.0" },
        "connect": { "clusters": { "a": { "labels": own } } }, "ksql": { "clusters": { "a": {} } },
    });
    let objects = Objects::of(&merged(&newer(), &changes));
    let pods: Vec<(&str, &Value)> = objects
        .workloads()
        .map(|w| (w["metadata"]["name"].as_str().unwrap(), &w["spec"]["template"]["metadata"]["labels"]))
        .collect();
    let mut selectors = 0;
    for object in &objects.0 {
        let selector = &object["spec"]["selector"];
        let labels = if selector["matchLabels"].is_null() { selector } else { &selector["matchLabels"] };
        let Some(labels) = labels.as_object() else { continue };
        selectors += 1;
        let allowed =
            ["app.kubernetes.io/name", "app.kubernetes.io/component", "cpgen.dev/platform", "cpgen.dev/cluster"];
        let stable = |key: &str| allowed.contains(&key) || key == "statefulset.kubernetes.io/pod-name";
        assert!(labels.keys().all(|key| stable(key)), "{selector}");
        let selects =
            |pod: &Value| labels.iter().all(|(key, value)| !allowed.contains(&key.as_str()) || pod[key] == *value);
        let selected: Vec<&str> = pods.iter().filter(|(_, labels)| selects(labels)).map(|(name, _)| *name).collect();
        assert_eq!(selected.len(), 1, "{} selects {selected:?}", object["metadata"]["name"]);
    }
    assert!(selectors > 20, "{selectors}");
    for set in objects.of_kind("StatefulSet") {
        for claim in set["spec"]["volumeClaimTemplates"].as_array().into_iter().flatten() {
            assert_eq!(claim["metadata"]["labels"], set["spec"]["selector"]["matchLabels"], "claims are immutable");
        }
    }
}

/// The API server refuses a Service without ports, and a headless KSQL whose exporter is off has none to offer.
#[test]
fn no_service_lacks_ports() {
    let quiet = json!({ "mode": "headless", "queries": { "inline": "x" }, "exporter": { "enabled": false } });
    let objects = Objects::of(&merged(&newer(), &json!({ "ksql": quiet })));
    assert!(objects.get("Service", "orders-ksql").is_null() && !objects.get("StatefulSet", "orders-ksql").is_null());
    let mut services = 0;
    for service in objects.of_kind("Service").filter(|service| service["spec"]["clusterIP"] != "None") {
        assert!(service["spec"]["ports"].as_array().is_some_and(|ports| !ports.is_empty()), "{service}");
        services += 1;
    }
    assert!(services > 5, "{services}");
}
