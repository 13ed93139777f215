//! What stands outside the components' sections shows too: images, defaults, the platform, Kubernetes, what is elsewhere,
//! patches. As for components, the JSON Schema says which keys there are.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::instance::{ALL, Instance, holds};
use support::keys::{keys_in, keys_of, schema};
use support::platform::{Objects, at, cpgen, merged, named, refused};

struct Case {
    set: Value,
    with: Value,
    found: fn(&Objects) -> bool,
}

fn case(set: Value, found: fn(&Objects) -> bool) -> Case {
    Case { set, with: json!({}), found }
}

impl Case {
    fn with(self, with: Value) -> Case {
        Case { with, ..self }
    }
}

/// What the cases start from: everything that the newest version has, and one more Connect and KSQL.
fn platform() -> Value {
    json!({
        "name": "orders", "platform": { "edition": "enterprise" }, "controlCenter": { "enabled": true },
        "connect": { "clusters": { "extra": {} } }, "ksql": { "clusters": { "extra": {} } },
    })
}

fn pods(objects: &Objects, passes: impl Fn(&Value) -> bool) -> bool {
    objects.workloads().count() == 9 && objects.workloads().all(|workload| passes(&workload["spec"]["template"]))
}

/// The containers that the program makes, of all pods.
fn containers(objects: &Objects, passes: impl Fn(&Value) -> bool) -> bool {
    pods(objects, |template| {
        let of = |field: &str| template["spec"][field].as_array().cloned().unwrap_or_default();
        of("containers").iter().chain(&of("initContainers")).all(&passes)
    })
}

fn main_containers(objects: &Objects, passes: impl Fn(&Value) -> bool) -> bool {
    pods(objects, |template| passes(&template["spec"]["containers"][0]))
}

fn property<'a>(objects: &'a Objects, component: &str, name: &str) -> Option<&'a str> {
    Instance::of(objects, component, None).property(name)
}

fn workload_of<'a>(objects: &'a Objects, component: &str) -> &'a Value {
    Instance::of(objects, component, None).workload()
}

fn is_own(map: &Value) -> bool {
    map["example.com/own"] == "a"
}

fn cases() -> Vec<Case> {
    [naming(), images(), defaults(), defaults_for_pods(), versions(), elsewhere(), patches()]
        .into_iter()
        .flatten()
        .collect()
}

fn naming() -> Vec<Case> {
    let chart = json!({
        "naming": { "style": "cp-helm-charts" },
        "ksql": { "storage": { "state": { "ephemeral": true } } },
        "controlCenter": { "storage": { "data": { "ephemeral": true }, "prometheus": { "ephemeral": true } } },
    });
    vec![
        case(chart.clone(), |o| {
            o.get("StatefulSet", "orders-cp-kafka")["spec"]["selector"]["matchLabels"]
                == json!({ "app": "cp-kafka", "release": "orders" })
        }),
        case(json!({ "naming": { "release": "rel" } }), |o| {
            !o.get("Deployment", "rel-cp-kafka-connect-extra").is_null()
                && o.get("Service", "orders-cp-kafka").is_null()
        })
        .with(chart.clone()),
        case(json!({ "naming": { "overrides": { "kafka": { "name": "broker" } } } }), |o| {
            o.get("StatefulSet", "orders-broker")["spec"]["template"]["metadata"]["labels"]["app"] == "broker"
        })
        .with(chart.clone()),
        case(json!({ "naming": { "overrides": { "schema-registry": { "fullName": "sr" } } } }), |o| {
            o.get("Deployment", "sr")["spec"]["selector"]["matchLabels"]["app"] == "cp-schema-registry"
        })
        .with(chart),
        case(json!({ "name": "own" }), |o| {
            o.0.iter().all(|object| object["metadata"]["name"].as_str().is_some_and(|name| name.starts_with("own-")))
                && !o.0.iter().any(|object| object.to_string().contains("orders"))
        }),
        case(json!({ "namespace": "own" }), |o| o.0.iter().all(|object| object["metadata"]["namespace"] == "own")),
        case(json!({ "kubernetes": { "clusterDomain": "own.domain" } }), |o| {
            property(o, "connect", "bootstrap.servers")
                .is_some_and(|all| all.matches(".shop.svc.own.domain:").count() == 3)
        })
        .with(json!({ "namespace": "shop" })),
        case(json!({ "kubernetes": { "version": "1.34" } }), |o| {
            !Instance::of(o, "kafka", None).config("pod.properties").contains("broker.rack")
        }),
    ]
}

