//! What one or several components have of their own: disks, rollout, ways in from outside, groups, queries.

use serde_json::{Value, json};

use super::case::{Case, case, refused};
use super::support::instance::{Instance, holds};
use super::support::platform::{at, merged, named};

pub fn cases() -> Vec<Case> {
    [disks(), rollout(), expose(), kraft(), connect(), ksql(), control_center()].into_iter().flatten().collect()
}

/// Each disk: whose, its key below `storage`, the container that it belongs to, where it is mounted.
const DISKS: &[(&str, &str, &str, &str)] = &[
    ("zookeeper", "data", "zookeeper", "/var/lib/zookeeper/data"),
    ("zookeeper", "log", "zookeeper", "/var/lib/zookeeper/log"),
    ("kraft", "metadata", "kraft", "/var/lib/kafka/metadata"),
    ("kafka", "disk0", "kafka", "/var/lib/kafka/disk0"),
    ("kafka", "added", "kafka", "/var/lib/kafka/added"),
    ("ksql", "state", "ksql", "/var/lib/kafka-streams"),
    ("controlCenter", "data", "control-center", "/var/lib/confluent-control-center"),
    ("controlCenter", "prometheus", "prometheus", "/var/lib/prometheus"),
];

fn disks() -> Vec<Case> {
    let mut all = Vec::new();
    for &(component, disk, container, path) in DISKS {
        let mut add = |what: &str, set: Value, with: Value, found: fn(&Instance, &str) -> bool| {
            let name = format!("storage.{disk}.{what}");
            let is_mounted = move |i: &Instance| {
                let mounts = &named(&i.pod()["containers"], container)["volumeMounts"];
                named(mounts, disk)["mountPath"] == path
            };
            let below = |value: Value| if value.is_null() { json!({}) } else { at(&format!("storage.{disk}"), value) };
            let one = case(&name, below(set), move |i| is_mounted(i) && found(i, disk)).on(&[component]);
            all.push(one.with(below(with)));
        };
        add("size", json!({ "size": "777Gi" }), Value::Null, |i, disk| {
            let spec = &i.claim(disk)["spec"];
            spec["resources"]["requests"]["storage"] == "777Gi"
                && spec["storageClassName"].is_null()
                && spec["accessModes"] == json!(["ReadWriteOnce"])
                && i.volume(disk).is_null()
        });
        add("class", json!({ "class": "own" }), Value::Null, |i, d| i.claim(d)["spec"]["storageClassName"] == "own");
        add("class: -", json!({ "class": "-" }), json!({}), |i, d| i.claim(d)["spec"]["storageClassName"] == "");
        add("class: unset", json!({ "class": null }), json!({ "class": "own" }), |i, d| {
            !i.claim(d).is_null() && i.claim(d)["spec"].get("storageClassName").is_none()
        });
        add("selector", json!({ "selector": { "own": "yes" } }), Value::Null, |i, d| {
            i.claim(d)["spec"]["selector"] == json!({ "matchLabels": { "own": "yes" } })
        });
        add("accessMode", json!({ "accessMode": "ReadWriteOncePod" }), Value::Null, |i, d| {
            i.claim(d)["spec"]["accessModes"] == json!(["ReadWriteOncePod"])
        });
        add("ephemeral", json!({ "ephemeral": true, "size": "7Gi" }), Value::Null, |i, d| {
            i.claim(d).is_null() && *i.volume(d) == json!({ "name": d, "emptyDir": { "sizeLimit": "7Gi" } })
        });
    }
    all
}

fn rollout() -> Vec<Case> {
    let strategy = |i: &Instance| i.workload()["spec"]["updateStrategy"].clone();
    let on = ["zookeeper", "kraft", "kafka", "ksql"];
    vec![
        case("rollout.strategy", json!({ "rollout": { "strategy": "OnDelete" } }), move |i| {
            strategy(i) == json!({ "type": "OnDelete" })
        })
        .on(&on),
        case("rollout.partition", json!({ "rollout": { "partition": 2 } }), move |i| {
            strategy(i) == json!({ "type": "RollingUpdate", "rollingUpdate": { "partition": 2 } })
        })
        .on(&on),
        // Where a pod waits for the one before, its readiness must not wait for those behind.
        case("rollout.podManagement", json!({ "rollout": { "podManagement": "OrderedReady" } }), |i| {
            let asks = &i.container()["readinessProbe"];
            let waits = i.component.key == "zookeeper" && asks["tcpSocket"].is_null();
            i.workload()["spec"]["podManagementPolicy"] == "OrderedReady" && !waits
        })
        .on(&["zookeeper", "ksql"]),
        case(
            "rollout.podManagement",
            json!({ "rollout": { "podManagement": "OrderedReady" }, "rollGate": { "giveUpAfterSeconds": 77 } }),
            |i| i.workload()["spec"]["podManagementPolicy"] == "OrderedReady",
        )
        .on(&["kafka"]),
    ]
}

