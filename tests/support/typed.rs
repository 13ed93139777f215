//! Objects as typed clients of Kubernetes see them.

use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::core::v1::{ConfigMap, Service, ServiceAccount};
use k8s_openapi::api::networking::v1::Ingress;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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
        ("networking.k8s.io/v1", "Ingress") => through::<Ingress>(object),
        ("policy/v1", "PodDisruptionBudget") => through::<PodDisruptionBudget>(object),
        (version, kind) => Err(format!("{version} {kind} is new here: add its type to tests/support/typed.rs")),
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

/// What does not survive the type of its kind; nothing where all of it does.
pub fn mistakes(object: &Value) -> Vec<String> {
    let name = format!("{} {}", object["kind"], object["metadata"]["name"]);
    let mut found = Vec::new();
    match round_trip(object) {
        Ok(after) => differences(object, &after, &name, &mut found),
        Err(error) => found.push(format!("{name}: {error}")),
    }
    found
}
