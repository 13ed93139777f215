//! What every component may say.

use serde_json::{Value, json};

use super::case::{Case, case, refused};
use super::support::instance::{Instance, entry, holds};

const DIGEST: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub fn cases() -> Vec<Case> {
    [images(), java(), scheduling(), probes(), metadata(), surroundings(), volumes(), switches()]
        .into_iter()
        .flatten()
        .collect()
}

fn pod(name: &str, set: Value, part: Value) -> Case {
    case(name, set, move |i| holds(i.pod(), &part))
}

fn images() -> Vec<Case> {
    vec![
        // Next-generation Control Center has versions of its own; see tests/workload/own.rs.
        case("version", json!({ "version": "8.2.1" }), |i| {
            i.image().ends_with(":8.2.1") && i.all(|o| o["metadata"]["labels"]["app.kubernetes.io/version"] == "8.2.1")
        })
        .except(&["zookeeper", "kafka", "controlCenter"]),
        case("version", json!({ "version": "7.9.4" }), |i| i.image().ends_with(":7.9.4")).on(&["zookeeper"]),
        case("version", json!({ "version": "8.2.1" }), |i| i.image().ends_with(":8.2.1"))
            .on(&["kafka"])
            .top(json!({ "platform": { "metadata": "kraft" } })),
        case("version", json!({ "version": "7.9.4" }), |i| {
            i.image().ends_with(":7.9.4") && i.all(|o| o["metadata"]["labels"]["app.kubernetes.io/version"] == "7.9.4")
        })
        .on(&["controlCenter"])
        .top(json!({ "platform": { "version": "7.9.2", "metadata": "zookeeper" } })),
        case("image.repository", json!({ "image": { "repository": "r.example.com/own" } }), |i| {
            i.image().starts_with("r.example.com/own:")
        }),
        case("image.tag", json!({ "image": { "tag": "own-1" } }), |i| i.image().ends_with(":own-1")),
        case("image.digest", json!({ "image": { "tag": "own-1", "digest": DIGEST } }), |i| {
            i.image().ends_with(&format!("@{DIGEST}")) && !i.image().contains("own-1")
        }),
        case("replicas", json!({ "replicas": 5 }), |i| i.workload()["spec"]["replicas"] == 5)
            .except(&["controlCenter"]),
        refused("replicas", json!({ "replicas": 2 }), "control-center-replicas").on(&["controlCenter"]),
    ]
}