fn images() -> Vec<Case> {
    vec![
        case(json!({ "images": { "registry": "mirror.example.com/x/" } }), |o| {
            containers(o, |c| c["image"].as_str().is_some_and(|i| i.starts_with("mirror.example.com/x/confluentinc/")))
        }),
        case(json!({ "images": { "pullSecrets": ["a", "b"] } }), |o| {
            pods(o, |template| template["spec"]["imagePullSecrets"] == json!([{ "name": "a" }, { "name": "b" }]))
        }),
        case(json!({ "images": { "pullPolicy": "Always" } }), |o| {
            containers(o, |container| container["imagePullPolicy"] == "Always")
        }),
    ]
}

fn defaults() -> Vec<Case> {
    let own = || json!({ "example.com/own": "a" });
    vec![
        case(json!({ "defaults": { "labels": own() } }), |o| {
            o.0.iter().all(|object| is_own(&object["metadata"]["labels"]))
                && pods(o, |template| is_own(&template["metadata"]["labels"]))
        }),
        case(json!({ "defaults": { "annotations": own() } }), |o| {
            o.0.iter().all(|object| is_own(&object["metadata"]["annotations"]))
        }),
        case(json!({ "defaults": { "podLabels": own() } }), |o| pods(o, |t| is_own(&t["metadata"]["labels"]))),
        case(json!({ "defaults": { "podAnnotations": own() } }), |o| {
            pods(o, |t| is_own(&t["metadata"]["annotations"]))
        }),
        case(json!({ "defaults": { "env": { "OWN": { "value": "a" } } } }), |o| {
            main_containers(o, |container| named(&container["env"], "OWN")["value"] == "a")
        }),
        case(
            json!({ "defaults": { "env": { "OWN": { "valueFrom": { "fieldRef": { "fieldPath": "spec.nodeName" } } } } } }),
            |o| {
                main_containers(o, |container| {
                    named(&container["env"], "OWN")["valueFrom"]["fieldRef"]["fieldPath"] == "spec.nodeName"
                })
            },
        ),
        case(json!({ "defaults": { "exporter": { "port": 9999, "enabled": true } } }), |o| {
            main_containers(o, |container| named(&container["ports"], "metrics")["containerPort"] == 9999)
        }),
        case(json!({ "defaults": { "exporter": { "rules": { "own": 1 }, "enabled": true } } }), |o| {
            let all: Vec<_> = o.of_kind("ConfigMap").filter_map(|map| map["data"]["exporter.yaml"].as_str()).collect();
            all.len() == 9 && all.iter().all(|text| text.contains("own"))
        }),
        case(json!({ "defaults": { "logging": { "level": "ERROR", "loggers": { "own": "TRACE" } } } }), |o| {
            ALL[1..].iter().all(|component| {
                let text = Instance::of(o, component.key, None).config("log4j2.properties");
                text.contains("rootLogger.level=ERROR") && text.contains("=own\n") && text.contains("level=TRACE")
            })
        }),
        // What a component says itself wins, and its clusters take that over.
        case(
            json!({ "defaults": { "labels": { "own": "a", "other": "a" } }, "connect": { "labels": { "own": "b" } } }),
            |o| {
                let label = |name: &str, key: &str| o.workload(name)["metadata"]["labels"][key].clone();
                label("orders-connect", "own") == "b"
                    && label("orders-connect-extra", "own") == "b"
                    && label("orders-connect-extra", "other") == "a"
                    && label("orders-kafka", "own") == "a"
            },
        ),
    ]
}

