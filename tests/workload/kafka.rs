//! What brokers have of their own: listeners, the way in from outside, ids, rack, the roll gate, overrides.

use serde_json::{Value, json};

use super::case::{Case, case, refused};
use super::support::instance::Instance;

pub fn cases() -> Vec<Case> {
    [listeners(), node_ports(), load_balancers(), brokers(), roll()]
        .into_iter()
        .flatten()
        .map(|case| case.on(&["kafka"]))
        .collect()
}

/// `pod.properties` or another of its kind, line by line.
fn advertised(i: &Instance, file: &str) -> String {
    let line = i.config(file).lines().find_map(|line| line.strip_prefix("advertised.listeners="));
    line.unwrap_or_default().to_string()
}

fn has(text: Option<&str>, part: &str) -> bool {
    text.is_some_and(|text| text.split(',').any(|entry| entry == part))
}

fn port(list: &Value, name: &str, key: &str) -> u64 {
    let entries = list.as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().find(|entry| entry["name"] == name).and_then(|entry| entry[key].as_u64()).unwrap_or_default()
}

/// A port is the same number wherever it stands.
fn listens(i: &Instance, name: &str, number: u64) -> bool {
    let upper = name.to_uppercase();
    port(&i.container()["ports"], name, "containerPort") == number
        && port(&i.get("Service", "")["spec"]["ports"], name, "port") == number
        && port(&i.get("Service", "-headless")["spec"]["ports"], name, "port") == number
        && has(i.property("listeners"), &format!("{upper}://:{number}"))
        && has(i.property("listener.security.protocol.map"), &format!("{upper}:PLAINTEXT"))
}

fn listeners() -> Vec<Case> {
    let client = json!({ "clientListener": "own", "listeners": { "own": { "port": 9777 } } });
    let between = json!({ "interBrokerListener": "own", "listeners": { "own": { "port": 9777 } } });
    vec![
        case("listeners.*.port", json!({ "listeners": { "own": { "port": 9777 } } }), |i| {
            listens(i, "own", 9777)
                && has(Some(&advertised(i, "pod.properties")), &own_address("OWN", 9777))
                && has(Some(&advertised(i, "pod.properties")), &own_address("INTERNAL", 9092))
        }),
        case("a built-in listener moves", json!({ "listeners": { "internal": { "port": 9777 } } }), |i| {
            let connect = Instance::of(i.objects, "connect", None);
            listens(i, "internal", 9777)
                && connect.property("bootstrap.servers").is_some_and(|all| all.matches(":9777").count() == 3)
                && i.container()["livenessProbe"]["tcpSocket"]["port"] == 9777
        }),
        case(
            "a built-in listener goes",
            json!({ "listeners": { "replication": null }, "interBrokerListener": "internal" }),
            |i| {
                i.property("listeners") == Some("INTERNAL://:9092")
                    && i.property("inter.broker.listener.name") == Some("INTERNAL")
            },
        ),
        case("clientListener", client, |i| {
            let all = ["schemaRegistry", "connect", "restProxy", "ksql", "controlCenter"];
            all.iter().all(|key| {
                let client = Instance::of(i.objects, key, None);
                let name = if *key == "schemaRegistry" { "kafkastore.bootstrap.servers" } else { "bootstrap.servers" };
                let brokers = i.objects.file(&format!("{}-live", client.name), "brokers");
                client.property(name).is_some_and(|all| all.matches(":9777").count() == 3)
                    && brokers.lines().count() == 3
                    && brokers.lines().all(|line| line.ends_with(":9777"))
            }) && i.env("CPGEN_READY_PORT")["value"] == "9777"
        }),
        case("interBrokerListener", between, |i| {
            let peers = i.objects.file("orders-kafka-live", "brokers");
            i.property("inter.broker.listener.name") == Some("OWN")
                && peers.lines().count() == 3
                && peers.lines().all(|line| line.ends_with(":9777"))
        }),
        refused("no such listener", json!({ "clientListener": "own" }), "unknown-listener"),
        refused("a port twice", json!({ "listeners": { "own": { "port": 9092 } } }), "port-taken"),
        refused("the exporter's port", json!({ "listeners": { "own": { "port": 9404 } } }), "port-taken"),
        refused("not a name", json!({ "listeners": { "o-w_n": {} } }), "listener-name"),
        refused("pools", json!({ "pools": { "own": {} } }), "not-yet"),
    ]
}

/// What a broker tells pods to dial.
fn own_address(listener: &str, port: u32) -> String {
    format!("{listener}://{{pod}}.orders-kafka-headless.shop.svc.cluster.local:{port}")
}