fn java() -> Vec<Case> {
    vec![
        case(
            "resources",
            json!({ "resources": { "requests": { "cpu": "3", "memory": "5Gi" }, "limits": { "memory": "6Gi" } } }),
            |i| {
                let wanted = json!({ "requests": { "cpu": "3", "memory": "5Gi" }, "limits": { "memory": "6Gi" } });
                i.container()["resources"] == wanted
            },
        ),
        case("memory request follows", json!({ "resources": { "limits": { "memory": "7Gi" } } }), |i| {
            i.container()["resources"]["requests"]["memory"] == "7Gi"
        }),
        case("heap", json!({ "heap": "777Mi" }), |i| {
            i.env(&format!("{}_HEAP_OPTS", i.component.java))["value"] == "-Xms777m -Xmx777m"
        }),
        case("heap follows memory", json!({ "resources": { "limits": { "memory": "1000Mi" } } }), |i| {
            let options = &i.env(&format!("{}_HEAP_OPTS", i.component.java))["value"];
            ["-Xms500m -Xmx500m", "-Xms600m -Xmx600m", "-Xms700m -Xmx700m", "-Xms750m -Xmx750m"]
                .iter()
                .any(|right| options == right)
        }),
        case("jvmOptions", json!({ "jvmOptions": ["-XX:+UseZGC", "-Da=b"] }), |i| {
            let options = i.env(&format!("{}_OPTS", i.component.java))["value"].as_str();
            options.is_some_and(|text| text.ends_with(" -XX:+UseZGC -Da=b"))
        }),
        case("config", json!({ "config": { "own.property": "a\\b", "own.number": 7 } }), |i| {
            i.property("own.property") == Some("a\\\\b") && i.property("own.number") == Some("7")
        }),
        case(
            "configFromSecrets",
            json!({ "configFromSecrets": { "own.password": { "secret": "s", "key": "k" } } }),
            |i| {
                let source = json!({ "secret": { "name": "s", "items": [{ "key": "k", "path": "own.password" }] } });
                i.volume("secrets")["projected"]["sources"] == json!([source])
                    && *i.mount("secrets")
                        == json!({ "name": "secrets", "mountPath": "/etc/cpgen/secrets", "readOnly": true })
            },
        ),
        case("logging.level", json!({ "logging": { "level": "ERROR" } }), |i| {
            log4j(i).lines().any(|line| ["rootLogger.level=ERROR", "log4j.rootLogger=ERROR, stdout"].contains(&line))
        }),
        case("logging.loggers", json!({ "logging": { "loggers": { "own.logger": "TRACE" } } }), |i| {
            let text = log4j(i);
            let number = text.lines().find_map(|line| line.strip_suffix(".name=own.logger")).unwrap_or("none");
            text.lines().any(|line| line == "log4j.logger.own.logger=TRACE" || line == format!("{number}.level=TRACE"))
        }),
        case("logging is read", json!({ "logging": { "level": "OFF" } }), |i| {
            let options = i.env(&format!("{}_LOG4J_OPTS", i.component.java))["value"].as_str().unwrap_or_default();
            let file = options.rsplit('/').next().unwrap_or_default();
            i.mount("config")["mountPath"] == "/etc/cpgen/config" && i.config(file).contains("OFF")
        }),
        case("exporter.port", json!({ "exporter": { "enabled": true, "port": 9999 } }), |i| {
            let port = |list: &Value, key: &str| {
                list.as_array().is_some_and(|all| all.iter().any(|p| p["name"] == "metrics" && p[key] == 9999))
            };
            port(&i.container()["ports"], "containerPort")
                && port(&i.get("Service", "")["spec"]["ports"], "port")
                && i.env("CPGEN_EXPORTER_PORT")["value"] == "9999"
                && i.template()["metadata"]["annotations"]["prometheus.io/port"] == "9999"
        }),
        case(
            "exporter.rules",
            json!({ "exporter": { "enabled": true, "rules": { "rules": [{ "pattern": "own" }] } } }),
            |i| {
                let text = i.objects.file(&format!("{}-exporter", i.name), "exporter.yaml");
                let rules: Value = serde_yaml::from_str(text).unwrap_or_default();
                rules == json!({ "rules": [{ "pattern": "own" }] })
                    && i.mount("exporter")["mountPath"] == "/etc/cpgen/exporter"
            },
        ),
        case("exporter.enabled: false", json!({ "exporter": { "enabled": false } }), no_exporter)
            .except(&["controlCenter"]),
        case("exporter.enabled: true", json!({ "exporter": { "enabled": true } }), |i| {
            !i.container().is_null() && !no_exporter(i)
        })
        .on(&["controlCenter"]),
    ]
}

fn no_exporter(i: &Instance) -> bool {
    let annotations = &i.template()["metadata"]["annotations"];
    !i.container().is_null()
        && i.env("CPGEN_EXPORTER_PORT").is_null()
        && i.volume("exporter").is_null()
        && i.get("ConfigMap", "-exporter").is_null()
        && annotations["prometheus.io/scrape"].is_null()
        && !i.container()["ports"].to_string().contains("metrics")
}

fn log4j<'a>(i: &Instance<'a>) -> &'a str {
    let data = i.get("ConfigMap", "-config")["data"].as_object();
    let file = data.and_then(|data| data.keys().find(|name| name.starts_with("log4j")));
    file.map_or("", |file| i.config(file))
}