const HTTP: [&str; 5] = ["schemaRegistry", "connect", "restProxy", "ksql", "controlCenter"];

fn expose() -> Vec<Case> {
    let external = |i: &Instance| i.get("Service", "-external").clone();
    let port = |i: &Instance| i.get("Service", "")["spec"]["ports"][0].clone();
    let shown = |name: &str, set: Value, found: fn(&Value, &Value) -> bool| {
        case(name, json!({ "expose": set }), move |i| {
            let service = external(i);
            service["spec"]["selector"] == i.workload()["spec"]["selector"]["matchLabels"]
                && service["spec"]["ports"].as_array().is_some_and(|ports| ports.len() == 1)
                && service["spec"]["ports"][0]["targetPort"] == port(i)["name"]
                && found(&service, &port(i))
        })
        .on(&HTTP)
    };
    let own = || json!({ "example.com/own": "a" });
    vec![
        shown("expose.nodePort", json!({ "nodePort": {} }), |service, inner| {
            let ports = &service["spec"]["ports"][0];
            service["spec"]["type"] == "NodePort" && ports["nodePort"].is_null() && ports["port"] == inner["port"]
        }),
        // One number for all would clash, so each gets its own.
        shown("expose.nodePort.annotations", json!({ "nodePort": { "annotations": own() } }), |service, _| {
            service["metadata"]["annotations"]["example.com/own"] == "a"
        }),
        shown("expose.loadBalancer", json!({ "loadBalancer": {} }), |service, inner| {
            let spec = &service["spec"];
            spec["type"] == "LoadBalancer"
                && spec["ports"][0]["port"] == inner["port"]
                && spec.get("loadBalancerClass").is_none()
                && spec.get("loadBalancerSourceRanges").is_none()
        }),
        shown("expose.loadBalancer.port", json!({ "loadBalancer": { "port": 8443 } }), |service, _| {
            service["spec"]["ports"][0]["port"] == 8443
        }),
        shown("expose.loadBalancer.annotations", json!({ "loadBalancer": { "annotations": own() } }), |service, _| {
            service["metadata"]["annotations"]["example.com/own"] == "a"
        }),
        shown(
            "expose.loadBalancer.sourceRanges",
            json!({ "loadBalancer": { "sourceRanges": ["10.0.0.0/8"] } }),
            |service, _| service["spec"]["loadBalancerSourceRanges"] == json!(["10.0.0.0/8"]),
        ),
        shown("expose.loadBalancer.class", json!({ "loadBalancer": { "class": "own" } }), |service, _| {
            service["spec"]["loadBalancerClass"] == "own"
        }),
        // `host` is for people: see `cpgen show endpoints` in tests/sections.rs.
        shown("expose.loadBalancer.host", json!({ "loadBalancer": { "host": "own.example.com" } }), |service, _| {
            service["spec"]["type"] == "LoadBalancer"
        }),
        refused("two ways in", json!({ "expose": { "nodePort": {}, "loadBalancer": {} } }), "two-exposures").on(&HTTP),
        refused("two others", json!({ "expose": { "nodePort": {}, "ingress": {} } }), "two-exposures").on(&HTTP),
        ingress("expose.ingress.host", json!({ "host": "own.example.com" }), |ingress| {
            ingress["spec"]["rules"][0]["host"] == "own.example.com"
                && ingress["spec"].get("tls").is_none()
                && ingress["spec"].get("ingressClassName").is_none()
        }),
        ingress("an Ingress for any host", json!({}), |ingress| ingress["spec"]["rules"][0].get("host").is_none()),
        ingress("expose.ingress.class", json!({ "class": "own" }), |ingress| {
            ingress["spec"]["ingressClassName"] == "own"
        }),
        ingress("expose.ingress.annotations", json!({ "annotations": own() }), |ingress| {
            ingress["metadata"]["annotations"]["example.com/own"] == "a"
        }),
        ingress("expose.ingress.tls", json!({ "host": "own.example.com", "tls": {} }), |ingress| {
            ingress["spec"]["tls"] == json!([{ "hosts": ["own.example.com"] }])
        }),
        ingress("expose.ingress.tls.secret", json!({ "tls": { "secret": "own" } }), |ingress| {
            ingress["spec"]["tls"] == json!([{ "secretName": "own" }])
        }),
    ]
    .into_iter()
    .chain(HTTP.map(|component| {
        case("expose.nodePort.port", json!({ "expose": { "nodePort": { "port": 30777 } } }), move |i| {
            external(i)["spec"]["ports"][0]["nodePort"] == 30777
        })
        .on(&[component])
    }))
    .collect()
}