/// The Services of single brokers: three, each for the pod that its ordinal names.
fn per_broker(i: &Instance, passes: impl Fn(&Value, u64) -> bool) -> bool {
    let all = (0..3).map(|ordinal| (i.get("Service", &format!("-own-{ordinal}")), ordinal));
    i.get("Service", "-own-3").is_null()
        && all.into_iter().all(|(service, ordinal)| {
            service["spec"]["selector"]["statefulset.kubernetes.io/pod-name"] == format!("orders-kafka-{ordinal}")
                && service["spec"]["ports"].as_array().is_some_and(|ports| ports.len() == 1)
                && service["spec"]["ports"][0]["targetPort"] == "own"
                && service["spec"]["publishNotReadyAddresses"] == true
                && passes(service, ordinal)
        })
}

fn exposed(expose: Value) -> Value {
    json!({ "listeners": { "own": { "port": 9777, "expose": expose } } })
}

fn node_ports() -> Vec<Case> {
    vec![
        case("nodePort.first", exposed(json!({ "nodePort": { "first": 31700 } })), |i| {
            has(Some(&advertised(i, "pod.properties")), "OWN://{hostIP}:{31700+ordinal}")
                && i.env("CPGEN_HOST_IP")["valueFrom"]["fieldRef"]["fieldPath"] == "status.hostIP"
                && per_broker(i, |service, ordinal| {
                    let spec = &service["spec"];
                    spec["type"] == "NodePort"
                        && spec["ports"][0]["nodePort"] == 31700 + ordinal
                        && spec["ports"][0]["port"] == 9777
                        && spec["externalTrafficPolicy"] == "Local"
                })
        }),
        case("nodePort.advertise.hostIP", exposed(json!({ "nodePort": { "advertise": { "hostIP": {} } } })), |i| {
            has(Some(&advertised(i, "pod.properties")), "OWN://{hostIP}:{31090+ordinal}")
        }),
        case(
            "nodePort.advertise.host",
            exposed(json!({ "nodePort": { "advertise": { "host": "b{id}.own" } } })),
            |i| {
                has(Some(&advertised(i, "pod.properties")), "OWN://b{id}.own:{31090+ordinal}")
                    && i.env("CPGEN_HOST_IP").is_null()
                    && per_broker(i, |service, _| service["spec"]["externalTrafficPolicy"].is_null())
            },
        ),
        case(
            "nodePort.annotations",
            exposed(json!({ "nodePort": { "annotations": { "own": "{id}-{ordinal}" } } })),
            |i| {
                per_broker(i, |service, ordinal| {
                    service["metadata"]["annotations"]["own"] == format!("{}-{ordinal}", ordinal)
                })
            },
        ),
        refused(
            "two hosts",
            exposed(json!({ "nodePort": { "advertise": { "hostIP": {}, "host": "h" } } })),
            "two-addresses",
        ),
        refused("past the range", exposed(json!({ "nodePort": { "first": 32766 } })), "node-port-range"),
        refused("two ways in", exposed(json!({ "nodePort": {}, "loadBalancer": { "host": "h" } })), "two-exposures"),
    ]
}

fn load_balancers() -> Vec<Case> {
    let balanced = |more: Value| {
        let all = super::support::platform::merged(&json!({ "host": "b{id}.own" }), &more);
        exposed(json!({ "loadBalancer": all }))
    };
    let spec = |i: &Instance, passes: fn(&Value) -> bool| per_broker(i, |service, _| passes(&service["spec"]));
    vec![
        case("loadBalancer.host", balanced(json!({})), move |i| {
            has(Some(&advertised(i, "pod.properties")), "OWN://b{id}.own:9777")
                && spec(i, |spec| {
                    spec["type"] == "LoadBalancer"
                        && spec["ports"][0]["port"] == 9777
                        && spec.get("loadBalancerClass").is_none()
                        && spec.get("loadBalancerSourceRanges").is_none()
                })
        }),
        case("loadBalancer.port", balanced(json!({ "port": 443 })), move |i| {
            has(Some(&advertised(i, "pod.properties")), "OWN://b{id}.own:443")
                && spec(i, |spec| spec["ports"][0]["port"] == 443)
        }),
        case("loadBalancer.annotations", balanced(json!({ "annotations": { "own": "b{id}" } })), |i| {
            per_broker(i, |service, ordinal| service["metadata"]["annotations"]["own"] == format!("b{ordinal}"))
        }),
        case("loadBalancer.sourceRanges", balanced(json!({ "sourceRanges": ["10.0.0.0/8"] })), move |i| {
            spec(i, |spec| spec["loadBalancerSourceRanges"] == json!(["10.0.0.0/8"]))
        }),
        case("loadBalancer.class", balanced(json!({ "class": "own" })), move |i| {
            spec(i, |spec| spec["loadBalancerClass"] == "own")
        }),
        refused("no host", exposed(json!({ "loadBalancer": {} })), "no-host"),
        refused("not a host", exposed(json!({ "loadBalancer": { "host": "http://h:1" } })), "bad-host"),
    ]
}