fn scheduling() -> Vec<Case> {
    let toleration = json!([{ "key": "own", "operator": "Exists" }]);
    let added = json!({ "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution":
        { "nodeSelectorTerms": [{ "matchExpressions": [{ "key": "own", "operator": "Exists" }] }] } } });
    let quorum = ["zookeeper", "kraft", "kafka"];
    let apart = |i: &Instance, how: &str| {
        let term = &i.pod()["affinity"]["podAntiAffinity"][how][0];
        let term = if term["podAffinityTerm"].is_null() { term } else { &term["podAffinityTerm"] };
        term["topologyKey"] == "kubernetes.io/hostname"
            && term["labelSelector"] == i.workload()["spec"]["selector"]
            && !term["labelSelector"].is_null()
    };
    let spread = |i: &Instance, how: &str| {
        let rule = &i.pod()["topologySpreadConstraints"][0];
        rule["topologyKey"] == "topology.kubernetes.io/zone"
            && rule["whenUnsatisfiable"] == how
            && rule["labelSelector"] == i.workload()["spec"]["selector"]
    };
    vec![
        case("placement.hosts: required", json!({ "placement": { "hosts": "required" } }), move |i| {
            apart(i, "requiredDuringSchedulingIgnoredDuringExecution")
        })
        .except(&quorum),
        case("placement.hosts: preferred", json!({ "placement": { "hosts": "preferred" } }), move |i| {
            apart(i, "preferredDuringSchedulingIgnoredDuringExecution")
        })
        .on(&quorum),
        case("placement.hosts: none", json!({ "placement": { "hosts": "none" } }), |i| {
            !i.pod().is_null() && i.pod()["affinity"].is_null()
        }),
        case("placement.zones: required", json!({ "placement": { "zones": "required" } }), move |i| {
            spread(i, "DoNotSchedule")
        }),
        case("placement.zones: preferred", json!({ "placement": { "zones": "preferred" } }), move |i| {
            spread(i, "ScheduleAnyway")
        })
        .top(json!({ "defaults": { "placement": { "zones": "none" } } })),
        case("placement.zones: none", json!({ "placement": { "zones": "none" } }), |i| {
            !i.pod().is_null() && i.pod()["topologySpreadConstraints"].is_null()
        }),
        pod(
            "placement.nodeSelector",
            json!({ "placement": { "nodeSelector": { "own": "yes" } } }),
            json!({ "nodeSelector": { "own": "yes" } }),
        ),
        pod(
            "placement.tolerations",
            json!({ "placement": { "tolerations": toleration } }),
            json!({ "tolerations": toleration }),
        ),
        case("placement.affinity", json!({ "placement": { "affinity": added } }), move |i| {
            holds(&i.pod()["affinity"], &added) && !i.pod()["affinity"]["podAntiAffinity"].is_null()
        }),
        case(
            "placement.affinity joins ours",
            json!({ "placement": { "hosts": "required", "affinity": { "podAntiAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": [{ "topologyKey": "own", "labelSelector": {} }] } } } }),
            |i| {
                let rules = &i.pod()["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"];
                rules.as_array().is_some_and(|rules| rules.len() == 2) && rules[1]["topologyKey"] == "own"
            },
        ),
        pod("priorityClass", json!({ "priorityClass": "high" }), json!({ "priorityClassName": "high" })),
        pod(
            "terminationGracePeriodSeconds",
            json!({ "terminationGracePeriodSeconds": 777 }),
            json!({ "terminationGracePeriodSeconds": 777 }),
        ),
        case("minReadySeconds", json!({ "minReadySeconds": 77 }), |i| i.workload()["spec"]["minReadySeconds"] == 77),
        case("disruptionBudget.maxUnavailable", json!({ "disruptionBudget": { "maxUnavailable": 2 } }), |i| {
            let spec = &i.get("PodDisruptionBudget", "")["spec"];
            spec["maxUnavailable"] == 2 && spec["selector"] == i.workload()["spec"]["selector"]
        })
        .with(json!({ "replicas": 4 }))
        .except(&["controlCenter"]),
        case("disruptionBudget.enabled", json!({ "disruptionBudget": { "enabled": false } }), |i| {
            !i.pod().is_null() && i.get("PodDisruptionBudget", "").is_null()
        })
        .with(json!({ "replicas": 4 }))
        .except(&["controlCenter"]),
    ]
}

fn probes() -> Vec<Case> {
    let mut all = Vec::new();
    for kind in ["startup", "readiness", "liveness"] {
        let field = format!("{kind}Probe");
        for (key, value) in
            [("initialDelaySeconds", 71), ("periodSeconds", 72), ("timeoutSeconds", 73), ("failureThreshold", 74)]
        {
            let field = field.clone();
            let set = json!({ "probes": { kind: { key: value } } });
            all.push(case(&format!("probes.{kind}.{key}"), set, move |i| i.container()[&field][key] == value));
        }
        let own = json!({ "exec": { "command": ["own"] } });
        let (shown, name) = (own.clone(), field.clone());
        all.push(case(
            &format!("probes.{kind}.handler"),
            json!({ "probes": { kind: { "handler": own } } }),
            move |i| {
                let probe = &i.container()[&name];
                let other = ["httpGet", "tcpSocket", "grpc"].iter().any(|handler| !probe[*handler].is_null());
                probe["exec"] == shown["exec"] && !other
            },
        ));
        let off = json!({ "probes": { kind: { "enabled": false } } });
        all.push(case(&format!("probes.{kind}.enabled"), off, move |i| {
            !i.container().is_null() && i.container()[&field].is_null()
        }));
    }
    all
}