/// An Ingress leads to the first port of the Service that pods use.
fn ingress(name: &str, set: Value, found: fn(&Value) -> bool) -> Case {
    case(name, json!({ "expose": { "ingress": set } }), move |i| {
        let ingress = i.get("Ingress", "");
        let path = &ingress["spec"]["rules"][0]["http"]["paths"][0];
        let service = i.get("Service", "");
        path["backend"]["service"]["name"] == service["metadata"]["name"]
            && path["backend"]["service"]["port"]["name"] == service["spec"]["ports"][0]["name"]
            && path["path"] == "/"
            && path["pathType"] == "Prefix"
            && i.get("Service", "-external").is_null()
            && found(ingress)
    })
    .on(&HTTP)
}

fn kraft() -> Vec<Case> {
    let id = "AAAAAAAAAAAAAAAAAAAAAA";
    vec![
        case("clusterId", json!({ "clusterId": id }), move |i| {
            let kafka = Instance::of(i.objects, "kafka", None);
            i.env("CPGEN_CLUSTER_ID")["value"] == id && kafka.env("CPGEN_CLUSTER_ID")["value"] == id
        })
        .on(&["kraft"]),
        case("nodeIds.first", json!({ "nodeIds": { "first": 500 } }), |i| {
            let voters = i.property("controller.quorum.voters").unwrap_or_default();
            let ids: Vec<&str> = voters.split(',').filter_map(|voter| Some(voter.split_once('@')?.0)).collect();
            i.env("CPGEN_FIRST_ID")["value"] == "500"
                && ids == ["500", "501", "502"]
                && Instance::of(i.objects, "kafka", None).property("controller.quorum.voters") == Some(voters)
        })
        .on(&["kraft"]),
        case("formatGuard.enabled", json!({ "formatGuard": { "enabled": false } }), |i| {
            i.env("CPGEN_JOLOKIA_PORT").is_null()
                && !i.config("controller.properties").is_empty()
                && i.config("jolokia.sh").is_empty()
                && i.get("ConfigMap", "-live").is_null()
        })
        .on(&["kraft"]),
        case("formatGuard.port", json!({ "formatGuard": { "port": 7888 } }), |i| {
            let live = |file| i.objects.file("orders-kraft-live", file).lines().count();
            i.env("CPGEN_JOLOKIA_PORT")["value"] == "7888" && (live("quorum"), live("brokers")) == (3, 3)
        })
        .on(&["kraft"]),
        refused("ids of brokers", json!({ "nodeIds": { "first": 2 } }), "id-overlap").on(&["kraft"]),
    ]
}

fn connect() -> Vec<Case> {
    vec![
        case("groupId", json!({ "groupId": "own" }), |i| {
            i.property("group.id") == Some("own")
                && [("config", "own-configs"), ("offset", "own-offsets"), ("status", "own-status")]
                    .iter()
                    .all(|(topic, name)| i.property(&format!("{topic}.storage.topic")) == Some(*name))
        })
        .on(&["connect"]),
        refused("a shared group", json!({ "groupId": "orders-connect-extra" }), "shared-group")
            .on(&["connect"])
            .main_only(),
    ]
}