fn brokers() -> Vec<Case> {
    let different = json!({ "brokers": { "1": { "advertise": { "internal": { "host": "own.host", "port": 777 } } } } });
    vec![
        case("brokers.*.config", json!({ "brokers": { "1": { "config": { "own": "a b" } } } }), |i| {
            i.config("broker-1.properties") == "own=a b\n" && i.config("broker-0.properties").is_empty()
        }),
        case("brokers.*.advertise", different, |i| {
            has(Some(&advertised(i, "pod-1.properties")), "INTERNAL://own.host:777")
                && has(Some(&advertised(i, "pod-1.properties")), &own_address("REPLICATION", 9091))
                && has(Some(&advertised(i, "pod.properties")), &own_address("INTERNAL", 9092))
        }),
        case("nodeIds.first", json!({ "nodeIds": { "first": 70 } }), |i| i.env("CPGEN_FIRST_ID")["value"] == "70"),
        case("nodeIds move the Services", exposed_from_70(), |i| {
            per_broker(i, |service, ordinal| {
                service["metadata"]["annotations"]["own"] == format!("{}-{ordinal}", 70 + ordinal)
            })
        }),
        refused("no such broker", json!({ "brokers": { "3": { "config": { "a": "b" } } } }), "unknown-broker"),
        refused("derived", json!({ "brokers": { "1": { "config": { "node.id": "7" } } } }), "derived-property"),
        refused("derived for all", json!({ "config": { "log.dirs": "/own" } }), "derived-property"),
        refused(
            "no such listener",
            json!({ "brokers": { "1": { "advertise": { "own": { "host": "h" } } } } }),
            "unknown-listener",
        ),
        refused("no disk", json!({ "storage": { "disk0": null } }), "no-disk"),
    ]
}

fn exposed_from_70() -> Value {
    let mut set = exposed(json!({ "nodePort": { "annotations": { "own": "{id}-{ordinal}" } } }));
    set["nodeIds"] = json!({ "first": 70 });
    set
}

fn roll() -> Vec<Case> {
    vec![
        case("rack.from", json!({ "rack": { "from": "none" } }), |i| {
            !i.config("pod.properties").is_empty()
                && !i.config("pod.properties").contains("broker.rack")
                && i.env("CPGEN_ZONE").is_null()
        }),
        case("a rack", json!({ "rack": { "from": "topologyLabel" } }), |i| {
            let path = "metadata.labels['topology.kubernetes.io/zone']";
            i.config("pod.properties").contains("\nbroker.rack={zone}\n")
                && i.env("CPGEN_ZONE")["valueFrom"]["fieldRef"]["fieldPath"] == path
        })
        .with(json!({ "rack": { "from": "none" } })),
        case("brokers.*.rack", json!({ "brokers": { "1": { "rack": "own" } } }), |i| {
            i.config("pod-1.properties").contains("\nbroker.rack=own\n")
                && !i.config("pod-1.properties").contains("{zone}")
                && i.config("pod.properties").contains("\nbroker.rack={zone}\n")
        }),
        case("rollGate.enabled", json!({ "rollGate": { "enabled": false } }), |i| {
            i.container()["readinessProbe"]["tcpSocket"]["port"] == 9092
                && i.env("CPGEN_JOLOKIA_PORT").is_null()
                && i.objects.file("orders-kafka-live", "ready.sh").is_empty()
                && i.container()["lifecycle"].is_null()
                && i.config("jolokia-access.xml").is_empty()
        }),
        case("rollGate.port", json!({ "rollGate": { "port": 7888 } }), |i| {
            i.env("CPGEN_JOLOKIA_PORT")["value"] == "7888"
                && port(&i.container()["ports"], "jolokia", "containerPort") == 7888
        }),
        case("rollGate.giveUpAfterSeconds", json!({ "rollGate": { "giveUpAfterSeconds": 777 } }), |i| {
            i.env("CPGEN_GATE_SECONDS")["value"] == "777"
        }),
        case("rollGate.holdSeconds", json!({ "rollGate": { "holdSeconds": 77 } }), |i| {
            let command = json!(["bash", "/etc/cpgen/live/stop.sh"]);
            i.env("CPGEN_HOLD_SECONDS")["value"] == "77"
                && i.container()["lifecycle"]["preStop"]["exec"]["command"] == command
                && !i.objects.file("orders-kafka-live", "stop.sh").is_empty()
        }),
        case("rollGate.holdSeconds: 0", json!({ "rollGate": { "holdSeconds": 0 } }), |i| {
            i.container()["lifecycle"].is_null()
                && i.env("CPGEN_HOLD_SECONDS").is_null()
                && i.objects.file("orders-kafka-live", "stop.sh").is_empty()
                && !i.objects.file("orders-kafka-live", "ready.sh").is_empty()
        }),
    ]
}
