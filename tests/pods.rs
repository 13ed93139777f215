//! What every pod of every profile keeps, whatever else changes: what production and the `restricted` Pod Security
//! Standard ask of it, and what clients dial.

mod support;

use serde_json::{Value, json};
use support::platform::{Objects, cpgen, named, profiles};

fn platforms() -> impl Iterator<Item = (String, Objects)> {
    profiles().into_iter().map(|profile| (profile.clone(), Objects::of_profile(&profile)))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

/// Why `pod` does not pass the `restricted` standard with a read-only root (kubernetes.io/docs/concepts/security/
/// pod-security-standards), as far as cpgen's own fields can break it.
fn is_open(pod: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            wrong.push(what)
        }
    };
    let own = &pod["securityContext"];
    must(own["runAsNonRoot"] == true && own["runAsUser"] != 0, "may run as root".into());
    must(own["seccompProfile"]["type"] == "RuntimeDefault", "has no seccomp profile".into());
    for field in ["hostNetwork", "hostPID", "hostIPC"] {
        must(pod[field].is_null(), format!("has {field}"));
    }
    for container in list(&pod["containers"]).iter().chain(list(&pod["initContainers"])) {
        let context = &container["securityContext"];
        let what = |which: &str| format!("{}: {which}", container["name"]);
        must(context["allowPrivilegeEscalation"] == false, what("may escalate"));
        must(context["capabilities"] == json!({ "drop": ["ALL"] }), what("has capabilities"));
        must(context["readOnlyRootFilesystem"] == true, what("may write to its root"));
        must(
            container["ports"].as_array().is_none_or(|ports| ports.iter().all(|p| p["hostPort"].is_null())),
            what("port"),
        );
    }
    let allowed = ["configMap", "emptyDir", "projected", "secret", "name"];
    for volume in list(&pod["volumes"]) {
        let keys: Vec<&String> = volume.as_object().into_iter().flat_map(|map| map.keys()).collect();
        must(keys.iter().all(|key| allowed.contains(&key.as_str())), format!("has the volume {volume}"));
    }
    wrong
}

#[test]
fn pods_pass_the_restricted_standard() {
    let mut pods = 0;
    for (profile, objects) in platforms() {
        for workload in objects.workloads() {
            pods += 1;
            let pod = &workload["spec"]["template"]["spec"];
            assert_eq!(is_open(pod), Vec::<String>::new(), "{profile}: {}", name(workload));
            assert_eq!(pod["enableServiceLinks"], false, "links would be taken for settings by Confluent's images");
            assert_eq!(pod["automountServiceAccountToken"], false);
            assert_eq!(objects.get("ServiceAccount", name(workload))["automountServiceAccountToken"], false);
        }
    }
    assert!(pods > 20);
    // The search must find what is open.
    let open = json!({ "securityContext": {}, "containers": [{ "name": "a" }], "volumes": [{ "hostPath": {} }] });
    assert_eq!(is_open(&open).len(), 6);
}

/// A liveness probe that asks more than the process itself restarts all of a cluster because one member is away.
#[test]
fn liveness_asks_nobody_else_and_waits_for_recovery() {
    for (profile, objects) in platforms() {
        for workload in objects.workloads() {
            let (name, main) = (name(workload), &workload["spec"]["template"]["spec"]["containers"][0]);
            let liveness = &main["livenessProbe"];
            let ports: Vec<&Value> =
                list(&main["ports"]).iter().flat_map(|port| [&port["name"], &port["containerPort"]]).collect();
            assert!(ports.contains(&&liveness["tcpSocket"]["port"]), "{profile}: {name}: {liveness}");
            let seconds = |probe: &Value| {
                probe["periodSeconds"].as_u64().unwrap_or(10) * probe["failureThreshold"].as_u64().unwrap_or(3)
            };
            let allowed = if name.ends_with("-kafka") { 1800 } else { 300 };
            assert!(seconds(&main["startupProbe"]) >= allowed, "{profile}: {name} has too little time to start");
            assert!(!main["readinessProbe"].is_null(), "{profile}: {name}");
        }
    }
}

/// A lost pod comes back in the new revision: with no partition said, a StatefulSet makes the old one again.
#[test]
fn rolls_survive_the_loss_of_a_pod() {
    for (profile, objects) in platforms() {
        for set in objects.workloads().filter(|object| object["kind"] == "StatefulSet") {
            assert_eq!(set["spec"]["updateStrategy"]["rollingUpdate"]["partition"], 0, "{profile}: {}", name(set));
        }
    }
}

#[test]
fn disks_outlive_pods_and_hold_data_below_their_root() {
    let mut disks = 0;
    for (profile, objects) in platforms() {
        for set in objects.of_kind("StatefulSet") {
            let spec = &set["spec"];
            let kept = json!({ "whenDeleted": "Retain", "whenScaled": "Retain" });
            assert_eq!(
                (&spec["persistentVolumeClaimRetentionPolicy"], &spec["podManagementPolicy"]),
                (&kept, &"Parallel".into())
            );
            let headless = objects.get("Service", spec["serviceName"].as_str().unwrap());
            assert_eq!(
                (&headless["spec"]["clusterIP"], &headless["spec"]["publishNotReadyAddresses"]),
                (&"None".into(), &true.into())
            );
            let mounts = list(&spec["template"]["spec"]["containers"][0]["volumeMounts"]);
            for claim in list(&spec["volumeClaimTemplates"]).iter().filter(|claim| name(claim) != "prometheus") {
                disks += 1;
                let path = mounts.iter().find(|m| m["name"] == claim["metadata"]["name"]).unwrap()["mountPath"]
                    .as_str()
                    .unwrap();
                // lost+found of a file system would be taken for data.
                let files = objects.get("ConfigMap", &format!("{}-config", name(set)))["data"].as_object().unwrap();
                let texts = files.iter().filter(|(file, _)| file.ends_with(".properties"));
                let roots: Vec<&str> = texts
                    .flat_map(|(_, text)| text.as_str().unwrap().lines())
                    .flat_map(|line| line.split(['=', ',']).skip(1))
                    .filter(|word| word.starts_with(path))
                    .collect();
                assert!(!roots.is_empty(), "{profile}: nothing uses {path} of {}", name(set));
                assert!(roots.iter().all(|root| root.starts_with(&format!("{path}/"))), "{profile}: {roots:?}");
            }
        }
    }
    assert!(disks > 12);
}

