//! Every rendered object is what a typed client of Kubernetes takes it for: it goes into the type of its kind and comes
//! back whole. A field in the wrong place or with a misspelt name would not survive that.

mod support;

use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::core::v1::{ConfigMap, Service, ServiceAccount};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::platform::{Objects, at, merged, profiles};

fn through<T: DeserializeOwned + Serialize>(object: &Value) -> Result<Value, String> {
    let typed: T = serde_json::from_value(object.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(typed).map_err(|error| error.to_string())
}

fn round_trip(object: &Value) -> Result<Value, String> {
    match (object["apiVersion"].as_str().unwrap(), object["kind"].as_str().unwrap()) {
        ("apps/v1", "StatefulSet") => through::<StatefulSet>(object),
        ("apps/v1", "Deployment") => through::<Deployment>(object),
        ("v1", "ConfigMap") => through::<ConfigMap>(object),
        ("v1", "Service") => through::<Service>(object),
        ("v1", "ServiceAccount") => through::<ServiceAccount>(object),
        ("policy/v1", "PodDisruptionBudget") => through::<PodDisruptionBudget>(object),
        (version, kind) => Err(format!("{version} {kind} is new here: add its type to tests/typed.rs")),
    }
}

/// Paths at which `after` is not exactly `before`.
fn differences(before: &Value, after: &Value, path: &str, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, value) in old {
                differences(value, new.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), found);
            }
            found.extend(new.keys().filter(|key| !old.contains_key(*key)).map(|key| format!("{path}.{key} is added")));
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let pairs = old.iter().zip(new).enumerate();
            pairs.for_each(|(n, (old, new))| differences(old, new, &format!("{path}[{n}]"), found));
        }
        _ if before == after => {}
        _ => found.push(format!("{path}: {before} becomes {after}")),
    }
}

fn mistakes(object: &Value) -> Vec<String> {
    let name = format!("{} {}", object["kind"], object["metadata"]["name"]);
    let mut found = Vec::new();
    match round_trip(object) {
        Ok(after) => differences(object, &after, &name, &mut found),
        Err(error) => found.push(format!("{name}: {error}")),
    }
    found
}

#[test]
fn every_object_of_every_profile_survives_its_type() {
    let mut seen = std::collections::BTreeSet::new();
    for profile in profiles() {
        let objects = Objects::of_profile(&profile);
        let found: Vec<String> = objects.0.iter().flat_map(mistakes).collect();
        assert!(found.is_empty(), "{profile}:\n{}", found.join("\n"));
        seen.extend(objects.0.iter().map(|object| object["kind"].as_str().unwrap().to_string()));
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn mistakes_do_not_survive() {
    let objects = Objects::of_profile("kraft");
    let set = objects.get("StatefulSet", "orders-kafka");
    assert_eq!(mistakes(set), Vec::<String>::new());
    for (path, value) in [
        ("spec.replica", json!(3)),
        ("spec.template.spec.priorityClass", json!("high")),
        ("spec.replicas", json!("3")),
        ("spec.updateStrategy.rollingUpdate.maxSurge", json!(1)),
        ("metadata.labels", json!({ "a": 1 })),
    ] {
        let broken = merged(set, &at(path, value));
        assert_ne!(mistakes(&broken), Vec::<String>::new(), "{path}");
    }
    let unknown = merged(set, &json!({ "kind": "Secret" }));
    assert_ne!(mistakes(&unknown), Vec::<String>::new());
}