fn ksql() -> Vec<Case> {
    let headless = |more: Value| merged(&json!({ "mode": "headless" }), &more);
    let reads_queries = |i: &Instance| {
        i.mount("queries")["mountPath"] == "/etc/cpgen/queries"
            && i.property("ksql.queries.file") == Some("/etc/cpgen/queries/queries.sql")
    };
    let text = |i: &Instance| i.objects.file(&format!("{}-queries", i.name), "queries.sql").to_string();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workload/queries.sql");
    let elsewhere = json!({ "name": "own", "key": "k.sql" });
    // Clusters take over the mode of their section, but not its queries.
    let inherited = json!({ "ksql": { "clusters": { "extra": { "mode": "interactive" } } } });
    vec![
        case("mode", headless(json!({ "queries": { "inline": "SHOW TOPICS;" } })), |i| {
            let own = i.property("listeners").is_none() && i.property("ksql.advertised.listener").is_none();
            own && !i.container().is_null() && !i.container()["ports"].to_string().contains("rest")
        })
        .on(&["ksql"])
        .top(inherited.clone()),
        case("queries.inline", headless(json!({ "queries": { "inline": "SHOW TOPICS;\nSHOW STREAMS;" } })), move |i| {
            reads_queries(i) && text(i) == "SHOW TOPICS;\nSHOW STREAMS;"
        })
        .on(&["ksql"])
        .top(inherited.clone()),
        case("queries.file", headless(json!({ "queries": { "file": file } })), move |i| {
            reads_queries(i) && text(i) == include_str!("queries.sql")
        })
        .on(&["ksql"])
        .top(inherited.clone()),
        case("queries.configMap", headless(json!({ "queries": { "configMap": elsewhere } })), move |i| {
            let items = json!([{ "key": "k.sql", "path": "queries.sql" }]);
            reads_queries(i) && i.volume("queries")["configMap"] == json!({ "name": "own", "items": items })
        })
        .on(&["ksql"])
        .top(inherited.clone()),
        refused("headless without queries", json!({ "mode": "headless" }), "headless-queries").on(&["ksql"]),
        refused("interactive with queries", json!({ "queries": { "inline": "x" } }), "interactive-queries")
            .on(&["ksql"]),
        case("serviceId", json!({ "serviceId": "own_" }), |i| i.property("ksql.service.id") == Some("own_"))
            .on(&["ksql"]),
        refused("a shared service", json!({ "serviceId": "orders-ksql-extra_" }), "shared-service-id")
            .on(&["ksql"])
            .main_only(),
    ]
}

fn control_center() -> Vec<Case> {
    let beside = |i: &Instance, name: &str| named(&i.pod()["containers"], name).clone();
    let next = |set: Value| json!({ "nextGeneration": set });
    let mut all = vec![
        case("nextGeneration.version", next(json!({ "version": "2.9.9" })), move |i| {
            let tagged = |image: &Value| image.as_str().is_some_and(|image| image.ends_with(":2.9.9"));
            ["control-center", "prometheus", "alertmanager"].iter().all(|name| tagged(&beside(i, name)["image"]))
        }),
        case("nextGeneration.retentionDays", next(json!({ "retentionDays": 77 })), move |i| {
            named(&beside(i, "prometheus")["env"], "METRICS_RETENTION_DAYS")["value"] == "77d"
        }),
    ];
    for name in ["prometheus", "alertmanager"] {
        let image = json!({ "repository": "r.example.com/own", "tag": "own-1" });
        let digest = format!("sha256:{}", "a".repeat(64));
        let pinned = format!("r.example.com/own@{digest}");
        let limits = json!({ "requests": { "cpu": "7" }, "limits": { "memory": "7Gi" } });
        all.extend([
            case(&format!("nextGeneration.{name}.image"), next(json!({ name: { "image": image } })), move |i| {
                beside(i, name)["image"] == "r.example.com/own:own-1"
            }),
            case(
                &format!("nextGeneration.{name}.image.digest"),
                next(json!({ name: { "image": { "repository": "r.example.com/own", "digest": digest } } })),
                move |i| beside(i, name)["image"] == pinned.as_str(),
            ),
            case(
                &format!("nextGeneration.{name}.resources"),
                next(json!({ name: { "resources": limits } })),
                move |i| {
                    let wanted = json!({ "requests": { "cpu": "7", "memory": "7Gi" }, "limits": { "memory": "7Gi" } });
                    holds(&beside(i, name)["resources"], &wanted)
                },
            ),
        ]);
    }
    all.into_iter().map(|case| case.on(&["controlCenter"])).collect()
}