fn defaults_for_pods() -> Vec<Case> {
    vec![
        case(json!({ "defaults": { "priorityClass": "own" } }), |o| {
            pods(o, |template| template["spec"]["priorityClassName"] == "own")
        }),
        case(json!({ "defaults": { "placement": { "hosts": "none" } } }), |o| {
            pods(o, |template| template["spec"]["affinity"].is_null())
        }),
        case(json!({ "defaults": { "placement": { "zones": "none" } } }), |o| {
            pods(o, |template| template["spec"]["topologySpreadConstraints"].is_null())
        }),
        case(json!({ "defaults": { "placement": { "nodeSelector": { "own": "a" } } } }), |o| {
            pods(o, |template| template["spec"]["nodeSelector"]["own"] == "a")
        }),
        case(json!({ "defaults": { "placement": { "tolerations": [{ "key": "own" }] } } }), |o| {
            pods(o, |template| template["spec"]["tolerations"][0]["key"] == "own")
        }),
        case(
            json!({ "defaults": { "placement": { "affinity": { "podAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": [{ "topologyKey": "own" }]
            } } } } }),
            |o| {
                let list = "/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution";
                pods(o, |template| template.pointer(list).is_some_and(|list| list[0]["topologyKey"] == "own"))
            },
        ),
        case(json!({ "defaults": { "podSecurityContext": { "runAsUser": 4242 } } }), |o| {
            pods(o, |t| holds(&t["spec"]["securityContext"], &json!({ "runAsUser": 4242, "runAsNonRoot": true })))
        }),
        case(json!({ "defaults": { "containerSecurityContext": { "runAsUser": 4242 } } }), |o| {
            containers(o, |container| container["securityContext"]["runAsUser"] == 4242)
        }),
    ]
}

fn versions() -> Vec<Case> {
    vec![
        case(json!({ "platform": { "version": "8.1.3" } }), |o| {
            workload_of(o, "kafka").to_string().contains("confluentinc/cp-server:8.1.3")
                && workload_of(o, "restProxy").to_string().contains("cp-kafka-rest:8.1.3")
        }),
        case(json!({ "platform": { "edition": "community" }, "controlCenter": { "enabled": false } }), |o| {
            let images: Vec<_> = o.workloads().map(|workload| workload.to_string()).collect();
            images.iter().any(|text| text.contains("confluentinc/cp-kafka:"))
                && images.iter().any(|text| text.contains("confluentinc/cp-kafka-connect:"))
                && !images.iter().any(|text| text.contains("cp-server") || text.contains("cp-enterprise"))
        }),
        case(json!({ "platform": { "version": "7.9.2", "metadata": "kraft" } }), |o| {
            !workload_of(o, "kraft").is_null()
                && workload_of(o, "zookeeper").is_null()
                && workload_of(o, "kafka").to_string().contains(":7.9.2")
        }),
        case(json!({ "platform": { "version": "7.9.2", "metadata": null } }), |o| {
            workload_of(o, "kraft").is_null() && !workload_of(o, "zookeeper").is_null()
        }),
        case(json!({ "platform": { "license": { "secret": "own", "key": "k" } } }), |o| {
            let items = json!([{ "key": "k", "path": "confluent.license" }]);
            let source = json!({ "secret": { "name": "own", "items": items } });
            ["kafka", "connect", "controlCenter", "schemaRegistry"]
                .iter()
                .all(|key| Instance::of(o, key, None).volume("secrets")["projected"]["sources"] == json!([source]))
        }),
    ]
}