fn metadata() -> Vec<Case> {
    let own = || json!({ "example.com/own": "a" });
    let is_own = |map: &Value| map["example.com/own"] == "a";
    vec![
        case("labels", json!({ "labels": own() }), move |i| {
            i.all(|object| is_own(&object["metadata"]["labels"]))
                && is_own(&i.template()["metadata"]["labels"])
                && !i.objects.0.iter().any(|object| object["spec"]["selector"].to_string().contains("example.com"))
                && !i.workload()["spec"]["volumeClaimTemplates"].to_string().contains("example.com")
        }),
        case("annotations", json!({ "annotations": own() }), move |i| {
            i.all(|object| is_own(&object["metadata"]["annotations"]))
                && i.template()["metadata"]["annotations"]["example.com/own"].is_null()
        }),
        case("podLabels", json!({ "podLabels": own() }), move |i| {
            is_own(&i.template()["metadata"]["labels"])
                && i.all(|object| object["metadata"]["labels"]["example.com/own"].is_null())
        }),
        case("podAnnotations", json!({ "podAnnotations": own() }), move |i| {
            is_own(&i.template()["metadata"]["annotations"])
                && i.all(|object| object["metadata"]["annotations"]["example.com/own"].is_null())
        }),
        case("service.labels", json!({ "service": { "labels": own() } }), move |i| {
            is_own(&i.get("Service", "")["metadata"]["labels"])
                && i.get("Service", "")["spec"]["selector"]["example.com/own"].is_null()
                && i.get("Service", "-headless")["metadata"]["labels"]["example.com/own"].is_null()
        }),
        case("service.annotations", json!({ "service": { "annotations": own() } }), move |i| {
            is_own(&i.get("Service", "")["metadata"]["annotations"])
                && i.get("Service", "-headless")["metadata"]["annotations"]["example.com/own"].is_null()
        }),
        case("serviceAccount.name", json!({ "serviceAccount": { "name": "own" } }), |i| {
            i.pod()["serviceAccountName"] == "own" && i.get("ServiceAccount", "").is_null()
        }),
        case("serviceAccount.annotations", json!({ "serviceAccount": { "annotations": own() } }), move |i| {
            is_own(&i.get("ServiceAccount", "")["metadata"]["annotations"])
                && i.pod()["serviceAccountName"] == i.name.as_str()
        }),
    ]
}

fn surroundings() -> Vec<Case> {
    let source = json!({ "secretKeyRef": { "name": "s", "key": "k" } });
    let from = json!([{ "secretRef": { "name": "s" } }, { "configMapRef": { "name": "c" } }]);
    let container = json!({ "image": "example.com/side:1", "command": ["x"] });
    let shown = entry("own", &container);
    let (side, init) = (shown.clone(), shown);
    let security = json!({ "runAsUser": 4242 });
    vec![
        case("env value", json!({ "env": { "OWN": { "value": "a b" } } }), |i| {
            *i.env("OWN") == json!({ "name": "OWN", "value": "a b" })
        }),
        case("env valueFrom", json!({ "env": { "OWN": { "valueFrom": source } } }), move |i| {
            *i.env("OWN") == json!({ "name": "OWN", "valueFrom": source })
        }),
        case("env wins", json!({ "env": { "LOG_DIR": { "value": "/own" } } }), |i| {
            let all = i.container()["env"].as_array().map(Vec::as_slice).unwrap_or_default();
            let ours: Vec<&Value> = all.iter().filter(|entry| entry["name"] == "LOG_DIR").collect();
            ours == [&json!({ "name": "LOG_DIR", "value": "/own" })]
        }),
        case("envFrom", json!({ "envFrom": from }), move |i| i.container()["envFrom"] == from),
        case("sidecars", json!({ "sidecars": { "own": container } }), move |i| {
            let all = i.pod()["containers"].as_array().map(Vec::as_slice).unwrap_or_default();
            all.contains(&side) && all[0]["name"] == i.component.name
        }),
        case("initContainers", json!({ "initContainers": { "own": container } }), move |i| {
            i.pod()["initContainers"].as_array().is_some_and(|all| all.contains(&init))
        }),
        pod(
            "podSecurityContext",
            json!({ "podSecurityContext": security }),
            json!({ "securityContext": { "runAsUser": 4242, "runAsNonRoot": true } }),
        ),
        case("containerSecurityContext", json!({ "containerSecurityContext": security }), |i| {
            let wanted = json!({ "runAsUser": 4242, "allowPrivilegeEscalation": false });
            holds(&i.container()["securityContext"], &wanted)
        }),
    ]
}

