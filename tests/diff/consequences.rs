//! What follows for pods and claims.

use cpgen::check::schema::Minor;
use cpgen::diff::{Diff, Fate, Pods, Status, diff};
use serde_json::{Value, json};

use super::updates::object;

fn compared(old: &[Value], new: &[Value]) -> Diff {
    let minor = Minor::newest();
    let side = |all: &[Value]| all.iter().map(|one| object(one, minor)).collect();
    diff(side(old), side(new), minor)
}

fn set(replicas: u32) -> Value {
    json!({
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": { "name": "kafka" },
        "spec": {
            "serviceName": "kafka",
            "replicas": replicas,
            "selector": { "matchLabels": { "app": "kafka" } },
            "template": {
                "metadata": { "labels": { "app": "kafka" } },
                "spec": {
                    "containers": [{
                        "name": "kafka",
                        "image": "kafka:1",
                        "resources": { "requests": { "memory": "1Gi" } },
                        "env": [{ "name": "A", "value": "a" }, { "name": "B", "value": "b" }],
                        "volumeMounts": [{ "name": "data", "mountPath": "/data" }]
                    }]
                }
            },
            "volumeClaimTemplates": [{
                "metadata": { "name": "data" },
                "spec": { "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } }
            }]
        }
    })
}

fn with(mut object: Value, pointer: &str, value: Value) -> Value {
    let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
    let parent = object.pointer_mut(parent).expect("the parent is there");
    match (parent, field.parse::<usize>()) {
        (Value::Array(list), Ok(index)) => list[index] = value,
        (parent, _) => parent[field] = value,
    }
    object
}

fn pods(diff: &Diff) -> Vec<Pods> {
    diff.restarts.iter().map(|restart| restart.pods.clone()).collect()
}

fn named(names: &[&str]) -> Vec<Pods> {
    vec![Pods::Named(names.iter().map(|name| (*name).to_owned()).collect())]
}

const CONTAINER: &str = "/spec/template/spec/containers/0";

#[test]
fn a_changed_template_rolls_from_the_last_pod_to_the_first() {
    let new = with(set(3), &format!("{CONTAINER}/image"), json!("kafka:2"));
    let diff = compared(&[set(3)], std::slice::from_ref(&new));
    assert_eq!(pods(&diff), named(&["kafka-2", "kafka-1", "kafka-0"]));
    assert_eq!(diff.restarts[0].because, ["spec.template.spec.containers[kafka].image"]);
    let held =
        with(new, "/spec/updateStrategy", json!({ "rollingUpdate": { "partition": 2 }, "type": "RollingUpdate" }));
    assert_eq!(pods(&compared(&[set(3)], &[held])), named(&["kafka-2"]));
}

#[test]
fn what_says_the_same_restarts_nothing() {
    for (field, value) in [
        ("imagePullPolicy", json!("IfNotPresent")),
        ("terminationMessagePath", json!("/dev/termination-log")),
        ("securityContext", Value::Null),
        ("ports", json!([])),
    ] {
        let diff = compared(&[set(3)], &[with(set(3), &format!("{CONTAINER}/{field}"), value)]);
        assert_eq!(diff.outcomes[0].status, Status::Unchanged, "{field}: {:?}", diff.outcomes[0].changes);
    }
    let amount = with(set(3), &format!("{CONTAINER}/resources/requests/memory"), json!("1024Mi"));
    assert!(!compared(&[set(3)], &[amount]).differs());
}

#[test]
fn order_and_spelling_count_where_controllers_compare_them() {
    let env = json!([{ "name": "B", "value": "b" }, { "name": "A", "value": "a" }]);
    let reordered = compared(&[set(1)], &[with(set(1), &format!("{CONTAINER}/env"), env)]);
    assert_eq!(pods(&reordered), named(&["kafka-0"]));
    let bytes = json!("1073741824");
    let respelled =
        compared(&[set(1)], &[with(set(1), &format!("{CONTAINER}/resources/requests/memory"), bytes.clone())]);
    assert_eq!(pods(&respelled), named(&["kafka-0"]), "a StatefulSet compares JSON");
    let deployment = |object: Value| {
        let mut object = with(object, "/kind", json!("Deployment"));
        for field in ["serviceName", "volumeClaimTemplates"] {
            object["spec"].as_object_mut().expect("a map").shift_remove(field);
        }
        object["spec"]["template"]["spec"]["containers"][0]["volumeMounts"] = Value::Null;
        object
    };
    let new = with(set(1), &format!("{CONTAINER}/resources/requests/memory"), bytes);
    let diff = compared(&[deployment(set(1))], &[deployment(new)]);
    assert!(!diff.differs(), "a Deployment compares values: {:?}", diff.outcomes[0].changes);
}

#[test]
fn what_is_refused_restarts_nothing() {
    let new = with(with(set(3), &format!("{CONTAINER}/image"), json!("kafka:2")), "/spec/serviceName", json!("other"));
    let diff = compared(&[set(3)], &[new]);
    assert!(diff.is_refused() && diff.restarts.is_empty());
}

#[test]
fn claims_of_pods_that_go() {
    let fewer = compared(&[set(3)], &[set(1)]);
    assert_eq!(
        (fewer.claims[0].fate, fewer.claims[0].names.join(" ")),
        (Fate::Orphaned, "data-kafka-1 data-kafka-2".into())
    );
    assert_eq!(pods(&fewer), named(&["kafka-2", "kafka-1"]));
    let policy = json!({ "whenScaled": "Delete", "whenDeleted": "Delete" });
    let deleting = |replicas| with(set(replicas), "/spec/persistentVolumeClaimRetentionPolicy", policy.clone());
    let lost = compared(&[deleting(3)], &[deleting(1)]);
    assert_eq!((lost.claims[0].fate, lost.claims[0].names.len()), (Fate::Lost, 2));
    let removed = compared(&[deleting(2)], &[]);
    assert_eq!((removed.claims[0].fate, removed.claims[0].names.len()), (Fate::Lost, 2));
    assert_eq!(compared(&[set(2)], &[]).claims[0].fate, Fate::Orphaned);
    let renamed = compared(&[set(2)], &[with(set(2), "/spec/volumeClaimTemplates/0/metadata/name", json!("other"))]);
    assert_eq!(renamed.claims[0].names, ["data-kafka-0", "data-kafka-1"]);
    let moved = compared(&[set(2)], &[with(set(2), "/metadata/namespace", json!("elsewhere"))]);
    assert_eq!(moved.claims[0].fate, Fate::Orphaned);
    let claim = json!({ "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": { "name": "data" },
        "spec": { "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } } });
    assert_eq!(compared(&[claim], &[]).claims[0].fate, Fate::Lost);
}

#[test]
fn pods_that_do_not_notice() {
    let config = |value: &str| json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "c" }, "data": { "a": value } });
    let from = |pod: Value| with(set(1), "/spec/template/spec", pod);
    let by_env = from(
        json!({ "containers": [{ "name": "a", "image": "a:1", "envFrom": [{ "configMapRef": { "name": "c" } }] }] }),
    );
    let diff = compared(&[config("1"), by_env.clone()], &[config("2"), by_env.clone()]);
    assert!(diff.restarts.is_empty());
    assert!(diff.stale[0].keeps_old && diff.stale[0].effect.contains("environment variables"), "{:?}", diff.stale);
    let volumes = json!([{ "name": "v", "configMap": { "name": "c" } }]);
    let mount = |sub: Value| {
        from(json!({ "volumes": volumes, "containers": [{ "name": "a", "image": "a:1",
            "volumeMounts": [{ "name": "v", "mountPath": "/c", "subPath": sub }] }] }))
    };
    let files = mount(Value::Null);
    assert!(!compared(&[config("1"), files.clone()], &[config("2"), files]).stale[0].keeps_old);
    let fixed = mount(json!("a"));
    assert!(compared(&[config("1"), fixed.clone()], &[config("2"), fixed]).stale[0].keeps_old);
    let stamped = with(by_env.clone(), "/spec/template/metadata/annotations", json!({ "checksum": "2" }));
    let diff = compared(&[config("1"), by_env], &[config("2"), stamped]);
    assert!(diff.stale.is_empty());
    assert_eq!(pods(&diff), named(&["kafka-0"]));
}