fn elsewhere() -> Vec<Case> {
    let off = |key: &str| at(&format!("{key}.enabled"), false.into());
    let kafka = json!({
        "kafka": { "enabled": false }, "external": { "kafka": { "bootstrap": "k-0:1,k-1:1" } },
        "connect": { "groupId": "g", "clusters": { "extra": { "groupId": "h" } } },
        "ksql": { "serviceId": "s", "clusters": { "extra": { "serviceId": "t" } } },
    });
    vec![
        case(json!({ "external": { "zookeeper": { "connect": "z-0:1,z-1/own" } } }), |o| {
            property(o, "kafka", "zookeeper.connect") == Some("z-0:1,z-1/own")
                && o.file("orders-kafka-live", "quorum") == "z-0:1\nz-1:2181\n"
                && property(o, "controlCenter", "zookeeper.connect") == Some("z-0:1,z-1/own")
                && workload_of(o, "zookeeper").is_null()
        })
        .with(json!({ "platform": { "version": "7.9.2" }, "zookeeper": { "enabled": false } })),
        case(json!({ "external": { "kraft": { "voters": "1@c-0:1,2@c-1:1" } } }), |o| {
            property(o, "kafka", "controller.quorum.voters") == Some("1@c-0:1,2@c-1:1")
                && o.file("orders-kafka-live", "quorum") == "c-0:1\nc-1:1\n"
                && workload_of(o, "kraft").is_null()
        })
        .with(json!({ "kraft": { "enabled": false, "clusterId": "AAAAAAAAAAAAAAAAAAAAAA" } })),
        case(kafka.clone(), |o| {
            ["connect", "restProxy", "ksql", "controlCenter"].iter().all(|key| {
                property(o, key, "bootstrap.servers") == Some("k-0:1,k-1:1")
                    && Instance::of(o, key, None).env("CPGEN_WAIT_BROKERS")["value"] == "1"
            }) && property(o, "schemaRegistry", "kafkastore.bootstrap.servers")
                == Some("PLAINTEXT://k-0:1,PLAINTEXT://k-1:1")
                && o.file("orders-connect-live", "brokers") == "k-0:1\nk-1:1\n"
        }),
        case(json!({ "external": { "kafka": { "brokers": 2 } } }), |o| {
            property(o, "connect", "config.storage.replication.factor") == Some("2")
                && property(o, "ksql", "ksql.internal.topic.replicas") == Some("2")
        })
        .with(kafka.clone()),
        case(json!({ "external": { "kafka": { "tls": { "secret": "s", "ca": "own", "clientSecret": "c" } } } }), |o| {
            let connect = Instance::of(o, "connect", None);
            connect.property("admin.security.protocol") == Some("SSL")
                && connect.secret("producer.ssl.truststore.certificates") == Some(("s".into(), "own".into()))
                && connect.secret("consumer.ssl.keystore.key") == Some(("c".into(), "tls.key".into()))
                && property(o, "schemaRegistry", "kafkastore.bootstrap.servers") == Some("SSL://k-0:1,SSL://k-1:1")
        })
        .with(kafka.clone()),
        logs_in("plain", |o| logged_in(o, "PLAIN")).with(kafka.clone()),
        logs_in("scramSha256", |o| logged_in(o, "SCRAM-SHA-256")).with(kafka.clone()),
        logs_in("scramSha512", |o| logged_in(o, "SCRAM-SHA-512")).with(kafka),
        case(json!({ "external": { "schemaRegistry": { "url": "https://own" } } }), |o| {
            property(o, "connect", "value.converter.schema.registry.url") == Some("https://own")
                && property(o, "restProxy", "schema.registry.url") == Some("https://own")
                && property(o, "ksql", "ksql.schema.registry.url") == Some("https://own")
                && property(o, "controlCenter", "confluent.controlcenter.schema.registry.url") == Some("https://own")
        })
        .with(off("schemaRegistry")),
        case(json!({ "external": { "connect": { "url": "https://own" } } }), |o| {
            property(o, "ksql", "ksql.connect.url") == Some("https://own")
                && property(o, "controlCenter", "confluent.controlcenter.connect.connect.cluster")
                    == Some("https://own")
        })
        .with(off("connect")),
        case(json!({ "external": { "ksql": { "url": "https://own" } } }), |o| {
            property(o, "controlCenter", "confluent.controlcenter.ksql.ksql.url") == Some("https://own")
        })
        .with(off("ksql")),
    ]
}

fn logs_in(mechanism: &str, found: fn(&Objects) -> bool) -> Case {
    let login = json!({ mechanism: { "secret": "u", "key": "own" } });
    case(json!({ "external": { "kafka": { "authentication": login } } }), found)
}