#[test]
fn a_disk_without_a_claim_is_mounted_all_the_same() {
    let disk = json!({ "ephemeral": true, "size": "3Gi" });
    let objects =
        Objects::of(&json!({ "kafka": { "storage": { "disk0": disk } }, "ksql": { "storage": { "state": disk } },
        "kraft": { "storage": { "metadata": disk } } }));
    for (workload, volume) in [("cp-kafka", "disk0"), ("cp-ksql", "state"), ("cp-kraft", "metadata")] {
        let pod = objects.pod(workload);
        assert_eq!(named(&pod["volumes"], volume)["emptyDir"]["sizeLimit"], "3Gi");
        assert!(!named(&pod["containers"][0]["volumeMounts"], volume).is_null(), "{workload}");
        assert!(objects.workload(workload)["spec"]["volumeClaimTemplates"].is_null());
    }
}

/// Controllers place the replicas of new topics: defaults that stand on brokers alone have no effect.
#[test]
fn topic_defaults_stand_on_controllers_as_on_brokers() {
    let config = json!({ "min.insync.replicas": 1, "num.partitions": 12, "unclean.leader.election.enable": true,
        "default.replication.factor": 2 });
    for values in [json!({}), json!({ "kafka": { "config": config } }), json!({ "kafka": { "replicas": 1 } })] {
        let objects = Objects::of(&values);
        let of = |map: &str, file: &str| -> Vec<String> {
            let is_default = |line: &&str| config.as_object().unwrap().keys().any(|key| line.starts_with(key.as_str()));
            let mut lines: Vec<String> =
                objects.file(map, file).lines().filter(is_default).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let brokers = of("cp-kafka-config", "server.properties");
        assert!(brokers.len() >= 3, "{brokers:?}");
        assert_eq!(of("cp-kraft-config", "controller.properties"), brokers);
    }
}

/// The addresses that `server` of broker `ordinal` advertises on EXTERNAL, as the start script fills them in.
fn advertised(objects: &Objects, id: u32, ordinal: u32) -> String {
    let own = objects.file("x-kafka-config", &format!("pod-{id}.properties"));
    let text = if own.is_empty() { objects.file("x-kafka-config", "pod.properties") } else { own };
    let line = text.lines().find_map(|line| line.strip_prefix("advertised.listeners=")).unwrap();
    let address = line.split(',').find_map(|one| one.strip_prefix("EXTERNAL://")).unwrap();
    let address = address.replace("{id}", &id.to_string()).replace("{ordinal}", &ordinal.to_string());
    match address.split_once(":{") {
        Some((host, port)) => {
            let first: u32 = port.trim_end_matches("+ordinal}").parse().unwrap();
            format!("{host}:{}", first + ordinal)
        }
        None => address,
    }
}

#[test]
fn what_is_advertised_is_what_a_client_dials() {
    for expose in [
        json!({ "nodePort": { "first": 31500, "advertise": { "host": "n{ordinal}.example.com" } } }),
        json!({ "nodePort": { "first": 31500 } }),
        json!({ "loadBalancer": { "host": "b{id}.example.com", "port": 19092 } }),
        json!({ "loadBalancer": { "host": "b{id}.example.com" } }),
    ] {
        let values = json!({ "name": "x", "kafka": {
            "nodeIds": { "first": 7 },
            "listeners": { "external": { "port": 9099, "expose": expose } },
            "brokers": { "8": { "advertise": { "external": { "host": "other.example.com" } } } },
        } });
        let objects = Objects::of(&values);
        let shown = cpgen(&["show", "endpoints", "-f", "-"], &values.to_string()).text;
        for ordinal in 0..3 {
            let address = advertised(&objects, 7 + ordinal, ordinal);
            let service = objects.get("Service", &format!("x-kafka-external-{ordinal}"));
            let port = &service["spec"]["ports"][0];
            let outer = if port["nodePort"].is_null() { &port["port"] } else { &port["nodePort"] };
            assert!(address.ends_with(&format!(":{outer}")), "{address}: {service}");
            assert_eq!(port["targetPort"], "external");
            let dialled = address.replace("{hostIP}", &format!("<node of x-kafka-{ordinal}>"));
            assert!(shown.lines().any(|line| line.ends_with(&format!(" {dialled}"))), "{dialled} is not in\n{shown}");
        }
    }
}

#[test]
fn every_object_carries_the_label_of_its_platform() {
    for (profile, objects) in platforms() {
        let label = &objects.0[0]["metadata"]["labels"]["cpgen.dev/platform"];
        assert!(
            label.is_string() && objects.0.iter().all(|o| &o["metadata"]["labels"]["cpgen.dev/platform"] == label),
            "{profile}"
        );
    }
}
