use serde_json::{Value, json};

use crate::check::schema::Minor;

/// What the server keeps of an object, whichever way it was said: in one version of its API where built-in kinds have
/// several (autoscalers in that of `autoscaling/v2`), without the version, which is no part of what is stored, and with
/// what each kind fills in behind its defaults (`PrepareForUpdate`).
pub fn unified(stored: &mut Value, api_version: &str, kind: &str, minor: Minor) {
    if let Some(map) = stored.as_object_mut() {
        map.shift_remove("apiVersion");
    }
    match kind {
        "HorizontalPodAutoscaler" if api_version == "autoscaling/v1" => autoscaler(stored),
        "StatefulSet" => set(stored),
        "PersistentVolumeClaim" => claim(stored),
        _ => {}
    }
    // Classes of attributes have a gate, which was off by default before.
    let classes = ["PersistentVolume", "PersistentVolumeClaim"];
    if minor.number() < 34
        && classes.contains(&kind)
        && let Some(spec) = stored.get_mut("spec").and_then(Value::as_object_mut)
    {
        spec.shift_remove("volumeAttributesClassName");
    }
}

/// The version of the API in whose words [`unified`] puts an object.
pub fn unified_version<'v>(api_version: &'v str, kind: &str) -> &'v str {
    if (api_version, kind) == ("autoscaling/v1", "HorizontalPodAutoscaler") { "autoscaling/v2" } else { api_version }
}

fn autoscaler(stored: &mut Value) {
    let Some(spec) = stored.get_mut("spec").and_then(Value::as_object_mut) else { return };
    if let Some(percent) = spec.shift_remove("targetCPUUtilizationPercentage") {
        let target = json!({ "type": "Utilization", "averageUtilization": percent });
        let metric = json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } });
        spec.insert("metrics".to_owned(), json!([metric]));
    }
}

/// What a template for claims says of its own kind is not kept.
fn set(stored: &mut Value) {
    let templates = stored.pointer_mut("/spec/volumeClaimTemplates").and_then(Value::as_array_mut);
    for claim in templates.into_iter().flatten().filter_map(Value::as_object_mut) {
        ["apiVersion", "kind"].iter().for_each(|field| drop(claim.shift_remove(*field)));
    }
}

/// The source of a claim's data has an old and a new field, and each is filled in from the other
/// (`NormalizeDataSources`); one in another namespace is dropped, as its gate is off.
fn claim(stored: &mut Value) {
    let Some(spec) = stored.get_mut("spec").and_then(Value::as_object_mut) else { return };
    if spec.get("dataSourceRef").is_some_and(|source| source.get("namespace").is_some()) {
        spec.shift_remove("dataSourceRef");
    }
    for (from, to) in [("dataSource", "dataSourceRef"), ("dataSourceRef", "dataSource")] {
        if let (Some(source), false) = (spec.get(from).cloned(), spec.contains_key(to)) {
            spec.insert(to.to_owned(), source);
        }
    }
}