fn logged_in(objects: &Objects, mechanism: &str) -> bool {
    let proxy = Instance::of(objects, "restProxy", None);
    proxy.property("client.security.protocol") == Some("SASL_PLAINTEXT")
        && proxy.property("client.sasl.mechanism") == Some(mechanism)
        && proxy.secret("client.sasl.jaas.config") == Some(("u".into(), "own".into()))
}

fn patches() -> Vec<Case> {
    let target = json!({ "kind": "StatefulSet", "name": "orders-kafka", "component": "kafka" });
    vec![
        case(json!({ "patches": [{ "target": target, "merge": { "spec": { "replicas": 77 } } }] }), |o| {
            workload_of(o, "kafka")["spec"]["replicas"] == 77 && workload_of(o, "kraft")["spec"]["replicas"] == 3
        }),
        case(
            json!({ "patches": [{ "target": { "kind": "Deployment" },
                "json": [{ "op": "replace", "path": "/spec/revisionHistoryLimit", "value": 77 }] }] }),
            |o| o.of_kind("Deployment").all(|deployment| deployment["spec"]["revisionHistoryLimit"] == 77),
        ),
    ]
}

#[test]
fn every_key_shows() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let before = merged(&platform(), &case.with);
            // Where something else must be named first, nothing can be compared with.
            let said = cpgen(&["render", "-f", "-", "-o", "json"], &before.to_string());
            let shows_before = said.code == 0 && (case.found)(&Objects::of(&before));
            let shows_after = (case.found)(&Objects::of(&merged(&before, &case.set)));
            (shows_before || !shows_after).then(|| format!("{}: before {shows_before}, after {shows_after}", case.set))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_key_has_a_case() {
    let schema = schema();
    let components: BTreeSet<&str> = ALL.iter().map(|component| component.key).collect();
    let mut missing = BTreeSet::new();
    // What is not built yet is refused; see below.
    for section in schema["properties"].as_object().unwrap().keys().filter(|key| !components.contains(key.as_str())) {
        if ["topics", "connectors", "schemas", "$schema"].contains(&section.as_str()) {
            continue;
        }
        let set = cases().into_iter().filter_map(|case| case.set.get(section).cloned());
        let covered: BTreeSet<String> = set.flat_map(|value| keys_in(&schema, section, &value)).collect();
        missing.extend(keys_of(&schema, section).difference(&covered).map(|key| format!("{section}.{key}")));
    }
    assert_eq!(missing, BTreeSet::new(), "give these keys a case in tests/sections.rs");
}

#[test]
fn what_is_not_built_yet_is_refused() {
    for values in [
        json!({ "topics": { "a": {} } }),
        json!({ "connectors": { "a": {} } }),
        json!({ "schemas": { "a": {} } }),
        json!({ "platform": { "metadata": "migration" } }),
    ] {
        assert!(refused(&values).contains("error[not-yet]"), "{values}");
    }
}

#[test]
fn endpoints_name_the_hosts_that_people_dial() {
    let values = json!({
        "name": "orders", "namespace": "shop",
        "connect": { "expose": { "loadBalancer": { "host": "connect.example.com", "port": 8443 } } },
        "ksql": { "expose": { "nodePort": { "port": 30777 } } },
        "kafka": {
            "listeners": { "own": { "port": 9777, "expose": { "nodePort": { "advertise": { "host": "b{id}.own" } } } } },
            "brokers": { "1": { "advertise": { "own": { "host": "other.own", "port": 7 } } } },
        },
    });
    let run = cpgen(&["show", "endpoints", "-f", "-"], &values.to_string());
    for address in [
        "http://connect.example.com:8443",
        "http://<node>:30777",
        "b0.own:31090",
        "other.own:7",
        "b2.own:31092",
        "orders-kafka.shop.svc.cluster.local:9092",
        "http://orders-schema-registry.shop.svc.cluster.local:8081",
    ] {
        assert!(run.text.lines().any(|line| line.ends_with(&format!(" {address}"))), "{address}\n{}", run.text);
    }
}