fn volumes() -> Vec<Case> {
    let sources = [
        ("secret", json!({ "secretName": "s" })),
        ("configMap", json!({ "name": "c" })),
        ("emptyDir", json!({ "medium": "Memory" })),
        ("persistentVolumeClaim", json!({ "claimName": "p" })),
        ("projected", json!({ "sources": [{ "secret": { "name": "s" } }] })),
        ("csi", json!({ "driver": "d" })),
        (
            "ephemeral",
            json!({ "volumeClaimTemplate": { "spec": {
            "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } } } }),
        ),
        ("image", json!({ "reference": "example.com/files:1" })),
        ("nfs", json!({ "server": "n", "path": "/" })),
        ("hostPath", json!({ "path": "/own" })),
    ];
    let mut all: Vec<Case> = sources
        .into_iter()
        .map(|(kind, source)| {
            let set = json!({ "volumes": { "own": { "mountPath": "/own", kind: source } } });
            let volume = json!({ "name": "own", kind: source });
            case(&format!("volumes.*.{kind}"), set, move |i| {
                *i.volume("own") == volume && *i.mount("own") == json!({ "name": "own", "mountPath": "/own" })
            })
        })
        .collect();
    let own = |more: Value| {
        let volume = super::support::platform::merged(&json!({ "mountPath": "/own", "emptyDir": {} }), &more);
        json!({ "volumes": { "own": volume } })
    };
    all.extend([
        case("volumes.*.subPath", own(json!({ "subPath": "a/b" })), |i| i.mount("own")["subPath"] == "a/b"),
        case("volumes.*.readOnly", own(json!({ "readOnly": true })), |i| i.mount("own")["readOnly"] == true),
        case("volumes.*.mountPath: empty", own(json!({ "mountPath": "" })), |i| {
            !i.volume("own").is_null() && i.mount("own").is_null()
        }),
        refused("two sources", own(json!({ "secret": { "secretName": "s" } })), "volume-source"),
        refused("no source", own(json!({ "emptyDir": null })), "volume-source"),
        refused("a name that is taken", json!({ "volumes": { "config": { "emptyDir": {} } } }), "volume-name-taken"),
    ]);
    all
}

/// Everything that belongs to the component is gone.
fn gone(i: &Instance) -> bool {
    let own = |object: &&Value| {
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        name == i.name || name.strip_prefix(&i.name).is_some_and(|rest| rest.starts_with('-'))
    };
    i.objects.0.len() > 10 && i.objects.0.iter().find(own).is_none()
}

fn switches() -> Vec<Case> {
    let off = |keys: &[&'static str]| case("enabled: false", json!({ "enabled": false }), gone).on(keys);
    vec![
        off(&["zookeeper"]).top(json!({ "external": { "zookeeper": { "connect": "z:2181" } } })),
        off(&["kraft"]).top(json!({
            "external": { "kraft": { "voters": "1@c:9093" } }, "kraft": { "clusterId": "AAAAAAAAAAAAAAAAAAAAAA" },
        })),
        off(&["kafka"]).top(json!({
            "external": { "kafka": { "bootstrap": "k:9092" } },
            "connect": { "groupId": "a", "clusters": { "extra": { "groupId": "b" } } },
            "ksql": { "serviceId": "a", "clusters": { "extra": { "serviceId": "b" } } },
        })),
        off(&["schemaRegistry"]),
        off(&["connect"]),
        off(&["restProxy"]),
        off(&["ksql"]),
        off(&["controlCenter"]),
    ]
}
