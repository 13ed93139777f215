//! Beside what the chart rendered: objects, selectors, ports, claims, and what it would do to apply ours over them.

use serde_json::Value;

use crate::binary::{Folder, project};
use crate::{Case, documents, object, rendered};

/// What the chart rendered, and the values that it did so with.
pub const PAIRS: [(&str, Case); 2] = [
    ("default", Case { files: &["nothing.yaml"], more: &[] }),
    ("everything", Case { files: &["everything.yaml"], more: &[] }),
];

/// The objects of the chart.
pub fn theirs(name: &str) -> Vec<Value> {
    documents(&std::fs::read_to_string(project(&format!("tests/import/chart/{name}.yaml"))).unwrap())
}

/// A folder with ours, and they.
pub fn ours(case: &Case) -> (Folder, Vec<Value>) {
    let (folder, run) = case.import(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let objects = rendered(&folder);
    (folder, objects)
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap()
}

/// The objects that cpgen has under a name of its own, and theirs.
fn is_renamed(object: &Value) -> bool {
    object["kind"] == "ConfigMap"
}

#[test]
fn every_object_keeps_kind_name_and_selector() {
    for (set, case) in &PAIRS {
        let (_, objects) = ours(case);
        let mut count = 0;
        for theirs in theirs(set).iter().filter(|theirs| !is_renamed(theirs)) {
            let (kind, name) = (theirs["kind"].as_str().unwrap(), name(theirs));
            // Headless KSQL listens to nobody.
            if name == "rel-cp-ksql-server-external" && *set == "everything" {
                continue;
            }
            let own = object(&objects, kind, name);
            assert_eq!(own["spec"]["selector"], theirs["spec"]["selector"], "{kind} {name}");
            for label in ["app", "release"] {
                assert_eq!(own["metadata"]["labels"][label], theirs["metadata"]["labels"][label], "{kind} {name}");
            }
            assert_eq!(own["metadata"]["namespace"], "kafka");
            count += 1;
        }
        assert_eq!(count, if *set == "default" { 17 } else { 22 });
    }
}

#[test]
fn every_config_map_has_an_equivalent() {
    for (set, case) in &PAIRS {
        let (_, objects) = ours(case);
        for theirs in theirs(set).iter().filter(|theirs| is_renamed(theirs)) {
            let name = name(theirs);
            match name.strip_suffix("-jmx-configmap") {
                Some(component) => {
                    let own = object(&objects, "ConfigMap", &format!("{component}-exporter"));
                    assert!(own["data"]["exporter.yaml"].as_str().is_some_and(|rules| rules.contains("pattern")));
                }
                None => assert_eq!(name, "rel-cp-ksql-server-ksql-queries-configmap"),
            }
        }
        let queries = objects.iter().any(|o| o.to_string().contains("rel-cp-ksql-server-ksql-queries-configmap"));
        assert_eq!(queries, *set == "everything", "headless KSQL reads the queries of the release");
    }
}

/// Ports by number: name, and where the Service leads.
fn ports(service: &Value) -> Vec<(u64, String, u64)> {
    let ports = service["spec"]["ports"].as_array().into_iter().flatten();
    let entry = |port: &Value| {
        let number = port["port"].as_u64().unwrap();
        let target = port.get("targetPort").map_or(Some(number), Value::as_u64);
        (number, port["name"].as_str().unwrap().to_string(), target.expect("a number, which pods of both have"))
    };
    ports.map(entry).collect()
}

#[test]
fn services_lead_where_they_led() {
    for (set, case) in &PAIRS {
        let (_, objects) = ours(case);
        for theirs in theirs(set).iter().filter(|theirs| theirs["kind"] == "Service") {
            let name = name(theirs);
            let Some(own) = objects.iter().find(|own| own["kind"] == "Service" && own["metadata"]["name"] == name)
            else {
                assert_eq!(name, "rel-cp-ksql-server-external");
                continue;
            };
            for port in ports(theirs) {
                // Headless KSQL has no REST interface, and REST Proxy's balancer is called like its Service.
                let gone = *set == "everything" && name == "rel-cp-ksql-server" && port.0 == 8088;
                assert!(gone || ports(own).contains(&port), "{name}: {port:?} of {:?}", ports(own));
            }
            for field in ["clusterIP", "externalTrafficPolicy"] {
                if theirs["spec"][field] == "None" {
                    assert_eq!(own["spec"][field], theirs["spec"][field]);
                }
            }
            assert_ne!(own["spec"]["externalTrafficPolicy"], "Local", "{name}: clients begin at any node");
            let nodes = |service: &Value| service["spec"]["ports"][0]["nodePort"].clone();
            assert_eq!(nodes(own), nodes(theirs), "{name}");
        }
    }
}

#[test]
fn stateful_sets_keep_what_cannot_change() {
    for (set, case) in &PAIRS {
        let (_, objects) = ours(case);
        for theirs in theirs(set).iter().filter(|theirs| theirs["kind"] == "StatefulSet") {
            let own = object(&objects, "StatefulSet", name(theirs));
            for field in ["serviceName", "podManagementPolicy", "replicas"] {
                assert_eq!(own["spec"][field], theirs["spec"][field], "{field}");
            }
            let claims = |set: &Value| {
                let claims = set["spec"]["volumeClaimTemplates"].as_array().unwrap().clone();
                let bare = |claim: &Value| (claim["metadata"]["name"].clone(), claim["spec"].clone());
                claims.iter().map(bare).collect::<Vec<_>>()
            };
            assert_eq!(claims(own), claims(theirs));
            assert!(own["spec"]["volumeClaimTemplates"][0]["metadata"]["labels"].is_null());
        }
        for theirs in theirs(set).iter().filter(|theirs| theirs["kind"] == "Deployment") {
            assert_eq!(object(&objects, "Deployment", name(theirs))["spec"]["replicas"], theirs["spec"]["replicas"]);
        }
    }
}

/// What both call a mount, below which the same files have to be: the chart's path, and ours.
#[test]
fn data_lies_where_it_lay() {
    let (_, objects) = ours(&PAIRS[1].1);
    let mounts = |set: &str, container: usize| {
        object(&objects, "StatefulSet", set)["spec"]["template"]["spec"]["containers"][container]["volumeMounts"]
            .clone()
    };
    let path = |mounts: &Value, name: &str| {
        let mount = mounts.as_array().unwrap().iter().find(|mount| mount["name"] == name).cloned();
        mount.unwrap()["mountPath"].as_str().unwrap().to_string()
    };
    let kafka = mounts("rel-cp-kafka", 0);
    let config = &object(&objects, "ConfigMap", "rel-cp-kafka-config")["data"]["server.properties"];
    let disks = [path(&kafka, "datadir-0"), path(&kafka, "datadir-1")];
    // The chart: /opt/kafka/data-0/logs on what is mounted at /opt/kafka/data-0.
    let dirs = format!("log.dirs={}/logs,{}/logs\n", disks[0], disks[1]);
    assert!(config.as_str().unwrap().contains(&dirs), "{config}");
    let zookeeper = mounts("rel-cp-zookeeper", 0);
    let config = &object(&objects, "ConfigMap", "rel-cp-zookeeper-config")["data"]["zookeeper.properties"];
    for (key, claim) in [("dataDir", "datadir"), ("dataLogDir", "datalogdir")] {
        let line = format!("{key}={}\n", path(&zookeeper, claim));
        assert!(config.as_str().unwrap().contains(&line), "{config}");
    }
}

#[test]
fn nothing_is_refused() {
    for (set, case) in &PAIRS {
        let (folder, _) = ours(case);
        folder.write("old.yaml", std::fs::read(project(&format!("tests/import/chart/{set}.yaml"))).unwrap());
        for version in ["1.30", "1.32", "1.37"] {
            let args =
                ["diff", "-n", "kafka", "--kube-version", version, "--fail-on", "refused", "old.yaml", "new.yaml"];
            let run = folder.run(&args);
            assert_eq!(run.code, 0, "{set} on {version}: {}{}", run.stdout, run.stderr);
            for set in ["rel-cp-kafka", "rel-cp-zookeeper"] {
                assert!(run.stdout.contains(&format!("changed StatefulSet kafka/{set} ")), "{}", run.stdout);
            }
            for gone in run.stdout.lines().filter(|line| line.starts_with("removed ")) {
                let kept_until_the_roll_is_over = gone.starts_with("removed ConfigMap ");
                let headless = gone.contains("Service kafka/rel-cp-ksql-server-external");
                assert!(kept_until_the_roll_is_over || headless, "{gone}");
            }
        }
    }
}

/// Disks that were given another size by hand, or a policy that the values forgot, are refused with a way around.
#[test]
fn what_differs_is_refused_with_a_safe_procedure() {
    let (folder, _) = ours(&PAIRS[0].1);
    let old = std::fs::read_to_string(project("tests/import/chart/default.yaml")).unwrap();
    folder.write("old.yaml", old.replace("storage: 5Gi", "storage: 9Gi").replace("OrderedReady", "Parallel"));
    let run = folder.run(&["diff", "-n", "kafka", "--fail-on", "refused", "old.yaml", "new.yaml"]);
    assert_eq!(run.code, 1);
    for set in ["rel-cp-kafka", "rel-cp-zookeeper"] {
        let procedure = format!("kubectl delete statefulset {set} -n kafka --cascade=orphan");
        assert!(run.stdout.contains(&procedure), "{}", run.stdout);
    }
}
