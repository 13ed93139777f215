use serde_json::{Value, json};

/// What the server keeps of an object, whichever way it was said: in one version of its API where built-in kinds have
/// several (autoscalers in that of `autoscaling/v2`), and without the version, which is no part of what is stored.
pub fn unified(stored: &mut Value, api_version: &str, kind: &str) {
    if let Some(map) = stored.as_object_mut() {
        map.shift_remove("apiVersion");
    }
    match kind {
        "HorizontalPodAutoscaler" if api_version == "autoscaling/v1" => autoscaler(stored),
        "StatefulSet" => set(stored),
        _ => {}
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
