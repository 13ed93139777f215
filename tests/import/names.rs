//! Names of objects for releases that are called like a chart, and for names that a release gave its components.

use serde_json::Value;

use crate::binary::Folder;
use crate::{object, rendered};

fn import(values: &str, release: &str) -> (Folder, Vec<Value>) {
    let folder = Folder::with(&[("v.yaml", values)]);
    let run = folder.run(&["import", "cp-helm-charts", "v.yaml", "--release", release, "-n", "n"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder.write("new.yaml", run.stdout);
    let objects = rendered(&folder);
    (folder, objects)
}

/// Every address of the platform's own that any file names is that of a Service.
fn check_peers(objects: &[Value]) {
    let services: Vec<&str> = objects
        .iter()
        .filter(|object| object["kind"] == "Service")
        .map(|object| object["metadata"]["name"].as_str().unwrap())
        .collect();
    let mut addresses = 0;
    for object in objects.iter().filter(|object| object["kind"] == "ConfigMap") {
        for text in object["data"].as_object().unwrap().values().map(|text| text.as_str().unwrap()) {
            for host in text.split(|c: char| !(c.is_alphanumeric() || "-.".contains(c))) {
                let Some(short) = host.strip_suffix(".n.svc.cluster.local") else { continue };
                let service = short.rsplit('.').next().unwrap();
                assert!(services.contains(&service), "{host} is nobody's: {services:?}");
                addresses += 1;
            }
        }
    }
    assert!(addresses > 10);
}

#[test]
fn a_release_called_like_a_chart_is_followed_by_everybody() {
    for (release, kafka, zookeeper) in [
        ("cp-kafka", "cp-kafka", "cp-kafka-cp-zookeeper"),
        ("my-cp-kafka-eu", "my-cp-kafka-eu", "my-cp-kafka-eu-cp-zookeeper"),
        ("cp-zookeeper", "cp-zookeeper-cp-kafka", "cp-zookeeper"),
        ("rel", "rel-cp-kafka", "rel-cp-zookeeper"),
    ] {
        let (_, objects) = import("{}", release);
        object(&objects, "StatefulSet", kafka);
        object(&objects, "StatefulSet", zookeeper);
        object(&objects, "Service", &format!("{kafka}-headless"));
        check_peers(&objects);
    }
}

#[test]
fn names_that_the_release_gave_are_followed_by_everybody() {
    let values = "cp-kafka: { nameOverride: broker }\ncp-zookeeper: { fullnameOverride: zk }\n\
                  cp-kafka-connect: { nameOverride: loader }\n";
    let (_, objects) = import(values, "rel");
    let broker = object(&objects, "StatefulSet", "rel-broker");
    assert_eq!(broker["spec"]["selector"]["matchLabels"], serde_json::json!({ "app": "broker", "release": "rel" }));
    let zookeeper = object(&objects, "StatefulSet", "zk");
    assert_eq!(zookeeper["spec"]["selector"]["matchLabels"]["app"], "cp-zookeeper");
    assert_eq!(zookeeper["spec"]["serviceName"], "zk-headless");
    object(&objects, "Deployment", "rel-loader");
    check_peers(&objects);
}

/// Two charts of one release would have the same name: the chart made two Services of it, of which one got lost.
#[test]
fn two_objects_of_one_name_are_refused() {
    let folder = Folder::with(&[("v.yaml", "{}")]);
    let run = folder.run(&["import", "cp-helm-charts", "v.yaml", "--release", "cp-kafka-connect", "-n", "n"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder.write("new.yaml", run.stdout);
    let run = folder.run(&["render", "-f", "new.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("error[unique-object]"), "{}", run.stderr);
}

#[test]
fn a_number_as_a_release_stays_a_text() {
    let (folder, objects) = import("cp-kafka-connect: { enabled: false }", "r123");
    assert_eq!(object(&objects, "StatefulSet", "r123-cp-kafka")["metadata"]["labels"]["release"], "r123");
    folder.write("new.yaml", folder.read("new.yaml").replace("release: r123", "release: 123"));
    let run = folder.run(&["render", "-f", "new.yaml"]);
    // A Service's name cannot begin with a digit, and that is all that is wrong.
    assert!(run.stderr.contains("error[object-name]") && !run.stderr.contains("label"), "{}", run.stderr);
}

#[test]
fn one_label_of_the_selector_is_nobody_s() {
    let (folder, _) = import("{}", "rel");
    folder.write("new.yaml", folder.read("new.yaml") + "defaults: { labels: { app: mine } }\n");
    let run = folder.run(&["render", "-f", "new.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error[reserved-label]"), "{}", run.stderr);
}
